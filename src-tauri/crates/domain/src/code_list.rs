//! Lists that an organisation may change: specialties with their national codes, reasons, and the records that are usual
//! in a specialty. Plain text, a line each; a line that begins with `#` is a note.
//!
//! A list of usual records is a reminder and no more: nothing is chosen, ticked or added by it (domain rule S10).

use crate::request::Reason;
use crate::text::{self, TextError};

/// The longest line of a list, in characters.
const LONGEST: usize = 120;

/// The heading under which the records stand that are usual in every specialty.
pub const ANY: &str = "any";

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// Not a text that can be kept.
    #[error(transparent)]
    Text(#[from] TextError),
    /// No code before the name.
    #[error("a code of three digits and a name are expected, such as 320 Cardiology")]
    NoCode,
    /// The same code or words twice.
    #[error("this stands in the list already")]
    Twice,
    /// A heading that names no specialty.
    #[error("no specialty of the list has this code or name")]
    NoSpecialty,
    /// A record before any heading.
    #[error("a heading such as [Cardiology] must stand before this")]
    NoHeading,
    /// Nothing in the whole list.
    #[error("the list is empty")]
    Empty,
}

/// A line that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub error: LineError,
}

/// A specialty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Specialty {
    /// The national code of three digits.
    pub code: String,
    /// The name that letters print.
    pub name: String,
}

/// The specialties that are offered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Specialties(Vec<Specialty>);

impl Specialties {
    /// Reads a list, a code and a name to the line.
    ///
    /// # Errors
    /// Every line that cannot be taken.
    pub fn parse(text: &str) -> Result<Self, Vec<BadLine>> {
        let mut all: Vec<Specialty> = Vec::new();
        let bad = each_line(text, |line| {
            let (code, name) = line.split_once(' ').ok_or(LineError::NoCode)?;
            if code.len() != 3 || !code.bytes().all(|digit| digit.is_ascii_digit()) {
                return Err(LineError::NoCode);
            }
            let name = text::line(name, LONGEST)?;
            if all.iter().any(|one| one.code == code || same(&one.name, &name)) {
                return Err(LineError::Twice);
            }
            let code = code.to_owned();
            all.push(Specialty { code, name });
            Ok(())
        });
        whole(Self(all), |list| list.0.is_empty(), bad)
    }

    /// Every specialty, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = &Specialty> {
        self.0.iter()
    }

    /// The specialty with this code or name, whatever the size of its letters.
    #[must_use]
    pub fn named(&self, words: &str) -> Option<&Specialty> {
        let words = words.trim();
        self.0
            .iter()
            .find(|one| one.code == words || same(&one.name, words))
    }
}

/// A reason that is offered for a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfferedReason {
    /// One that every organisation knows (domain rule S7).
    Known(Reason),
    /// One of the organisation's own, in its words.
    Own(String),
}

/// The reasons that are offered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reasons(Vec<OfferedReason>);

impl Reasons {
    /// Reads a list, a reason to the line.
    ///
    /// # Errors
    /// Every line that cannot be taken.
    pub fn parse(text: &str) -> Result<Self, Vec<BadLine>> {
        let mut all: Vec<OfferedReason> = Vec::new();
        let bad = each_line(text, |line| {
            let words = text::line(line, LONGEST)?;
            let known = Reason::ALL.iter().find(|reason| same(reason.label(), &words));
            let reason = known.map_or(OfferedReason::Own(words), |reason| OfferedReason::Known(*reason));
            if all.contains(&reason) {
                return Err(LineError::Twice);
            }
            all.push(reason);
            Ok(())
        });
        whole(Self(all), |list| list.0.is_empty(), bad)
    }

    /// Every reason, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = &OfferedReason> {
        self.0.iter()
    }
}

/// The records that are usual in one specialty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    /// The code of the specialty; none for every specialty.
    pub specialty: Option<String>,
    /// The records, in words.
    pub records: Vec<String>,
}

/// The lists of usual records.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checklists(Vec<Checklist>);

impl Checklists {
    /// Reads the lists: a heading `[Cardiology]`, `[320]` or `[any]`, and a record to the line beneath it.
    ///
    /// # Errors
    /// Every line that cannot be taken.
    pub fn parse(text: &str, specialties: &Specialties) -> Result<Self, Vec<BadLine>> {
        let mut all: Vec<Checklist> = Vec::new();
        let bad = each_line(text, |line| {
            if let Some(heading) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                let specialty = match heading.trim() {
                    ANY => None,
                    words => Some(
                        specialties
                            .named(words)
                            .ok_or(LineError::NoSpecialty)?
                            .code
                            .clone(),
                    ),
                };
                if all.iter().any(|one| one.specialty == specialty) {
                    return Err(LineError::Twice);
                }
                let records = Vec::new();
                all.push(Checklist { specialty, records });
                return Ok(());
            }
            let record = text::line(line, LONGEST)?;
            let list = all.last_mut().ok_or(LineError::NoHeading)?;
            if list.records.iter().any(|one| same(one, &record)) {
                return Err(LineError::Twice);
            }
            list.records.push(record);
            Ok(())
        });
        whole(Self(all), |lists| lists.0.is_empty(), bad)
    }

    /// Every list, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Checklist> {
        self.0.iter()
    }
}

/// Hands over each line that is no note and not empty, and gives those that cannot be taken.
fn each_line(text: &str, mut take: impl FnMut(&str) -> Result<(), LineError>) -> Vec<BadLine> {
    let mut bad = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Err(error) = take(line) {
            bad.push(BadLine { line: number, error });
        }
    }
    bad
}

fn whole<T>(list: T, is_empty: impl Fn(&T) -> bool, mut bad: Vec<BadLine>) -> Result<T, Vec<BadLine>> {
    if bad.is_empty() && is_empty(&list) {
        let error = LineError::Empty;
        bad.push(BadLine { line: 1, error });
    }
    if bad.is_empty() { Ok(list) } else { Err(bad) }
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_with_a_broken_line_is_refused_and_the_line_is_named() {
        let bad = Specialties::parse("# Note\n320 Cardiology\nCardiology\n320 Another\n\n400 cardiology")
            .unwrap_err();
        let told: Vec<_> = bad.into_iter().map(|bad| (bad.line, bad.error)).collect();
        assert_eq!(
            told,
            [
                (3, LineError::NoCode),
                (4, LineError::Twice),
                (6, LineError::Twice)
            ]
        );
        assert_eq!(
            Specialties::parse("# only a note").unwrap_err()[0].error,
            LineError::Empty
        );
    }

    #[test]
    fn a_checklist_belongs_to_a_specialty_of_the_list() {
        let specialties = Specialties::parse("320 Cardiology\n400 Neurology").unwrap();
        assert_eq!(specialties.named("cardiology ").unwrap().code, "320");
        let lists = Checklists::parse("[any]\nClinic letters\n[320]\nEchocardiogram", &specialties).unwrap();
        let of: Vec<_> = lists.iter().map(|list| list.specialty.as_deref()).collect();
        assert_eq!(of, [None, Some("320")]);
        let bad = Checklists::parse("Loose\n[Surgery]\n[400]\nMRI\nmri", &specialties).unwrap_err();
        let lines: Vec<_> = bad.iter().map(|bad| bad.line).collect();
        assert_eq!(lines, [1, 2, 5]);
    }

    #[test]
    fn a_reason_is_known_by_its_words_or_is_the_organisations_own() {
        let reasons = Reasons::parse("Doubts about the diagnosis\nWaiting abroad").unwrap();
        let all: Vec<_> = reasons.iter().cloned().collect();
        assert_eq!(
            all,
            [
                OfferedReason::Known(Reason::DoubtsDiagnosis),
                OfferedReason::Own("Waiting abroad".into())
            ]
        );
    }
}
