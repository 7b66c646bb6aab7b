//! What the window keeps between two commands: the open store with who is signed in, and the pages on show.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pathway::view::ErrorView;
use pathway::{Desk, Now, paper};

use crate::pictures::Pictures;
use crate::{clock, error};

/// The workplace of the person in front of the window. A copy is the same workplace.
#[derive(Clone)]
pub(crate) struct Workplace(Arc<Inner>);

struct Inner {
    home: PathBuf,
    desk: Mutex<Option<Desk>>,
    pictures: Pictures,
    is_stopped: AtomicBool,
}

impl Workplace {
    /// A workplace at which nobody is signed in yet.
    pub(crate) fn new(home: PathBuf) -> Self {
        let inner = Inner {
            home,
            desk: Mutex::default(),
            pictures: Pictures::default(),
            is_stopped: AtomicBool::default(),
        };
        Self(Arc::new(inner))
    }

    /// The pages on show.
    pub(crate) fn pictures(&self) -> &Pictures {
        &self.0.pictures
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
            let mut desk = inner.desk();
            let desk = desk.as_mut().ok_or_else(error::signed_out)?;
            act(desk, clock::now()).map_err(|error| error.view())
        })
        .await
    }

    /// Seats a person, and takes away what the one before had on show.
    pub(crate) fn seat(&self, desk: Desk) {
        self.put_away();
        *self.0.desk() = Some(desk);
    }

    /// Takes the desk away from whoever is signed in: afterwards nothing can be read through this window.
    pub(crate) fn clear(&self) -> Option<Desk> {
        self.put_away();
        self.0.desk().take()
    }

    /// Takes every page off the screen, and removes what was written for the system's viewer.
    pub(crate) fn put_away(&self) {
        self.0.pictures.clear();
        paper::forget_opened(&self.0.home);
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

impl Inner {
    /// A step that panicked has rolled its transaction back, so the desk may still be used.
    fn desk(&self) -> MutexGuard<'_, Option<Desk>> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
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
