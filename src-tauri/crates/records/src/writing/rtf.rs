//! Rich text (RTF): its words, weights, tables and page breaks.
//!
//! The grammar is small: groups in braces, control words with a number, and characters in the code page of the font.

mod words;

use encoding_rs::{Encoding, WINDOWS_1252};
use pdf::typeset::Face;

use crate::check::Note;
use crate::refused::Refused;
use crate::writing::Document;
use crate::writing::draft::{Draft, Kind};
use words::{code_page, font_charset, is_skipped, symbol};

/// How many groups may be open at once.
const DEEPEST: usize = 2_000;

/// Reads rich text.
///
/// # Errors
/// [`Refused`] when it is nested too deeply.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Refused> {
    let mut reader = Reader::new(bytes);
    reader.run()?;
    Ok(reader.finish())
}

/// What a group changes, and what comes back when it ends.
#[derive(Debug, Clone)]
struct State {
    bold: bool,
    italic: bool,
    hidden: bool,
    skipped: bool,
    in_font_table: bool,
    in_table: bool,
    /// Whether this group began a page header or footer.
    margin: Option<&'static str>,
    /// How many characters after a Unicode one are its replacement.
    replacement: usize,
    font: usize,
}

struct Reader<'a> {
    rest: &'a [u8],
    state: State,
    stack: Vec<State>,
    draft: Draft,
    default: &'static Encoding,
    fonts: Vec<(usize, &'static Encoding)>,
    /// Bytes of the current code page that wait for the rest of their character.
    pending: Vec<u8>,
    /// The first half of a Unicode character beyond the first plane.
    surrogate: Option<u16>,
    to_skip: usize,
    starred: bool,
    pictures: bool,
    objects: bool,
    deleted: bool,
    hidden_text: bool,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            state: State {
                bold: false,
                italic: false,
                hidden: false,
                skipped: false,
                in_font_table: false,
                in_table: false,
                margin: None,
                replacement: 1,
                font: 0,
            },
            stack: Vec::new(),
            draft: Draft::default(),
            default: WINDOWS_1252,
            fonts: Vec::new(),
            pending: Vec::new(),
            surrogate: None,
            to_skip: 0,
            starred: false,
            pictures: false,
            objects: false,
            deleted: false,
            hidden_text: false,
        }
    }

    fn run(&mut self) -> Result<(), Refused> {
        while let Some((&byte, rest)) = self.rest.split_first() {
            self.rest = rest;
            match byte {
                b'{' => {
                    self.flush();
                    self.to_skip = 0;
                    if self.stack.len() >= DEEPEST {
                        return Err(pdf::source::Refusal::TooDeep.into());
                    }
                    self.stack.push(self.state.clone());
                    self.state.margin = None;
                }
                b'}' => {
                    self.flush();
                    self.to_skip = 0;
                    if self.state.margin.is_some() && !self.state.skipped {
                        self.draft.end_paragraph();
                    }
                    if let Some(state) = self.stack.pop() {
                        self.state = state;
                    }
                }
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => {}
                byte => self.byte(byte),
            }
        }
        self.flush();
        Ok(())
    }

    fn control(&mut self) {
        let Some((&first, rest)) = self.rest.split_first() else {
            return;
        };
        if !first.is_ascii_alphabetic() {
            self.rest = rest;
            self.control_symbol(first);
            return;
        }
        let length = self
            .rest
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        let (word, mut rest) = self.rest.split_at(length);
        let negative = rest.first() == Some(&b'-');
        if negative {
            rest = &rest[1..];
        }
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number = std::str::from_utf8(&rest[..digits])
            .ok()
            .and_then(|text| text.parse::<i64>().ok());
        let number = number.map(|number| if negative { -number } else { number });
        rest = &rest[digits..];
        // One space belongs to the word before it.
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let word = String::from_utf8_lossy(word).into_owned();
        self.word(&word, number);
    }

    fn control_symbol(&mut self, symbol: u8) {
        match symbol {
            b'\'' => {
                let digits = self
                    .rest
                    .get(..2)
                    .and_then(|digits| std::str::from_utf8(digits).ok());
                if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                    self.rest = &self.rest[2..];
                    self.byte(byte);
                }
            }
            b'*' => self.starred = true,
            b'\\' | b'{' | b'}' => self.byte(symbol),
            b'~' => self.put("\u{A0}"),
            b'_' => self.put("\u{2011}"),
            b'\r' | b'\n' => self.end_paragraph(),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        let on = number != Some(0);
        let starred = std::mem::take(&mut self.starred);
        if word == "bin" {
            let length = usize::try_from(number.unwrap_or(0))
                .unwrap_or(0)
                .min(self.rest.len());
            self.rest = &self.rest[length..];
            return;
        }
        if word == "u" {
            self.unicode(number.unwrap_or(0));
            return;
        }
        if self.to_skip > 0 {
            self.to_skip -= 1;
            return;
        }
        self.flush();
        match word {
            "pict" => self.pictures |= !self.state.skipped,
            "object" | "objdata" => self.objects |= !self.state.skipped,

            _ => {}
        }
        if word == "fonttbl" {
            self.state.in_font_table = true;
            self.state.skipped = true;
        } else if is_skipped(word) || (starred && !matches!(word, "shptxt" | "ud" | "footnote")) {
            self.state.skipped = true;
        } else if let Some(text) = symbol(word) {
            self.put(text);
        }
        match word {
            "b" => self.state.bold = on,
            "i" => self.state.italic = on,
            "v" => self.state.hidden = on,
            "deleted" => {
                self.state.hidden = on;
                self.deleted |= on && !self.state.skipped;
            }
            "plain" => (self.state.bold, self.state.italic, self.state.hidden) = (false, false, false),
            "uc" => self.state.replacement = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "ansicpg" => self.default = code_page(number.unwrap_or(1252)),
            "mac" => self.default = encoding_rs::MACINTOSH,
            "f" => self.state.font = usize::try_from(number.unwrap_or(0)).unwrap_or(0),
            "fcharset" if self.state.in_font_table => {
                if let Some(encoding) = font_charset(number.unwrap_or(0)) {
                    self.fonts.push((self.state.font, encoding));
                }
            }
            "par" | "sect" => self.end_paragraph(),
            "line" => self.put("\n"),
            "page" if !self.state.skipped => self.draft.page_break(),
            "pard" => self.state.in_table = false,
            "intbl" => self.state.in_table = true,
            "trowd" if !self.state.skipped => self.start_row(),
            "cell" | "nestcell" if !self.state.skipped => self.end_cell(),
            "row" | "nestrow" if !self.state.skipped => self.draft.end(Kind::Row),
            "header" | "headerl" | "headerr" | "headerf" => self.margin("Page header: "),
            "footer" | "footerl" | "footerr" | "footerf" => self.margin("Page footer: "),
            "footnote" => self.put(" [Footnote: "),
            _ => {}
        }
    }

    /// The header or footer of pages, printed once where it is defined.
    fn margin(&mut self, label: &'static str) {
        if !self.state.skipped {
            self.draft.end_paragraph();
            self.state.margin = Some(label);
        }
    }

    fn start_row(&mut self) {
        if !self.draft.is_in(Kind::Table) {
            self.draft.start(Kind::Table);
        }
        if !self.draft.is_in(Kind::Row) {
            self.draft.start(Kind::Row);
        }
        self.state.in_table = true;
    }

    fn end_cell(&mut self) {
        if !self.draft.is_in(Kind::Row) {
            self.start_row();
        }
        if !self.draft.is_in(Kind::Cell) {
            self.draft.start(Kind::Cell);
        }
        self.draft.end(Kind::Cell);
    }

    fn end_paragraph(&mut self) {
        if self.state.skipped {
            return;
        }
        if self.draft.is_in(Kind::Cell) {
            self.draft.text("\n", Face::Regular);
        } else {
            self.draft.end_paragraph();
        }
    }

    fn unicode(&mut self, number: i64) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
            return;
        }
        self.flush();
        // Numbers above 32767 are written as negative ones.
        let unit = (number & 0xFFFF) as u16;
        let units: Vec<u16> = self.surrogate.take().into_iter().chain([unit]).collect();
        if (0xD800..0xDC00).contains(&unit) {
            self.surrogate = Some(unit);
        } else {
            let text = String::from_utf16_lossy(&units);
            self.put(&text);
        }
        self.to_skip = self.state.replacement;
    }

    fn byte(&mut self, byte: u8) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else if !self.state.skipped {
            self.pending.push(byte);
        }
    }

    /// Turns the waiting bytes into text.
    fn flush(&mut self) {
        if !self.pending.is_empty() {
            let bytes = std::mem::take(&mut self.pending);
            let own = self.fonts.iter().rev().find(|(font, _)| *font == self.state.font);
            let encoding = own.map_or(self.default, |(_, encoding)| encoding);
            let text = encoding.decode_without_bom_handling(&bytes).0.into_owned();
            self.put(&text);
        }
    }

    fn put(&mut self, text: &str) {
        if self.state.skipped {
            return;
        }
        if self.state.hidden {
            self.hidden_text = true;
            return;
        }
        if self.draft.is_in(Kind::Table) && !self.draft.is_in(Kind::Cell) {
            if self.state.in_table {
                if text.trim().is_empty() {
                    return;
                }
                self.start_row();
                self.draft.start(Kind::Cell);
            } else {
                self.draft.end(Kind::Table);
            }
        }
        if let Some(label) = self.state.margin
            && self.draft.is_at_start()
        {
            self.draft.text(label, Face::Italic);
        }
        let face = match (self.state.bold, self.state.italic) {
            (true, _) => Face::Bold,
            (false, true) => Face::Italic,
            (false, false) => Face::Regular,
        };
        self.draft.text(text, face);
    }

    fn finish(self) -> Document {
        let mut notes = Vec::new();
        if self.pictures {
            notes.push(super::picture::note());
        }
        if self.objects {
            notes.push(Note::new(
                "objects_left_out",
                "an object of another program in the document was not opened and is missing from its pages",
            ));
        }
        if self.deleted {
            notes.push(super::tracked_note());
        }
        if self.hidden_text && !self.deleted {
            notes.push(super::hidden_note());
        }
        Document::of(self.draft.finish(), notes)
    }
}
