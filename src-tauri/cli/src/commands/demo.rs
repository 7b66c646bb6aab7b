//! `demo`: the main job, from nothing.

use pathway::{Error, demonstrate};

use crate::arguments::Demo;
use crate::clock;
use crate::output::Output;

/// Makes a demonstration store and its bundle in a folder.
pub(crate) fn run(command: &Demo, output: &Output) -> Result<(), Error> {
    let made = demonstrate::make_with_bundle(&command.out, clock::now())?;
    output.answer(&made, || {
        let bundle = made.bundle.out.as_deref().unwrap_or("");
        format!(
            "A demonstration store with made-up patients is ready.\n\n  Store       {}\n  User        {}\n  Passphrase  {}\n  Request     {}\n  Bundle      {bundle}  ({} pages)",
            made.store, made.user, made.passphrase, made.reference, made.bundle.pages
        )
    });
    Ok(())
}
