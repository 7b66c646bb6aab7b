//! What a person typed, field by field: parsed at the edge, with every problem collected by the name of its field.

use std::fmt::Display;

use chrono::NaiveDate;
use domain::text;

use crate::view::FieldProblem;

/// The problems found so far.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<FieldProblem>);

impl Problems {
    /// Notes a problem.
    pub(crate) fn say(&mut self, field: &str, message: impl Display) {
        self.0.push(FieldProblem {
            field: field.to_owned(),
            message: message.to_string(),
        });
    }

    /// Takes a value, or notes why there is none.
    pub(crate) fn take<T, E: Display>(&mut self, field: &str, result: Result<T, E>) -> Option<T> {
        result.map_err(|error| self.say(field, error)).ok()
    }

    /// The problems so far.
    pub(crate) fn list(&self) -> Vec<FieldProblem> {
        self.0.clone()
    }

    /// The value if nothing is wrong.
    pub(crate) fn into_result<T>(self, value: T) -> Result<T, Vec<FieldProblem>> {
        if self.0.is_empty() { Ok(value) } else { Err(self.0) }
    }
}

/// A day that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("enter a real date")]
pub(crate) struct NotADay;

/// Reads `YYYY-MM-DD`; years from 1850 to 2150 only, since any other is a slip.
pub(crate) fn day(text: &str) -> Result<NaiveDate, NotADay> {
    use chrono::Datelike;
    let day: NaiveDate = text.trim().parse().map_err(|_| NotADay)?;
    if (1850..=2150).contains(&day.year()) {
        Ok(day)
    } else {
        Err(NotADay)
    }
}

/// A line that may be left empty.
pub(crate) fn optional_line(
    problems: &mut Problems,
    field: &str,
    typed: Option<&str>,
    limit: usize,
) -> Option<String> {
    let typed = typed.filter(|text| !text.trim().is_empty())?;
    problems.take(field, text::line(typed, limit))
}

/// A note that may be left empty.
pub(crate) fn optional_note(problems: &mut Problems, field: &str, typed: Option<&str>) -> Option<String> {
    let typed = typed.filter(|text| !text.trim().is_empty())?;
    problems.take(field, text::note(typed, 8000))
}

/// A day that may be left empty.
pub(crate) fn optional_day(problems: &mut Problems, field: &str, typed: Option<&str>) -> Option<NaiveDate> {
    let typed = typed.filter(|text| !text.trim().is_empty())?;
    problems.take(field, day(typed))
}

/// A choice by code that may be left empty.
pub(crate) fn optional_code<T>(
    problems: &mut Problems,
    field: &str,
    typed: Option<&str>,
    from_code: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let typed = typed.map(str::trim).filter(|code| !code.is_empty())?;
    let value = from_code(typed);
    if value.is_none() {
        problems.say(field, "this is not one of the choices");
    }
    value
}

/// `yes`, `no`, or not answered.
pub(crate) fn yes_no(problems: &mut Problems, field: &str, typed: Option<&str>) -> Option<bool> {
    optional_code(problems, field, typed, |code| match code {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    })
}
