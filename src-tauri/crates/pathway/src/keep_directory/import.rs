//! Files of the Organisation Data Service, taken in whole or not at all.

use std::path::Path;

use domain::id::DirectoryId;
use domain::role::Permission;
use interop::ods::{self, OdsError, OdsFile};
use store::audit::{Act, Entry};
use store::directory::{self, Incoming};

use crate::view::{Choice, FieldProblem, OdsImportedView};
use crate::{Desk, Error, Now, fresh};

/// The largest file that is read: the largest that is published has a tenth of it.
const LARGEST: u64 = 128 * 1024 * 1024;

/// The files that can be taken in, by the code that stands in their names.
#[must_use]
pub fn files() -> Vec<Choice> {
    OdsFile::ALL
        .iter()
        .map(|file| Choice {
            code: file.code().to_owned(),
            label: file.label().to_owned(),
        })
        .collect()
}

/// Takes in a file: what is new comes in, what has changed is changed, what has closed is marked and no longer offered.
/// `kind` says what it holds where its name does not; `is_whole` closes what an earlier file had and this one has not.
///
/// # Errors
/// [`Error::Usage`] where nobody says what the file holds; [`Error::Refused`] by role; [`Error::File`] with
/// `file_unreadable`, or `directory_file_refused` naming bad rows by their lines. Nothing is taken in by halves.
pub fn import(
    desk: &mut Desk,
    path: &Path,
    kind: Option<&str>,
    is_whole: bool,
    now: Now,
) -> Result<OdsImportedView, Error> {
    let entry = Entry::done(Act::Imported);
    desk.permit(Permission::Administer, &entry, now)?;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let file = file_of(kind, &name)?;
    let read = ods::read(&bytes(path)?, file).map_err(|error| refused(&name, error))?;
    let incoming = read
        .rows
        .iter()
        .map(|row| {
            Ok(Incoming {
                key: &row.key,
                entry: &row.entry,
                id: DirectoryId::from_bytes(fresh::bytes()?),
            })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    let done = desk.act(entry, now, |tx| {
        let (today, at) = (now.today(), now.at().utc_ms);
        let done = directory::import(tx, file.kind(), &incoming, is_whole, today, at)?;
        tx.adds(format!(
            "{} new={} changed={} closed={} unchanged={} absent={} whole={is_whole}",
            file.code(),
            done.new,
            done.changed,
            done.closed,
            done.unchanged,
            done.absent
        ));
        Ok::<_, Error>(done)
    })?;
    Ok(OdsImportedView {
        file: name,
        holds: file.label().to_owned(),
        new: done.new,
        changed: done.changed,
        closed: done.closed,
        unchanged: done.unchanged,
        absent: done.absent,
        absent_closed: is_whole,
        left_out: read.left_out,
    })
}

fn file_of(kind: Option<&str>, name: &str) -> Result<OdsFile, Error> {
    let codes = || {
        let codes: Vec<_> = OdsFile::ALL.iter().map(|file| file.code()).collect();
        codes.join(", ")
    };
    match kind.map(str::trim).filter(|kind| !kind.is_empty()) {
        Some(kind) => OdsFile::from_code(kind)
            .ok_or_else(|| Error::field("kind", format!("the files that can be taken in are: {}", codes()))),
        None => OdsFile::of_name(name).ok_or_else(|| {
            Error::field(
                "kind",
                format!(
                    "the name of the file does not say what it holds; say which it is: {}",
                    codes()
                ),
            )
        }),
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Error> {
    let unreadable = |why: String| Error::File {
        code: "file_unreadable".into(),
        message: format!("The file could not be read: {why}. Nothing was taken in."),
        details: Vec::new(),
    };
    let size = std::fs::metadata(path).map_err(|error| unreadable(error.kind().to_string()))?;
    if size.len() > LARGEST {
        return Err(unreadable(
            "it is larger than 128 MB, and no file of a directory is".into(),
        ));
    }
    std::fs::read(path).map_err(|error| unreadable(error.kind().to_string()))
}

fn refused(name: &str, error: OdsError) -> Error {
    let (what, details) = match error {
        OdsError::Rows { bad, more } => {
            let count = bad.len() as u64 + more;
            let details = bad
                .into_iter()
                .map(|bad| FieldProblem {
                    field: format!("line {}", bad.line),
                    message: bad.problem,
                })
                .collect();
            let rows = if count == 1 {
                "one row".to_owned()
            } else {
                format!("{count} rows")
            };
            (format!("{rows} cannot be read"), details)
        }
        other => (other.to_string(), Vec::new()),
    };
    Error::File {
        code: "directory_file_refused".into(),
        message: format!(
            "{name} was not taken in: {what}. The directory is as it was. Get the file again, or have these rows mended."
        ),
        details,
    }
}
