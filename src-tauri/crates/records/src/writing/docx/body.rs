//! The main part of a Word document, mark by mark.

use std::collections::HashMap;

use pdf::typeset::{Block, Face};

use super::FoundInText;
use super::styles::{Numberings, Style, Styles, is_on};
use crate::refused::Refused;
use crate::writing::draft::{Draft, Kind};
use crate::writing::picture;
use crate::writing::xml::{self, Element, Mark};

/// English metric units in a millimetre, in which Word measures pictures.
const EMU_PER_MM: f32 = 36_000.0;

/// The state of going through the main part.
pub(super) struct Body {
    styles: Styles,
    numberings: Numberings,
    pictures: HashMap<String, Vec<u8>>,
    draft: Draft,
    found: FoundInText,
    /// How many open marks hide what is in them.
    hidden: u32,
    paragraph: Option<Paragraph>,
    in_paragraph_properties: bool,
    in_text: bool,
    run: Run,
    cells_to_come: i64,
    picture_width: Option<f32>,
    picture_words: String,
}

/// What a paragraph says of itself before its text.
#[derive(Debug, Default)]
struct Paragraph {
    style: Style,
    has_started: bool,
}

/// How a run of text is set.
#[derive(Debug, Default)]
struct Run {
    bold: bool,
    italic: bool,
    hidden: bool,
}

impl Body {
    /// The state before the first mark.
    pub(super) fn new(styles: Styles, numberings: Numberings, pictures: HashMap<String, Vec<u8>>) -> Self {
        Self {
            styles,
            numberings,
            pictures,
            draft: Draft::default(),
            found: FoundInText::default(),
            hidden: 0,
            paragraph: None,
            in_paragraph_properties: false,
            in_text: false,
            run: Run::default(),
            cells_to_come: 0,
            picture_width: None,
            picture_words: String::new(),
        }
    }

    /// Goes through the main part.
    ///
    /// # Errors
    /// [`Refused`] when its XML is damaged.
    pub(super) fn read(&mut self, part: &[u8]) -> Result<(), Refused> {
        xml::walk(part, &mut |mark| match mark {
            Mark::Open(element) => self.open(element),
            Mark::Close(name) => self.close(name),
            Mark::Text(text) if self.in_text && self.hidden == 0 => self.text(text),
            Mark::Text(_) => {}
        })
    }

    /// What was met beyond what is printed.
    pub(super) fn found(&self) -> FoundInText {
        self.found
    }

    /// The blocks.
    pub(super) fn finish(self) -> Vec<Block> {
        self.draft.finish()
    }

    fn open(&mut self, element: &Element) {
        let name = element.name.as_str();
        if hides(name) {
            self.found.changes |= matches!(name, "del" | "moveFrom") && !self.in_paragraph_properties;
            self.hidden += 1;
        }
        if self.hidden > 0 {
            return;
        }
        match name {
            "p" => {
                self.end_paragraph();
                self.paragraph = Some(Paragraph::default());
            }
            "pPr" => self.in_paragraph_properties = true,
            _ if self.in_paragraph_properties => self.paragraph_property(element),
            "r" => {
                let style = self.paragraph.as_ref().map(|paragraph| &paragraph.style);
                self.run = Run {
                    bold: style.is_some_and(|style| style.bold),
                    italic: style.is_some_and(|style| style.italic),
                    hidden: false,
                };
            }
            "b" => self.run.bold = is_on(element.get("val")),
            "i" => self.run.italic = is_on(element.get("val")),
            "vanish" => self.run.hidden = is_on(element.get("val")),
            "t" => self.in_text = true,
            "tab" => self.text("\t"),
            "br" if element.get("type") == "page" => {
                self.end_paragraph();
                self.draft.page_break();
            }
            "br" | "cr" => self.text("\n"),
            "noBreakHyphen" => self.text("\u{2011}"),
            "sym" => {
                let code = u32::from_str_radix(element.get("char"), 16)
                    .ok()
                    .and_then(char::from_u32);
                self.text(code.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]));
            }
            "footnoteReference" => self.text(&format!(" [Note {}]", element.get("id"))),
            "endnoteReference" => self.text(&format!(" [End note {}]", element.get("id"))),
            "commentReference" => self.found.comments = true,
            "ins" | "moveTo" => self.found.changes = true,
            "tbl" => {
                self.end_paragraph();
                self.draft.start(Kind::Table);
            }
            "tr" => self.draft.start(Kind::Row),
            "tblHeader" if is_on(element.get("val")) => self.draft.mark_header(),
            "tc" => {
                self.draft.start(Kind::Cell);
                self.cells_to_come = 0;
            }
            "gridSpan" => self.cells_to_come = element.number("val").unwrap_or(1).clamp(1, 10) - 1,
            "extent" => self.picture_width = element.number("cx").map(|width| width as f32 / EMU_PER_MM),
            "docPr" => self.picture_words = element.get("descr").to_owned(),
            "blip" => self.picture(element.get("embed")),
            "imagedata" => self.picture(element.get("id")),
            "OLEObject" | "altChunk" | "chart" | "relIds" => self.found.objects = true,
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
            "pPr" => self.in_paragraph_properties = false,
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tbl" => self.draft.end(Kind::Table),
            "tr" => self.draft.end(Kind::Row),
            "tc" => {
                self.end_paragraph();
                self.draft.end(Kind::Cell);
                // A cell over several columns leaves the further ones empty.
                for _ in 0..std::mem::take(&mut self.cells_to_come) {
                    self.draft.start(Kind::Cell);
                    self.draft.end(Kind::Cell);
                }
            }
            _ => {}
        }
    }

    fn paragraph_property(&mut self, element: &Element) {
        let Some(paragraph) = &mut self.paragraph else {
            return;
        };
        match element.name.as_str() {
            "pStyle" => {
                if let Some(style) = self.styles.get(element.get("val")) {
                    paragraph.style = style.clone();
                }
            }
            "numId" => paragraph.style.numbering = Some(element.get("val").to_owned()).filter(|id| id != "0"),
            "ilvl" => paragraph.style.level = element.number("val").unwrap_or(0).clamp(0, 8) as usize,
            "outlineLvl" => {
                let level = element.number("val").filter(|level| (0..6).contains(level));
                paragraph.style.heading = level.map(|level| level as u8 + 1);
            }
            "ins" | "rPrChange" | "pPrChange" => self.found.changes = true,
            "pageBreakBefore" if is_on(element.get("val")) => self.draft.page_break(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.run.hidden {
            self.found.hidden = true;
            return;
        }
        self.start_paragraph();
        let face = match (self.run.bold, self.run.italic) {
            (true, _) => Face::Bold,
            (false, true) => Face::Italic,
            (false, false) => Face::Regular,
        };
        self.draft.text(text, face);
    }

    /// Puts heading and label before the first text of a paragraph.
    fn start_paragraph(&mut self) {
        let Some(paragraph) = self.paragraph.as_mut().filter(|paragraph| !paragraph.has_started) else {
            return;
        };
        paragraph.has_started = true;
        if let Some(level) = paragraph.style.heading {
            self.draft.start_heading(level);
        }
        if let Some(id) = &paragraph.style.numbering {
            let label = self.numberings.label(id, paragraph.style.level);
            self.draft.text(&label, Face::Regular);
        }
    }

    fn end_paragraph(&mut self) {
        self.draft.end_paragraph();
        self.paragraph = None;
    }

    fn picture(&mut self, id: &str) {
        let Some(bytes) = self.pictures.get(id) else {
            self.found.picture_lost = true;
            return;
        };
        let words = std::mem::take(&mut self.picture_words);
        match picture::block(bytes.clone(), &words, self.picture_width.take()) {
            Some(block) => self.draft.block(block),
            None => self.found.picture_lost = true,
        }
    }
}

/// Whether what is in the mark is not shown: deleted text, codes of fields, and the second form of a drawing.
fn hides(name: &str) -> bool {
    matches!(
        name,
        "del" | "moveFrom" | "instrText" | "Fallback" | "delText" | "delInstrText"
    )
}
