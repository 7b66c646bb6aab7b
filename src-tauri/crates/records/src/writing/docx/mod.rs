//! Word documents: paragraphs, headings, lists with their numbers, tables, pictures, footnotes, headers and footers.
//!
//! Macros, embedded objects and parts elsewhere stay out. Fields show what Word last put into them.

mod body;
mod styles;

use std::collections::HashMap;

use pdf::typeset::{Block, ParagraphStyle, Span};

use crate::check::Note;
use crate::refused::Refused;
use crate::writing::package::Package;
use crate::writing::xml::{self, Mark};
use crate::writing::{Document, Reading, hidden_note, picture, tracked_note, unreadable};

/// Reads a Word document.
///
/// # Errors
/// [`Refused`] when its package or its main part is damaged or opens to more than is safe.
pub(super) fn read(bytes: &[u8], reading: Reading<'_>) -> Result<Document, Refused> {
    let mut package = Package::open(bytes, reading)?;
    let main = package
        .part("word/document.xml")?
        .ok_or_else(|| unreadable("its main part is missing"))?;
    let relations = relations(&mut package)?;
    let (styles, numbering) = styles::read(&mut package)?;
    let mut pictures = HashMap::new();
    for (id, relation) in &relations {
        if relation.kind == "image"
            && let Some(bytes) = package.part(&relation.target)?
        {
            pictures.insert(id.clone(), bytes);
        }
    }
    let mut body = body::Body::new(styles, numbering, pictures);
    body.read(&main)?;
    let footnotes = footnotes(&mut package)?;
    let mut blocks = margins(&mut package, &relations, "header", "Page header")?;
    let found = body.found();
    blocks.extend(body.finish());
    if !footnotes.is_empty() {
        blocks.push(Block::Rule);
        blocks.extend(footnotes);
    }
    blocks.extend(margins(&mut package, &relations, "footer", "Page footer")?);
    Ok(Document::of(blocks, notes(found)))
}

/// What was met in the text beyond what is printed.
#[derive(Debug, Clone, Copy, Default)]
struct FoundInText {
    changes: bool,
    hidden: bool,
    comments: bool,
    objects: bool,
    picture_lost: bool,
}

fn notes(found: FoundInText) -> Vec<Note> {
    let comments = || {
        Note::new(
            "comments_left_out",
            "the document has comments in its margin, which are not printed",
        )
    };
    let objects = || {
        Note::new(
            "objects_left_out",
            "an object of another program in the document was not opened and is missing from its pages",
        )
    };
    [
        found.changes.then(tracked_note),
        found.hidden.then(hidden_note),
        found.comments.then(comments),
        found.objects.then(objects),
        found.picture_lost.then(picture::note),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Where a part of the package is, and what it is to the main part.
struct Relation {
    kind: String,
    target: String,
}

fn relations(package: &mut Package<'_>) -> Result<HashMap<String, Relation>, Refused> {
    let mut relations = HashMap::new();
    let Some(part) = package.part("word/_rels/document.xml.rels")? else {
        return Ok(relations);
    };
    xml::walk(&part, &mut |mark| {
        if let Mark::Open(element) = mark
            && element.name == "Relationship"
            && element.get("TargetMode") != "External"
        {
            let target = element.get("Target");
            let target = target
                .strip_prefix('/')
                .map_or_else(|| format!("word/{target}"), str::to_owned);
            let kind = element
                .get("Type")
                .rsplit('/')
                .next()
                .unwrap_or_default()
                .to_owned();
            relations.insert(element.get("Id").to_owned(), Relation { kind, target });
        }
    })?;
    Ok(relations)
}

/// Headers or footers of pages: each different text once, since ours have other pages.
fn margins(
    package: &mut Package<'_>,
    relations: &HashMap<String, Relation>,
    kind: &str,
    label: &str,
) -> Result<Vec<Block>, Refused> {
    let mut targets: Vec<&str> = relations
        .values()
        .filter(|relation| relation.kind == kind)
        .map(|relation| relation.target.as_str())
        .collect();
    targets.sort_unstable();
    let mut texts: Vec<String> = Vec::new();
    for target in targets.into_iter().take(50) {
        let Some(part) = package.part(target)? else {
            continue;
        };
        let text = plain_text(&part)?;
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    let blocks = texts.into_iter().map(|text| Block::Paragraph {
        spans: vec![Span::plain(format!("{label}: {text}"))],
        style: ParagraphStyle::Small,
        align: pdf::typeset::Align::Start,
    });
    Ok(blocks.collect())
}

/// The words of a part in one line.
fn plain_text(part: &[u8]) -> Result<String, Refused> {
    let mut text = String::new();
    let mut in_text = false;
    xml::walk(part, &mut |mark| match mark {
        Mark::Open(element) => {
            in_text = element.name == "t";
            if matches!(element.name.as_str(), "tab" | "br") {
                text.push(' ');
            }
        }
        Mark::Close(name) => {
            in_text = false;
            if name == "p" {
                text.push(' ');
            }
        }
        Mark::Text(words) if in_text => text.push_str(words),
        Mark::Text(_) => {}
    })?;
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn footnotes(package: &mut Package<'_>) -> Result<Vec<Block>, Refused> {
    let mut blocks = Vec::new();
    for (name, mark_name) in [
        ("word/footnotes.xml", "footnote"),
        ("word/endnotes.xml", "endnote"),
    ] {
        let Some(part) = package.part(name)? else { continue };
        let mut notes: Vec<(String, String)> = Vec::new();
        let (mut inside, mut in_text) = (false, false);
        xml::walk(&part, &mut |mark| match mark {
            Mark::Open(element) if element.name == mark_name => {
                // Separators are notes of a type of their own.
                inside = element.get("type").is_empty() || element.get("type") == "normal";
                if inside {
                    notes.push((element.get("id").to_owned(), String::new()));
                }
            }
            Mark::Open(element) => in_text = element.name == "t",
            Mark::Close(name) => {
                in_text = false;
                if name == "p"
                    && let Some((_, text)) = notes.last_mut()
                {
                    text.push(' ');
                }
            }
            Mark::Text(words) if inside && in_text => {
                if let Some((_, text)) = notes.last_mut() {
                    text.push_str(words);
                }
            }
            Mark::Text(_) => {}
        })?;
        let label = if mark_name == "footnote" {
            "Note"
        } else {
            "End note"
        };
        blocks.extend(
            notes
                .into_iter()
                .filter(|(_, text)| !text.trim().is_empty())
                .map(|(id, text)| Block::paragraph(format!("[{label} {id}] {}", text.trim()))),
        );
    }
    Ok(blocks)
}
