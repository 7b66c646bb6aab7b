//! A row as it comes out of a statement, read column by column with its type.

use std::sync::Arc;

use chrono::NaiveDate;

use super::Val;
use crate::StoreError;

/// One row of a result.
pub(crate) struct Row {
    columns: Arc<[String]>,
    values: Vec<Val>,
}

impl Row {
    pub(crate) fn new(columns: Arc<[String]>, values: Vec<Val>) -> Self {
        Self { columns, values }
    }

    /// The names of its columns.
    pub(crate) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// What stands in them.
    pub(crate) fn into_values(self) -> Vec<Val> {
        self.values
    }

    /// A text.
    pub(crate) fn text(&self, column: &str) -> Result<String, StoreError> {
        self.opt_text(column)?.ok_or_else(|| unexpected(column))
    }

    /// A text or nothing.
    pub(crate) fn opt_text(&self, column: &str) -> Result<Option<String>, StoreError> {
        match self.value(column)? {
            Val::Text(text) => Ok(Some(text.clone())),
            Val::Null => Ok(None),
            Val::Int(_) | Val::Blob(_) => Err(unexpected(column)),
        }
    }

    /// A whole number.
    pub(crate) fn int(&self, column: &str) -> Result<i64, StoreError> {
        self.opt_int(column)?.ok_or_else(|| unexpected(column))
    }

    /// A whole number or nothing.
    pub(crate) fn opt_int(&self, column: &str) -> Result<Option<i64>, StoreError> {
        match self.value(column)? {
            Val::Int(number) => Ok(Some(*number)),
            Val::Null => Ok(None),
            Val::Text(_) | Val::Blob(_) => Err(unexpected(column)),
        }
    }

    /// A whole number that fits a narrower type.
    pub(crate) fn number<T: TryFrom<i64>>(&self, column: &str) -> Result<T, StoreError> {
        T::try_from(self.int(column)?).map_err(|_| unexpected(column))
    }

    /// A truth.
    pub(crate) fn flag(&self, column: &str) -> Result<bool, StoreError> {
        Ok(self.int(column)? != 0)
    }

    /// Bytes of a known length.
    pub(crate) fn bytes<const N: usize>(&self, column: &str) -> Result<[u8; N], StoreError> {
        match self.value(column)? {
            Val::Blob(bytes) => bytes.as_slice().try_into().map_err(|_| unexpected(column)),
            _ => Err(unexpected(column)),
        }
    }

    /// A text that `parse` understands.
    pub(crate) fn parsed<T>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        self.opt_parsed(column, parse)?.ok_or_else(|| unexpected(column))
    }

    /// A text that `parse` understands, or nothing.
    pub(crate) fn opt_parsed<T>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        match self.value(column)? {
            Val::Text(text) => parse(text).map(Some).ok_or_else(|| unexpected(column)),
            Val::Null => Ok(None),
            Val::Int(_) | Val::Blob(_) => Err(unexpected(column)),
        }
    }

    /// A date.
    pub(crate) fn date(&self, column: &str) -> Result<NaiveDate, StoreError> {
        self.parsed(column, |text| text.parse().ok())
    }

    /// A date or nothing.
    pub(crate) fn opt_date(&self, column: &str) -> Result<Option<NaiveDate>, StoreError> {
        self.opt_parsed(column, |text| text.parse().ok())
    }

    fn value(&self, column: &str) -> Result<&Val, StoreError> {
        self.columns
            .iter()
            .position(|name| name == column)
            .and_then(|at| self.values.get(at))
            .ok_or_else(|| StoreError::Fault(format!("the statement gives no column {column}")))
    }
}

/// Names the column and never its value, which may be a patient's.
fn unexpected(column: &str) -> StoreError {
    StoreError::Fault(format!("the column {column} holds something unexpected"))
}
