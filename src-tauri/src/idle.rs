//! The watch on a desk that is left: it warns, then has the front end cover the screen and hand over what is unfinished,
//! and does without the front end if that does not answer (hazard H28).

use std::thread;
use std::time::Duration;

use tauri::{AppHandle, Emitter, Manager};

use crate::backups;
use crate::workplace::Workplace;

/// How often it is looked.
const TICK: Duration = Duration::from_millis(500);

/// How long before the lock somebody who is only reading is warned.
const WARNING: Duration = Duration::from_secs(30);

/// How long the front end has to save what was typed.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// Watches for as long as the program runs.
pub(crate) fn watch(app: &AppHandle) {
    let app = app.clone();
    thread::spawn(move || {
        let workplace = app.state::<Workplace>();
        let mut has_warned = false;
        loop {
            thread::sleep(TICK);
            backups::at_work(&workplace);
            let Some(left) = workplace.left() else { continue };
            if left.is_zero() {
                lock(&app, &workplace);
                has_warned = false;
            } else if left > WARNING {
                has_warned = false;
            } else if !has_warned {
                has_warned = app.emit("lock-soon", left.as_secs()).is_ok();
            }
        }
    });
}

fn lock(app: &AppHandle, workplace: &Workplace) {
    let is_told = app.emit("lock", ()).is_ok();
    let mut waited = Duration::ZERO;
    while is_told && workplace.left().is_some() && waited < LAST_WORDS {
        thread::sleep(TICK);
        waited += TICK;
    }
    if workplace.left().is_some() {
        workplace.lock(None, true);
        // Whatever the front end still shows goes with its document.
        for window in app.webview_windows().values() {
            let _ = window.reload();
        }
    }
}
