//! Prints one-page letters, for measuring: `letters FOLDER COUNT`, or `letters --words FILE COUNT` for their words, so that
//! other programs can set the same.
//!
//! The letter is the notification to the first team without the page that is returned, composed and typeset as the
//! program does it, for patients who do not exist. In the file of words each line is a letter `h`, `b` or `p` for a
//! heading, a box or a paragraph, a tab, and the words; a form feed parts two letters.
#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs, unreachable_pub)]

#[allow(dead_code)]
#[path = "../tests/it/case.rs"]
mod case;
#[allow(dead_code)]
#[path = "../tests/it/plain.rs"]
mod plain;

use std::path::Path;

use case::{Case, day};
use domain::bundle::Reference;
use domain::name::PersonName;
use pdf::typeset::{Block, Fonts, Paper, typeset};
use second_opinion_papers::kind::{Kind, PaperContent, Setting, compose};

/// What parts two letters in the file of words.
const APART: &str = "\u{C}\n";

/// The allocator of the program itself.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let usage = "usage: letters FOLDER COUNT | letters --words FILE COUNT";
    match arguments.as_slice() {
        [flag, file, count] if flag == "--words" => {
            let letters: Vec<String> = (1..=number(count))
                .map(|number| words(&patient(number)))
                .collect();
            std::fs::write(file, letters.join(APART)).expect("the words can be written");
        }
        [folder, count] => {
            for number in 1..=number(count) {
                let case = patient(number);
                let (paper, blocks) = letter(&case);
                let letter = typeset(&paper, &blocks, Fonts::bundled()).expect("it can be printed");
                assert_eq!(letter.pages, 1, "the letter of the measurement has one page");
                std::fs::write(Path::new(folder).join(format!("{number}.pdf")), letter.bytes)
                    .expect("the letter can be written");
            }
        }
        _ => panic!("{usage}"),
    }
}

fn number(count: &str) -> u32 {
    count.parse().expect("a count of letters")
}

/// A patient of her own for each letter.
fn patient(number: u32) -> Case {
    const GIVEN: [&str; 7] = ["Idris", "Maeve", "Tomasz", "Anjali", "Siân", "Kwame", "Zofia"];
    const FAMILY: [&str; 5] = ["Ŵyn-Parry", "O’Connell", "Łukasik", "Achterberg", "Okonkwo"];
    let mut case = Case::full();
    case.reference = Reference::new(2026, number);
    let at = number as usize;
    case.patient.name = PersonName::parse(None, GIVEN[at % GIVEN.len()], FAMILY[at % FAMILY.len()]).unwrap();
    case
}

/// The letter up to the page that is returned.
fn letter(case: &Case) -> (Paper, Vec<Block>) {
    let (paper, mut blocks) = compose(Kind::FirstTeam, &content(case), Setting::default()).unwrap();
    let returned = blocks.iter().position(|block| matches!(block, Block::PageBreak));
    blocks.truncate(returned.expect("a page to be returned"));
    (paper, blocks)
}

fn content(case: &Case) -> PaperContent<'_> {
    PaperContent {
        letter: case.signed(),
        sent_on: Some(day("2026-11-24")),
        heard_by: None,
        bundle_pages: Some(27),
        transfer: None,
    }
}

/// Every line of the letter with what it is.
fn words(case: &Case) -> String {
    let text = plain::text(&letter(case).1);
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && *line != "---");
    lines
        .map(|line| match (line.strip_prefix('#'), line.strip_prefix("! ")) {
            (Some(heading), _) => format!("h\t{}\n", heading.trim_start_matches(['#', ' '])),
            (_, Some(title)) => format!("b\t{title}\n"),
            _ => format!("p\t{}\n", line.trim_start_matches("> ")),
        })
        .collect()
}
