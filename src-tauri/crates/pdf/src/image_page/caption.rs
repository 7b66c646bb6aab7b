//! The line below a picture, in a subset of the text face that the file carries with it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lopdf::{Dictionary, Object, StringFormat};
use rustybuzz::ttf_parser::Face;
use subsetter::GlyphRemapper;

use super::layout::MARGIN;
use super::{ImageRefusal, Writer};
use crate::access::real;
use crate::join::dictionary;

const FACE: &[u8] = include_bytes!("../../../../../assets/fonts/NotoSans-Regular.ttf");
/// The name of the subset; the six letters mark it as one.
const NAME: &[u8] = b"SOCAPT+NotoSans-Regular";
/// Points of the letters.
const SIZE: f64 = 9.0;
/// Points to which the letters of a long line may shrink.
const SMALLEST: f64 = 5.0;
/// Shown for a letter that the face does not have.
const MISSING: char = '?';

/// The captions of a file: one font, with the glyphs that were asked for.
#[derive(Default)]
pub(super) struct Captions {
    number: Option<u32>,
    glyphs: GlyphRemapper,
    /// For each code in use: its width in thousandths and its letter.
    used: BTreeMap<u16, (i64, char)>,
}

impl Captions {
    /// The font, for the resources of a page.
    pub(super) fn font(&mut self, writer: &mut Writer) -> Object {
        let number = *self.number.get_or_insert_with(|| writer.reserve());
        Object::Reference((number, 0))
    }

    /// Draws `words` in the middle of a page `width` points wide, smaller where they would not fit.
    pub(super) fn draw(&mut self, words: &str, width: f64, content: &mut Vec<u8>) {
        let Ok(face) = Face::parse(FACE, 0) else {
            return;
        };
        let mut codes = Vec::new();
        let mut length = 0_i64;
        for letter in words.chars().filter(|letter| !letter.is_control()) {
            let shown = [letter, MISSING].map(|letter| Some((face.glyph_index(letter)?, letter)));
            let Some((glyph, letter)) = shown.into_iter().flatten().next() else {
                continue;
            };
            let code = self.glyphs.remap(glyph.0);
            let advance = thousandths(&face, face.glyph_hor_advance(glyph).unwrap_or(0));
            self.used.insert(code, (advance, letter));
            codes.extend_from_slice(&code.to_be_bytes());
            length += advance;
        }
        let length = length as f64 / 1000.0;
        let size = ((width - MARGIN * 2.0) / length.max(0.001)).clamp(SMALLEST, SIZE);
        let x = ((width - length * size) / 2.0).max(0.0);
        content.extend_from_slice(b"BT /Caption ");
        for (number, operator) in [(size, " Tf "), (x, " "), (MARGIN, " Td ")] {
            crate::write::object(content, &real(number));
            content.extend_from_slice(operator.as_bytes());
        }
        crate::write::object(content, &Object::String(codes, StringFormat::Hexadecimal));
        content.extend_from_slice(b" Tj ET\n");
    }

    /// Writes the font, if any caption was drawn.
    pub(super) fn finish(&self, writer: &mut Writer) -> Result<(), ImageRefusal> {
        let Some(number) = self.number else {
            return Ok(());
        };
        let face = Face::parse(FACE, 0).map_err(|_| ImageRefusal::Unreadable)?;
        let subset = subsetter::subset(FACE, 0, &self.glyphs).map_err(|_| ImageRefusal::Unreadable)?;
        let descriptor = descriptor(&face, writer.add_stream(Dictionary::new(), &subset));
        let system = dictionary([
            ("Registry", literal("Adobe")),
            ("Ordering", literal("Identity")),
            ("Supplement", 0.into()),
        ]);
        let widths = self
            .used
            .iter()
            .flat_map(|(code, (width, _))| [i64::from(*code).into(), Object::Array(vec![(*width).into()])]);
        let descendant = dictionary([
            ("Type", Object::Name(b"Font".to_vec())),
            ("Subtype", Object::Name(b"CIDFontType2".to_vec())),
            ("BaseFont", Object::Name(NAME.to_vec())),
            ("CIDSystemInfo", system),
            ("CIDToGIDMap", Object::Name(b"Identity".to_vec())),
            ("FontDescriptor", writer.add(&descriptor)),
            ("W", Object::Array(widths.collect())),
        ]);
        let font = dictionary([
            ("Type", Object::Name(b"Font".to_vec())),
            ("Subtype", Object::Name(b"Type0".to_vec())),
            ("BaseFont", Object::Name(NAME.to_vec())),
            ("Encoding", Object::Name(b"Identity-H".to_vec())),
            ("DescendantFonts", Object::Array(vec![writer.add(&descendant)])),
            (
                "ToUnicode",
                writer.add_stream(Dictionary::new(), self.said().as_bytes()),
            ),
        ]);
        writer.put(number, &font);
        Ok(())
    }

    /// What each code says, so that a caption can be searched and read aloud.
    fn said(&self) -> String {
        let mut map =
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CMapName /Caption def\n\
                       /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
                .to_owned();
        let entries: Vec<(&u16, char)> = self
            .used
            .iter()
            .map(|(code, (_, letter))| (code, *letter))
            .collect();
        for some in entries.chunks(100) {
            // Writing into a String cannot fail.
            let _ = writeln!(map, "{} beginbfchar", some.len());
            for (code, letter) in some {
                let _ = write!(map, "<{code:04X}> <");
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    let _ = write!(map, "{unit:04X}");
                }
                map.push_str(">\n");
            }
            map.push_str("endbfchar\n");
        }
        map.push_str("endcmap CMapName currentdict /CMap defineresource pop end end\n");
        map
    }
}

fn descriptor(face: &Face<'_>, file: Object) -> Object {
    let bounds = face.global_bounding_box();
    let corners = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max];
    let corners = corners.map(|corner| thousandths(face, corner).into());
    dictionary([
        ("Type", Object::Name(b"FontDescriptor".to_vec())),
        ("FontName", Object::Name(NAME.to_vec())),
        ("Flags", 4.into()),
        ("FontBBox", Object::Array(corners.to_vec())),
        ("ItalicAngle", 0.into()),
        ("Ascent", thousandths(face, face.ascender()).into()),
        ("Descent", thousandths(face, face.descender()).into()),
        (
            "CapHeight",
            thousandths(face, face.capital_height().unwrap_or(714)).into(),
        ),
        ("StemV", 80.into()),
        ("FontFile2", file),
    ])
}

fn literal(words: &str) -> Object {
    Object::String(words.as_bytes().to_vec(), StringFormat::Literal)
}

/// A length of the face in thousandths of its size.
fn thousandths(face: &Face<'_>, length: impl Into<i64>) -> i64 {
    length.into() * 1000 / i64::from(face.units_per_em()).max(1)
}
