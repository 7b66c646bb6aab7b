//! `store`: look after the store itself.

use std::ops::ControlFlow;

use pathway::view::{PrintInput, SettingsInput};
use pathway::{Error, keep_backups, keep_passphrase, keep_settings, print, rekey_store};

use crate::arguments::{Arguments, Settings, Store};
use crate::output::Output;
use crate::{clock, door};

/// Checks the store, or lets its keeper in by the recovery key.
pub(crate) fn run(command: &Store, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    match command {
        Store::Check => {
            let mut desk = door::enter(arguments)?;
            let found = keep_backups::check_store(&mut desk, clock::now())?;
            output.answer(&found, || {
                let overdue = if found.backup.is_backup_overdue {
                    "\nA backup is overdue: make one now with `backup make --to FILE`."
                } else {
                    ""
                };
                format!(
                    "The store is sound: {} audit entries, {} sealed files.\n{}{overdue}",
                    found.check.entries, found.check.files, found.backup.backup_words
                )
            });
        }
        Store::Settings(changes) => {
            let mut desk = door::enter(arguments)?;
            let found = keep_settings::show(&mut desk, clock::now())?;
            let wanted = changed(changes, &found.input);
            let shown = if wanted == found.input {
                found
            } else {
                keep_settings::save(&mut desk, found.version, &wanted, clock::now())?
            };
            output.answer(&shown, || lines(&shown.input));
        }
        Store::TestRecoveryKey { recovery_key_file } => {
            let key = door::recovery_key(recovery_key_file.as_ref())?;
            keep_passphrase::test_recovery(door::home(arguments)?, &key, clock::now())?;
            output.answer(&serde_json::json!({"status": "right"}), || {
                "This is the store's recovery key. Lock it away again.".to_owned()
            });
        }
        Store::PrintRecoveryKey {
            recovery_key_file,
            printer,
            copies,
        } => {
            let key = door::recovery_key(recovery_key_file.as_ref())?;
            let to = print::choose_for_list(&PrintInput {
                printer: printer.clone(),
                copies: *copies,
                ..PrintInput::default()
            })?;
            print::recovery_key(door::home(arguments)?, &key, to, clock::now())?
                .hand_over(&mut |_| ControlFlow::Continue(()))?;
            output.answer(&serde_json::json!({ "copies": copies }), || {
                "The recovery key was sent to the printer. Fetch it at once, and lock it away.".to_owned()
            });
        }
        Store::Rekey => {
            let mut desk = door::enter(arguments)?;
            let passphrase = door::passphrase(arguments)?;
            let made = rekey_store::rekey(&mut desk, &passphrase, clock::now())?;
            output.answer(&made, || {
                let people = made
                    .people
                    .iter()
                    .map(|person| format!("  {:<20} {}\n", person.name, person.passphrase));
                format!(
                    "The store is under a new key. Your passphrase is as before. New passphrases, not shown again:\n{}Recovery key: {}\n\n{}",
                    people.collect::<String>(),
                    made.recovery_key,
                    made.words
                )
            });
        }
        Store::NewRecoveryKey => {
            let mut desk = door::enter(arguments)?;
            let passphrase = door::passphrase(arguments)?;
            let made = keep_passphrase::renew_recovery(&mut desk, &passphrase, clock::now())?;
            output.answer(&made, || {
                format!(
                    "Recovery key: {}\n\nPrint it or write it down now and lock it away. It is not shown again, and the one before opens nothing any more.",
                    made.recovery_key
                )
            });
        }
        Store::Recover {
            name,
            recovery_key_file,
            new_passphrase_file,
        } => {
            let home = door::home(arguments)?;
            let key = door::recovery_key(recovery_key_file.as_ref())?;
            let new = door::new_passphrase(new_passphrase_file.as_ref())?;
            let user = keep_passphrase::recover(home, name, &key, &new, clock::now())?;
            output.answer(&user, || {
                format!(
                    "{} has a new passphrase. That the recovery key was used is written in the audit trail.",
                    user.name
                )
            });
        }
    }
    Ok(())
}

/// The settings as they stand, with what was named in its place.
fn changed(changes: &Settings, now: &SettingsInput) -> SettingsInput {
    let named = changes.backup_folder.as_ref();
    let named = named.map(|folder| folder.to_string_lossy().into_owned());
    SettingsInput {
        lock_after_minutes: changes.lock_after.unwrap_or(now.lock_after_minutes),
        backup_folder: named.or_else(|| now.backup_folder.clone().filter(|_| !changes.no_backup_folder)),
        keep_days: changes.keep_days.unwrap_or(now.keep_days),
        keep_weeks: changes.keep_weeks.unwrap_or(now.keep_weeks),
        keep_months: changes.keep_months.unwrap_or(now.keep_months),
    }
}

fn lines(settings: &SettingsInput) -> String {
    format!(
        "  Desks lock themselves after {} minutes\n  Backups go to {}\n  Kept: the newest of each of {} days, {} weeks and {} months",
        settings.lock_after_minutes,
        settings
            .backup_folder
            .as_deref()
            .unwrap_or("no folder: they are made by hand"),
        settings.keep_days,
        settings.keep_weeks,
        settings.keep_months
    )
}
