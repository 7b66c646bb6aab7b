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
mod workplace;

use std::thread;
use std::time::Duration;

use tauri::{Emitter, Manager, Window, WindowEvent};

use workplace::Workplace;

/// The longest that a closing window waits for the front end to save what was typed last.
const LAST_WORDS: Duration = Duration::from_millis(1200);

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
                close_after_last_words(window);
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
/// signed out and a backup that was due is made.
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
        workplace.backups().finish();
        app.exit(0);
    });
}
