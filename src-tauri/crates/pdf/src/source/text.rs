//! Takes the words off a page for the identity scan: what a viewer's search would find, and filled form fields.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Encoding, Object, Stream};

use super::{Page, annotations};
use crate::access::{dict, get, get_dict, get_text, resolve};
use crate::content::{Operand, Operators};

/// Bytes that the streams of one page may inflate to while its text is read.
const INFLATED: usize = 64 << 20;
/// Text kept of one page.
const TEXT: usize = 1 << 20;
/// Forms drawn on one page that are read.
const FORMS: usize = 2_000;
/// A gap in a line of text, in thousandths of its size, that is read as a space.
const GAP: f64 = -180.0;

/// The text of `page`.
pub(super) fn page_text(document: &Document, page: &Page) -> String {
    let mut reading = Reading {
        document,
        out: String::new(),
        fonts: HashMap::new(),
        budget: INFLATED,
        forms: 0,
    };
    let content = reading.contents(page);
    let resources = dict(document, &page.resources);
    let mut open = vec![(content, resources, 0_u32)];
    // Forms are read after the content that draws them: order matters little to a search, the stack does.
    while let Some((content, resources, depth)) = open.pop() {
        let drawn = reading.read(&content, resources);
        if depth >= 8 {
            continue;
        }
        for form in drawn {
            reading.forms += 1;
            if reading.forms > FORMS {
                break;
            }
            if let Some(content) = reading.inflate(form) {
                open.push((
                    content,
                    get_dict(document, &form.dict, b"Resources").or(resources),
                    depth + 1,
                ));
            }
        }
    }
    reading.annotations(page);
    reading.out
}

struct Reading<'a> {
    document: &'a Document,
    out: String,
    fonts: HashMap<*const Dictionary, Option<Encoding<'a>>>,
    budget: usize,
    forms: usize,
}

impl<'a> Reading<'a> {
    fn contents(&mut self, page: &Page) -> Vec<u8> {
        let Some(Object::Dictionary(node)) = self.document.objects.get(&page.id) else {
            return Vec::new();
        };
        let parts: Vec<&Object> = match get(self.document, node, b"Contents") {
            Object::Array(items) => items.iter().collect(),
            other => vec![other],
        };
        let mut out = Vec::new();
        for part in parts {
            if let Object::Stream(stream) = resolve(self.document, part)
                && let Some(bytes) = self.inflate(stream)
            {
                out.extend_from_slice(&bytes);
                out.push(b'\n');
            }
        }
        out
    }

    fn inflate(&mut self, stream: &Stream) -> Option<Vec<u8>> {
        let bytes = stream.get_plain_content_with_limit(self.budget).ok()?;
        self.budget -= bytes.len().min(self.budget);
        Some(bytes)
    }

    /// Reads one content stream; returns the forms it draws.
    fn read(&mut self, content: &[u8], resources: Option<&'a Dictionary>) -> Vec<&'a Stream> {
        let named = |kind: &[u8], name: &[u8]| {
            resources
                .and_then(|all| get_dict(self.document, all, kind))
                .map(|of| get(self.document, of, name))
        };
        let mut font: Option<&'a Dictionary> = None;
        let mut forms = Vec::new();
        let mut shown: Vec<(Option<&'a Dictionary>, Vec<Operand>, bool)> = Vec::new();
        for (operator, operands) in Operators::new(content) {
            match operator {
                b"Tf" => {
                    if let Some(Operand::Name(name)) = operands.first() {
                        font = named(b"Font", name).and_then(|font| dict(self.document, font));
                    }
                }
                b"Tj" => shown.push((font, operands, false)),
                b"'" | b"\"" => shown.push((font, operands, true)),
                b"TJ" => match operands.into_iter().next() {
                    Some(Operand::List(items)) => shown.push((font, items, false)),
                    _ => continue,
                },
                b"Td" | b"TD" => {
                    let down = matches!(operands.get(1), Some(Operand::Number(y)) if *y != 0.0);
                    shown.push((
                        None,
                        vec![if down {
                            Operand::Other
                        } else {
                            Operand::Number(GAP)
                        }],
                        false,
                    ));
                }
                b"T*" | b"Tm" | b"ET" => shown.push((None, vec![Operand::Other], false)),
                b"Do" => {
                    if let Some(Operand::Name(name)) = operands.first()
                        && let Some(Object::Stream(stream)) = named(b"XObject", name)
                        && matches!(stream.dict.get(b"Subtype"), Ok(Object::Name(kind)) if kind == b"Form")
                    {
                        forms.push(stream);
                    }
                }
                _ => {}
            }
        }
        for (font, items, new_line) in shown {
            self.show(font, &items, new_line);
        }
        forms
    }

    fn show(&mut self, font: Option<&'a Dictionary>, items: &[Operand], new_line: bool) {
        if self.out.len() > TEXT {
            return;
        }
        if new_line {
            self.separate('\n');
        }
        for item in items {
            match item {
                Operand::Text(bytes) => {
                    let text = self.decode(font, bytes);
                    self.out.push_str(&text);
                }
                Operand::Number(gap) if *gap <= GAP => self.separate(' '),
                Operand::Other => self.separate('\n'),
                _ => {}
            }
        }
    }

    fn separate(&mut self, with: char) {
        if !self.out.is_empty() && !self.out.ends_with(['\n', ' ']) {
            self.out.push(with);
        }
    }

    fn decode(&mut self, font: Option<&'a Dictionary>, bytes: &[u8]) -> String {
        let document = self.document;
        let encoding = font.and_then(|font| {
            let key: *const Dictionary = font;
            self.fonts
                .entry(key)
                .or_insert_with(|| font.get_font_encoding_with_limit(document, INFLATED / 8).ok())
                .as_ref()
        });
        match encoding.map(|encoding| encoding.bytes_to_string(bytes)) {
            Some(Ok(text)) => text,
            _ => bytes
                .iter()
                .filter(|byte| (32..127).contains(*byte))
                .map(|byte| *byte as char)
                .collect(),
        }
    }

    /// Filled fields and free text count as text of the page.
    fn annotations(&mut self, page: &Page) {
        for annotation in annotations(self.document, page.id) {
            for key in [b"V".as_slice(), b"Contents"] {
                if let Some(text) = get_text(self.document, annotation, key) {
                    self.separate('\n');
                    self.out.extend(text.chars().take(TEXT));
                }
            }
        }
    }
}
