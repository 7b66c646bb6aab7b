//! The hazard log as data, and the safety summary that is printed from it for the Clinical Safety Officer of the
//! organisation that deploys the program (DCB0160; the matrix is that of domain rule §8.1).

use std::str::FromStr;

use chrono::NaiveDate;
use domain::date;
use pdf::typeset::{
    Block, Cell, Column, Fonts, ListKind, Margins, Paper, Row, Running, Span, Typeset, TypesetError, typeset,
};
use sha2::{Digest, Sha256};

/// The hazard log as it comes with the program.
const LOG: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../assets/safety/hazards.txt"
));

/// What could harm a patient, and what stands against it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hazard {
    /// `H1`.
    pub id: String,
    /// What happens, in a few words.
    pub title: String,
    /// What brings it about.
    pub cause: String,
    /// What it does to a patient.
    pub harm: String,
    /// How bad and how likely it is before any control.
    pub before: Estimate,
    /// What the program does against it.
    pub controls: Vec<Control>,
    /// What the program cannot do, so that the organisation needs a procedure.
    pub left: Vec<String>,
}

/// One thing that the program does against a hazard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Control {
    /// What it does.
    pub says: String,
    /// The file in which it is done.
    pub at: String,
    /// The tests that fail without it.
    pub shown_by: Vec<String>,
}

/// How bad, and how likely.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Estimate {
    severity: usize,
    likelihood: usize,
}

const SEVERITIES: [&str; 5] = ["minor", "significant", "considerable", "major", "catastrophic"];
const LIKELIHOODS: [&str; 5] = ["very low", "low", "medium", "high", "very high"];

/// Risk by likelihood and severity, both from the least: 5 and 4 cannot be accepted, 3 is to be reduced.
const RISKS: [[u8; 5]; 5] = [
    [1, 1, 2, 2, 3],
    [1, 2, 2, 3, 4],
    [2, 2, 3, 3, 4],
    [2, 3, 3, 4, 5],
    [3, 4, 4, 5, 5],
];

impl Estimate {
    /// The score, from 1 to 5.
    #[must_use]
    pub fn risk(self) -> u8 {
        RISKS[self.likelihood][self.severity]
    }

    /// `Major, medium`.
    #[must_use]
    pub fn words(self) -> String {
        let severity = SEVERITIES[self.severity];
        format!(
            "{}{}, {}",
            severity[..1].to_uppercase(),
            &severity[1..],
            LIKELIHOODS[self.likelihood]
        )
    }
}

impl FromStr for Estimate {
    type Err = ();

    /// Reads `major, medium, 3`; a score that the matrix does not give is refused.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split(", ");
        let mut one_of = |names: [&str; 5]| {
            let part = parts.next()?;
            names.iter().position(|name| *name == part)
        };
        let (severity, likelihood) = (one_of(SEVERITIES), one_of(LIKELIHOODS));
        let estimate = Self {
            severity: severity.ok_or(())?,
            likelihood: likelihood.ok_or(())?,
        };
        match (parts.next(), parts.next()) {
            (Some(risk), None) if risk == estimate.risk().to_string() => Ok(estimate),
            _ => Err(()),
        }
    }
}

/// A line of the hazard log that cannot be read, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {0} of the hazard log cannot be read")]
pub struct Unreadable(pub usize);

/// Reads a hazard log: `[H1] title`, then lines of `word: text`; a line that begins with `#` is a remark.
///
/// # Errors
/// [`Unreadable`] for a line of another form or at a place where it says nothing.
pub fn read(text: &str) -> Result<Vec<Hazard>, Unreadable> {
    let mut hazards: Vec<Hazard> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some((id, title)) = line.strip_prefix('[').and_then(|rest| rest.split_once("] ")) {
            hazards.push(Hazard {
                id: id.to_owned(),
                title: title.to_owned(),
                ..Hazard::default()
            });
            continue;
        }
        let hazard = hazards.last_mut();
        let read = line
            .split_once(": ")
            .zip(hazard)
            .and_then(|((word, text), hazard)| {
                let said = || text.to_owned();
                match word {
                    "cause" => hazard.cause = said(),
                    "harm" => hazard.harm = said(),
                    "before" => hazard.before = text.parse().ok()?,
                    "left" => hazard.left.push(said()),
                    "control" => hazard.controls.push(Control {
                        says: said(),
                        ..Control::default()
                    }),
                    "at" => hazard.controls.last_mut()?.at = said(),
                    "shown by" => hazard.controls.last_mut()?.shown_by.push(said()),
                    _ => return None,
                }
                Some(())
            });
        read.ok_or(Unreadable(number))?;
    }
    Ok(hazards)
}

/// The hazard log of this program.
///
/// # Errors
/// [`Unreadable`] where the file that it was built with is off, which a test keeps from happening.
pub fn log() -> Result<Vec<Hazard>, Unreadable> {
    read(LOG)
}

/// Why the summary is not printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SummaryError {
    /// The log cannot be read.
    #[error(transparent)]
    Log(#[from] Unreadable),
    /// It cannot be set.
    #[error(transparent)]
    Typeset(#[from] TypesetError),
}

/// The safety summary as PDF, printed on `today`; `created` is the same moment as a PDF date.
///
/// # Errors
/// [`SummaryError`].
pub fn summary(today: NaiveDate, created: &str) -> Result<Typeset, SummaryError> {
    let hazards = log()?;
    let mut id = [0; 16];
    id.copy_from_slice(&Sha256::digest(format!("{created}{LOG}").as_bytes())[..16]);
    let mut blocks = head(today, &hazards);
    for hazard in &hazards {
        blocks.extend(told(hazard));
    }
    Ok(typeset(&paper(created, id), &blocks, Fonts::bundled())?)
}

fn paper(created: &str, id: [u8; 16]) -> Paper {
    Paper {
        margins: Margins {
            top: 22.0,
            right: 21.0,
            bottom: 20.0,
            left: 21.0,
        },
        base_size_pt: 10.5,
        author: crate::PRODUCT.to_owned(),
        subject: "Hazards, controls and what shows them".to_owned(),
        running_head: Some(Running {
            left: crate::PRODUCT.to_owned(),
            right: "Safety summary".to_owned(),
        }),
        running_foot: Some(Running {
            left: "For the Clinical Safety Officer".to_owned(),
            right: "Page {page} of {pages}".to_owned(),
        }),
        ..Paper::a4("Safety summary", created, id)
    }
}

/// What the paper is, what it is not, and every hazard in one table.
fn head(today: NaiveDate, hazards: &[Hazard]) -> Vec<Block> {
    let rows = hazards.iter().map(|hazard| {
        Row::from(vec![
            hazard.id.clone().into(),
            Cell::from(hazard.title.clone()).heads_row(),
            hazard.before.words().into(),
            // The score is told by weight as well: the paper is read in black and white.
            Cell::spans(vec![match hazard.before.risk() {
                risk @ 4.. => Span::bold(risk.to_string()),
                risk => Span::plain(risk.to_string()),
            }]),
            hazard.controls.len().to_string().into(),
        ])
    });
    let header = ["No.", "Hazard", "Before controls", "Risk", "Controls"];
    vec![
        Block::heading(1, "Safety summary"),
        Block::paragraph(format!(
            "This is what the makers of {} know of its hazards on {}: what could harm a patient, what the program does \
             against it, and which test fails when it no longer does.",
            crate::PRODUCT,
            date::long(today)
        )),
        Block::Callout {
            title: vec![Span::bold("Before live use")],
            blocks: vec![Block::paragraph(
                "The organisation that deploys the program must make its own clinical risk assessment (DCB0160): it \
                 reviews each estimate below, adds the hazards of its own setting, and decides who accepts what remains. \
                 This summary is no such assessment, and no safety case.",
            )],
        },
        Block::paragraph(
            "Severity and likelihood are those before any control. The score is from 1 to 5: 4 and 5 cannot be accepted, \
             3 is to be reduced, 2 and 1 can be accepted. What a control leaves of a risk is for the Clinical Safety \
             Officer to judge.",
        ),
        Block::Table {
            columns: vec![
                Column::new(0.09),
                Column::new(0.49),
                Column::new(0.22),
                Column::figures(0.08),
                Column::figures(0.12),
            ],
            header: header.map(|word| Span::bold(word).into()).to_vec(),
            rows: rows.collect(),
            caption: None,
        },
    ]
}

/// One hazard in full.
fn told(hazard: &Hazard) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(2, format!("{}  {}", hazard.id, hazard.title)),
        Block::paragraph(format!(
            "Cause: {}. Harm: {}. Before controls: {}, risk {}.",
            hazard.cause,
            hazard.harm,
            hazard.before.words().to_lowercase(),
            hazard.before.risk()
        )),
    ];
    let controls = hazard.controls.iter().map(|control| {
        vec![
            Block::paragraph(control.says.clone()),
            Block::small(format!(
                "{}; shown by {}",
                control.at,
                control.shown_by.join(", ")
            )),
        ]
    });
    blocks.push(Block::List {
        kind: ListKind::Bulleted,
        items: controls.collect(),
    });
    for left in &hazard.left {
        blocks.push(Block::body(vec![
            Span::bold("For a procedure: "),
            Span::plain(left.clone()),
        ]));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hazard_has_a_cause_a_harm_and_controls_that_are_shown() {
        let hazards = log().unwrap();
        assert_eq!(hazards.len(), 35);
        for (number, hazard) in (1..).zip(&hazards) {
            assert_eq!(hazard.id, format!("H{number}"));
            assert!(
                !hazard.cause.is_empty() && !hazard.harm.is_empty(),
                "{}",
                hazard.id
            );
            assert!(!hazard.controls.is_empty(), "{}", hazard.id);
            for control in &hazard.controls {
                assert!(
                    !control.at.is_empty() && !control.shown_by.is_empty(),
                    "{}",
                    control.says
                );
            }
        }
    }

    #[test]
    fn a_line_that_says_nothing_is_named_and_a_wrong_score_refused() {
        assert_eq!(read("[H1] A\ncause: b\nwhat: c"), Err(Unreadable(3)));
        assert_eq!(read("cause: b"), Err(Unreadable(1)));
        assert_eq!(read("[H1] A\nat: b"), Err(Unreadable(2)));
        assert_eq!(read("[H1] A\nbefore: major, medium, 4"), Err(Unreadable(2)));
        assert_eq!(
            read("[H1] A\nbefore: major, medium, 3").unwrap()[0].before.risk(),
            3
        );
    }
}
