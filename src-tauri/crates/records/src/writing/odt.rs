//! OpenDocument texts: paragraphs, headings, lists with their numbers, tables, pictures, notes, headers and footers.

use std::collections::{HashMap, HashSet};

use pdf::typeset::{Block, Face, ParagraphStyle, Span};

use crate::check::Note;
use crate::refused::Refused;
use crate::writing::draft::{Draft, Kind};
use crate::writing::numbering::{Level, Numbering};
use crate::writing::package::Package;
use crate::writing::xml::{self, Element, Mark};
use crate::writing::{Document, Reading, picture, tracked_note, unreadable};

/// Reads an OpenDocument text.
///
/// # Errors
/// [`Refused`] when its package or its content is damaged or opens to more than is safe.
pub(super) fn read(bytes: &[u8], reading: Reading<'_>) -> Result<Document, Refused> {
    let mut package = Package::open(bytes, reading)?;
    let content = package
        .part("content.xml")?
        .ok_or_else(|| unreadable("its content is missing"))?;
    let mut body = Body::default();
    let mut margins = Vec::new();
    if let Some(styles) = package.part("styles.xml")? {
        xml::walk(&styles, &mut |mark| body.style_mark(&mark))?;
        margins = page_margins(&styles)?;
    }
    // Pictures are fetched first, since the content is gone through in one go.
    let mut wanted = HashSet::new();
    xml::walk(&content, &mut |mark| {
        body.style_mark(&mark);
        if let Mark::Open(element) = mark
            && element.name == "image"
        {
            wanted.insert(element.get("href").trim_start_matches("./").to_owned());
        }
    })?;
    for name in wanted {
        if let Some(bytes) = package.part(&name)? {
            body.pictures.insert(name, bytes);
        }
    }
    xml::walk(&content, &mut |mark| match mark {
        Mark::Open(element) => body.open(element),
        Mark::Close(name) => body.close(name),
        Mark::Text(text) => body.text(text),
    })?;
    Ok(body.finish(margins))
}

/// The state of going through the content.
#[derive(Default)]
struct Body {
    draft: Draft,
    pictures: HashMap<String, Vec<u8>>,
    faces: HashMap<String, (bool, bool)>,
    breaks: HashSet<String>,
    numbering: Numbering,
    style: String,
    list_style: String,
    /// The styles of the texts that are open, from the outside in.
    open_faces: Vec<(bool, bool)>,
    lists: Vec<String>,
    label_is_due: bool,
    /// How many open marks hide what is in them.
    hidden: u32,
    in_paragraph: u32,
    in_header_rows: bool,
    frame_width: Option<f32>,
    changes: bool,
    comments: bool,
    picture_lost: bool,
    objects: bool,
}

impl Body {
    /// Takes what styles say of weights, page breaks and numbering.
    fn style_mark(&mut self, mark: &Mark<'_>) {
        let Mark::Open(element) = mark else { return };
        match element.name.as_str() {
            "style" => self.style = element.get("name").to_owned(),
            "text-properties" => {
                let bold = element.get("font-weight") == "bold";
                let italic = element.get("font-style") == "italic";
                self.faces.entry(self.style.clone()).or_insert((bold, italic));
            }
            "paragraph-properties" if element.get("break-before") == "page" => {
                self.breaks.insert(self.style.clone());
            }
            "list-style" => self.list_style = element.get("name").to_owned(),
            "list-level-style-number" | "list-level-style-bullet" => {
                let level = element.number("level").unwrap_or(1).clamp(1, 10) as usize - 1;
                let format = match element.get("num-format") {
                    _ if element.name.ends_with("bullet") => "bullet",
                    "a" => "lowerLetter",
                    "A" => "upperLetter",
                    "i" => "lowerRoman",
                    "I" => "upperRoman",
                    "" => "none",
                    _ => "decimal",
                };
                let shown = element.number("display-levels").unwrap_or(1).clamp(1, 10) as usize;
                let first = (level + 1).saturating_sub(shown);
                let numbers: Vec<String> = (first..=level).map(|at| format!("%{}", at + 1)).collect();
                let text = [
                    element.get("num-prefix"),
                    &numbers.join("."),
                    element.get("num-suffix"),
                ]
                .concat();
                let own = Level {
                    format: format.to_owned(),
                    text,
                    start: element.number("start-value").unwrap_or(1),
                };
                self.numbering.define(&self.list_style, level, own);
            }
            _ => {}
        }
    }

    fn open(&mut self, element: &Element) {
        let name = element.name.as_str();
        if hides(name) {
            self.changes |= name == "tracked-changes";
            self.comments |= name == "annotation";
            self.hidden += 1;
        }
        if self.hidden > 0 {
            return;
        }
        match name {
            "h" | "p" => self.start_paragraph(element, name == "h"),
            "span" => self.open_faces.push(self.face_of(element.get("style-name"))),
            "s" => {
                let count = element.number("c").unwrap_or(1).clamp(1, 500) as usize;
                self.put(&" ".repeat(count));
            }
            "tab" => self.put("\t"),
            "line-break" => self.put("\n"),
            "list" => {
                self.draft.end_paragraph();
                let own = element.get("style-name");
                let style = if own.is_empty() {
                    self.lists.last().cloned().unwrap_or_default()
                } else {
                    own.to_owned()
                };
                if self.lists.is_empty() && element.get("continue-numbering") != "true" {
                    self.numbering.restart(&style, 0);
                }
                self.lists.push(style);
            }
            "list-item" => self.label_is_due = true,
            "table" => {
                self.draft.end_paragraph();
                self.draft.start(Kind::Table);
            }
            "table-header-rows" => self.in_header_rows = true,
            "table-row" if self.in_header_rows => self.draft.start(Kind::HeaderRow),
            "table-row" => self.draft.start(Kind::Row),
            "table-cell" | "covered-table-cell" => self.cell(element),
            "note-citation" => self.put(" [Note "),
            "note-body" => self.put(": "),
            "frame" => self.frame_width = millimetres(element.get("width")),
            "image" => self.picture(element.get("href")),
            "object" | "object-ole" | "plugin" => self.objects = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if hides(name) {
            self.hidden = self.hidden.saturating_sub(1);
            return;
        }
        if self.hidden > 0 {
            return;
        }
        match name {
            "h" | "p" => {
                self.open_faces.pop();
                self.in_paragraph = self.in_paragraph.saturating_sub(1);
                // A paragraph of a footnote stands inside another one.
                if self.in_paragraph == 0 {
                    self.draft.end_paragraph();
                }
            }
            "span" => {
                self.open_faces.pop();
            }
            "list" => {
                self.lists.pop();
            }
            "table-header-rows" => self.in_header_rows = false,
            "table" => self.draft.end(Kind::Table),
            "table-row" => self.draft.end(Kind::Row),
            "table-cell" | "covered-table-cell" => self.draft.end(Kind::Cell),
            "note" => self.put("]"),
            _ => {}
        }
    }

    fn start_paragraph(&mut self, element: &Element, is_heading: bool) {
        let style = element.get("style-name");
        self.open_faces.push(self.face_of(style));
        self.in_paragraph += 1;
        if self.in_paragraph > 1 {
            return;
        }
        if self.breaks.contains(style) {
            self.draft.page_break();
        }
        if is_heading {
            self.draft
                .start_heading(element.number("outline-level").unwrap_or(1).clamp(1, 6) as u8);
        }
        if std::mem::take(&mut self.label_is_due)
            && let Some(style) = self.lists.last()
        {
            let label = self.numbering.label(style, self.lists.len() - 1);
            self.draft.text(&label, Face::Regular);
        }
    }

    fn cell(&mut self, element: &Element) {
        // Empty cells repeated to the edge of a sheet are no columns.
        let repeated = element
            .number("number-columns-repeated")
            .unwrap_or(1)
            .clamp(1, 10);
        for _ in 1..repeated {
            self.draft.start(Kind::Cell);
            self.draft.end(Kind::Cell);
        }
        self.draft.start(Kind::Cell);
    }

    fn face_of(&self, style: &str) -> (bool, bool) {
        let outer = self.open_faces.last().copied().unwrap_or_default();
        let own = self.faces.get(style).copied().unwrap_or_default();
        (outer.0 || own.0, outer.1 || own.1)
    }

    fn text(&mut self, text: &str) {
        if self.hidden == 0 && self.in_paragraph > 0 {
            // Line ends in the file are spaces; several are one.
            let blank = self.draft.ends_blank();
            let mut packed = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if text.starts_with(char::is_whitespace) && !blank {
                packed.insert(0, ' ');
            }
            if text.ends_with(char::is_whitespace) && !packed.is_empty() && !packed.ends_with(' ') {
                packed.push(' ');
            }
            self.put(&packed);
        }
    }

    fn put(&mut self, text: &str) {
        let face = match self.open_faces.last() {
            Some((true, _)) => Face::Bold,
            Some((false, true)) => Face::Italic,
            _ => Face::Regular,
        };
        self.draft.text(text, face);
    }

    fn picture(&mut self, href: &str) {
        let bytes = self.pictures.get(href.trim_start_matches("./")).cloned();
        match bytes.and_then(|bytes| picture::block(bytes, "", self.frame_width.take())) {
            Some(block) => self.draft.block(block),
            None => self.picture_lost = true,
        }
    }

    fn finish(self, margins: Vec<Block>) -> Document {
        let mut notes = Vec::new();
        if self.changes {
            notes.push(tracked_note());
        }
        if self.comments {
            let words = "the document has comments in its margin, which are not printed";
            notes.push(Note::new("comments_left_out", words));
        }
        if self.objects {
            let words =
                "an object of another program in the document was not opened and is missing from its pages";
            notes.push(Note::new("objects_left_out", words));
        }
        if self.picture_lost {
            notes.push(picture::note());
        }
        let mut blocks = margins;
        blocks.extend(self.draft.finish());
        Document::of(blocks, notes)
    }
}

/// Whether what is in the mark is not shown: deleted text, comments, and descriptions of pictures.
fn hides(name: &str) -> bool {
    matches!(
        name,
        "tracked-changes" | "annotation" | "desc" | "title" | "forms" | "sequence-decls"
    )
}

/// A length as millimetres; none in a unit that is not known.
fn millimetres(length: &str) -> Option<f32> {
    let digits = length.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = length.split_at(digits);
    let factor = match unit {
        "mm" => 1.0,
        "cm" => 10.0,
        "in" => 25.4,
        "pt" => 25.4 / 72.0,
        _ => return None,
    };
    Some(number.parse::<f32>().ok()? * factor)
}

/// Headers and footers of pages, each once.
fn page_margins(styles: &[u8]) -> Result<Vec<Block>, Refused> {
    let mut texts: Vec<(&str, String)> = Vec::new();
    let mut inside = false;
    xml::walk(styles, &mut |mark| match mark {
        Mark::Open(element) => match element.name.as_str() {
            "header" | "header-left" | "header-first" => {
                inside = true;
                texts.push(("Page header", String::new()));
            }
            "footer" | "footer-left" | "footer-first" => {
                inside = true;
                texts.push(("Page footer", String::new()));
            }
            _ => {}
        },
        Mark::Close(name) => match name {
            "header" | "header-left" | "header-first" | "footer" | "footer-left" | "footer-first" => {
                inside = false;
            }
            "p" if inside => {
                if let Some((_, text)) = texts.last_mut() {
                    text.push(' ');
                }
            }
            _ => {}
        },
        Mark::Text(words) if inside => {
            if let Some((_, text)) = texts.last_mut() {
                text.push_str(words);
            }
        }
        Mark::Text(_) => {}
    })?;
    let mut seen = HashSet::new();
    let blocks = texts.into_iter().filter_map(|(label, text)| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty() && seen.insert(text.clone())).then(|| Block::Paragraph {
            spans: vec![Span::plain(format!("{label}: {text}"))],
            style: ParagraphStyle::Small,
            align: pdf::typeset::Align::Start,
        })
    });
    Ok(blocks.collect())
}
