//! Papers and their words on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Choice, FieldProblem};

/// A paper of a request: for whom it is, and whether it can be printed now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PaperView {
    /// The code of its kind.
    pub kind: String,
    /// The words for it.
    pub label: String,
    /// Whom it is for: `the patient`, `the GP practice: Severn Street Surgery`.
    pub audience: String,
    /// Whether the patient reads it.
    pub is_for_patient: bool,
    /// Why it cannot be printed now, with the field to go to where a field is missing; none if it can.
    pub hindrance: Option<FieldProblem>,
    /// The languages in which it exists, English first.
    pub languages: Vec<PaperLanguageView>,
    /// The sizes of type in points.
    pub sizes: Vec<u8>,
}

/// A language of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PaperLanguageView {
    /// The BCP 47 tag.
    pub code: String,
    /// The name by which the desk knows it.
    pub label: String,
    /// Whether its words are the original, or a translator has checked them.
    pub is_checked: bool,
}

/// A template: a file of words that the organisation may change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TemplateView {
    /// Its code.
    pub code: String,
    /// The words for it.
    pub label: String,
    /// Its language.
    pub language: Choice,
    /// Whether the organisation has words of its own in it.
    pub is_changed: bool,
    /// Whether its words are the original, or a translator has checked them.
    pub is_checked: bool,
    /// The version that a change must name: 0 before there was any.
    pub version: u32,
    /// Who changed it last.
    pub changed_by: Option<String>,
    /// When, in the clinical form.
    pub changed_at: Option<String>,
}

/// A template with its lines and its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct WordingView {
    /// The template.
    pub template: TemplateView,
    /// The sentences that are printed whatever the template says.
    pub protected: Vec<String>,
    /// Its lines, in the order of the file.
    pub lines: Vec<WordingLineView>,
    /// Every version that was kept, the latest first.
    pub versions: Vec<WordingVersionView>,
    /// The whole file.
    pub text: String,
}

/// One line of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct WordingLineView {
    /// Its number in the file, from 1.
    pub line: u32,
    /// The name of the section that begins with it.
    pub section: Option<String>,
    /// Its key.
    pub key: String,
    /// What it is called, in plain words.
    pub title: String,
    /// What it says.
    pub words: String,
    /// What it says as supplied.
    pub supplied: String,
    /// The fields that its words must hold.
    pub places: Vec<String>,
    /// Whether it stays as supplied.
    pub is_locked: bool,
}

/// A version of a template that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct WordingVersionView {
    /// Which version, from 1.
    pub version: u32,
    /// Who kept it.
    pub changed_by: String,
    /// When, in the clinical form.
    pub changed_at: String,
    /// Whether it took the supplied words back.
    pub is_supplied: bool,
}

/// New words for lines of a template; a line that is not named keeps what it says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct WordingLineInput {
    /// The key of the line.
    pub key: String,
    /// Its words.
    pub words: String,
}
