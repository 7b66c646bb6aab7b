//! `bundle`: assemble and verify.

use std::ops::ControlFlow;

use pathway::view::{AssembleInput, BundleChoices, BundleView, ProgressView};
use pathway::{Error, Reader, assemble_bundle};

use crate::arguments::{Arguments, Bundle};
use crate::output::Output;
use crate::{clock, door};

/// Assembles a bundle, or verifies one.
pub(crate) fn run(command: &Bundle, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    match command {
        Bundle::Assemble {
            request,
            out,
            limit,
            draft,
            right_hand,
            scans,
            supplement,
        } => {
            let input = AssembleInput {
                draft: *draft,
                supplement: *supplement,
                choices: BundleChoices {
                    right_hand: *right_hand,
                    scans_dpi: *scans,
                },
            };
            let mut desk = door::enter(arguments)?;
            let now = clock::now();
            let mut progress = |_: &ProgressView| ControlFlow::Continue(());
            let made = match limit {
                Some(limit) => assemble_bundle::assemble_parts(
                    &mut desk,
                    request,
                    *limit,
                    input,
                    out,
                    now,
                    &mut progress,
                )?,
                None => {
                    let bundle = assemble_bundle::assemble(&mut desk, request, input, now, &mut progress)?;
                    let saved = assemble_bundle::save(&mut desk, request, &bundle.id, out, now)?;
                    BundleView {
                        warnings: bundle.warnings,
                        seconds: bundle.seconds,
                        ..saved
                    }
                }
            };
            output.answer(&made, || words(&made));
        }
        Bundle::Verify { file } => {
            let verified = assemble_bundle::verify(file, &Reader::this_program())?;
            output.answer(&verified, || {
                format!("{}: sound, {} pages", file.display(), verified.pages)
            });
        }
    }
    Ok(())
}

fn words(bundle: &BundleView) -> String {
    let mut lines: Vec<_> = bundle
        .out
        .iter()
        .map(|out| format!("{out}: {} pages", bundle.pages))
        .collect();
    lines.extend(
        bundle
            .parts
            .iter()
            .map(|part| format!("{}: {} pages, {} bytes", part.out, part.pages, part.bytes)),
    );
    lines.extend(
        bundle
            .enclosures
            .iter()
            .filter(|_| bundle.parts.is_empty())
            .map(|enclosure| {
                format!(
                    "  pages {}–{}  {}",
                    enclosure.first_page, enclosure.last_page, enclosure.title
                )
            }),
    );
    lines.extend(
        bundle
            .warnings
            .iter()
            .map(|warning| format!("Warning: {}", warning.message)),
    );
    lines.join("\n")
}
