//! The print jobs that are on their way to the printing service.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Each by the number that the front end has given it, and whether it is to stop.
#[derive(Default)]
pub(crate) struct Printing(Mutex<BTreeMap<u32, Arc<AtomicBool>>>);

impl Printing {
    /// A job is on its way; what is given back says when it is to stop.
    pub(crate) fn begin(&self, ticket: u32) -> Arc<AtomicBool> {
        Arc::clone(self.jobs().entry(ticket).or_default())
    }

    /// A job has been taken, or has failed.
    pub(crate) fn end(&self, ticket: u32) {
        self.jobs().remove(&ticket);
    }

    /// Asks a job to stop, also one that is still being made ready.
    pub(crate) fn cancel(&self, ticket: u32) {
        self.jobs()
            .entry(ticket)
            .or_default()
            .store(true, Ordering::Release);
    }

    /// Whether any job is on its way: somebody holds what says that it is to stop.
    pub(crate) fn is_under_way(&self) -> bool {
        self.jobs().values().any(|job| Arc::strong_count(job) > 1)
    }

    fn jobs(&self) -> MutexGuard<'_, BTreeMap<u32, Arc<AtomicBool>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
