//! The desktop shell: one window, the commands that the front end may call, and the pictures it may ask for.
//!
//! Nothing that a clinician needs done lives here. A command takes the input, calls the step of the pathway, and
//! hands back its answer or its error; the same steps serve the command line.

mod backups;
mod bindings;
mod clock;
mod commands;
mod error;
mod home;
mod idle;
mod pictures;
mod printing;
mod workplace;

use std::thread;
use std::time::Duration;

use tauri::{AppHandle, Emitter, Manager, Window, WindowEvent};

use workplace::Workplace;

/// The longest that a closing window waits for the front end to save what was typed last.
const LAST_WORDS: Duration = Duration::from_millis(1200);

/// The longest that a closed window stays unseen; work that takes longer is told of, and may be left.
const UNSEEN: Duration = Duration::from_secs(4);

/// How often it is asked whether the work is done.
const TICK: Duration = Duration::from_millis(100);

/// Opens the window and returns when it is closed.
pub fn run() {
    let commands = bindings::commands();
    let answer = commands.invoke_handler();
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .register_asynchronous_uri_scheme_protocol("record", |context, request, responder| {
            let workplace = context.app_handle().state::<Workplace>();
            workplace.pictures().answer(request.uri(), responder);
        })
        .invoke_handler(answer)
        .on_window_event(|window, event| {
            if let WindowEvent::CloseRequested { api, .. } = event {
                api.prevent_close();
                let waits = window.state::<Workplace>().untold(clock::now());
                // Without a front end that shows it, the window closes.
                if waits.is_none_or(|waits| window.emit("left-over", waits).is_err()) {
                    close_after_last_words(window);
                }
            }
        })
        .setup(|app| {
            let home = home::find(app.path().data_dir()?);
            app.manage(Workplace::new(home));
            idle::watch(app.handle());
            Ok(())
        })
        .run(tauri::generate_context!());
    if built.is_err() {
        // Without a display there is no window to say so in; the exit code tells the caller.
        std::process::exit(1);
    }
}

/// Tells the front end to save, hides the window at once so that closing feels immediate, and ends when the person is
/// signed out, pages are with the printer and a backup that was due is made. When that takes long the window comes back
/// and says so, and the person may end it all the same.
fn close_after_last_words(window: &Window) {
    let told = window.emit("closing", ());
    let hidden = window.hide();
    let app = window.app_handle().clone();
    app.state::<Workplace>().put_away();
    if told.is_err() || hidden.is_err() {
        app.exit(0);
        return;
    }
    thread::spawn(move || {
        thread::sleep(LAST_WORDS);
        let workplace = app.state::<Workplace>();
        if let Some(desk) = workplace.clear() {
            backups::after_work(&workplace, &desk);
            // An entry that cannot be written keeps nobody from going home.
            let _ = desk.sign_out(clock::now());
        }
        let hidden_at = clock::moment().running;
        let mut is_told = false;
        while workplace.is_finishing() && !workplace.is_left() {
            if !is_told && clock::moment().running - hidden_at > UNSEEN {
                is_told = true;
                tell_of_finishing(&app);
            }
            thread::sleep(TICK);
        }
        app.exit(0);
    });
}

/// Shows the window again, once its front end has put away whatever stood there.
fn tell_of_finishing(app: &AppHandle) {
    // Without a front end that answers, the work goes on unseen.
    if app.emit("finishing", ()).is_err() {
        return;
    }
    thread::sleep(Duration::from_millis(300));
    for window in app.webview_windows().values() {
        let _ = window.show();
    }
}
