//! What the window keeps between two commands: the open store with who is signed in, and the pages on show.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use pathway::view::{AppearanceView, ErrorView, LeftOverView, LockedView};
use pathway::{Desk, Now, Watch, choose_appearance, lock_desk, paper, worklist};

use crate::backups::Backups;
use crate::pictures::Pictures;
use crate::printing::Printing;
use crate::{clock, error, home};

/// The workplace of the person in front of the window. A copy is the same workplace.
#[derive(Clone)]
pub(crate) struct Workplace(Arc<Inner>);

struct Inner {
    home: PathBuf,
    desk: Mutex<Option<Desk>>,
    /// Runs while somebody is signed in.
    watch: Mutex<Option<Watch>>,
    /// Whose desk is locked, if one is.
    locked: Mutex<Option<LockedView>>,
    /// What the window looks like: as chosen by whoever is signed in, or was last, so that a lock changes no colour.
    appearance: Mutex<AppearanceView>,
    pictures: Pictures,
    backups: Backups,
    printing: Printing,
    is_stopped: AtomicBool,
    is_left: AtomicBool,
    is_told: AtomicBool,
}

impl Workplace {
    /// A workplace at which nobody is signed in yet.
    pub(crate) fn new(home: PathBuf) -> Self {
        let inner = Inner {
            home,
            desk: Mutex::default(),
            watch: Mutex::default(),
            locked: Mutex::default(),
            appearance: Mutex::default(),
            pictures: Pictures::default(),
            backups: Backups::default(),
            printing: Printing::default(),
            is_stopped: AtomicBool::default(),
            is_left: AtomicBool::default(),
            is_told: AtomicBool::default(),
        };
        Self(Arc::new(inner))
    }

    /// The pages on show.
    pub(crate) fn pictures(&self) -> &Pictures {
        &self.0.pictures
    }

    /// The backups that are made without being asked for.
    pub(crate) fn backups(&self) -> &Backups {
        &self.0.backups
    }

    /// The print jobs that are on their way.
    pub(crate) fn printing(&self) -> &Printing {
        &self.0.printing
    }

    /// Does something that needs nobody signed in, off the main thread so that the window never freezes.
    pub(crate) async fn away<T, F>(&self, act: F) -> Result<T, ErrorView>
    where
        T: Send + 'static,
        F: FnOnce(&Path, Now) -> Result<T, pathway::Error> + Send + 'static,
    {
        let inner = Arc::clone(&self.0);
        off_the_main_thread(move || act(&inner.home, clock::now()).map_err(|error| error.view())).await
    }

    /// Does something at the desk of the person who is signed in.
    pub(crate) async fn at_desk<T, F>(&self, act: F) -> Result<T, ErrorView>
    where
        T: Send + 'static,
        F: FnOnce(&mut Desk, Now) -> Result<T, pathway::Error> + Send + 'static,
    {
        let inner = Arc::clone(&self.0);
        off_the_main_thread(move || {
            let mut desk = unpoisoned(&inner.desk);
            let desk = desk.as_mut().ok_or_else(error::signed_out)?;
            act(desk, clock::now()).map_err(|error| error.view())
        })
        .await
    }

    /// Looks at the desk, if somebody is signed in and nothing is being done at it.
    pub(crate) fn glance<T>(&self, look: impl FnOnce(&Desk) -> T) -> Option<T> {
        match self.0.desk.try_lock() {
            Ok(desk) => desk.as_ref().map(look),
            Err(TryLockError::Poisoned(desk)) => desk.into_inner().as_ref().map(look),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// Seats a person, and takes away what the one before had on show.
    pub(crate) fn seat(&self, mut desk: Desk) {
        self.put_away();
        // What cannot be read keeps nobody out: the window then looks as it did.
        if let Ok(chosen) = choose_appearance::show(&mut desk) {
            self.dress(chosen);
        }
        let watch = Watch::start(limit(&desk), clock::moment());
        *unpoisoned(&self.0.locked) = None;
        *unpoisoned(&self.0.desk) = Some(desk);
        *unpoisoned(&self.0.watch) = Some(watch);
    }

    /// Takes the desk away from whoever is signed in: afterwards nothing can be read through this window.
    pub(crate) fn clear(&self) -> Option<Desk> {
        self.put_away();
        let desk = unpoisoned(&self.0.desk).take();
        *unpoisoned(&self.0.watch) = None;
        desk
    }

    /// Locks the desk, if somebody is signed in: the store is closed, its keys are wiped, and `unfinished` waits in it.
    /// What is being done at the desk at this moment is done first.
    pub(crate) fn lock(&self, unfinished: Option<&str>, was_left: bool) {
        if let Some(desk) = self.clear() {
            let locked = lock_desk::lock(desk, unfinished, was_left, clock::now());
            *unpoisoned(&self.0.locked) = Some(locked);
        }
    }

    /// What the window looks like.
    pub(crate) fn appearance(&self) -> AppearanceView {
        unpoisoned(&self.0.appearance).clone()
    }

    /// Makes the window look as it was chosen.
    pub(crate) fn dress(&self, chosen: AppearanceView) {
        *unpoisoned(&self.0.appearance) = chosen;
    }

    /// Whose desk is locked, if one is.
    pub(crate) fn locked(&self) -> Option<LockedView> {
        unpoisoned(&self.0.locked).clone()
    }

    /// Leaves a locked desk to whoever signs in next.
    pub(crate) fn unclaim(&self) {
        *unpoisoned(&self.0.locked) = None;
    }

    /// Somebody is there.
    pub(crate) fn touch(&self) {
        if let Some(watch) = unpoisoned(&self.0.watch).as_mut() {
            watch.touch(clock::moment());
        }
    }

    /// How long the desk may be left was changed.
    pub(crate) fn allow(&self, desk: &Desk) {
        if let Some(watch) = unpoisoned(&self.0.watch).as_mut() {
            watch.allow(limit(desk));
        }
    }

    /// How long is left before the desk must be locked; none while nobody is signed in.
    pub(crate) fn left(&self) -> Option<Duration> {
        unpoisoned(&self.0.watch).map(|watch| watch.left(clock::moment()))
    }

    /// Takes every page off the screen, and removes what was written for the system's viewer.
    pub(crate) fn put_away(&self) {
        self.0.pictures.clear();
        paper::forget_opened(&self.0.home);
    }

    /// Whether something is still being done for somebody who has closed the window.
    pub(crate) fn is_finishing(&self) -> bool {
        self.printing().is_under_way() || self.backups().is_making()
    }

    /// The person who has closed the window waits for nothing any more.
    pub(crate) fn leave(&self) {
        self.0.is_left.store(true, Ordering::Release);
    }

    /// Whether the person waits for nothing any more.
    pub(crate) fn is_left(&self) -> bool {
        self.0.is_left.load(Ordering::Acquire)
    }

    /// Whether the person knows what waits when they close the window.
    pub(crate) fn note_told(&self, is_told: bool) {
        self.0.is_told.store(is_told, Ordering::Release);
    }

    /// What waits and the person who closes the window has not been told of. Whoever closes it again knows.
    pub(crate) fn untold(&self, now: Now) -> Option<LeftOverView> {
        if self.0.is_told.swap(true, Ordering::AcqRel) {
            return None;
        }
        let waits = self.glance(|desk| worklist::left_over(desk, now));
        // What cannot be counted keeps nobody from going home.
        waits.and_then(Result::ok).flatten()
    }

    /// Lets work that takes long begin.
    pub(crate) fn start(&self) {
        self.0.is_stopped.store(false, Ordering::Release);
    }

    /// Asks work that takes long to stop at its next step.
    pub(crate) fn stop(&self) {
        self.0.is_stopped.store(true, Ordering::Release);
    }

    /// Whether work that takes long was asked to stop.
    pub(crate) fn is_stopped(&self) -> bool {
        self.0.is_stopped.load(Ordering::Acquire)
    }
}

/// How long a desk may be left: as the store says, or less where this computer says so.
fn limit(desk: &Desk) -> Duration {
    let of_store = desk.lock_after().length();
    home::lock_sooner().map_or(of_store, |of_desk| of_desk.min(of_store))
}

/// A step that panicked has rolled its transaction back, so what it held may still be used.
fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn off_the_main_thread<T, F>(work: F) -> Result<T, ErrorView>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, ErrorView> + Send + 'static,
{
    tauri::async_runtime::spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(error::unexpected()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn locking_the_desk_removes_what_was_written_for_the_systems_viewer() {
        let home = tempfile::tempdir().unwrap();
        let opened = home.path().join("opened");
        fs::create_dir(&opened).unwrap();
        fs::write(opened.join("SO-2026-0001-letter.pdf"), b"%PDF-1.7").unwrap();
        Workplace::new(home.path().to_owned()).lock(None, true);
        assert!(!opened.exists());
    }

    #[test]
    fn a_closed_window_waits_for_what_is_under_way_until_the_person_leaves() {
        let home = tempfile::tempdir().unwrap();
        let workplace = Workplace::new(home.path().to_owned());
        assert!(!workplace.is_finishing());
        let job = workplace.printing().begin(1);
        assert!(workplace.is_finishing() && !workplace.is_left());
        workplace.printing().cancel(1);
        assert!(job.load(Ordering::Acquire));
        drop(job);
        workplace.printing().end(1);
        workplace.printing().cancel(1);
        assert!(!workplace.is_finishing(), "what has ended is not waited for");
        workplace.leave();
        assert!(workplace.is_left());
    }
}
