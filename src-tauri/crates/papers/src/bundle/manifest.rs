//! The manifest: what the bundle holds, for programs (JSON). Joining adds the number and the digest of its pages.
//!
//! It names no patient; the reference and the ids lead to one only inside the store.

use domain::record::Enclosure;

use super::enclosure::Read;
use super::front::Front;
use super::{Placed, Supplement, Told};
use crate::PRODUCT;

/// The version of this shape; a change that a reader must know of raises it.
const VERSION: u32 = 1;

/// The manifest as JSON.
pub(super) fn write(
    told: Told<'_>,
    front: &Front,
    placed: &[Placed],
    read: &[Read<'_>],
    blank_pages: &[u32],
) -> String {
    let Told {
        letter: content,
        part,
        ..
    } = told;
    let enclosures = placed
        .iter()
        .zip(read)
        .zip(&part.numbers)
        .map(|((placed, read), number)| {
            object(&[
                ("number", number_value(*number)),
                ("id", text(&placed.id.to_string())),
                ("title", text(&placed.title)),
                ("kind", text(read.content.kind.code())),
                ("format", text(read.content.format.code())),
                ("source_sha256", text(&placed.source_sha256)),
                ("source_pages", number_value(read.source_pages())),
                ("range", optional(read.content.pages.typed().as_deref())),
                ("pages", number_value(placed.pages)),
                ("first_page", number_value(placed.first_page)),
                ("last_page", number_value(placed.last_page)),
                ("starts_right", read.content.starts_right.to_string()),
                ("notes", array(placed.notes.iter().map(note))),
                ("not_archival", optional(read.not_archival.as_deref())),
            ])
        });
    let absent = front
        .entries
        .iter()
        .filter(|entry| entry.enclosure != Enclosure::Enclosed || entry.in_part.is_some())
        .map(|entry| {
            object(&[
                ("title", text(&entry.title)),
                ("state", text(entry.enclosure.code())),
                ("words", optional(entry.words.as_deref())),
                (
                    "part",
                    entry.in_part.map_or_else(|| "null".to_owned(), number_value),
                ),
            ])
        });
    object(&[
        ("version", number_value(VERSION)),
        ("product", text(PRODUCT)),
        (
            "store",
            text(if content.demonstration {
                "demonstration"
            } else {
                "live"
            }),
        ),
        ("bundle_id", text(&told.id.to_string())),
        ("reference", text(&content.reference.to_string())),
        ("letter_version", number_value(content.version)),
        ("draft", content.is_draft.to_string()),
        (
            "replaces_version",
            content
                .replaces
                .map_or_else(|| "null".to_owned(), |(version, _)| number_value(version)),
        ),
        (
            "supplement",
            told.supplement.map_or_else(|| "null".to_owned(), supplement),
        ),
        (
            "scans_dpi",
            told.scans_dpi
                .map_or_else(|| "null".to_owned(), |dpi| dpi.to_string()),
        ),
        ("created", text(told.created)),
        // What the file claims to be: an archive where every record allows it, and never more than it is.
        (
            "standard",
            text(if is_archival(read) { "PDF/A-3b" } else { "PDF 1.7" }),
        ),
        ("part", number_value(part.number)),
        ("parts", number_value(part.of)),
        ("letter_pages", number_value(front.letter.pages)),
        ("index_pages", number_value(front.index.pages)),
        (
            "blank_pages",
            array(blank_pages.iter().copied().map(number_value)),
        ),
        ("enclosures", array(enclosures)),
        ("not_enclosed", array(absent)),
    ])
}

/// Whether every record allows the bundle to claim PDF/A-3b.
pub(super) fn is_archival(read: &[Read<'_>]) -> bool {
    read.iter().all(|read| read.not_archival.is_none())
}

/// What a supplement belongs to.
fn supplement(supplement: &Supplement) -> String {
    object(&[
        ("number", number_value(supplement.number)),
        ("to_bundle", text(&supplement.to.to_string())),
        ("sent_on", text(&supplement.sent_on.to_string())),
        ("pages_sent", number_value(supplement.pages)),
        ("enclosures_before", number_value(supplement.enclosures_before)),
    ])
}

fn note(note: &records::Note) -> String {
    object(&[("code", text(&note.code)), ("message", text(&note.message))])
}

fn object(fields: &[(&str, String)]) -> String {
    let fields: Vec<String> = fields
        .iter()
        .map(|(key, value)| format!("{}:{value}", text(key)))
        .collect();
    format!("{{{}}}", fields.join(","))
}

fn array(values: impl Iterator<Item = String>) -> String {
    format!("[{}]", values.collect::<Vec<_>>().join(","))
}

fn number_value(number: u32) -> String {
    number.to_string()
}

fn optional(value: Option<&str>) -> String {
    value.map_or_else(|| "null".to_owned(), text)
}

/// A JSON string: quotes, backslashes and control characters escaped, all else as it is (RFC 8259 §7).
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if u32::from(c) < 0x20 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_with_quotes_and_line_ends_is_still_one_json_string() {
        assert_eq!(
            text("He said \"no\"\\\n\tŵ"),
            "\"He said \\\"no\\\"\\\\\\u000a\\u0009ŵ\""
        );
        assert_eq!(
            object(&[("a", array(["1".to_owned(), optional(None)].into_iter()))]),
            "{\"a\":[1,null]}"
        );
    }
}
