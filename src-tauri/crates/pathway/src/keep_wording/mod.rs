//! The words of the papers: an organisation's own in the place of the supplied ones, every version of them kept.
//!
//! Words that are broken are refused and the old ones stay. What protects the patient is in no template, or is locked
//! in it (product rule §3.4).

mod preview;
mod show;

use std::collections::BTreeMap;

use papers::template::{Template, Templates};
use store::audit::{Act, Entry};
use store::{Tx, wordings};

use crate::view::{FieldProblem, WordingLineInput, WordingView};
use crate::{Desk, Error, Now, home};

pub(crate) use preview::example_letter;
pub use preview::preview;
pub use show::{list, show, version};

/// The longest file of words in bytes: several times the longest that is supplied.
const LONGEST: usize = 64 * 1024;

/// Keeps a file of words as the newest version of a template.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Input`] naming every line that is wrong; [`Error::Refused`] by role; [`Error::Stale`].
/// The version before stays in every case.
pub fn set(desk: &mut Desk, code: &str, version: u32, text: &str, now: Now) -> Result<WordingView, Error> {
    let template = permitted(desk, code, Act::WordingChanged, now)?;
    let templates = tried(desk, template, text)?;
    // Whether a page can really be set from the words is not known before it is.
    preview::example(desk, template, &templates, now)?;
    keep(desk, template, version, Some(text), now)
}

/// Keeps new words for the lines of a template; a line that is not named is as supplied.
///
/// # Errors
/// As [`set`].
pub fn set_lines(
    desk: &mut Desk,
    code: &str,
    version: u32,
    lines: Vec<WordingLineInput>,
    now: Now,
) -> Result<WordingView, Error> {
    let template = named(code)?;
    set(desk, code, version, &rewritten(template, lines), now)
}

/// Goes back to the supplied words. The versions before stay, to be taken up again.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] by role; [`Error::Stale`].
pub fn reset(desk: &mut Desk, code: &str, version: u32, now: Now) -> Result<WordingView, Error> {
    let template = permitted(desk, code, Act::WordingChanged, now)?;
    keep(desk, template, version, None, now)
}

/// The words of all papers as they count now.
pub(crate) fn templates(tx: &mut Tx<'_>) -> Result<Templates, Error> {
    let kept = wordings::current(tx)?.into_iter().filter_map(|row| {
        // A template that this version of the program does not have any more is kept and not read.
        Some((Template::from_code(&row.template)?, row.words?))
    });
    Ok(Templates::new(kept.collect()))
}

fn keep(
    desk: &mut Desk,
    template: Template,
    version: u32,
    text: Option<&str>,
    now: Now,
) -> Result<WordingView, Error> {
    let code = template.code();
    let entry = Entry::done(Act::WordingChanged).with(&code);
    desk.act(entry, now, |tx| {
        wordings::keep(tx, &code, version.into(), text, desk.user.id, now.at().utc_ms)?;
        show::view(tx, template, now)
    })
}

/// The template, if there is one and the person may keep it.
fn permitted(desk: &Desk, code: &str, act: Act, now: Now) -> Result<Template, Error> {
    home::permit_upkeep(desk, act, now)?;
    named(code)
}

fn named(code: &str) -> Result<Template, Error> {
    Template::from_code(code).ok_or(Error::NotFound("template"))
}

/// The words of all papers with this file in the place of one; every line that is wrong is named.
fn tried(desk: &Desk, template: Template, text: &str) -> Result<Templates, Error> {
    if text.len() > LONGEST {
        return Err(Error::field("text", "a file of words has at most 64 KB"));
    }
    let problems: Vec<FieldProblem> = template
        .problems(text)
        .into_iter()
        .map(|problem| FieldProblem {
            field: problem.key.unwrap_or_default(),
            message: problem.error.to_string(),
        })
        .collect();
    if !problems.is_empty() {
        return Err(problems.into());
    }
    Ok(desk.store.read(templates)?.with(template, Some(text.to_owned())))
}

fn rewritten(template: Template, lines: Vec<WordingLineInput>) -> String {
    let words: BTreeMap<String, String> = lines.into_iter().map(|line| (line.key, line.words)).collect();
    template.rewritten(&words)
}
