//! `directory`: found, kept, and chosen from.

use pathway::view::{DirectoryEntryInput, DirectoryEntryView, DirectorySearchInput};
use pathway::{Error, keep_directory};

use crate::arguments::{Arguments, Directory};
use crate::output::Output;
use crate::{clock, door};

/// Finds, adds, changes, retires, prefers and chooses entries.
pub(crate) fn run(command: &Directory, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    let mut desk = door::enter(arguments)?;
    let now = clock::now();
    let told = |entry: &DirectoryEntryView| output.answer(entry, || line(entry));
    match command {
        Directory::Find { words, kind, closed } => {
            let input = DirectorySearchInput {
                words: words.join(" "),
                kinds: kind.clone(),
                with_closed: *closed,
            };
            let found = keep_directory::find(&desk, &input, now)?;
            output.answer(&serde_json::json!({ "entries": found }), || {
                found.iter().map(line).collect::<Vec<_>>().join("\n")
            });
        }
        Directory::Counts => {
            let counts = keep_directory::counts(&desk, now)?;
            output.answer(&serde_json::json!({ "counts": counts }), || {
                let line = |one: &pathway::view::DirectoryCount| {
                    format!("{:<20} {} open, {} closed", one.kind_label, one.open, one.closed)
                };
                counts.iter().map(line).collect::<Vec<_>>().join("\n")
            });
        }
        Directory::Add { from } => {
            let input: DirectoryEntryInput = door::from_file(from)?;
            told(&keep_directory::add(&mut desk, &input, now)?);
        }
        Directory::Amend { id, version, from } => {
            let input: DirectoryEntryInput = door::from_file(from)?;
            told(&keep_directory::amend(&mut desk, id, *version, &input, now)?);
        }
        Directory::Retire { id, version, undo } => {
            told(&keep_directory::retire(&mut desk, id, *version, !undo, now)?);
        }
        Directory::Prefer { id, undo } => told(&keep_directory::prefer(&mut desk, id, !undo, now)?),
        Directory::Choose { request, id } => {
            let request = keep_directory::choose(&mut desk, request, id, now)?;
            output.answer(&request, || {
                let form = &request.form;
                let lines = form.recipient_address_lines.join(", ");
                format!(
                    "{}  {}  {lines}",
                    request.reference,
                    form.recipient_organisation.as_deref().unwrap_or_default()
                )
            });
        }
    }
    Ok(())
}

fn line(entry: &DirectoryEntryView) -> String {
    let star = if entry.is_preferred { "*" } else { " " };
    let code = entry.ods_code.as_deref().unwrap_or("-");
    let closed = entry
        .closed
        .as_deref()
        .map(|words| format!("  ({words})"))
        .unwrap_or_default();
    format!(
        "{star} {}  {:<17} {:<10} {}{closed}\n    {}",
        entry.id, entry.kind_label, code, entry.name, entry.address
    )
}
