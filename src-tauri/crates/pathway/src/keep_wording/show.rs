//! The templates as they stand: which there are, what each says, and who changed it when.

use papers::template::{Template, Templates};
use store::Tx;
use store::audit::{Act, Entry};
use store::wordings::{self, WordingRow};

use super::permitted;
use crate::show_request::moment;
use crate::view::{Choice, TemplateView, WordingLineView, WordingVersionView, WordingView};
use crate::{Desk, Error, Now, home};

/// Every template, with who changed it last.
///
/// # Errors
/// [`Error::Refused`] by role.
pub fn list(desk: &mut Desk, now: Now) -> Result<Vec<TemplateView>, Error> {
    home::permit_upkeep(desk, Act::WordingViewed, now)?;
    desk.act(Entry::done(Act::WordingViewed), now, |tx| {
        let rows = wordings::current(tx)?;
        let row = |template: Template| rows.iter().find(|row| row.template == template.code());
        Ok(Template::all()
            .into_iter()
            .map(|template| template_view(template, row(template), now))
            .collect())
    })
}

/// A template with its lines, and every version that was kept.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] by role.
pub fn show(desk: &mut Desk, code: &str, now: Now) -> Result<WordingView, Error> {
    let template = permitted(desk, code, Act::WordingViewed, now)?;
    let entry = Entry::done(Act::WordingViewed).with(template.code());
    desk.act(entry, now, |tx| view(tx, template, now))
}

/// What a template said in an earlier version, to be taken up again; 0 is as supplied.
///
/// # Errors
/// As [`show`].
pub fn version(desk: &mut Desk, code: &str, version: u32, now: Now) -> Result<WordingView, Error> {
    let template = permitted(desk, code, Act::WordingViewed, now)?;
    let entry = Entry::done(Act::WordingViewed).with(format!("{} v{version}", template.code()));
    desk.act(entry, now, |tx| {
        let rows = wordings::list(tx, &template.code())?;
        let text = match version {
            0 => None,
            _ => rows
                .iter()
                .find(|row| row.version == i64::from(version))
                .ok_or(Error::NotFound("version"))?
                .words
                .as_deref(),
        };
        let said = text.unwrap_or(template.supplied());
        Ok(WordingView {
            lines: lines(template, said),
            text: said.to_owned(),
            ..view_of(template, &rows, now)
        })
    })
}

pub(super) fn view(tx: &mut Tx<'_>, template: Template, now: Now) -> Result<WordingView, Error> {
    let rows = wordings::list(tx, &template.code())?;
    Ok(view_of(template, &rows, now))
}

fn view_of(template: Template, rows: &[WordingRow], now: Now) -> WordingView {
    let kept = rows.first().and_then(|row| row.words.as_deref());
    let text = kept.unwrap_or(template.supplied());
    WordingView {
        template: template_view(template, rows.first(), now),
        protected: template.protected(),
        lines: lines(template, text),
        versions: rows.iter().map(|row| version_view(row, now)).collect(),
        text: text.to_owned(),
    }
}

fn template_view(template: Template, row: Option<&WordingRow>, now: Now) -> TemplateView {
    let words = row.and_then(|row| row.words.clone());
    let language = template.language();
    TemplateView {
        code: template.code(),
        label: template.label().to_owned(),
        language: Choice {
            code: language.code().to_owned(),
            label: language.label().to_owned(),
        },
        is_changed: words.is_some(),
        is_checked: Templates::supplied().with(template, words).is_checked(template),
        version: row.map_or(0, |row| number(row.version)),
        changed_by: row.map(|row| row.changed_by.clone()),
        changed_at: row.map(|row| moment(row.changed_at, now)),
    }
}

fn version_view(row: &WordingRow, now: Now) -> WordingVersionView {
    WordingVersionView {
        version: number(row.version),
        changed_by: row.changed_by.clone(),
        changed_at: moment(row.changed_at, now),
        is_supplied: row.words.is_none(),
    }
}

fn lines(template: Template, text: &str) -> Vec<WordingLineView> {
    let view = |line: papers::template::TemplateLine| WordingLineView {
        line: u32::try_from(line.line).unwrap_or(u32::MAX),
        section: line.section,
        key: line.key.to_owned(),
        title: line.title,
        words: line.words,
        supplied: line.supplied,
        places: line.places.iter().map(|place| (*place).to_owned()).collect(),
        is_locked: line.is_locked,
    };
    template.lines(text).into_iter().map(view).collect()
}

fn number(version: i64) -> u32 {
    u32::try_from(version).unwrap_or(u32::MAX)
}
