//! How the store is looked after: when a desk locks itself, where backups go, and which are kept.

use std::path::{Path, PathBuf};

use domain::lock::LockAfter;
use domain::retention::Retention;
use store::audit::{Act, Entry};
use store::{Tx, settings};

use crate::typed::Problems;
use crate::view::document::{from_json, to_json};
use crate::view::{SettingsInput, SettingsView};
use crate::{Desk, Error, Now, home};

/// The most days, weeks or months for which backups are kept.
const MOST_SPANS: u32 = 1000;

/// The settings as they hold, each within its bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) lock_after: LockAfter,
    pub(crate) backup_folder: Option<PathBuf>,
    pub(crate) retention: Retention,
}

/// Shows the settings to a person who keeps the store.
///
/// # Errors
/// [`Error::Refused`] by role.
pub fn show(desk: &mut Desk, now: Now) -> Result<SettingsView, Error> {
    home::permit_upkeep(desk, Act::SettingsViewed, now)?;
    desk.act(Entry::done(Act::SettingsViewed), now, view)
}

/// Changes the settings, if they still stand at `version`. They hold at this desk from now on, and at others from the
/// next sign-in.
///
/// # Errors
/// [`Error::Input`] naming every field; [`Error::Stale`]; [`Error::Refused`] by role.
pub fn save(desk: &mut Desk, version: u32, input: &SettingsInput, now: Now) -> Result<SettingsView, Error> {
    home::permit_upkeep(desk, Act::SettingsChanged, now)?;
    let parsed = input.parse(&desk.home)?;
    let body = to_json(input)?;
    // No folder's name goes into the trail: it may be a person's.
    let detail = format!(
        "lock_after={} backups={} keep={},{},{}",
        parsed.lock_after.minutes(),
        if parsed.backup_folder.is_some() {
            "automatic"
        } else {
            "by_hand"
        },
        parsed.retention.days,
        parsed.retention.weeks,
        parsed.retention.months
    );
    let saved = desk.act(Entry::done(Act::SettingsChanged).with(detail), now, |tx| {
        settings::save(tx, i64::from(version), &body)?;
        view(tx)
    })?;
    desk.settings = parsed;
    Ok(saved)
}

/// The settings that hold. What an older version of the program wrote, and this one would refuse, is as if unsaid.
pub(crate) fn current(tx: &mut Tx<'_>) -> Result<Settings, Error> {
    Ok(typed(tx)?.1.within_bounds())
}

fn view(tx: &mut Tx<'_>) -> Result<SettingsView, Error> {
    let (version, input) = typed(tx)?;
    Ok(SettingsView { version, input })
}

fn typed(tx: &mut Tx<'_>) -> Result<(u32, SettingsInput), Error> {
    match settings::get(tx)? {
        None => Ok((0, SettingsInput::default())),
        Some(row) => Ok((
            u32::try_from(row.version).unwrap_or(u32::MAX),
            from_json(&row.body)?,
        )),
    }
}

impl SettingsInput {
    fn within_bounds(&self) -> Settings {
        let within = |typed: u32| typed.clamp(1, MOST_SPANS);
        Settings {
            lock_after: LockAfter::from_minutes(self.lock_after_minutes).unwrap_or(LockAfter::DEFAULT),
            backup_folder: self.folder(),
            retention: Retention {
                days: within(self.keep_days),
                weeks: within(self.keep_weeks),
                months: within(self.keep_months),
            },
        }
    }

    fn folder(&self) -> Option<PathBuf> {
        let typed = self.backup_folder.as_deref().map(str::trim);
        typed.filter(|typed| !typed.is_empty()).map(PathBuf::from)
    }

    fn parse(&self, home: &Path) -> Result<Settings, Error> {
        let mut problems = Problems::default();
        problems.take(
            "lock_after_minutes",
            LockAfter::from_minutes(self.lock_after_minutes),
        );
        let spans = [
            ("keep_days", self.keep_days),
            ("keep_weeks", self.keep_weeks),
            ("keep_months", self.keep_months),
        ];
        for (field, typed) in spans {
            if !(1..=MOST_SPANS).contains(&typed) {
                problems.say(field, format!("choose from 1 to {MOST_SPANS}"));
            }
        }
        if let Some(folder) = self.folder() {
            problems.take("backup_folder", usable(&folder, home));
        }
        Ok(problems.into_result(self.within_bounds())?)
    }
}

/// A folder that backups can go to: it is there, can be written to, and is not the store's own.
fn usable(folder: &Path, home: &Path) -> Result<(), &'static str> {
    if !folder.is_absolute() {
        return Err("name the folder from its root, such as /media/stick/backups");
    }
    let Ok(folder) = folder.canonicalize() else {
        return Err("there is no such folder; make it first, or put the stick in");
    };
    if home.canonicalize().is_ok_and(|home| folder.starts_with(home)) {
        return Err(
            "choose a folder outside the store: what happens to the store must not happen to its backups",
        );
    }
    store::backup::try_folder(&folder).map_err(|_| "this folder cannot be written to")
}
