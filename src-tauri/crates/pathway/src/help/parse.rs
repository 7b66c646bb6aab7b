//! The small form in which help is written: `name: words` lines, parts under `[code]`, and pages of plain paragraphs.

use crate::view::{HelpBlockKind, HelpBlockView};

/// A part of a file, under its code.
pub(super) struct Section<'a> {
    pub(super) code: String,
    pub(super) lines: Vec<(&'a str, &'a str)>,
}

/// A page of the handbook.
#[derive(Default)]
pub(super) struct Page<'a> {
    pub(super) title: &'a str,
    pub(super) audience: &'a str,
    pub(super) places: Vec<&'a str>,
    pub(super) blocks: Vec<HelpBlockView>,
}

/// The lines `name: words` of a file; lines that begin with `#` are remarks.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(": "))
        .map(|(name, words)| (name.trim(), words.trim()))
}

/// The parts of a file.
pub(super) fn sections(text: &str) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for line in text.lines() {
        if let Some(code) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            sections.push(Section {
                code: code.to_owned(),
                lines: Vec::new(),
            });
        } else if let Some(section) = sections.last_mut() {
            section.lines.extend(lines(line));
        }
    }
    sections
}

/// A page: its head, a line of `---`, and what is to be read.
pub(super) fn page(text: &str) -> Page<'_> {
    let (head, body) = text.split_once("\n---\n").unwrap_or((text, ""));
    let mut page = Page::default();
    for (name, words) in lines(head) {
        match name {
            "title" => page.title = words,
            "for" => page.audience = words,
            "place" => page.places.push(words),
            _ => {}
        }
    }
    page.blocks = body
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(block)
        .collect();
    page
}

fn block(line: &str) -> HelpBlockView {
    let numbered = || {
        let (number, rest) = line.split_once(". ")?;
        number.chars().all(|c| c.is_ascii_digit()).then_some(rest)
    };
    let (kind, text) = if let Some(text) = line.strip_prefix("# ") {
        (HelpBlockKind::Heading, text)
    } else if let Some(text) = line.strip_prefix("- ") {
        (HelpBlockKind::Item, text)
    } else if let Some(text) = numbered() {
        (HelpBlockKind::Number, text)
    } else {
        (HelpBlockKind::Paragraph, line)
    };
    HelpBlockView {
        kind,
        text: text.to_owned(),
    }
}
