//! Help inside the program: what each step means, the handbook, and what to do about each failure. All of it is text
//! under `assets/help`, so that it can be read and mended by people who write no code.

mod pages;
mod parse;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use store::audit::{Act, Entry};
use store::seen;

use crate::error::CODES;
use crate::view::{ErrorHelpView, HelpView, PageHelpView, StepHelpView, TourStopView};
use crate::{Desk, Error, Now};

/// What a person has seen once they were shown around.
const TOUR: &str = "tour";

const STEPS: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../assets/help/steps.txt"
));

const ERRORS: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../assets/help/errors.txt"
));

const TOUR_STOPS: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../assets/help/tour.txt"
));

/// A step's help: what it means and where that comes from, and the words for each of its questions.
struct StepText {
    view: StepHelpView,
    items: BTreeMap<String, String>,
}

static STEP_TEXTS: LazyLock<BTreeMap<String, StepText>> = LazyLock::new(|| {
    let sections = parse::sections(STEPS).into_iter();
    sections
        .map(|section| (section.code.clone(), step_text(&section)))
        .collect()
});

static NEXT: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| parse::lines(ERRORS).collect());

/// All that there is to read.
#[must_use]
pub fn help() -> HelpView {
    HelpView {
        pages: pages::PAGES.iter().map(|(code, text)| page(code, text)).collect(),
        steps: STEP_TEXTS.values().map(|text| text.view.clone()).collect(),
        tour: parse::sections(TOUR_STOPS)
            .iter()
            .map(|stop| TourStopView {
                title: one(stop, "title"),
                text: one(stop, "text"),
            })
            .collect(),
        errors: CODES
            .iter()
            .map(|(code, _, meaning)| ErrorHelpView {
                code: (*code).to_owned(),
                meaning: (*meaning).to_owned(),
                next: next(code).to_owned(),
            })
            .collect(),
    }
}

/// What to do next about a failure with this code.
#[must_use]
pub fn next(code: &str) -> &'static str {
    NEXT.get(code).copied().unwrap_or_default()
}

/// The words beside a question of a step, where there are any.
pub(crate) fn hint(step: &str, item: &str) -> Option<String> {
    STEP_TEXTS.get(step)?.items.get(item).cloned()
}

/// Whether the person has been shown around, or did not wish to be.
///
/// # Errors
/// [`Error::Store`].
pub fn has_toured(desk: &mut Desk) -> Result<bool, Error> {
    let user = desk.user.id;
    Ok(desk.store.read(|tx| seen::has(tx, user, TOUR))?)
}

/// Remembers that the person has been shown around, or does not wish to be.
///
/// # Errors
/// [`Error::Store`].
pub fn end_tour(desk: &mut Desk, now: Now) -> Result<(), Error> {
    let user = desk.user.id;
    desk.act(Entry::done(Act::TourEnded), now, |tx| {
        Ok(seen::keep(tx, user, TOUR, now.at().utc_ms)?)
    })
}

fn step_text(section: &parse::Section<'_>) -> StepText {
    let items = section.lines.iter().filter_map(|(name, text)| {
        let item = name.strip_prefix("item ")?;
        Some((item.to_owned(), (*text).to_owned()))
    });
    StepText {
        view: StepHelpView {
            code: section.code.clone(),
            means: one(section, "means"),
            source: one(section, "source"),
        },
        items: items.collect(),
    }
}

/// The words of a part under this name.
fn one(section: &parse::Section<'_>, key: &str) -> String {
    let found = section.lines.iter().find(|(name, _)| *name == key);
    found.map(|(_, text)| (*text).to_owned()).unwrap_or_default()
}

fn page(code: &str, text: &str) -> PageHelpView {
    let page = parse::page(text);
    PageHelpView {
        code: code.to_owned(),
        title: page.title.to_owned(),
        audience: page.audience.to_owned(),
        places: page.places.into_iter().map(str::to_owned).collect(),
        blocks: page.blocks,
    }
}

#[cfg(test)]
mod tests {
    use domain::evidence::{asked, asked_of_transfer};
    use domain::status::Step;
    use domain::transfer::TransferStep;

    use super::*;

    #[test]
    fn every_step_is_explained_and_every_explained_question_is_asked() {
        let steps = Step::ALL.iter().map(|step| (step.code(), asked(*step)));
        let transfer = TransferStep::ALL
            .iter()
            .map(|step| (step.code(), asked_of_transfer(*step)));
        // Signing is explained on the page of the letter, where it is done.
        let all: Vec<_> = steps
            .chain(transfer)
            .filter(|(code, _)| *code != "sign")
            .collect();
        assert_eq!(
            STEP_TEXTS.len(),
            all.len(),
            "a step that does not exist is explained"
        );
        for (code, asked) in all {
            let text = STEP_TEXTS
                .get(code)
                .unwrap_or_else(|| panic!("{code} is not explained"));
            assert!(
                !text.view.means.is_empty() && !text.view.source.is_empty(),
                "{code}"
            );
            for item in text.items.keys() {
                assert!(
                    asked.iter().any(|asked| asked.item.code() == item),
                    "{code} does not ask for {item}"
                );
            }
        }
    }

    #[test]
    fn every_failure_says_what_to_do_next() {
        for (code, ..) in CODES {
            assert!(!next(code).is_empty(), "{code}");
        }
        assert_eq!(NEXT.len(), CODES.len(), "a code that does not exist is explained");
    }

    #[test]
    fn the_handbook_never_promises_a_right_and_has_a_page_for_each_place_once() {
        let view = help();
        let mut places: Vec<_> = view.pages.iter().flat_map(|page| &page.places).collect();
        let count = places.len();
        places.sort();
        places.dedup();
        assert_eq!(places.len(), count, "a place leads to one page");
        for page in &view.pages {
            assert!(!page.title.is_empty() && !page.blocks.is_empty(), "{}", page.code);
            for block in &page.blocks {
                assert!(
                    !block.text.contains("entitled to"),
                    "{}: {}",
                    page.code,
                    block.text
                );
            }
        }
    }
}
