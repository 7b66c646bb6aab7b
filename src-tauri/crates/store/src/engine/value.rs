//! The four kinds of value that go into a statement and come out of it.

use chrono::NaiveDate;
use domain::id::{BundleId, DirectoryId, LetterId, PatientId, PrintId, RecordId, RequestId, StoreId, UserId};

/// A value of a column or parameter.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Val {
    /// Nothing.
    Null,
    /// A whole number; truth is 0 or 1, a moment is milliseconds since 1970 in UTC.
    Int(i64),
    /// A text; an id is its hexadecimal digits, a date is `YYYY-MM-DD`.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

/// The parameters of a statement, each turned into a [`Val`].
macro_rules! vals {
    ($($value:expr),* $(,)?) => { &[$($crate::engine::Val::from($value)),*] };
}
pub(crate) use vals;

impl From<&str> for Val {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Val {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Val {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Val {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<i32> for Val {
    fn from(number: i32) -> Self {
        Self::Int(number.into())
    }
}

impl From<u32> for Val {
    fn from(number: u32) -> Self {
        Self::Int(number.into())
    }
}

impl From<bool> for Val {
    fn from(truth: bool) -> Self {
        Self::Int(truth.into())
    }
}

impl From<&[u8]> for Val {
    fn from(bytes: &[u8]) -> Self {
        Self::Blob(bytes.to_vec())
    }
}

impl From<NaiveDate> for Val {
    fn from(date: NaiveDate) -> Self {
        Self::Text(date.format("%Y-%m-%d").to_string())
    }
}

impl<T: Into<Self>> From<Option<T>> for Val {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

macro_rules! from_ids {
    ($($id:ident),+) => { $(
        impl From<$id> for Val {
            fn from(id: $id) -> Self {
                Self::Text(id.to_string())
            }
        }
    )+ };
}
from_ids!(
    PatientId,
    RequestId,
    RecordId,
    UserId,
    LetterId,
    BundleId,
    DirectoryId,
    PrintId,
    StoreId
);
