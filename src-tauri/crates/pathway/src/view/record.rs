//! Records, letters and papers on the wire.

use domain::record::{
    Enclosure, HeldElsewhere, Hindrance, IdentityCheck, PageChoice, RecordConsent, RecordDetails, RecordKind,
    ReportStatus, Share,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::FieldProblem;
use crate::typed::{Problems, optional_code, optional_day, optional_line, optional_note};

/// What a person says about a record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct RecordInput {
    /// A code of the list `kind`.
    pub kind: Option<String>,
    /// Its title in the index.
    pub title: Option<String>,
    /// The day of the record itself.
    pub dated_on: Option<String>,
    /// The organisation that it comes from.
    pub source: Option<String>,
    /// Why it is relevant.
    pub relevance: Option<String>,
    /// A code of the list `report_status`.
    pub report_status: Option<String>,
    /// The name was read on it.
    pub name_seen: bool,
    /// The date of birth was read on it.
    pub born_seen: bool,
    /// The number was read on it.
    pub number_seen: bool,
    /// A code of the list `consent`; covered by the request's unless said otherwise.
    pub consent: Option<String>,
    /// A code of the list `enclosure`; enclosed unless said otherwise.
    pub enclosure: Option<String>,
    /// When it follows or why it is not sent, or what else there is to say of a record that does not go along.
    pub enclosure_words: Option<String>,
    /// Where a record is held that is held elsewhere, such as the Image Exchange Portal.
    pub held_at: Option<String>,
    /// The team or organisation that it was shared with there.
    pub shared_with: Option<String>,
    /// The day on which it was shared.
    pub shared_on: Option<String>,
    /// The last day on which it can be seen there; none where the share does not end.
    pub shared_until: Option<String>,
    /// `3-5,9`, or nothing for all pages.
    pub pages: Option<String>,
    /// It starts on a right-hand page when the bundle is printed on both sides.
    pub starts_right: bool,
}

impl RecordInput {
    /// The details that were typed, for a record with so many pages; the title falls back to the file's own name.
    ///
    /// # Errors
    /// Every field that cannot be taken.
    pub fn parse(&self, page_count: u32, file_name: &str) -> Result<RecordDetails, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let p = &mut problems;
        let title = optional_line(p, "title", self.title.as_deref(), 250);
        let pages = p.take(
            "pages",
            PageChoice::parse(self.pages.as_deref().unwrap_or(""), page_count),
        );
        let held = held(p, self);
        let details = RecordDetails {
            kind: optional_code(p, "kind", self.kind.as_deref(), RecordKind::from_code),
            title: title.unwrap_or_else(|| title_of(file_name)),
            dated: optional_day(p, "dated_on", self.dated_on.as_deref()),
            source: optional_line(p, "source", self.source.as_deref(), 150),
            relevance: optional_note(p, "relevance", self.relevance.as_deref()),
            report_status: optional_code(
                p,
                "report_status",
                self.report_status.as_deref(),
                ReportStatus::from_code,
            ),
            identity: IdentityCheck {
                name_seen: self.name_seen,
                born_seen: self.born_seen,
                number_seen: self.number_seen,
            },
            consent: optional_code(p, "consent", self.consent.as_deref(), RecordConsent::from_code)
                .unwrap_or(RecordConsent::Covered),
            enclosure: optional_code(p, "enclosure", self.enclosure.as_deref(), Enclosure::from_code)
                .unwrap_or(Enclosure::Enclosed),
            held,
            enclosure_words: optional_note(p, "enclosure_words", self.enclosure_words.as_deref()),
            pages: pages.unwrap_or_default(),
            starts_right: self.starts_right,
        };
        problems.into_result(details)
    }

    /// What a person would have typed for these details.
    #[must_use]
    pub fn of(details: &RecordDetails) -> Self {
        Self {
            kind: details.kind.map(|kind| kind.code().to_owned()),
            title: Some(details.title.clone()),
            dated_on: details.dated.map(|day| day.to_string()),
            source: details.source.clone(),
            relevance: details.relevance.clone(),
            report_status: details.report_status.map(|status| status.code().to_owned()),
            name_seen: details.identity.name_seen,
            born_seen: details.identity.born_seen,
            number_seen: details.identity.number_seen,
            consent: Some(details.consent.code().to_owned()),
            enclosure: Some(details.enclosure.code().to_owned()),
            enclosure_words: details.enclosure_words.clone(),
            held_at: details.held.at.clone(),
            shared_with: details.held.shared_with.clone(),
            shared_on: details.held.shared_on.map(|day| day.to_string()),
            shared_until: details.held.until.map(|day| day.to_string()),
            pages: details.pages.typed(),
            starts_right: details.starts_right,
        }
    }
}

/// Where a record is held, as it was typed; a share cannot end before it begins.
fn held(p: &mut Problems, input: &RecordInput) -> HeldElsewhere {
    let held = HeldElsewhere {
        at: optional_line(p, "held_at", input.held_at.as_deref(), 150),
        shared_with: optional_line(p, "shared_with", input.shared_with.as_deref(), 150),
        shared_on: optional_day(p, "shared_on", input.shared_on.as_deref()),
        until: optional_day(p, "shared_until", input.shared_until.as_deref()),
    };
    if matches!((held.shared_on, held.until), (Some(on), Some(until)) if until < on) {
        p.say(
            "shared_until",
            "the last day cannot be before the day on which it was shared",
        );
    }
    held
}

/// A title from a file name: without folders, ending and underscores.
fn title_of(file_name: &str) -> String {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let spaced = stem.replace(['_', '-'], " ");
    domain::text::line(&spaced, 250).unwrap_or_else(|_| "Record".to_owned())
}

/// Something that was found in a file: repaired, taken out, or worth knowing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct NoteView {
    /// One of a closed list of codes.
    pub code: String,
    /// The words for it.
    pub message: String,
}

/// What a file is, before it is anybody's record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RecordCheckView {
    /// The file as it was named.
    pub file: String,
    /// The format that its content shows; none where it was refused unknown.
    pub format: Option<String>,
    /// What it can be added as where its name says something else: `JPEG picture`.
    pub offered_as: Option<String>,
    /// How many pages it has.
    pub pages: u32,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// `accepted`, `repaired` or `refused`.
    pub status: String,
    /// What was repaired, taken out, or why it was refused.
    pub notes: Vec<NoteView>,
}

/// The file of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RecordFileView {
    /// The name under which it came.
    pub name: String,
    /// The code of its format.
    pub format: String,
    /// How many pages it has.
    pub page_count: u32,
    /// How many of them go along.
    pub chosen_count: u32,
    /// Its size in bytes.
    #[specta(type = u32)]
    pub bytes: u64,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// What was found in the file.
    pub notes: Vec<NoteView>,
}

/// A record of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RecordView {
    /// The id.
    pub id: String,
    /// Its place in the order, from 1.
    pub position: u32,
    /// The version that a change must name.
    pub version: u32,
    /// Its file; none for a record that is known of and not at hand.
    pub file: Option<RecordFileView>,
    /// What a person says about it.
    pub input: RecordInput,
    /// The words for its kind.
    pub kind_label: String,
    /// Its date in the clinical form.
    pub dated: String,
    /// The words for its place in the bundle.
    pub enclosure_label: String,
    /// Everything that stands between it and the bundle.
    pub hindrances: Vec<FieldProblem>,
    /// What should be looked to before it is relied upon, such as a share that has ended.
    pub warnings: Vec<FieldProblem>,
    /// Why it is this patient's although it looked like another's, and who said so.
    pub vouched: Option<VouchView>,
    /// The name of the file in whose place this one came.
    pub replaced: Option<String>,
    /// Whether it may be changed now: what has been sent stays as it was.
    pub may_change: bool,
    /// In which supplement to what was sent it goes, from 1; none for a record of the bundle itself.
    pub supplement: Option<u32>,
}

/// A clinician's word that a file is this patient's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct VouchView {
    /// Why.
    pub because: String,
    /// Who said so.
    pub by: String,
}

/// What a person takes upon themselves with files that are to be added.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct TakenInput {
    /// Why they are this patient's although they look like another's; only a clinician may say so.
    pub belongs_because: Option<String>,
    /// They are taken as what they are, although their names say something else.
    pub as_it_is: bool,
    /// What opens them, given once; kept with the record, since the bundle is made from the file as it came.
    pub password: Option<String>,
}

impl std::fmt::Debug for TakenInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TakenInput")
    }
}

/// What became of files that were to be added.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct AddedView {
    /// The request as it is now.
    pub request: super::RequestView,
    /// The files that were refused, each with its reason; none of them was added.
    pub refused: Vec<RecordCheckView>,
}

/// The field that settles a hindrance.
#[must_use]
pub(crate) fn hindrance_view(hindrance: Hindrance) -> FieldProblem {
    let field = match hindrance {
        Hindrance::Kind => "kind",
        Hindrance::Dated => "dated_on",
        Hindrance::Source => "source",
        Hindrance::Relevance => "relevance",
        Hindrance::Identity => "name_seen",
        Hindrance::Objection => "consent",
        Hindrance::Words => "enclosure_words",
        Hindrance::HeldAt => "held_at",
        Hindrance::SharedWith => "shared_with",
        Hindrance::SharedOn => "shared_on",
    };
    FieldProblem {
        field: field.to_owned(),
        message: hindrance.to_string(),
    }
}

/// What there is to warn of in a record on a day: a share that the new team cannot use, or soon cannot.
#[must_use]
pub(crate) fn warnings(details: &RecordDetails, today: chrono::NaiveDate) -> Vec<FieldProblem> {
    let words = match details.share(today) {
        None | Some(Share::Open) => return Vec::new(),
        Some(Share::EndsSoon { until }) => format!(
            "the share ends on {}. Ask that it be made longer, or make sure that the new team looks before",
            domain::date::clinical(until)
        ),
        Some(Share::Ended { until }) => format!(
            "the share ended on {}. The new team cannot see it any more: share it again",
            domain::date::clinical(until)
        ),
    };
    vec![FieldProblem {
        field: "shared_until".to_owned(),
        message: words,
    }]
}

/// The size of a page in points, for a place on the screen before its picture comes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct PageSizeView {
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

/// A signed letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LetterView {
    /// The version, from 1.
    pub version: u32,
    /// How many pages it has.
    pub pages: u32,
    /// Who signed.
    pub signed_by: String,
    /// When, in the clinical form.
    pub signed_at: String,
}

/// A paper that was written to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SavedView {
    /// Where.
    pub out: String,
    /// How many pages it has.
    pub pages: u32,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}
