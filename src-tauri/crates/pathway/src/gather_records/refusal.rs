//! What is said of a file that was looked at, and of those that were refused.

use records::{Checked, Refused};

use crate::Error;
use crate::view::{FieldProblem, NoteView, RecordCheckView};

pub(super) fn check_view(file: String, bytes: &[u8], checked: &Result<Checked, Refused>) -> RecordCheckView {
    match checked {
        Ok(checked) => RecordCheckView {
            file,
            format: Some(checked.format.code().to_owned()),
            offered_as: checked.offer().map(|_| checked.format.label().to_owned()),
            pages: checked.pages,
            sha256: checked.sha256.clone(),
            status: status(checked).to_owned(),
            notes: notes(checked),
        },
        Err(refused) => refused_view(file, records::sha256(bytes), &refused.code, &refused.message),
    }
}

pub(super) fn refused_view(file: String, sha256: String, code: &str, message: &str) -> RecordCheckView {
    RecordCheckView {
        file,
        format: None,
        offered_as: None,
        pages: 0,
        sha256,
        status: "refused".to_owned(),
        notes: vec![NoteView {
            code: code.to_owned(),
            message: message.to_owned(),
        }],
    }
}

/// A file that is not what its name says is refused, and offered as what it is: a person then says so in one act.
fn status(checked: &Checked) -> &'static str {
    match (checked.offer(), is_repaired(checked)) {
        (Some(_), _) => "refused",
        (None, true) => "repaired",
        (None, false) => "accepted",
    }
}

/// Whether the file was damaged and had to be mended, so that a person should look at its pages.
fn is_repaired(checked: &Checked) -> bool {
    checked
        .notes
        .iter()
        .any(|note| note.code.starts_with("repaired_"))
}

pub(super) fn notes(checked: &Checked) -> Vec<NoteView> {
    checked.notes.iter().cloned().map(Into::into).collect()
}

impl From<records::Note> for NoteView {
    fn from(note: records::Note) -> Self {
        Self {
            code: note.code,
            message: note.message,
        }
    }
}

/// Several refusals as one error; the code is that of the first where all are alike, so that a script can act on it.
pub(super) fn refusal(refused: &[RecordCheckView]) -> Error {
    let details: Vec<_> = refused
        .iter()
        .flat_map(|file| {
            file.notes.iter().map(|note| FieldProblem {
                field: file.file.clone(),
                message: note.message.clone(),
            })
        })
        .collect();
    let is_wrong_patient = refused
        .iter()
        .flat_map(|file| &file.notes)
        .any(|note| note.code == "wrong_patient");
    if is_wrong_patient {
        let message = "A file looks like another patient's. Nothing was added.".to_owned();
        return Error::Refused {
            code: "wrong_patient",
            message,
            details,
        };
    }
    let message = match refused {
        [only] => format!("{} cannot be enclosed. Nothing was added.", only.file),
        many => format!("{} files cannot be enclosed. Nothing was added.", many.len()),
    };
    Error::File {
        code: "file_refused".into(),
        message,
        details,
    }
}

pub(super) fn file_error(name: &str, refused: &Refused) -> Error {
    Error::File {
        code: refused.code.clone(),
        message: format!("{name}: {}", refused.message),
        details: Vec::new(),
    }
}

pub(super) fn unreadable(name: &str, error: &std::io::Error) -> Error {
    Error::File {
        code: "file_unreadable".into(),
        message: format!(
            "{name} could not be read ({error}). Look whether it is still there and may be read."
        ),
        details: Vec::new(),
    }
}
