//! `backup`: make, check and restore.

use pathway::view::BackupView;
use pathway::{Error, keep_backups};

use crate::arguments::{Arguments, Backup};
use crate::output::Output;
use crate::{clock, door};

/// Makes a backup of the store; checks and restores one with the passphrase of a person in it.
pub(crate) fn run(command: &Backup, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    match command {
        Backup::Make { to } => {
            let mut desk = door::enter(arguments)?;
            let made = keep_backups::make(&mut desk, to, clock::now())?;
            output.answer(&made, || {
                format!("The backup was made and proved.\n{}", lines(&made))
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
