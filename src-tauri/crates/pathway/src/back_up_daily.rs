//! Backups that nobody has to think of: made each day and after work into a folder that was chosen once, proved, and
//! kept by day, week and month (domain rule §4.5, hazard H27).
//!
//! Whoever keeps the store decides that they are made; whoever works at it makes them by working. None of them can be
//! opened without a passphrase of the store.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use domain::date::clinical_time;
use domain::retention::Retention;
use store::audit::{self, Act, Actor, Entry};
use store::{Store, StoreError};
use vault::secret::DataKey;

use crate::view::{BackupFileView, BackupStateView, BackupView};
use crate::{Desk, Error, Now, home, keep_backups};

const HOUR_MS: i64 = 60 * 60 * 1000;

/// How a moment stands in the name of a file.
const STAMP: &str = "%Y-%m-%d-%H%M%S";

/// When a backup is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// In the middle of work: once a day.
    AtWork,
    /// Somebody signs out or closes the window: if there is anything new since this morning.
    AfterWork,
}

impl Occasion {
    /// How old the last backup is when it is time for another.
    const fn age_ms(self) -> i64 {
        match self {
            Self::AtWork => 20 * HOUR_MS,
            Self::AfterWork => 4 * HOUR_MS,
        }
    }
}

/// A backup that is to be made. It holds the store open and its key for itself, so that the desk may go on, be locked or
/// be left meanwhile.
pub struct DueBackup {
    store: Store,
    key: DataKey,
    actor: Actor,
    folder: PathBuf,
    retention: Retention,
}

/// The backup that is due, if one is: where a folder was chosen, and the last one is old enough.
///
/// # Errors
/// [`Error::Store`].
pub fn due(desk: &Desk, occasion: Occasion, now: Now) -> Result<Option<DueBackup>, Error> {
    let last = desk.store.read(audit::last_backup)?;
    // A clock that was set back makes a backup neither older nor younger; then it is made once more.
    let is_due = last.is_none_or(|at| !(0..occasion.age_ms()).contains(&(now.at().utc_ms - at)));
    if !is_due {
        return Ok(None);
    }
    begin(desk)
}

/// The same backup, whether or not it is time for it.
///
/// # Errors
/// [`Error::Refused`] by role, or where no folder was chosen; [`Error::Store`].
pub fn now(desk: &Desk, now: Now) -> Result<DueBackup, Error> {
    home::permit_upkeep(desk, Act::BackupMade, now)?;
    begin(desk)?.ok_or_else(|| {
        Error::refused(
            "no_backup_folder",
            "No folder was chosen for backups. Choose one, or name the file of this backup.",
        )
    })
}

fn begin(desk: &Desk) -> Result<Option<DueBackup>, Error> {
    let Some(folder) = desk.settings.backup_folder.clone() else {
        return Ok(None);
    };
    Ok(Some(DueBackup {
        store: Store::open(&desk.home, &desk.key)?,
        key: DataKey::from(&desk.key),
        actor: desk.actor(),
        folder,
        retention: desk.settings.retention,
    }))
}

impl DueBackup {
    /// Makes the backup, proves it, and only then removes those that are no longer kept. A failure is written down too.
    ///
    /// # Errors
    /// [`Error::File`] or [`Error::Store`] saying what stands against it; no backup is removed then.
    pub fn make(self, now: Now) -> Result<BackupView, Error> {
        let made = self.write(now);
        let entry = match &made {
            Ok(made) => Entry::done(Act::BackupMade)
                .of(&made.sha256)
                .with(format!("automatic entries={}", made.entries)),
            Err(error) => Entry::refused(Act::BackupMade, &format!("automatic {}", error.code())),
        };
        self.store
            .act(&self.actor, entry, now.at(), |_| Ok::<_, Error>(()))?;
        let made = made?;
        // A backup too many is no harm: what cannot be removed now is removed the next time.
        let _ = self.tidy_up();
        Ok(made)
    }

    fn write(&self, now: Now) -> Result<BackupView, Error> {
        if !self.folder.is_dir() {
            return Err(keep_backups::folder_is_gone());
        }
        let name = name_of(&self.store.id().to_string(), now.local());
        let file = self.folder.join(name);
        let made = self
            .store
            .back_up(&file, &self.key)
            .map_err(keep_backups::not_made)?;
        Ok(BackupView::of(&file, made))
    }

    fn tidy_up(&self) -> Result<(), StoreError> {
        let held = held_in(&self.folder, &self.store.id().to_string())?;
        let moments: Vec<_> = held.iter().map(|(at, _)| *at).collect();
        let outdated = self.retention.outdated(&moments);
        for (_, file) in held.into_iter().filter(|(at, _)| outdated.contains(at)) {
            fs::remove_file(file)?;
        }
        Ok(())
    }
}

/// How the backups stand: for everybody who signs in to see. `failure` is what the last attempt said.
///
/// # Errors
/// [`Error::Store`].
pub fn state(desk: &Desk, failure: Option<&Error>, now: Now) -> Result<BackupStateView, Error> {
    let folder = desk.settings.backup_folder.as_deref();
    Ok(BackupStateView {
        age: keep_backups::age(desk, now)?,
        is_automatic: folder.is_some(),
        is_same_disk: folder.is_some_and(|folder| is_same_disk(folder, &desk.home)),
        failure: failure.map(Error::view),
    })
}

/// The backups of this store in the folder that was chosen, the newest first.
///
/// # Errors
/// [`Error::Refused`] by role; [`Error::File`] when the folder is not there.
pub fn list(desk: &mut Desk, now: Now) -> Result<Vec<BackupFileView>, Error> {
    home::permit_upkeep(desk, Act::SettingsViewed, now)?;
    let Some(folder) = &desk.settings.backup_folder else {
        return Ok(Vec::new());
    };
    let mut held =
        held_in(folder, &desk.store.id().to_string()).map_err(|_| keep_backups::folder_is_gone())?;
    held.sort_unstable_by(|a, b| b.cmp(a));
    Ok(held.into_iter().map(|(at, file)| view(at, &file)).collect())
}

fn view(at: NaiveDateTime, file: &Path) -> BackupFileView {
    BackupFileView {
        file: file.to_string_lossy().into_owned(),
        name: file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        made_at: clinical_time(at),
        bytes: fs::metadata(file).map_or(0, |file| file.len()),
    }
}

/// A name that sorts by time and tells of no person.
fn name_of(store_id: &str, at: NaiveDateTime) -> String {
    format!("{}{}.backup", prefix(store_id), at.format(STAMP))
}

fn prefix(store_id: &str) -> String {
    format!("second-opinion-{}-", &store_id[..8.min(store_id.len())])
}

/// The backups of one store in a folder. Whatever has another name is none of ours, and is left alone.
fn held_in(folder: &Path, store_id: &str) -> Result<Vec<(NaiveDateTime, PathBuf)>, StoreError> {
    let prefix = prefix(store_id);
    let mut held = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let stamp = name
            .to_str()
            .and_then(|name| name.strip_prefix(&prefix)?.strip_suffix(".backup"));
        if let Some(Ok(at)) = stamp.map(|stamp| NaiveDateTime::parse_from_str(stamp, STAMP)) {
            held.push((at, entry.path()));
        }
    }
    Ok(held)
}

#[cfg(unix)]
fn is_same_disk(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).ok().map(|file| file.dev());
    device(one).is_some_and(|found| Some(found) == device(other))
}

/// Windows tells disks by their letter.
#[cfg(not(unix))]
fn is_same_disk(one: &Path, other: &Path) -> bool {
    let disk = |path: &Path| {
        path.canonicalize()
            .ok()?
            .components()
            .next()
            .map(|first| first.as_os_str().to_owned())
    };
    disk(one).is_some_and(|found| Some(found) == disk(other))
}
