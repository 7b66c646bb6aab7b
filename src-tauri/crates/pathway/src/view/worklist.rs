//! Lists of requests, and the audit trail, on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::Choice;

/// Which requests to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct WorklistInput {
    /// `mine`, `urgent_treatment`, `awaiting_decision`, `gathering`, `awaiting_signature`, `to_send`,
    /// `pages_not_counted`, `not_heard_back`, `answered`, `overdue`, `all` or `transfers_due`.
    pub list: Option<String>,
    /// Only this status.
    pub status: Option<String>,
    /// Only this priority.
    pub priority: Option<String>,
    /// Only this specialty.
    pub specialty: Option<String>,
    /// Only this organisation.
    pub recipient: Option<String>,
    /// Only those of this user, by id.
    pub owner: Option<String>,
    /// Only those whose next action is due before this day.
    pub due_before: Option<String>,
    /// Only those that hold these words, on whichever list they stand.
    pub words: Option<String>,
    /// Which page, from 1.
    pub page: Option<u32>,
    /// The place after which the page begins, as [`WorklistView`] names it; it goes before `page`.
    pub after: Option<String>,
}

/// A list and how many requests are on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ListCount {
    /// The code of the list.
    pub code: String,
    /// The words for it.
    pub label: String,
    /// How many.
    pub count: u32,
}

/// One request in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RequestRow {
    /// The id.
    pub id: String,
    /// `SO-2026-0042`.
    pub reference: String,
    /// `SMITH, John (Mr)`.
    pub patient: String,
    /// `14-Aug-1980`.
    pub born: String,
    /// `NHS No. 943 476 5919`.
    pub number: String,
    /// The code of the status.
    pub status: String,
    /// The words for the status.
    pub status_label: String,
    /// The words for the priority; none where no clinician has set it.
    pub priority: Option<String>,
    /// The day of a treatment that is planned meanwhile, in the clinical form.
    pub treatment_on: Option<String>,
    /// The first question.
    pub question: Option<String>,
    /// Who is asked.
    pub recipient: Option<String>,
    /// The specialty that is asked.
    pub specialty: Option<String>,
    /// Where the transfer of care beside it stands, on the list of transfers.
    pub transfer: Option<String>,
    /// Whose work it is.
    pub owner: String,
    /// Since when it has this status, in the clinical form.
    pub since: String,
    /// The day by which the next thing should happen, in the clinical form.
    pub next_action_by: Option<String>,
    /// Whether that day has passed.
    pub is_overdue: bool,
}

/// A page of a list, and the counts of all lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct WorklistView {
    /// The lists with their counts.
    pub lists: Vec<ListCount>,
    /// The requests of this page.
    pub rows: Vec<RequestRow>,
    /// How many there are on all pages; at least so many where `is_more`.
    pub total: u32,
    /// Whether there are more than were counted.
    pub is_more: bool,
    /// This page, from 1; always 1 where the page began after a place.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
    /// After which place the next page begins, if there is one.
    pub next: Option<String>,
    /// The number of the last change that is in it.
    pub changes: u32,
}

/// How many requests stand on each list at this moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct NewsView {
    /// The lists with their counts.
    pub lists: Vec<ListCount>,
    /// A number that grows with each change of what a list shows.
    pub changes: u32,
}

/// What a list may be narrowed by, as far as there are requests with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FilterChoicesView {
    /// The specialties that were asked.
    pub specialties: Vec<Choice>,
    /// The organisations that were asked.
    pub recipients: Vec<Choice>,
    /// Whose work requests are.
    pub owners: Vec<Choice>,
}

/// What a person looks for again and again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct SavedFilterView {
    /// The name that the person gave it.
    pub name: String,
    /// What is looked for.
    pub filter: WorklistInput,
}

/// A table that was written to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ExportedView {
    /// The file.
    pub out: String,
    /// How many rows it has, without its head.
    pub rows: u32,
}

/// What waits when a person closes the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LeftOverView {
    /// How many letters wait for a signature.
    pub awaiting_signature: u32,
    /// How many requests are overdue.
    pub overdue: u32,
    /// How many transfers of care are due today or late.
    pub transfers_due: u32,
    /// All in words; no patient is named.
    pub words: String,
}

/// One entry of the audit trail: links, never clinical text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AuditRow {
    /// Its number in the chain.
    #[specta(type = u32)]
    pub seq: u64,
    /// `2026-11-24 09:05:00.000` in UTC.
    pub at: String,
    /// The name of the user, if one is known.
    pub user: Option<String>,
    /// The code of the role.
    pub role: Option<String>,
    /// On whose behalf.
    pub on_behalf_of: Option<String>,
    /// The code of the act.
    pub act: String,
    /// The id of the patient.
    pub patient_id: Option<String>,
    /// The id of the request.
    pub request_id: Option<String>,
    /// The id or digest of what was acted on.
    pub object: Option<String>,
    /// `done` or `refused`.
    pub outcome: String,
    /// Codes that say more.
    pub detail: Option<String>,
}

/// Which entries of the audit trail are asked for; what is left out does not narrow them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields, default)]
pub struct AuditInput {
    /// Only this patient, by id.
    pub patient: Option<String>,
    /// Only this user, by name.
    pub user: Option<String>,
    /// Only this act, by code.
    pub act: Option<String>,
    /// From this day on, in UTC.
    pub from: Option<String>,
    /// Up to and with this day, in UTC.
    pub to: Option<String>,
    /// Only what was refused.
    pub refused_only: bool,
    /// Which page, from 1.
    pub page: Option<u32>,
}

/// What the audit trail may be narrowed by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AuditChoicesView {
    /// The acts.
    pub acts: Vec<Choice>,
    /// The users, by name.
    pub users: Vec<Choice>,
}

/// A page of the audit trail, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AuditView {
    /// The entries.
    pub rows: Vec<AuditRow>,
    /// How many there are.
    pub total: u32,
    /// This page, from 1.
    pub page: u32,
}

/// What a check of the chain found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct AuditVerifiedView {
    /// `sound`; anything else is an error.
    pub status: String,
    /// How many entries there are.
    #[specta(type = u32)]
    pub entries: u64,
    /// The last digits of the chain's head, as bundles print them.
    pub head: String,
}
