//! The team's report on the wire: numbers and times, and no patient in any of them.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Which period a report is of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default, deny_unknown_fields)]
pub struct ReportInput {
    /// The first day; a year before the last where it is not said.
    pub from: Option<String>,
    /// The last day; today where it is not said.
    pub to: Option<String>,
}

/// How many requests have something in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CountRow {
    /// What they have in common.
    pub label: String,
    /// How many they are.
    pub requests: u32,
}

/// Requests counted by one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CountTable {
    /// The stable code: `months`, `specialties`, `sources`, `statuses` or `declined`.
    pub code: String,
    /// What is counted.
    pub title: String,
    /// The head of its first column.
    pub head: String,
    /// What has to be known to read it, if anything has.
    pub note: Option<String>,
    /// The rows.
    pub rows: Vec<CountRow>,
}

/// How long it took from the ask to something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct TimeRow {
    /// To what.
    pub label: String,
    /// How many requests the times are made of.
    pub requests: u32,
    /// The time of the one in the middle, in days.
    pub median_days: Option<f64>,
    /// The time within which nine of ten were done, in days.
    pub ninetieth_days: Option<f64>,
}

/// The report of a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct ReportView {
    /// The first day, `YYYY-MM-DD`.
    pub from: String,
    /// The last day, `YYYY-MM-DD`.
    pub to: String,
    /// The period in words.
    pub period: String,
    /// How many requests were asked for in it.
    pub requests: u32,
    /// How many of them were declined.
    pub declined: u32,
    /// How many requests of any period are overdue at this moment.
    pub overdue: u32,
    /// The times from the ask.
    pub times: Vec<TimeRow>,
    /// The counts.
    pub counts: Vec<CountTable>,
}
