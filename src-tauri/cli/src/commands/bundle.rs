//! `bundle`: assemble and verify.

use std::ops::ControlFlow;

use pathway::{Error, assemble_bundle};

use crate::arguments::{Arguments, Bundle};
use crate::output::Output;
use crate::{clock, door};

/// Assembles a bundle, or verifies one.
pub(crate) fn run(command: &Bundle, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    match command {
        Bundle::Assemble { request, out, draft } => {
            let mut desk = door::enter(arguments)?;
            let mut progress = |_: &pathway::view::ProgressView| ControlFlow::Continue(());
            let bundle = assemble_bundle::assemble(&mut desk, request, *draft, clock::now(), &mut progress)?;
            let saved = assemble_bundle::save(&mut desk, request, &bundle.id, out, clock::now())?;
            let saved = pathway::view::BundleView {
                seconds: bundle.seconds,
                ..saved
            };
            output.answer(&saved, || {
                let line = |e: &pathway::view::EnclosureView| {
                    format!("\n  pages {}–{}  {}", e.first_page, e.last_page, e.title)
                };
                let enclosures: Vec<_> = saved.enclosures.iter().map(line).collect();
                format!("{}: {} pages{}", out.display(), saved.pages, enclosures.concat())
            });
        }
        Bundle::Verify { file } => {
            let verified = assemble_bundle::verify(file)?;
            output.answer(&verified, || {
                format!("{}: sound, {} pages", file.display(), verified.pages)
            });
        }
    }
    Ok(())
}
