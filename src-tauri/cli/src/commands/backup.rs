//! `backup`: make, check and restore.

use pathway::back_up_daily::{self, Occasion};
use pathway::view::{BackupFileView, BackupView};
use pathway::{Error, keep_backups};

use crate::arguments::{Arguments, Backup};
use crate::output::Output;
use crate::{clock, door};

/// Makes a backup of the store; checks and restores one with the passphrase of a person in it.
pub(crate) fn run(command: &Backup, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    match command {
        Backup::Make { to } => {
            let mut desk = door::enter(arguments)?;
            let made = match to {
                Some(to) => keep_backups::make(&mut desk, to, clock::now())?,
                None => back_up_daily::now(&desk, clock::now())?.make(clock::now())?,
            };
            output.answer(&made, || {
                format!("The backup was made and proved.\n{}", lines(&made))
            });
        }
        Backup::Due => {
            let desk = door::enter(arguments)?;
            let due = back_up_daily::due(&desk, Occasion::AtWork, clock::now())?;
            let made = due.map(|due| due.make(clock::now())).transpose()?;
            output.answer(&serde_json::json!({ "made": made }), || match &made {
                Some(made) => format!("The backup was made and proved.\n{}", lines(made)),
                None => "No backup is due.".to_owned(),
            });
        }
        Backup::List => {
            let mut desk = door::enter(arguments)?;
            let held = back_up_daily::list(&mut desk, clock::now())?;
            output.answer(&serde_json::json!({ "backups": held }), || {
                let line = |held: &BackupFileView| {
                    format!("{}  {:>12} bytes  {}", held.made_at, held.bytes, held.file)
                };
                held.iter().map(line).collect::<Vec<_>>().join("\n")
            });
        }
        Backup::Check { file } => {
            let name = door::name(arguments)?;
            let found = keep_backups::check(file, name, &door::passphrase(arguments)?)?;
            output.answer(&found, || format!("The backup is sound.\n{}", lines(&found)));
        }
        Backup::Restore { file, to } => {
            let name = door::name(arguments)?;
            let passphrase = door::passphrase(arguments)?;
            let restored = keep_backups::restore(file, to, name, &passphrase, clock::now())?;
            output.answer(&restored, || {
                format!(
                    "The backup was proved and restored.\n  Store    {}\n{}",
                    restored.store,
                    lines(&restored.backup)
                )
            });
        }
    }
    Ok(())
}

fn lines(backup: &BackupView) -> String {
    format!(
        "  Backup   {}\n  SHA-256  {}\n  Holds    {} audit entries up to {} UTC, {} sealed files",
        backup.file, backup.sha256, backup.entries, backup.last_entry_at, backup.files
    )
}
