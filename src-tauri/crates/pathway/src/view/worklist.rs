//! Lists of requests, and the audit trail, on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Which requests to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct WorklistInput {
    /// `mine`, `awaiting_decision`, `gathering`, `awaiting_signature`, `to_send`, `pages_not_counted`,
    /// `not_heard_back`, `answered`, `overdue` or `all`.
    pub list: Option<String>,
    /// Only this status.
    pub status: Option<String>,
    /// Only those whose next action is due before this day.
    pub due_before: Option<String>,
    /// Only those that hold these words.
    pub words: Option<String>,
    /// Which page, from 1.
    pub page: Option<u32>,
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
    /// The first question.
    pub question: Option<String>,
    /// Who is asked.
    pub recipient: Option<String>,
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
    /// How many there are on all pages.
    pub total: u32,
    /// This page, from 1.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
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
