//! The lists of the day: who waits for what, the unsigned and the unanswered first.

use domain::date;
use domain::role::Permission;
use domain::status::Status;
use store::audit::{Act, Entry};
use store::requests::{self, Filter, List, RequestLine};

use crate::show_request::moment;
use crate::typed::day;
use crate::view::{ListCount, RequestRow, WorklistInput, WorklistView};
use crate::{Desk, Error, Now};

/// How many requests a page shows.
const PAGE: u32 = 50;

/// Lists requests with the counts of all lists.
///
/// # Errors
/// [`Error::Input`] for a list, status or day that is none; [`Error::Refused`] by role.
pub fn list(desk: &mut Desk, input: WorklistInput, now: Now) -> Result<WorklistView, Error> {
    let list = match input.list.as_deref() {
        None => List::All,
        Some(code) => List::from_code(code).ok_or_else(|| Error::field("list", "there is no such list"))?,
    };
    let status = match input.status.as_deref() {
        None => None,
        Some(code) => {
            Some(Status::from_code(code).ok_or_else(|| Error::field("status", "there is no such status"))?)
        }
    };
    let due_before = match input.due_before.as_deref() {
        None => None,
        Some(text) => Some(day(text).map_err(|error| Error::field("due_before", error))?),
    };
    let page = input.page.unwrap_or(1).max(1);
    let words = input
        .words
        .as_deref()
        .map(str::trim)
        .filter(|words| !words.is_empty());
    let entry = match words {
        Some(_) => Entry::done(Act::RequestsSearched),
        None => Entry::done(Act::ListViewed).with(list.code()),
    };
    desk.permit(Permission::ReadClinical, &entry, now)?;
    let owner = desk.user.id;
    desk.act(entry, now, |tx| {
        let counts = requests::counts(tx, now.today(), owner)?;
        let (lines, total) = match words {
            Some(words) => {
                let found = requests::find(tx, words, PAGE)?;
                let total = found.len() as u64;
                (found, total)
            }
            None => {
                let owner = (list == List::Mine).then_some(owner);
                let filter = Filter {
                    list,
                    status,
                    due_before,
                    owner,
                    page: page - 1,
                    page_size: PAGE,
                };
                let found = requests::list(tx, &filter, now.today())?;
                (found.requests, found.total)
            }
        };
        let count = |list: &List| ListCount {
            code: list.code().to_owned(),
            label: label(*list).to_owned(),
            count: u32::try_from(counts.of(*list)).unwrap_or(u32::MAX),
        };
        Ok(WorklistView {
            lists: List::ALL.iter().map(count).collect(),
            rows: lines.iter().map(|line| row(line, now)).collect(),
            total: u32::try_from(total).unwrap_or(u32::MAX),
            page,
            pages: u32::try_from(total.div_ceil(PAGE.into()))
                .unwrap_or(u32::MAX)
                .max(1),
        })
    })
}

/// Whether a code is that of a list.
#[must_use]
pub fn is_list(code: &str) -> bool {
    List::from_code(code).is_some()
}

const fn label(list: List) -> &'static str {
    match list {
        List::Mine => "Mine",
        List::AwaitingDecision => "Awaiting decision",
        List::Gathering => "Gathering",
        List::AwaitingSignature => "Awaiting signature",
        List::ToSend => "To send",
        List::NotHeardBack => "Not heard back",
        List::Answered => "Unread opinions",
        List::Overdue => "Overdue",
        List::All => "All",
    }
}

fn row(line: &RequestLine, now: Now) -> RequestRow {
    let patient = &line.patient;
    let title = patient
        .title
        .as_deref()
        .map(|title| format!(" ({title})"))
        .unwrap_or_default();
    RequestRow {
        id: line.id.to_string(),
        reference: line.reference.to_string(),
        patient: format!("{}, {}{title}", patient.family.to_uppercase(), patient.given),
        born: date::clinical(patient.born_on),
        number: number(&patient.identifier_kind, patient.identifier_value.as_deref()),
        status: line.status.code().to_owned(),
        status_label: line.status.label().to_owned(),
        priority: line.priority.map(|priority| priority.label().to_owned()),
        question: line.question.clone(),
        recipient: line.recipient.clone(),
        since: moment(line.status_since, now),
        next_action_by: line.next_action_by.map(date::clinical),
        is_overdue: line.next_action_by.is_some_and(|day| day < now.today()),
    }
}

/// Label and number as the banner shows them.
fn number(kind: &str, value: Option<&str>) -> String {
    use domain::identifier::{HealthAndCareNumber, NhsNumber};
    let value = value.unwrap_or("");
    match kind {
        "nhs" => {
            NhsNumber::parse(value).map_or_else(|_| value.to_owned(), |number| format!("NHS No. {number}"))
        }
        "health_and_care" => HealthAndCareNumber::parse(value)
            .map_or_else(|_| value.to_owned(), |number| format!("H&C No. {number}")),
        "chi" => format!("CHI No. {value}"),
        _ => "NHS No. Not Known".to_owned(),
    }
}
