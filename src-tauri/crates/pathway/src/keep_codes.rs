//! The lists for work: reasons, specialties and usual records. An organisation's own stand in the place of the supplied
//! ones; a list that is broken is refused, and the one before still counts.

use domain::code::coded;
use domain::code_list::{BadLine, Checklists, OfferedReason, Reasons, Specialties};
use store::Tx;
use store::audit::{Act, Entry};
use store::wordings::{self, WordingRow};

use crate::register_patient::number;
use crate::show_request::moment;
use crate::view::{ChecklistView, Choice, CodeListView, CodesView, FieldProblem};
use crate::{Desk, Error, Now, home};

coded! {
    /// A list that an organisation may change.
    pub enum CodeList {
        /// Why second opinions are asked for.
        Reasons = "reasons", "Reasons for a second opinion";
        /// The specialties that are asked, with their national codes.
        Specialties = "specialties", "Specialties";
        /// The records that are usual in each specialty.
        Checklists = "checklists", "Usual records of each specialty";
    }
}

macro_rules! supplied {
    ($name:literal) => {
        include_str!(concat!("../../../../assets/codes/", $name, ".txt"))
    };
}

/// What stands before the words of a reason of the organisation's own, in the form of a request.
pub(crate) const OWN_REASON: &str = "own:";

/// The longest list in bytes.
const LONGEST: usize = 128 * 1024;

impl CodeList {
    const fn supplied(self) -> &'static str {
        match self {
            Self::Reasons => supplied!("reasons"),
            Self::Specialties => supplied!("specialties"),
            Self::Checklists => supplied!("checklists"),
        }
    }

    const fn hint(self) -> &'static str {
        match self {
            Self::Reasons => {
                "One reason to the line. Reasons in the supplied words keep their national meaning."
            }
            Self::Specialties => {
                "One specialty to the line: its code of three digits, a blank, and the name that letters print."
            }
            Self::Checklists => {
                "A heading in square brackets, such as [Cardiology], and beneath it one record to the line. Under [any] stands \
                 what is usual everywhere."
            }
        }
    }

    /// Under which name the store keeps it, beside the words of the papers.
    fn kept_as(self) -> String {
        format!("list.{}", self.code())
    }
}

/// What forms offer from the lists, as they count now.
///
/// # Errors
/// [`Error::Store`].
pub fn codes(desk: &Desk) -> Result<CodesView, Error> {
    let lists = desk.store.read(Lists::current)?;
    let choice = |code: &str, label: &str| Choice {
        code: code.to_owned(),
        label: label.to_owned(),
    };
    let reason = |reason: &OfferedReason| match reason {
        OfferedReason::Known(reason) => choice(reason.code(), reason.label()),
        OfferedReason::Own(words) => choice(&format!("{OWN_REASON}{words}"), words),
    };
    Ok(CodesView {
        reasons: lists.reasons.iter().map(reason).collect(),
        specialties: lists
            .specialties
            .iter()
            .map(|one| choice(&one.code, &one.name))
            .collect(),
        checklists: lists
            .checklists
            .iter()
            .map(|list| ChecklistView {
                specialty: list.specialty.clone(),
                records: list.records.clone(),
            })
            .collect(),
    })
}

/// The lists for whoever keeps them.
///
/// # Errors
/// [`Error::Refused`] by role.
pub fn list(desk: &mut Desk, now: Now) -> Result<Vec<CodeListView>, Error> {
    home::permit_upkeep(desk, Act::WordingViewed, now)?;
    desk.act(Entry::done(Act::WordingViewed).with("lists"), now, |tx| {
        let rows = wordings::current(tx)?;
        Ok(CodeList::ALL.iter().map(|list| view(*list, &rows, now)).collect())
    })
}

/// Keeps a list as the newest version.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Input`] naming every line that is wrong; [`Error::Refused`] by role; [`Error::Stale`].
/// The list before stays in every case.
pub fn set(desk: &mut Desk, code: &str, version: u32, text: &str, now: Now) -> Result<CodeListView, Error> {
    let list = permitted(desk, code, now)?;
    if text.len() > LONGEST {
        return Err(Error::field("text", "a list has at most 128 KB"));
    }
    keep(desk, list, version, Some(text), now)
}

/// Goes back to the supplied list.
///
/// # Errors
/// As [`set`]: the usual records may name specialties that only the organisation's own list has.
pub fn reset(desk: &mut Desk, code: &str, version: u32, now: Now) -> Result<CodeListView, Error> {
    let list = permitted(desk, code, now)?;
    keep(desk, list, version, None, now)
}

/// A specialty in words, where it is said by its national code; other words as they are.
pub(crate) fn specialty_in_words(tx: &mut Tx<'_>, said: &str) -> Result<String, Error> {
    if said.len() != 3 || !said.bytes().all(|digit| digit.is_ascii_digit()) {
        return Ok(said.to_owned());
    }
    let lists = Lists::current(tx)?;
    let known = lists.specialties.named(said).map(|one| one.name.clone());
    Ok(known.unwrap_or_else(|| format!("Specialty {said}")))
}

/// The three lists, which fit one another.
struct Lists {
    reasons: Reasons,
    specialties: Specialties,
    checklists: Checklists,
}

impl Lists {
    fn current(tx: &mut Tx<'_>) -> Result<Self, Error> {
        let rows = wordings::current(tx)?;
        Self::parse(|list| text(list, &rows)).map_err(|_| Error::Fault("a stored list cannot be read".into()))
    }

    fn parse<'a>(text: impl Fn(CodeList) -> &'a str) -> Result<Self, (CodeList, Vec<BadLine>)> {
        let of = |list| move |bad| (list, bad);
        let reasons = Reasons::parse(text(CodeList::Reasons)).map_err(of(CodeList::Reasons))?;
        let specialties =
            Specialties::parse(text(CodeList::Specialties)).map_err(of(CodeList::Specialties))?;
        let checklists =
            Checklists::parse(text(CodeList::Checklists), &specialties).map_err(of(CodeList::Checklists))?;
        Ok(Self {
            reasons,
            specialties,
            checklists,
        })
    }
}

fn text(list: CodeList, rows: &[WordingRow]) -> &str {
    row(list, rows)
        .and_then(|row| row.words.as_deref())
        .unwrap_or(list.supplied())
}

fn row(list: CodeList, rows: &[WordingRow]) -> Option<&WordingRow> {
    rows.iter().find(|row| row.template == list.kept_as())
}

fn keep(
    desk: &mut Desk,
    list: CodeList,
    version: u32,
    new: Option<&str>,
    now: Now,
) -> Result<CodeListView, Error> {
    let name = list.kept_as();
    let entry = Entry::done(Act::WordingChanged).with(&name);
    desk.act(entry, now, |tx| {
        let rows = wordings::current(tx)?;
        Lists::parse(|one| {
            if one == list {
                new.unwrap_or(list.supplied())
            } else {
                text(one, &rows)
            }
        })
        .map_err(|(broken, bad)| refused(list, broken, bad))?;
        wordings::keep(tx, &name, version.into(), new, desk.user.id, now.at().utc_ms)?;
        Ok(view(list, &wordings::current(tx)?, now))
    })
}

/// The lines that are wrong; where a change breaks another list, its lines are named with it.
fn refused(changed: CodeList, broken: CodeList, bad: Vec<BadLine>) -> Error {
    let at = |line: usize| {
        if broken == changed {
            format!("line {line}")
        } else {
            format!("{}, line {line}", broken.label())
        }
    };
    let problems: Vec<_> = bad
        .into_iter()
        .map(|bad| FieldProblem {
            field: "text".into(),
            message: format!("{}: {}", at(bad.line), bad.error),
        })
        .collect();
    problems.into()
}

fn permitted(desk: &Desk, code: &str, now: Now) -> Result<CodeList, Error> {
    home::permit_upkeep(desk, Act::WordingChanged, now)?;
    CodeList::from_code(code.trim()).ok_or(Error::NotFound("list"))
}

fn view(list: CodeList, rows: &[WordingRow], now: Now) -> CodeListView {
    let row = row(list, rows);
    CodeListView {
        code: list.code().to_owned(),
        label: list.label().to_owned(),
        hint: list.hint().to_owned(),
        text: text(list, rows).to_owned(),
        supplied: list.supplied().to_owned(),
        version: row.map_or(0, |row| number(row.version)),
        is_changed: row.is_some_and(|row| row.words.is_some()),
        changed_by: row.map(|row| row.changed_by.clone()),
        changed_at: row.map(|row| moment(row.changed_at, now)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_supplied_lists_fit_one_another() {
        let lists =
            Lists::parse(CodeList::supplied).unwrap_or_else(|(list, bad)| panic!("{list:?}: {bad:?}"));
        assert!(lists.specialties.iter().count() > 150);
        assert!(lists.checklists.iter().count() > 15);
        let known = domain::request::Reason::ALL.len();
        assert_eq!(
            lists.reasons.iter().count(),
            known,
            "every reason is offered, and none is twice"
        );
    }
}
