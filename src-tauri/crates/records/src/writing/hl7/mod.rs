//! HL7 version 2: results (ORU) as tables, documents (MDM) as text, and what is embedded as pages.
//!
//! A message is not checked against its profile: what it says is printed, and codes that are not known are shown
//! as codes.

mod message;
mod report;
mod words;

use pdf::typeset::{Block, Definition};

use crate::check::Note;
use crate::refused::Refused;
use crate::writing::{Document, Reading, encoding, moment, results};
use message::Segment;

pub(super) use words::flag;

/// Reads a file of one or more messages.
///
/// # Errors
/// [`Refused`] when it holds no message, or none with results or a document.
pub(super) fn read(bytes: &[u8], reading: Reading<'_>) -> Result<Document, Refused> {
    let decoded = encoding::decode(bytes);
    let messages = message::messages(&decoded.text)?;
    let mut document = Document::default();
    if decoded.assumed && !names_its_encoding(&messages) {
        document.notes.push(encoding::assumed_note());
    }
    if messages.len() > 1 {
        document.notes.push(Note::new(
            "several_messages",
            format!(
                "the file holds {} messages: look whether all are this patient's",
                messages.len()
            ),
        ));
    }
    let mut has_content = false;
    for message in &messages {
        document.add(head(message));
        has_content |= report::add(&mut document, message, reading);
    }
    if has_content {
        Ok(document)
    } else {
        Err(Refused::new(
            "unsupported_format",
            "this HL7 message holds neither results nor a document: ask for the result message (ORU) or the document \
             message (MDM), or for a PDF",
        ))
    }
}

fn names_its_encoding(messages: &[Vec<Segment>]) -> bool {
    messages
        .iter()
        .flatten()
        .filter(|segment| segment.name == "MSH")
        .all(|header| header.component(18, 1).contains("8859"))
}

/// What a message is, who sent it, and whose it is.
fn head(message: &[Segment]) -> Vec<Block> {
    let mut rows = Vec::new();
    let mut title = "HL7 message".to_owned();
    for segment in message {
        match segment.name.as_str() {
            "MSH" => {
                let kind = [segment.component(9, 1), segment.component(9, 2)].join("^");
                title = title_of(&kind).to_owned();
                put(
                    &mut rows,
                    "Sent by",
                    [segment.component(4, 1), segment.component(3, 1)].join("  "),
                );
                put(&mut rows, "Sent", moment::hl7(&segment.component(7, 1)));
                put(
                    &mut rows,
                    "Message",
                    format!("{kind}  {}", segment.component(10, 1)),
                );
            }
            "PID" => patient(segment, &mut rows),
            "PV1" => {
                put(&mut rows, "Place of care", segment.whole(3).replace('^', " "));
                put(
                    &mut rows,
                    "Consultant",
                    person(&segment.repetitions(9)).or_else_of(&segment.repetitions(7)),
                );
            }
            _ => {}
        }
    }
    vec![
        Block::heading(1, title),
        Block::Definitions {
            rows,
            label_width: 0.24,
        },
    ]
}

fn title_of(kind: &str) -> &'static str {
    match kind.split('^').next().unwrap_or_default() {
        "ORU" | "OUL" => "Results",
        "MDM" => "Document",
        _ => "HL7 message",
    }
}

fn patient(segment: &Segment, rows: &mut Vec<Definition>) {
    let names = segment.repetitions(5);
    put(
        rows,
        "Patient",
        names.first().map(|name| patient_name(name)).unwrap_or_default(),
    );
    put(rows, "Date of birth", moment::hl7(&segment.component(7, 1)));
    for (label, field) in [("Number", 2), ("Number", 3), ("Number", 4), ("NHS No.", 19)] {
        for number in segment.repetitions(field) {
            let part = |at: usize| number.get(at).map_or("", String::as_str).trim();
            let kind = [part(3), part(4)].join(" ");
            let is_nhs = kind.to_ascii_uppercase().contains("NHS") || part(4).eq_ignore_ascii_case("NH");
            let label = if is_nhs { "NHS No." } else { label };
            let kind = if is_nhs { "" } else { kind.trim() };
            let number = if is_nhs {
                results::patient_number(part(0))
            } else {
                part(0).to_owned()
            };
            put(rows, label, [&number, kind].join("  "));
        }
    }
    put(rows, "Sex", words::sex(&segment.component(8, 1)));
    let address = segment.repetitions(11).into_iter().next().unwrap_or_default();
    let address: Vec<String> = address
        .into_iter()
        .take(5)
        .filter(|line| !line.trim().is_empty())
        .collect();
    put(rows, "Address", address.join(", "));
}

/// A name as clinicians read it: surname first, in capitals.
fn patient_name(name: &[String]) -> String {
    let part = |at: usize| name.get(at).map_or("", String::as_str).trim();
    let mut written = part(0).to_uppercase();
    let given = [part(1), part(2)].join(" ");
    if !given.trim().is_empty() {
        written = format!("{written}, {}", given.trim());
    }
    if !part(4).is_empty() {
        written = format!("{written} ({})", part(4));
    }
    written
}

/// People of a field as they sign: title, given name, surname; an identifier only where there is no name.
fn person(people: &[Vec<String>]) -> Person {
    let written = people.iter().map(|name| {
        let part = |at: usize| name.get(at).map_or("", String::as_str).trim();
        let words = [part(5), part(2), part(1)];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            part(0).to_owned()
        } else {
            words.join(" ")
        }
    });
    Person(
        written
            .filter(|name| !name.is_empty())
            .collect::<Vec<_>>()
            .join("; "),
    )
}

/// A person's name, or that of another.
struct Person(String);

impl Person {
    fn or_else_of(self, others: &[Vec<String>]) -> String {
        if self.0.is_empty() {
            person(others).0
        } else {
            self.0
        }
    }
}

/// Adds a line where there is something to say.
fn put(rows: &mut Vec<Definition>, label: &str, value: String) {
    let value = value.trim().to_owned();
    if !value.is_empty() {
        rows.push(Definition::new(label, value));
    }
}
