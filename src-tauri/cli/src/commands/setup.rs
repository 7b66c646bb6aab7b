//! `setup`: make a store.

use pathway::view::SetUpInput;
use pathway::{Error, set_up_store};

use crate::arguments::{Arguments, SetUp};
use crate::output::Output;
use crate::{clock, door};

/// Makes the store and prints the recovery key, once.
pub(crate) fn run(command: &SetUp, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    let home = door::home(arguments)?;
    let input: SetUpInput = door::from_file(&command.from)?;
    let passphrase = door::passphrase(arguments)?;
    let made = set_up_store::set_up_calibrated(home, input, &passphrase, clock::timer(), clock::now())?;
    output.answer(&made, || {
        format!(
            "The store is ready. Sign in as {}.\n\nRecovery key: {}\n\nPrint it or write it down now and lock it away. It is not shown again, and it \
             opens the store if every passphrase is lost.",
            made.user, made.recovery_key
        )
    });
    Ok(())
}
