//! The lists of the day: who waits for what, the unsigned and the unanswered first.

mod export;
mod filters;
mod transfers;

use std::path::Path;

use domain::date;
use domain::id::UserId;
use domain::request::Priority;
use domain::role::Permission;
use domain::status::Status;
use papers::worklist::{WorklistContent, WorklistEntry, WorklistError};
use store::audit::{Act, Entry};
use store::requests::{self, Filter, List, Page, Place, RequestLine};
use store::{At, Tx};

use crate::show_request::moment;
use crate::typed::{Problems, optional_code, optional_day, optional_line};
use crate::view::{LeftOverView, ListCount, NewsView, RequestRow, SavedView, WorklistInput, WorklistView};
use crate::write_letter::unprintable;
use crate::{Desk, Error, Now, Preview, keep_wording, print_paper};

pub use export::export_csv;
pub use filters::{choices, filters, forget_filter, keep_filter};

/// The longest name of a specialty or organisation, in characters.
const LONGEST: usize = 200;

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
        None => Entry::done(Act::ListViewed).with(asked.code()),
    };
    desk.permit(Permission::ReadClinical, &entry, now)?;
    desk.act(entry, now, |tx| {
        let lists = counted(desk, tx, now)?;
        let changes = requests::changes(tx)?;
        let found = asked.page(desk, tx, page, PAGE, now)?;
        Ok(WorklistView {
            lists,
            rows: asked.rows(tx, &found.requests, now)?,
            total: narrow(found.total),
            is_more: found.is_more,
            page: if input.after.is_some() { 1 } else { page },
            pages: narrow(found.total.div_ceil(PAGE.into())).max(1),
            next: found.next.map(|place| place.to_string()),
            changes: narrow(changes),
        })
    })
}

/// How many requests stand on each list, for a window that shows them already: it tells of no patient.
///
/// # Errors
/// [`Error::Refused`] by role.
pub fn news(desk: &Desk, now: Now) -> Result<NewsView, Error> {
    if !desk.may(Permission::ReadClinical) {
        return Err(Error::refused(
            "role_may_not",
            "Your role sees no lists of requests.",
        ));
    }
    desk.store.read(|tx| {
        Ok(NewsView {
            lists: counted(desk, tx, now)?,
            changes: narrow(requests::changes(tx)?),
        })
    })
}

/// What waits and must not be forgotten when the person goes, if anything does (hazard H10).
///
/// # Errors
/// [`Error::Store`].
pub fn left_over(desk: &Desk, now: Now) -> Result<Option<LeftOverView>, Error> {
    if !desk.may(Permission::ReadClinical) {
        return Ok(None);
    }
    let (counts, moving) = desk.store.read(|tx| {
        let counts = requests::counts(tx, now.today(), desk.user.id)?;
        Ok::<_, Error>((counts, transfers::counted(tx, now)?.count))
    })?;
    let (unsigned, overdue) = (counts.of(List::AwaitingSignature), counts.of(List::Overdue));
    let letters = match unsigned {
        0 => None,
        1 => Some("1 letter waits for a signature".to_owned()),
        many => Some(format!("{many} letters wait for a signature")),
    };
    let late = match overdue {
        0 => None,
        1 => Some("1 request is overdue".to_owned()),
        many => Some(format!("{many} requests are overdue")),
    };
    let moves = match moving {
        0 => None,
        1 => Some("1 transfer of care is due".to_owned()),
        many => Some(format!("{many} transfers of care are due")),
    };
    let said: Vec<String> = letters.into_iter().chain(late).chain(moves).collect();
    Ok((!said.is_empty()).then(|| LeftOverView {
        awaiting_signature: narrow(unsigned),
        overdue: narrow(overdue),
        transfers_due: moving,
        words: format!("{}.", said.join(", and ")),
    }))
}

fn counted(desk: &Desk, tx: &mut Tx<'_>, now: Now) -> Result<Vec<ListCount>, Error> {
    let counts = requests::counts(tx, now.today(), desk.user.id)?;
    let count = |list: &List| ListCount {
        code: list.code().to_owned(),
        label: label(*list).to_owned(),
        count: narrow(counts.of(*list)),
    };
    let mut lists: Vec<_> = List::ALL.iter().map(count).collect();
    lists.push(transfers::counted(tx, now)?);
    Ok(lists)
}

fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Which requests were asked for.
struct Asked<'a> {
    filter: Filter,
    words: Option<&'a str>,
    /// The transfers of care are asked for, which are on a list of their own.
    is_of_transfers: bool,
}

impl<'a> Asked<'a> {
    fn parse(input: &'a WorklistInput) -> Result<Self, Error> {
        let mut problems = Problems::default();
        let p = &mut problems;
        let is_of_transfers = input.list.as_deref() == Some(transfers::CODE);
        let list = input.list.as_deref().filter(|_| !is_of_transfers);
        let list = optional_code(p, "list", list, List::from_code);
        let filter = Filter {
            status: optional_code(p, "status", input.status.as_deref(), Status::from_code),
            priority: optional_code(p, "priority", input.priority.as_deref(), Priority::from_code),
            specialty: optional_line(p, "specialty", input.specialty.as_deref(), LONGEST),
            recipient: optional_line(p, "recipient", input.recipient.as_deref(), LONGEST),
            owner: optional_code(p, "owner", input.owner.as_deref(), |id| UserId::parse(id).ok()),
            due_before: optional_day(p, "due_before", input.due_before.as_deref()),
            after: optional_code(p, "after", input.after.as_deref(), Place::parse),
            ..Filter::of(list.unwrap_or(List::All), PAGE)
        };
        let words = input
            .words
            .as_deref()
            .map(str::trim)
            .filter(|words| !words.is_empty());
        Ok(problems.into_result(Self {
            filter,
            words,
            is_of_transfers,
        })?)
    }

    /// A page of the requests, from 1, and how many there are on all pages.
    fn page(&self, desk: &Desk, tx: &mut Tx<'_>, page: u32, page_size: u32, now: Now) -> Result<Page, Error> {
        let mut filter = Filter {
            page_size,
            page: if self.filter.after.is_some() { 0 } else { page - 1 },
            ..self.filter.clone()
        };
        if let Some(words) = self.words {
            // Somebody who types a name looks for it everywhere, and not only where they happen to be.
            filter.list = List::All;
            let found = requests::find(tx, words, &filter)?;
            return Ok(Page {
                total: found.found.len() as u64,
                is_more: found.is_more,
                requests: found.found,
                next: None,
            });
        }
        if self.is_of_transfers {
            return transfers::page(tx);
        }
        if filter.list == List::Mine {
            filter.owner = Some(desk.user.id);
        }
        Ok(requests::list(tx, &filter, now.today())?)
    }

    fn code(&self) -> &'static str {
        if self.is_of_transfers {
            transfers::CODE
        } else {
            self.filter.list.code()
        }
    }

    /// The requests as the list shows them.
    fn rows(&self, tx: &mut Tx<'_>, lines: &[RequestLine], now: Now) -> Result<Vec<RequestRow>, Error> {
        if self.is_of_transfers && self.words.is_none() {
            return lines
                .iter()
                .map(|line| transfers::row_of(tx, line, now))
                .collect();
        }
        Ok(lines.iter().map(|line| row(line, now)).collect())
    }

    /// What stands above the list on paper; words that were searched for may be a patient's name and are not told.
    fn title(&self) -> String {
        match (self.words, self.filter.status) {
            (Some(_), _) => "Requests found".to_owned(),
            (None, _) if self.is_of_transfers => transfers::LABEL.to_owned(),
            (None, Some(status)) => format!("{}, {}", label(self.filter.list), status.label().to_lowercase()),
            (None, None) => label(self.filter.list).to_owned(),
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
    let told = [&format!("worklist {}", asked.code()), how];
    let told: Vec<&str> = told.into_iter().filter(|words| !words.is_empty()).collect();
    let entry = Entry::done(act).with(told.join(", "));
    let permission = match act {
        Act::PaperViewed => Permission::ReadClinical,
        _ => Permission::WorkOnRequests,
    };
    desk.permit(permission, &entry, now)?;
    desk.act(entry, now, |tx| {
        let Page {
            requests: lines,
            total,
            is_more,
            next,
        } = asked.page(desk, tx, 1, MOST_PRINTED, now)?;
        if next.is_some() || is_more && asked.words.is_some() {
            return Err(Error::refused(
                "list_too_long",
                format!("This list has {total} requests or more, and a printed one at most {MOST_PRINTED}. Choose a shorter list."),
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
    List::from_code(code).is_some() || code == transfers::CODE
}

const fn label(list: List) -> &'static str {
    match list {
        List::Mine => "Mine",
        List::AwaitingDecision => "Awaiting decision",
        List::Gathering => "Gathering",
        List::AwaitingSignature => "Awaiting signature",
        List::ToSend => "To send",
        List::PagesNotCounted => "Pages not counted",
        List::UrgentTreatment => "Urgent, treatment dated",
        List::NotHeardBack => "Not heard back",
        List::Answered => "Unread opinions",
        List::Overdue => "Overdue",
        List::All => "All",
    }
}

fn row(line: &RequestLine, now: Now) -> RequestRow {
    let patient = &line.patient;
    RequestRow {
        id: line.id.to_string(),
        reference: line.reference.to_string(),
        patient: banner(&patient.family, &patient.given, patient.title.as_deref()),
        born: date::clinical(patient.born_on),
        number: numbered(&patient.identifier_kind, patient.identifier_value.as_deref()),
        status: line.status.code().to_owned(),
        status_label: line.status.label().to_owned(),
        priority: line.priority.map(|priority| priority.label().to_owned()),
        treatment_on: line.treatment_on.map(date::clinical),
        question: line.question.clone(),
        recipient: line.recipient.clone(),
        specialty: line.specialty.clone(),
        transfer: None,
        owner: line.owner_shown.clone(),
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

/// The name as the banner shows it.
pub(crate) fn banner(family: &str, given: &str, title: Option<&str>) -> String {
    let title = title.map(|title| format!(" ({title})")).unwrap_or_default();
    format!("{}, {given}{title}", family.to_uppercase())
}

/// Label and number as the banner shows them.
pub(crate) fn numbered(kind: &str, value: Option<&str>) -> String {
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
