//! `store`: look after the store itself.

use pathway::{Error, keep_backups, keep_passphrase};

use crate::arguments::{Arguments, Store};
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
