//! `import`: files of other systems, each whole or not at all.

use pathway::view::OdsImportedView;
use pathway::{Error, keep_directory};

use crate::arguments::{Arguments, Import};
use crate::output::Output;
use crate::{clock, door};

/// Takes in files.
pub(crate) fn run(command: &Import, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    let mut desk = door::enter(arguments)?;
    let Import::Ods { files, kind, whole } = command;
    let mut done = Vec::with_capacity(files.len());
    for file in files {
        done.push(keep_directory::import(
            &mut desk,
            file,
            kind.as_deref(),
            *whole,
            clock::now(),
        )?);
    }
    output.answer(&serde_json::json!({ "imported": done }), || {
        done.iter().map(line).collect::<Vec<_>>().join("\n")
    });
    Ok(())
}

fn line(done: &OdsImportedView) -> String {
    let absent = match (done.absent, done.absent_closed) {
        (0, _) => String::new(),
        (count, true) => format!(", {count} that it does not have were closed"),
        (count, false) => format!(", {count} of an earlier file are not in it"),
    };
    format!(
        "{} ({}): {} new, {} changed, {} closed, {} as before{absent}",
        done.file, done.holds, done.new, done.changed, done.closed, done.unchanged
    )
}
