//! Results of tests as a table, whatever message they came in.
//!
//! A result without its unit or reference range can be misread (hazard H8), so that a missing one is said in words.

use domain::identifier::NhsNumber;
use pdf::typeset::{Block, Cell, Column, ParagraphStyle, Row, Span};

/// What stands where a message gives nothing.
pub(super) const NOT_GIVEN: &str = "not given";

/// One result.
#[derive(Debug, Clone, Default)]
pub(super) struct TestResult {
    /// What was measured.
    pub(super) test: String,
    /// What was found.
    pub(super) value: String,
    /// The unit of the value.
    pub(super) unit: String,
    /// The values that are usual.
    pub(super) range: String,
    /// How the laboratory judged it, in words.
    pub(super) flag: String,
    /// Whether the judgement is anything but normal.
    pub(super) stands_out: bool,
    /// How final it is, in words.
    pub(super) status: String,
    /// Whether it may still change, was changed or does not count (hazard H7).
    pub(super) not_final: bool,
    /// When the sample was taken or the observation made.
    pub(super) date: String,
    /// Remarks on it.
    pub(super) comments: Vec<String>,
    /// Whether it is a part of the result above it.
    pub(super) is_component: bool,
}

/// The results as a table whose header comes again on every page, with a warning above it where one is not final.
pub(super) fn blocks(results: &[TestResult]) -> Vec<Block> {
    if results.is_empty() {
        return Vec::new();
    }
    let mut blocks = Vec::new();
    if results.iter().any(|result| result.not_final) {
        blocks.push(warning());
    }
    blocks.push(Block::Table {
        columns: [19.0, 16.5, 12.0, 14.5, 11.5, 16.5, 16.5]
            .map(Column::new)
            .to_vec(),
        header: [
            "Test",
            "Result",
            "Unit",
            "Reference range",
            "Flag",
            "Status",
            "Date",
        ]
        .map(Cell::from)
        .to_vec(),
        rows: {
            let most = results
                .iter()
                .filter_map(|result| digits_before_point(&result.value))
                .max();
            results
                .iter()
                .map(|result| row(result, most.unwrap_or(0)))
                .collect()
        },
        caption: None,
    });
    // A column has no room for them.
    for result in results {
        blocks.extend(result.comments.iter().map(|comment| {
            let test = Span::bold(format!("{}: ", or_not_given(&result.test)));
            Block::body(vec![test, Span::plain(comment.trim())])
        }));
    }
    blocks
}

/// A number of a patient as it is printed: an NHS number in its groups, anything else as it was sent.
pub(super) fn patient_number(number: &str) -> String {
    NhsNumber::parse(number).map_or_else(|_| number.trim().to_owned(), |number| number.to_string())
}

/// What is said above results or reports that are not final.
pub(super) fn warning() -> Block {
    Block::Callout {
        title: vec![Span::plain("Not all of this is final")],
        blocks: vec![Block::paragraph(
            "At least one result or report below is preliminary, corrected, withdrawn or of unknown status. Look for a \
             newer one.",
        )],
    }
}

/// A text or the words for a missing one.
pub(super) fn or_not_given(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() { NOT_GIVEN } else { text }.to_owned()
}

/// As wide as each of the face's figures, which are all of one width.
const FIGURE_SPACE: &str = "\u{2007}";

/// Digits before the point that a column of results makes room for; a count of millions stands as it is.
const ROOM: usize = 6;

/// How many figures a number has before its point, a sign of comparison counted as one; none for what is no number.
fn digits_before_point(value: &str) -> Option<usize> {
    let value = value.trim();
    let digits = value.trim_start_matches(['<', '>', '=', '≤', '≥', '+', '-', '−']);
    let signs = value[..value.len() - digits.len()].chars().count();
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let before = signs + whole.len();
    (is_number(whole) && is_number(rest) && before <= ROOM).then_some(before)
}

/// A value with its point under those of the others: where the longest number has so many figures before it.
fn at_point(value: &str, most: usize) -> String {
    let before = digits_before_point(value);
    let room = before.map_or(0, |before| most.saturating_sub(before));
    format!("{}{}", FIGURE_SPACE.repeat(room), or_not_given(value))
}

fn row(result: &TestResult, most: usize) -> Row {
    let face = |text: String| {
        if result.stands_out {
            Span::bold(text)
        } else {
            Span::plain(text)
        }
    };
    let test = if result.is_component {
        format!("– {}", or_not_given(&result.test))
    } else {
        or_not_given(&result.test)
    };
    let mut value = Cell::from(face(at_point(&result.value, most)));
    if !result.comments.is_empty() {
        value.blocks.push(Block::Paragraph {
            spans: vec![Span::plain("see comment below")],
            style: ParagraphStyle::Small,
            align: pdf::typeset::Align::Start,
        });
    }
    let flag = if result.flag.is_empty() {
        Span::plain("none given")
    } else {
        face(result.flag.clone())
    };
    let status = or_not_given(&result.status);
    let status = if result.not_final {
        Span::bold(status)
    } else {
        Span::plain(status)
    };
    Row::from(vec![
        Cell::from(test).heads_row(),
        value,
        Cell::from(or_not_given(&result.unit)),
        Cell::from(or_not_given(&result.range)),
        Cell::from(flag),
        Cell::from(status),
        Cell::from(or_not_given(&result.date)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_with_their_points_under_each_other_and_words_as_they_are() {
        let values = [
            "140",
            "4.1",
            "<0.5",
            "12",
            "Not detected",
            "10 to 20",
            "",
            "4500000",
        ];
        let most = values.iter().filter_map(|value| digits_before_point(value)).max();
        assert_eq!(most, Some(3));
        let aligned = values.map(|value| at_point(value, 3).replace(FIGURE_SPACE, "_"));
        assert_eq!(
            aligned,
            [
                "140",
                "__4.1",
                "_<0.5",
                "_12",
                "Not detected",
                "10 to 20",
                NOT_GIVEN,
                "4500000"
            ]
        );
    }
}
