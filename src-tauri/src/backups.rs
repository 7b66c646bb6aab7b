//! Backups made while somebody works or when they leave, beside whatever else is done.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use pathway::back_up_daily::{self, DueBackup, Occasion};
use pathway::{Desk, Error};

use crate::clock;
use crate::workplace::Workplace;

/// How long after an attempt the next one is made.
const PAUSE: Duration = Duration::from_secs(15 * 60);

/// How long somebody has been at work before it is asked whether a backup is due.
const FIRST: Duration = Duration::from_secs(60);

/// What is known of them besides what the store says.
#[derive(Default)]
pub(crate) struct Backups {
    /// The one that is being made, or was the last.
    making: Mutex<Option<JoinHandle<()>>>,
    last: Mutex<Last>,
}

#[derive(Default)]
struct Last {
    /// What the last attempt said, if it failed.
    failure: Option<Error>,
    /// When it is to be asked again, by the running clock.
    next: Option<Duration>,
}

impl Backups {
    /// Why the last attempt failed, if it did.
    pub(crate) fn failure(&self) -> Option<Error> {
        self.last().failure.clone()
    }

    /// What an attempt said.
    pub(crate) fn note<T>(&self, said: &Result<T, Error>) {
        self.last().failure = said.as_ref().err().cloned();
    }

    /// Whether it is time to ask, which then is not the case for a while.
    fn is_time(&self) -> bool {
        let now = clock::moment().running;
        let mut last = self.last();
        let next = *last.next.get_or_insert(now + FIRST);
        if now < next {
            return false;
        }
        last.next = Some(now + PAUSE);
        true
    }

    /// Whether one is being made.
    pub(crate) fn is_making(&self) -> bool {
        unpoisoned(&self.making)
            .as_ref()
            .is_some_and(|making| !making.is_finished())
    }

    /// Waits for the one that is being made, if one is.
    fn finish(&self) {
        let making = unpoisoned(&self.making).take();
        if let Some(making) = making {
            // A thread that panicked has made no backup, and has said so by its panic.
            let _ = making.join();
        }
    }

    fn last(&self) -> MutexGuard<'_, Last> {
        unpoisoned(&self.last)
    }
}

/// Makes a backup if one is due while somebody works; asked every second, it looks every quarter of an hour.
pub(crate) fn at_work(workplace: &Workplace) {
    if workplace.left().is_none() || !workplace.backups().is_time() {
        return;
    }
    let asked = workplace.glance(|desk| back_up_daily::due(desk, Occasion::AtWork, clock::now()));
    begin(workplace, asked.unwrap_or(Ok(None)));
}

/// Makes a backup if one is due now that somebody leaves.
pub(crate) fn after_work(workplace: &Workplace, desk: &Desk) {
    begin(
        workplace,
        back_up_daily::due(desk, Occasion::AfterWork, clock::now()),
    );
}

fn begin(workplace: &Workplace, due: Result<Option<DueBackup>, Error>) {
    match due {
        Ok(Some(due)) => {
            // Never two at once: the second would only copy what the first has.
            workplace.backups().finish();
            let there = workplace.clone();
            let making = thread::spawn(move || there.backups().note(&due.make(clock::now())));
            *unpoisoned(&workplace.backups().making) = Some(making);
        }
        Ok(None) => {}
        failed => workplace.backups().note(&failed),
    }
}

fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
