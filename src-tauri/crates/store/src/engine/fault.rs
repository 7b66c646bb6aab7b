//! What SQLite's codes mean to whoever asked.

use rusqlite::{Error, ErrorCode, ffi};

use crate::StoreError;

/// A page or a row is not as it was written.
pub(super) const DAMAGED: StoreError = StoreError::Damaged { what: "the database" };

/// Sorts an error of the engine by its remedy. The engine's own text is dropped unless it only names columns.
pub(super) fn sorted(error: Error) -> StoreError {
    let Error::SqliteFailure(code, text) = &error else {
        return fault(&error);
    };
    match code.code {
        ErrorCode::DiskFull => StoreError::Full,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
        ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => StoreError::ReadOnly,
        ErrorCode::NotADatabase => StoreError::WrongKey,
        ErrorCode::DatabaseCorrupt => DAMAGED,
        ErrorCode::SystemIoFailure => StoreError::Disk(std::io::ErrorKind::Other),
        ErrorCode::ConstraintViolation => refused(code.extended_code, text.as_deref().unwrap_or_default()),
        _ => fault(&error),
    }
}

fn refused(extended: i32, text: &str) -> StoreError {
    match extended {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => StoreError::Duplicate {
            what: unique_thing(text),
        },
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => StoreError::Refused {
            rule: "it points to something that is not there",
        },
        ffi::SQLITE_CONSTRAINT_TRIGGER => StoreError::Refused {
            rule: "what is written here is never changed or removed",
        },
        _ => StoreError::Refused {
            rule: "a value is outside its limits",
        },
    }
}

/// Says in words what stands twice, from the columns that the engine names.
fn unique_thing(text: &str) -> &'static str {
    let columns = text.rsplit(": ").next().unwrap_or_default();
    match columns {
        "patient.identifier_kind, patient.identifier_value" => "identifier",
        "user.name_key" => "user name",
        "request.reference_year, request.reference_number" => "reference",
        "letter.request_id, letter.version" => "letter version",
        _ => "id",
    }
}

/// A fault keeps only the code: the text of some errors quotes the statement or a value.
fn fault(error: &Error) -> StoreError {
    match error {
        Error::SqliteFailure(code, _) => StoreError::Fault(format!("SQLite code {}", code.extended_code)),
        Error::InvalidParameterCount(given, needed) => {
            StoreError::Fault(format!("{given} values given to a statement that takes {needed}"))
        }
        _ => StoreError::Fault("the engine refused a statement".to_owned()),
    }
}
