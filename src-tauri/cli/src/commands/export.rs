//! `export`: lists and whole stores in the forms of other programs.

use std::ops::ControlFlow;

use pathway::view::SignatureInput;
use pathway::{Error, export_everything, worklist};

use crate::arguments::{Arguments, Export};
use crate::output::Output;
use crate::{clock, door};

/// Writes a list to a file, or everything to a folder.
pub(crate) fn run(command: &Export, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    let mut desk = door::enter(arguments)?;
    match command {
        Export::Csv { narrowed, out } => {
            let exported = worklist::export_csv(&mut desk, &narrowed.input()?, out, clock::now())?;
            output.answer(&exported, || {
                format!("{}  ({} requests)", exported.out, exported.rows)
            });
        }
        Export::Everything {
            to,
            signed_by,
            signature_file,
        } => {
            let signature = match signed_by {
                Some(name) => Some(SignatureInput {
                    name: name.clone(),
                    passphrase: door::signature(signature_file.as_ref())?,
                }),
                None => None,
            };
            let go_on = &mut |_: &_| ControlFlow::Continue(());
            let made = export_everything::export(&mut desk, to, signature.as_ref(), clock::now(), go_on)?;
            output.answer(&made, || {
                format!(
                    "{}  ({} tables, {} rows, {} files)\nSHA-256 of SHA256SUMS  {}\n\n{}",
                    made.out, made.tables, made.rows, made.files, made.sha256, made.warning
                )
            });
        }
    }
    Ok(())
}
