//! Help on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

/// What a line of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum HelpBlockKind {
    /// A heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// A numbered item: one step after another.
    Number,
}

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct HelpBlockView {
    /// What it is.
    pub kind: HelpBlockKind,
    /// Its words.
    pub text: String,
}

/// A page of the handbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PageHelpView {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// For whom it is written.
    pub audience: String,
    /// The addresses of the screens that it fits; `*` stands for any one part of an address.
    pub places: Vec<String>,
    /// What is to be read.
    pub blocks: Vec<HelpBlockView>,
}

/// What a step means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct StepHelpView {
    /// The code of the step.
    pub code: String,
    /// What it means.
    pub means: String,
    /// Where that comes from.
    pub source: String,
}

/// A failure by its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ErrorHelpView {
    /// The code.
    pub code: String,
    /// What happened.
    pub meaning: String,
    /// What to do next.
    pub next: String,
}

/// A stop of the tour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct TourStopView {
    /// Its title.
    pub title: String,
    /// What is told there.
    pub text: String,
}

/// All that there is to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct HelpView {
    /// The handbook, in its order.
    pub pages: Vec<PageHelpView>,
    /// The steps of the pathway and of a transfer of care.
    pub steps: Vec<StepHelpView>,
    /// The stops of the tour.
    pub tour: Vec<TourStopView>,
    /// Every failure that can be shown.
    pub errors: Vec<ErrorHelpView>,
}
