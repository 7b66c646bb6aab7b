//! The lists of the day: who waits for what, the unsigned and the unanswered first.

use std::path::Path;

use chrono::NaiveDate;
use domain::date;
use domain::request::Priority;
use domain::role::Permission;
use domain::status::Status;
use papers::worklist::{WorklistContent, WorklistEntry, WorklistError};
use store::audit::{Act, Entry};
use store::requests::{self, Filter, List, RequestLine};
use store::{At, Tx};

use crate::show_request::moment;
use crate::typed::day;
use crate::view::{ListCount, RequestRow, SavedView, WorklistInput, WorklistView};
use crate::write_letter::unprintable;
use crate::{Desk, Error, Now, Preview, keep_wording, print_paper};

/// How many requests a page shows.
const PAGE: u32 = 50;

/// How many requests a printed list holds: about fifty sheets, more than anybody carries to a telephone.
const MOST_PRINTED: u32 = 1000;

/// Lists requests with the counts of all lists.
///
/// # Errors
/// [`Error::Input`] for a list, status or day that is none; [`Error::Refused`] by role.
pub fn list(desk: &mut Desk, input: WorklistInput, now: Now) -> Result<WorklistView, Error> {
    let asked = Asked::parse(&input)?;
    let page = input.page.unwrap_or(1).max(1);
    let entry = match asked.words {
        Some(_) => Entry::done(Act::RequestsSearched),
        None => Entry::done(Act::ListViewed).with(asked.list.code()),
    };
    desk.permit(Permission::ReadClinical, &entry, now)?;
    let owner = desk.user.id;
    desk.act(entry, now, |tx| {
        let counts = requests::counts(tx, now.today(), owner)?;
        let (lines, total) = asked.lines(desk, tx, page, PAGE, now)?;
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

/// Which requests were asked for.
struct Asked<'a> {
    list: List,
    status: Option<Status>,
    due_before: Option<NaiveDate>,
    words: Option<&'a str>,
}

impl<'a> Asked<'a> {
    fn parse(input: &'a WorklistInput) -> Result<Self, Error> {
        let list = match input.list.as_deref() {
            None => List::All,
            Some(code) => {
                List::from_code(code).ok_or_else(|| Error::field("list", "there is no such list"))?
            }
        };
        let status = match input.status.as_deref() {
            None => None,
            Some(code) => Some(
                Status::from_code(code).ok_or_else(|| Error::field("status", "there is no such status"))?,
            ),
        };
        let due_before = match input.due_before.as_deref() {
            None => None,
            Some(text) => Some(day(text).map_err(|error| Error::field("due_before", error))?),
        };
        let words = input
            .words
            .as_deref()
            .map(str::trim)
            .filter(|words| !words.is_empty());
        Ok(Self {
            list,
            status,
            due_before,
            words,
        })
    }

    /// A page of the requests, from 1, and how many there are on all pages.
    fn lines(
        &self,
        desk: &Desk,
        tx: &mut Tx<'_>,
        page: u32,
        page_size: u32,
        now: Now,
    ) -> Result<(Vec<RequestLine>, u64), Error> {
        if let Some(words) = self.words {
            let found = requests::find(tx, words, page_size)?;
            let total = found.len() as u64;
            return Ok((found, total));
        }
        let filter = Filter {
            list: self.list,
            status: self.status,
            due_before: self.due_before,
            owner: (self.list == List::Mine).then_some(desk.user.id),
            page: page - 1,
            page_size,
        };
        let found = requests::list(tx, &filter, now.today())?;
        Ok((found.requests, found.total))
    }

    /// What stands above the list on paper; words that were searched for may be a patient's name and are not told.
    fn title(&self) -> String {
        match (self.words, self.status) {
            (Some(_), _) => "Requests found".to_owned(),
            (None, Some(status)) => format!("{}, {}", label(self.list), status.label().to_lowercase()),
            (None, None) => label(self.list).to_owned(),
        }
    }
}

/// The worklist as it is printed, page by page: every request of the list and not only those of one page of the screen.
///
/// # Errors
/// As [`list`]; [`Error::Refused`] for more requests than a printed list holds.
pub fn preview(desk: &mut Desk, input: &WorklistInput, now: Now) -> Result<Preview, Error> {
    Preview::new(bytes(desk, input, Act::PaperViewed, "", now)?)
}

/// Writes the worklist to a file, whole or not at all.
///
/// # Errors
/// As [`preview`], and [`Error::File`] when the file cannot be written.
pub fn save(desk: &mut Desk, input: &WorklistInput, out: &Path, now: Now) -> Result<SavedView, Error> {
    let bytes = bytes(desk, input, Act::PaperSaved, "", now)?;
    print_paper::saved(out, bytes)
}

/// The worklist for the printer; `how` says in the trail how often and where.
pub(crate) fn printed(desk: &mut Desk, input: &WorklistInput, how: &str, now: Now) -> Result<Vec<u8>, Error> {
    bytes(desk, input, Act::PaperPrinted, how, now)
}

fn bytes(desk: &mut Desk, input: &WorklistInput, act: Act, how: &str, now: Now) -> Result<Vec<u8>, Error> {
    let asked = Asked::parse(input)?;
    let told = [&format!("worklist {}", asked.list.code()), how];
    let told: Vec<&str> = told.into_iter().filter(|words| !words.is_empty()).collect();
    let entry = Entry::done(act).with(told.join(", "));
    let permission = match act {
        Act::PaperViewed => Permission::ReadClinical,
        _ => Permission::WorkOnRequests,
    };
    desk.permit(permission, &entry, now)?;
    desk.act(entry, now, |tx| {
        let (lines, total) = asked.lines(desk, tx, 1, MOST_PRINTED, now)?;
        if total > u64::from(MOST_PRINTED) {
            return Err(Error::refused(
                "list_too_long",
                format!("This list has {total} requests, and a printed one at most {MOST_PRINTED}. Choose a shorter list."),
            ));
        }
        let entries: Vec<_> = lines.iter().map(|line| entry_of(line, now)).collect();
        let templates = keep_wording::templates(tx)?;
        let content = WorklistContent {
            organisation: &desk.organisation.name,
            templates: &templates,
            list: &asked.title(),
            entries: &entries,
            at: now.local(),
            printed_by: &desk.user.fields.shown_name,
            demonstration: desk.is_demonstration(),
        };
        let printed = papers::worklist::print(&content).map_err(unprintable_list)?;
        tx.touches(records::sha256(&printed.bytes));
        Ok(printed.bytes)
    })
}

/// Why a list is not printed.
pub(crate) fn unprintable_list(error: WorklistError) -> Error {
    match error {
        WorklistError::Typeset(error) => unprintable(error),
        // A test reads every file of words, and a broken one is never kept.
        WorklistError::Wording(error) => Error::Fault(error.to_string()),
    }
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
        List::PagesNotCounted => "Pages not counted",
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

/// A request as the printed list names it.
fn entry_of(line: &RequestLine, now: Now) -> WorklistEntry {
    let shown = row(line, now);
    let since = At {
        utc_ms: line.status_since,
        ..now.at()
    };
    WorklistEntry {
        patient: shown.patient,
        identity: format!("Born {}\n{}", shown.born, shown.number),
        reference: shown.reference,
        recipient: shown.recipient,
        state: shown.status_label,
        since: since.local_date(),
        priority: line
            .priority
            .filter(|priority| *priority != Priority::Routine)
            .map(|priority| priority.label().to_owned()),
        next_action_by: line.next_action_by,
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
