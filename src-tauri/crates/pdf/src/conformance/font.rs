//! Faces: each embedded, each glyph that is shown in it, as wide as it says, and with its meaning.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};
use rustybuzz::ttf_parser;

use super::{Faults, is};
use crate::access::{dict, get, get_array, get_dict, get_name, number, resolve};

/// The codes that pages show in each face.
#[derive(Debug, Default)]
pub(super) struct Fonts(BTreeMap<ObjectId, BTreeSet<u16>>);

impl Fonts {
    /// Notes a string shown in `font`.
    pub(super) fn show(&mut self, font: ObjectId, codes: &[u8], found: &mut Faults) {
        found.unless(
            codes.len().is_multiple_of(2),
            "19005-2 6.2.11.4",
            "a text has half a code at its end",
        );
        let codes = codes
            .chunks_exact(2)
            .map(|code| u16::from_be_bytes([code[0], code[1]]));
        self.0.entry(font).or_default().extend(codes);
    }

    /// Checks every face that is used.
    pub(super) fn check(&self, document: &Document, found: &mut Faults) {
        for (&font, codes) in &self.0 {
            match document.get_dictionary(font) {
                Ok(font) if is(font, b"Subtype", b"Type0") => composite(document, font, codes, found),
                _ => found.add("19005-2 6.2.11.2", "a face is not of the kind that we make"),
            }
        }
    }
}

fn composite(document: &Document, font: &Dictionary, codes: &BTreeSet<u16>, found: &mut Faults) {
    found.unless(
        is(font, b"Encoding", b"Identity-H"),
        "19005-2 6.2.11.3",
        "the codes of a face are not its glyphs",
    );
    let descendant = get_array(document, font, b"DescendantFonts")
        .first()
        .and_then(|one| dict(document, one));
    let Some(descendant) = descendant.filter(|one| is(one, b"Subtype", b"CIDFontType2")) else {
        return found.add(
            "19005-2 6.2.11.2",
            "a face has no glyphs of the kind that we make",
        );
    };
    found.unless(
        is(descendant, b"CIDToGIDMap", b"Identity"),
        "19005-2 6.2.11.3.2",
        "the codes of a face are not its glyphs",
    );
    found.unless(
        descendant.has(b"CIDSystemInfo"),
        "19005-2 6.2.11.3.1",
        "a face does not say of which collection it is",
    );
    let (name, base) = (
        get_name(document, descendant, b"BaseFont"),
        get_name(document, font, b"BaseFont"),
    );
    found.unless(
        name.is_some() && base.is_some(),
        "19005-2 6.2.11.2",
        "a face has no name",
    );
    let descriptor = get_dict(document, descendant, b"FontDescriptor");
    let program = descriptor.map(|descriptor| get(document, descriptor, b"FontFile2"));
    let Some(Object::Stream(program)) = program else {
        return found.add("19005-2 6.2.11.4.1", "a face is not embedded");
    };
    let tagged = descriptor
        .and_then(|descriptor| get_name(document, descriptor, b"FontName"))
        .is_some_and(|name| {
            name.len() > 7 && name[6] == b'+' && name[..6].iter().all(u8::is_ascii_uppercase)
        });
    found.unless(tagged, "32000-1 9.6.4", "a subset of a face is not marked as one");
    let bytes = program
        .decompressed_content()
        .unwrap_or_else(|_| program.content.clone());
    let declared = number(get(document, &program.dict, b"Length1"));
    found.unless(
        declared == Some(bytes.len() as f64),
        "32000-1 9.9",
        "a face does not say how long it is",
    );
    let Ok(face) = ttf_parser::Face::parse(&bytes, 0) else {
        return found.add("19005-2 6.2.11.4.1", "the program of a face cannot be read");
    };
    let widths = widths(document, get_array(document, descendant, b"W"));
    let default = number(get(document, descendant, b"DW")).unwrap_or(1000.0);
    let em = f64::from(face.units_per_em());
    for &code in codes {
        found.unless(
            code != 0,
            "19005-2 6.2.11.8",
            "a sign for a missing glyph is shown",
        );
        let Some(advance) = face.glyph_hor_advance(ttf_parser::GlyphId(code)) else {
            found.add(
                "19005-2 6.2.11.4.1",
                "a glyph is shown that its face does not have",
            );
            continue;
        };
        let shown = f64::from(advance) * 1000.0 / em;
        let said = widths.get(&code).copied().unwrap_or(default);
        found.unless(
            (said - shown).abs() <= 1.0,
            "19005-2 6.2.11.5",
            "a glyph is not as wide as its face says",
        );
    }
    if let Some(Object::Stream(set)) = descriptor.map(|descriptor| get(document, descriptor, b"CIDSet")) {
        let bits = set.decompressed_content().unwrap_or_else(|_| set.content.clone());
        found.unless(
            lists_all(&bits, face.number_of_glyphs()),
            "19005-2 6.2.11.4.2",
            "the list of glyphs of a face is not whole",
        );
    }
    meanings(document, font, codes, found);
}

/// Whether a list of glyphs, a bit for each, has every glyph of a face.
pub(super) fn lists_all(bits: &[u8], glyphs: u16) -> bool {
    (0..glyphs).all(|code| {
        bits.get(usize::from(code / 8))
            .is_some_and(|byte| byte >> (7 - code % 8) & 1 == 1)
    })
}

/// Each glyph that is shown says what it is, in characters that are some.
fn meanings(document: &Document, font: &Dictionary, codes: &BTreeSet<u16>, found: &mut Faults) {
    let Object::Stream(map) = get(document, font, b"ToUnicode") else {
        return found.add("19005-2 6.2.11.7.2", "the glyphs of a face have no meaning");
    };
    let map = map.decompressed_content().unwrap_or_else(|_| map.content.clone());
    let map = meanings_of(&String::from_utf8_lossy(&map));
    for code in codes {
        let meaning = map.get(code);
        let is_good = |meaning: &Vec<u16>| {
            !meaning.is_empty() && !meaning.iter().any(|unit| matches!(unit, 0 | 0xFEFF | 0xFFFE))
        };
        found.unless(meaning.is_some(), "19005-2 6.2.11.7.2", "a glyph has no meaning");
        found.unless(
            meaning.is_none_or(is_good),
            "14289-1 7.21.7",
            "a glyph means no character",
        );
    }
}

/// The pairs of a character map that lists each code alone, as ours do.
fn meanings_of(map: &str) -> BTreeMap<u16, Vec<u16>> {
    let mut pairs = BTreeMap::new();
    for section in map.split("beginbfchar").skip(1) {
        let body = section.split("endbfchar").next().unwrap_or_default();
        let words: Vec<Vec<u16>> = body.split(['<', '>']).skip(1).step_by(2).map(units).collect();
        for pair in words.chunks_exact(2) {
            if let [code] = pair[0][..] {
                pairs.insert(code, pair[1].clone());
            }
        }
    }
    pairs
}

fn units(hexadecimal: &str) -> Vec<u16> {
    let digits: Vec<char> = hexadecimal.chars().filter(char::is_ascii_hexdigit).collect();
    let unit = |four: &[char]| u16::from_str_radix(&four.iter().collect::<String>(), 16).ok();
    digits.chunks_exact(4).filter_map(unit).collect()
}

pub(super) fn widths(document: &Document, entries: &[Object]) -> BTreeMap<u16, f64> {
    let mut widths = BTreeMap::new();
    let mut rest = entries;
    while let [first, second, after @ ..] = rest {
        let (Some(first), second) = (number(resolve(document, first)), resolve(document, second)) else {
            break;
        };
        if let Object::Array(list) = second {
            for (at, width) in list.iter().enumerate() {
                widths
                    .extend(number(resolve(document, width)).map(|width| (first as u16 + at as u16, width)));
            }
            rest = after;
        } else if let (Some(last), [width, after @ ..]) = (number(second), after) {
            let width = number(resolve(document, width)).unwrap_or_default();
            widths.extend((first as u16..=last as u16).map(|code| (code, width)));
            rest = after;
        } else {
            break;
        }
    }
    widths
}
