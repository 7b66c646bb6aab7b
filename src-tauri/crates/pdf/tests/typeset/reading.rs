//! Reads our own PDFs back: what is shown where, and what it belongs to.

use std::collections::HashMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A stretch of text as it is shown, in the order of the page's content.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    /// What it says, `ActualText` before the glyphs.
    pub(crate) text: String,
    /// Its place and width in points.
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    /// The number of its marked content; `None` in an artifact.
    pub(crate) mcid: Option<i64>,
}

/// A page's content read back.
#[derive(Debug, Default)]
pub(crate) struct PageText {
    pub(crate) shown: Vec<Shown>,
    /// How many things are painted outside any marked content.
    pub(crate) unmarked: usize,
}

impl PageText {
    /// All text in order, that of artifacts included.
    pub(crate) fn all(&self) -> String {
        self.shown.iter().map(|shown| shown.text.as_str()).collect()
    }

    /// The text that is tagged.
    pub(crate) fn tagged(&self) -> String {
        self.shown
            .iter()
            .filter(|shown| shown.mcid.is_some())
            .map(|shown| shown.text.as_str())
            .collect()
    }
}

/// Reads every page of a file.
pub(crate) fn pages(bytes: &[u8]) -> Vec<PageText> {
    let document = Document::load_mem(bytes).unwrap();
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    pages.into_iter().map(|page| read(&document, page)).collect()
}

struct FontText {
    says: HashMap<u16, String>,
    widths: HashMap<u16, f32>,
}

fn read(document: &Document, page: ObjectId) -> PageText {
    let content = document.get_page_content(page);
    let mut text = PageText::default();
    let dictionary = document.get_dictionary(page).unwrap();
    let resources = follow(document, dictionary.get(b"Resources").unwrap());
    read_content(document, &content, resources, &mut text);
    text
}

fn follow<'a>(document: &'a Document, object: &'a Object) -> &'a Dictionary {
    match document.dereference(object).unwrap().1 {
        Object::Stream(stream) => &stream.dict,
        other => other.as_dict().unwrap(),
    }
}

fn read_content(document: &Document, content: &[u8], resources: &Dictionary, page: &mut PageText) {
    let fonts = fonts(document, resources);
    let content = Content::decode(content).unwrap();
    let mut open: Vec<(String, Option<i64>, Option<String>)> = Vec::new();
    let (mut font, mut size, mut at) = (Vec::new(), 0.0, (0.0, 0.0));
    for operation in &content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BDC" => {
                let tag = String::from_utf8_lossy(operands[0].as_name().unwrap()).into_owned();
                let properties = operands[1].as_dict().unwrap();
                let mcid = properties.get(b"MCID").ok().map(|mcid| mcid.as_i64().unwrap());
                let actual = properties
                    .get(b"ActualText")
                    .ok()
                    .map(|text| utf16(text.as_str().unwrap()));
                if let Some(actual) = &actual {
                    let mcid = open.iter().rev().find_map(|(_, mcid, _)| *mcid);
                    page.shown.push(Shown {
                        text: actual.clone(),
                        x: at.0,
                        y: at.1,
                        width: 0.0,
                        mcid,
                    });
                }
                open.push((tag, mcid, actual));
            }
            "EMC" => drop(open.pop().expect("more is closed than was opened")),
            "Tf" => {
                font = operands[0].as_name().unwrap().to_vec();
                size = operands[1].as_float().unwrap();
            }
            "Tm" => at = (operands[4].as_float().unwrap(), operands[5].as_float().unwrap()),
            "TJ" => {
                let font = &fonts[&font];
                let mut says = String::new();
                let mut width = 0.0;
                for item in operands[0].as_array().unwrap() {
                    match item {
                        Object::String(codes, _) => {
                            for code in codes.chunks(2) {
                                let code = u16::from_be_bytes([code[0], code[1]]);
                                says.push_str(font.says.get(&code).expect("a glyph that says nothing"));
                                width += font.widths[&code] / 1000.0 * size;
                            }
                        }
                        number => width -= number.as_float().unwrap() / 1000.0 * size,
                    }
                }
                if open.is_empty() {
                    page.unmarked += 1;
                }
                let spoken = open.iter().any(|(_, _, actual)| actual.is_some());
                let mcid = open.iter().rev().find_map(|(_, mcid, _)| *mcid);
                let text = if spoken { String::new() } else { says };
                page.shown.push(Shown {
                    text,
                    x: at.0,
                    y: at.1,
                    width,
                    mcid,
                });
                at.0 += width;
            }
            "Do" => {
                let name = operands[0].as_name().unwrap();
                let xobjects = follow(document, resources.get(b"XObject").unwrap());
                let (_, object) = document.dereference(xobjects.get(name).unwrap()).unwrap();
                let stream = object.as_stream().unwrap();
                if stream.dict.get(b"Subtype").unwrap().as_name().unwrap() == b"Form" {
                    let inner = follow(document, stream.dict.get(b"Resources").unwrap());
                    read_content(document, &stream.decompressed_content().unwrap(), inner, page);
                } else if open.is_empty() {
                    page.unmarked += 1;
                }
            }
            "f" | "S" | "B" | "f*" | "sh" if open.is_empty() => page.unmarked += 1,
            _ => {}
        }
    }
    assert!(open.is_empty(), "marked content is left open");
}

fn fonts(document: &Document, resources: &Dictionary) -> HashMap<Vec<u8>, FontText> {
    let fonts = follow(document, resources.get(b"Font").unwrap());
    let read = fonts.iter().map(|(name, font)| {
        let font = follow(document, font);
        let map = document
            .dereference(font.get(b"ToUnicode").unwrap())
            .unwrap()
            .1
            .as_stream()
            .unwrap();
        let map = map.decompressed_content().unwrap_or_else(|_| map.content.clone());
        let descendants = document
            .dereference(font.get(b"DescendantFonts").unwrap())
            .unwrap()
            .1;
        let descendant = follow(document, &descendants.as_array().unwrap()[0]);
        let widths = widths(descendant.get(b"W").unwrap().as_array().unwrap());
        (
            name.clone(),
            FontText {
                says: to_unicode(&String::from_utf8_lossy(&map)),
                widths,
            },
        )
    });
    read.collect()
}

fn to_unicode(map: &str) -> HashMap<u16, String> {
    let hex = |text: &str| -> Vec<u8> {
        let digits = text.trim_matches(['<', '>']);
        (0..digits.len() / 2)
            .map(|at| u8::from_str_radix(&digits[at * 2..at * 2 + 2], 16).unwrap())
            .collect()
    };
    let lines = map
        .lines()
        .filter(|line| line.starts_with('<') && line.matches('<').count() == 2);
    let pairs = lines
        .filter_map(|line| line.split_once(' '))
        .filter(|(code, _)| code.len() == 6);
    pairs
        .map(|(code, says)| {
            let code = hex(code);
            (u16::from_be_bytes([code[0], code[1]]), utf16(&hex(says)))
        })
        .collect()
}

fn widths(entries: &[Object]) -> HashMap<u16, f32> {
    let mut widths = HashMap::new();
    for pair in entries.chunks(2) {
        let first = pair[0].as_i64().unwrap() as u16;
        for (at, width) in pair[1].as_array().unwrap().iter().enumerate() {
            widths.insert(first + at as u16, width.as_float().unwrap());
        }
    }
    widths
}

fn utf16(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(&[0xFE, 0xFF]).unwrap_or(bytes);
    let units: Vec<u16> = bytes
        .chunks(2)
        .map(|unit| u16::from_be_bytes([unit[0], unit[1]]))
        .collect();
    String::from_utf16(&units).unwrap()
}
