//! The body of a message: reports with their results, texts and embedded documents.

use pdf::typeset::{Block, Definition, ParagraphStyle, Span};

use super::message::Segment;
use super::{person, put, words};
use crate::writing::results::{self, TestResult};
use crate::writing::{Document, Reading, enclosed, moment, text};

/// Adds the reports of a message; says whether there was a result or a document in it.
pub(super) fn add(document: &mut Document, message: &[Segment], reading: Reading<'_>) -> bool {
    let mut report = Report::default();
    let mut has_content = false;
    for segment in message {
        match segment.name.as_str() {
            "OBR" => {
                report.finish(document);
                report = Report::of_order(segment);
                document.add(report.head(segment));
            }
            "TXA" => {
                report.finish(document);
                document.add(document_head(segment));
            }
            "SPM" => {
                let specimen = first_of(&segment.component(4, 2), &segment.component(4, 1));
                report.finish(document);
                document.add(remark(&format!("Specimen: {specimen}")));
            }
            "NTE" => report.comment(document, &segment.whole(3)),
            "OBX" => {
                has_content = true;
                report.observation(document, segment, reading);
            }
            _ => {}
        }
    }
    report.finish(document);
    has_content
}

/// A report while its observations are being read.
#[derive(Default)]
struct Report {
    collected: String,
    results: Vec<TestResult>,
    /// The heading of the text being read, and its lines.
    text: Option<(String, Vec<String>)>,
}

impl Report {
    fn of_order(order: &Segment) -> Self {
        Self {
            collected: moment::hl7(&order.component(7, 1)),
            ..Self::default()
        }
    }

    fn head(&self, order: &Segment) -> Vec<Block> {
        let mut rows = Vec::new();
        put(&mut rows, "Collected", self.collected.clone());
        put(&mut rows, "Received", moment::hl7(&order.component(14, 1)));
        put(&mut rows, "Reported", moment::hl7(&order.component(22, 1)));
        put(&mut rows, "Specimen", order.whole(15).replace(['^', '&'], " "));
        put(&mut rows, "Requested by", person(&order.repetitions(16)).0);
        put(
            &mut rows,
            "Interpreted by",
            order.whole(32).replace(['^', '&'], " "),
        );
        put(&mut rows, "Clinical details", order.whole(13));
        put(
            &mut rows,
            "Order",
            [order.component(2, 1), order.component(3, 1)].join("  "),
        );
        let (status, not_final) = words::report_status(&order.component(25, 1));
        put(&mut rows, "Report status", results::or_not_given(&status));
        let name = first_of(&order.component(4, 2), &order.component(4, 1));
        let mut blocks = vec![Block::heading(2, first_of(&name, "Report"))];
        if not_final {
            blocks.push(results::warning());
        }
        blocks.push(Block::Definitions {
            rows,
            label_width: 0.24,
        });
        blocks
    }

    fn observation(&mut self, document: &mut Document, segment: &Segment, reading: Reading<'_>) {
        let kind = segment.component(2, 1).to_ascii_uppercase();
        let name = first_of(&segment.component(3, 2), &segment.component(3, 1));
        match kind.as_str() {
            "ED" => {
                self.finish(document);
                embedded(document, segment, &name, reading);
            }
            "RP" => {
                self.finish(document);
                let why = "The message only points at the document, which is held elsewhere.";
                enclosed::add_unread(document, &name, why);
            }
            "FT" | "TX" => self.text_line(document, segment, name),
            _ => {
                self.finish_text(document);
                self.results.push(self.result(segment, &kind, name));
            }
        }
    }

    fn result(&self, segment: &Segment, kind: &str, test: String) -> TestResult {
        let mut flags = Vec::new();
        let mut stands_out = false;
        for code in segment.repetitions(8).into_iter().flatten() {
            let (words, abnormal) = words::flag(&code);
            stands_out |= abnormal;
            if !words.is_empty() && !flags.contains(&words) {
                flags.push(words);
            }
        }
        let (status, not_final) = words::result_status(&segment.component(11, 1));
        let observed = moment::hl7(&segment.component(14, 1));
        let part = segment.component(4, 1);
        let test = if part.trim().is_empty() {
            test
        } else {
            format!("{test} ({part})")
        };
        TestResult {
            test,
            value: value(segment, kind),
            unit: first_of(&segment.component(6, 1), &segment.component(6, 2)),
            range: segment.whole(7),
            flag: flags.join(", "),
            stands_out,
            status,
            not_final,
            date: first_of(&observed, &self.collected),
            ..TestResult::default()
        }
    }

    /// A line of a text report; lines with one heading belong together.
    fn text_line(&mut self, document: &mut Document, segment: &Segment, name: String) {
        self.finish_results(document);
        let (status, not_final) = words::result_status(&segment.component(11, 1));
        let heading = if not_final {
            format!("{name} (status: {})", results::or_not_given(&status))
        } else {
            name
        };
        if self.text.as_ref().is_some_and(|(current, _)| *current != heading) {
            self.finish_text(document);
        }
        let lines = segment
            .repetitions(5)
            .iter()
            .map(|repetition| repetition.join("^"))
            .collect::<Vec<_>>();
        let line = if lines.is_empty() {
            String::new()
        } else {
            lines.join("\n")
        };
        self.text
            .get_or_insert_with(|| (heading, Vec::new()))
            .1
            .push(line);
    }

    /// A note belongs to the result above it, or to the report.
    fn comment(&mut self, document: &mut Document, words: &str) {
        if words.trim().is_empty() {
            return;
        }
        if let Some(last) = self.results.last_mut() {
            last.comments.push(words.to_owned());
        } else if let Some((_, lines)) = &mut self.text {
            lines.push(words.to_owned());
        } else {
            document.add(remark(words));
        }
    }

    fn finish(&mut self, document: &mut Document) {
        self.finish_results(document);
        self.finish_text(document);
    }

    fn finish_results(&mut self, document: &mut Document) {
        document.add(results::blocks(&std::mem::take(&mut self.results)));
    }

    fn finish_text(&mut self, document: &mut Document) {
        if let Some((heading, lines)) = self.text.take() {
            let mut blocks = Vec::new();
            if !heading.trim().is_empty() {
                blocks.push(Block::heading(3, heading));
            }
            blocks.extend(text::blocks(&lines.join("\n")));
            blocks.push(Block::Space(3.0));
            document.add(blocks);
        }
    }
}

/// The value of an observation in words, by its type.
fn value(segment: &Segment, kind: &str) -> String {
    let values = segment.repetitions(5).into_iter().map(|parts| {
        let part = |at: usize| parts.get(at).map_or("", String::as_str).trim();
        match kind {
            "CE" | "CWE" | "CNE" | "CF" => first_of(&first_of(part(1), part(8)), part(0)),
            "SN" => {
                let numbers = [part(1), part(2), part(3)].concat();
                [part(0), &numbers]
                    .iter()
                    .filter(|text| !text.is_empty())
                    .copied()
                    .collect::<Vec<_>>()
                    .join(" ")
            }
            "DT" | "TS" | "DTM" => moment::hl7(part(0)),
            "CX" => part(0).to_owned(),
            _ => parts
                .iter()
                .map(|part| part.trim())
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" "),
        }
    });
    values
        .filter(|value| !value.is_empty())
        .collect::<Vec<_>>()
        .join("; ")
}

/// An embedded document: source, type, subtype, encoding, data.
fn embedded(document: &mut Document, segment: &Segment, name: &str, reading: Reading<'_>) {
    let parts = segment.repetitions(5).into_iter().next().unwrap_or_default();
    // The parts before may be left out; the data is what follows the name of the encoding.
    let encoded = parts
        .iter()
        .position(|part| ["BASE64", "HEX", "A"].contains(&part.trim().to_ascii_uppercase().as_str()))
        .filter(|at| at + 1 < parts.len());
    let Some(at) = encoded else {
        enclosed::add_unread(
            document,
            name,
            "The message does not say how the document is encoded.",
        );
        return;
    };
    let payload = &parts[at + 1];
    let bytes = match parts[at].trim().to_ascii_uppercase().as_str() {
        "BASE64" => enclosed::base64(payload),
        "HEX" => hexadecimal(payload),
        _ => Some(payload.clone().into_bytes()),
    };
    match bytes {
        Some(bytes) => enclosed::add(document, name, &bytes, reading),
        None => enclosed::add_unread(
            document,
            name,
            "The document in the message is damaged. Ask for it again.",
        ),
    }
}

fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u32> = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_digit(16))
        .collect::<Option<_>>()?;
    let whole = digits.len().is_multiple_of(2);
    whole.then(|| {
        digits
            .chunks(2)
            .map(|pair| (pair[0] * 16 + pair[1]) as u8)
            .collect()
    })
}

fn document_head(segment: &Segment) -> Vec<Block> {
    let mut rows: Vec<Definition> = Vec::new();
    put(
        &mut rows,
        "Kind",
        first_of(&segment.component(2, 2), &segment.component(2, 1)),
    );
    put(&mut rows, "Date", moment::hl7(&segment.component(4, 1)));
    put(&mut rows, "Author", person(&segment.repetitions(9)).0);
    put(&mut rows, "Authenticated by", person(&segment.repetitions(22)).0);
    let (status, not_final) = words::document_status(&segment.component(17, 1));
    put(&mut rows, "Document status", results::or_not_given(&status));
    let mut blocks = Vec::new();
    if not_final {
        blocks.push(results::warning());
    }
    blocks.push(Block::Definitions {
        rows,
        label_width: 0.24,
    });
    blocks
}

fn remark(words: &str) -> Vec<Block> {
    vec![Block::Paragraph {
        spans: vec![Span::plain(words)],
        style: ParagraphStyle::Body,
        align: pdf::typeset::Align::Start,
    }]
}

fn first_of(one: &str, other: &str) -> String {
    let one = one.trim();
    if one.is_empty() { other.trim() } else { one }.to_owned()
}
