//! Foreign faces: embedded, with every glyph that is shown, as wide as the file says.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object, ObjectId};
use rustybuzz::ttf_parser::{Face, GlyphId, cff};

use super::walk::Walk;
use super::{Allowed, demand, refuse, truetype};
use crate::access::{dict, get, get_array, get_dict, get_name, number};
use crate::conformance::font::{lists_all, widths};

/// The reason that most files have.
const NOT_EMBEDDED: &str = "a face is not embedded";

/// Whether the face `id` brings a program of any kind; one whose glyphs are drawn is refused later.
pub(super) fn embedded(walk: &Walk<'_>, id: ObjectId) -> Allowed {
    let Ok(face) = walk.document.get_dictionary(id) else {
        return refuse("19005-3 6.2.11.2", "a face cannot be read");
    };
    let descendant = get_array(walk.document, face, b"DescendantFonts")
        .first()
        .and_then(|one| dict(walk.document, one));
    let descriptor = get_dict(walk.document, descendant.unwrap_or(face), b"FontDescriptor");
    let is_drawn = get_name(walk.document, face, b"Subtype") == Some(b"Type3");
    demand(
        is_drawn || descriptor.is_some_and(has_program),
        "19005-3 6.2.11.4.1",
        NOT_EMBEDDED,
    )
}

fn has_program(descriptor: &Dictionary) -> bool {
    [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"]
        .iter()
        .any(|key| descriptor.has(key))
}

/// Whether `codes` may be shown in the face `id`.
pub(super) fn allowed(walk: &Walk<'_>, id: ObjectId, codes: &BTreeSet<u16>) -> Allowed {
    let Ok(face) = walk.document.get_dictionary(id) else {
        return refuse("19005-3 6.2.11.2", "a face cannot be read");
    };
    match get_name(walk.document, face, b"Subtype") {
        Some(b"Type0") => composite(walk, face, codes),
        Some(b"TrueType") => truetype::allowed(walk, face, codes),
        Some(b"Type1" | b"MMType1") => compact(walk, face, codes),
        Some(b"Type3") => refuse("19005-3 6.2.11.2", "a face is drawn, which is not looked through"),
        _ => refuse("19005-3 6.2.11.2", "a face is of an unknown kind"),
    }
}

/// The program of a face, from this key of its descriptor.
pub(super) fn program(walk: &Walk<'_>, descriptor: Option<&Dictionary>, key: &[u8]) -> Allowed<Vec<u8>> {
    let program = descriptor.map(|descriptor| get(walk.document, descriptor, key));
    let Some(Object::Stream(program)) = program else {
        return match descriptor.is_some_and(has_program) {
            true => refuse(
                "19005-3 6.2.11.4.1",
                "a face is embedded in a form that is not looked through",
            ),
            false => refuse("19005-3 6.2.11.4.1", NOT_EMBEDDED),
        };
    };
    match walk.plain(program) {
        Some(bytes) => Ok(bytes),
        None => refuse("19005-3 6.2.11.4.1", "the program of a face cannot be read"),
    }
}

/// Whether a glyph is as wide as the file says, both in thousandths of the size.
pub(super) fn is_as_wide(said: Option<f64>, advance: u16, em: u16) -> Allowed {
    let shown = f64::from(advance) * 1000.0 / f64::from(em.max(1));
    demand(
        said.is_some_and(|said| (said - shown).abs() <= 1.0),
        "19005-3 6.2.11.5",
        "a glyph is not as wide as its face says",
    )
}

/// A face of many glyphs whose codes are two bytes.
fn composite(walk: &Walk<'_>, face: &Dictionary, codes: &BTreeSet<u16>) -> Allowed {
    let document = walk.document;
    demand(
        get_name(document, face, b"Encoding") == Some(b"Identity-H"),
        "19005-3 6.2.11.3.3",
        "the codes of a face are told in a way that is not looked through",
    )?;
    let descendant = get_array(document, face, b"DescendantFonts")
        .first()
        .and_then(|one| dict(document, one));
    let Some(descendant) = descendant else {
        return refuse("19005-3 6.2.11.2", "a face has no glyphs");
    };
    let descriptor = get_dict(document, descendant, b"FontDescriptor");
    let listed = match descriptor.map(|descriptor| get(document, descriptor, b"CIDSet")) {
        Some(Object::Stream(set)) => Some(walk.plain(set).unwrap_or_default()),
        _ => None,
    };
    let lists = |glyphs: u16| {
        demand(
            listed.as_ref().is_none_or(|listed| lists_all(listed, glyphs)),
            "19005-3 6.2.11.4.2",
            "the list of glyphs of a face is not whole",
        )
    };
    let widths = widths(document, get_array(document, descendant, b"W"));
    let default = number(get(document, descendant, b"DW")).unwrap_or(1000.0);
    let said = |code: u16| Some(widths.get(&code).copied().unwrap_or(default));
    match get_name(document, descendant, b"Subtype") {
        Some(b"CIDFontType2") => {
            demand(
                get_name(document, descendant, b"CIDToGIDMap") == Some(b"Identity"),
                "19005-3 6.2.11.3.2",
                "the glyphs of a face are told in a way that is not looked through",
            )?;
            let bytes = program(walk, descriptor, b"FontFile2")?;
            let Ok(face) = Face::parse(&bytes, 0) else {
                return refuse("19005-3 6.2.11.4.1", "the program of a face cannot be read");
            };
            lists(face.number_of_glyphs())?;
            codes.iter().try_for_each(|&code| {
                let advance = face.glyph_hor_advance(GlyphId(code)).filter(|_| code != 0);
                glyph(said(code), advance, face.units_per_em())
            })
        }
        Some(b"CIDFontType0") => {
            let bytes = program(walk, descriptor, b"FontFile3")?;
            // Such a face lists what stands for its glyphs, which is not looked through.
            lists(u16::MAX)?;
            let table = bare(&bytes)?;
            let glyphs: std::collections::BTreeMap<u16, GlyphId> = (0..table.number_of_glyphs())
                .map(|at| (table.glyph_cid(GlyphId(at)).unwrap_or(at), GlyphId(at)))
                .collect();
            codes.iter().try_for_each(|&code| {
                let id = glyphs.get(&code).copied().filter(|id| id.0 != 0);
                glyph(said(code), id.and_then(|id| table.glyph_width(id)), 1000)
            })
        }
        _ => refuse("19005-3 6.2.11.2", "a face is of an unknown kind"),
    }
}

/// A face of the older kind, whose program is in the compact form.
fn compact(walk: &Walk<'_>, face: &Dictionary, codes: &BTreeSet<u16>) -> Allowed {
    let document = walk.document;
    let descriptor = get_dict(document, face, b"FontDescriptor");
    demand(
        descriptor.is_none_or(|descriptor| !descriptor.has(b"CharSet")),
        "19005-3 6.2.11.4.2",
        "a face has a list of its glyphs, which is not looked through",
    )?;
    let bytes = program(walk, descriptor, b"FontFile3")?;
    let table = bare(&bytes)?;
    let differences = get_dict(document, face, b"Encoding")
        .map(|encoding| get_array(document, encoding, b"Differences"))
        .unwrap_or_default();
    let renamed = renamed(differences);
    let has_encoding = face.has(b"Encoding");
    codes.iter().try_for_each(|&code| {
        let name = renamed.get(&code);
        let id = match (name, has_encoding) {
            (Some(name), _) => table.glyph_index_by_name(name),
            (None, false) => u8::try_from(code).ok().and_then(|code| table.glyph_index(code)),
            (None, true) => None,
        };
        let id = id.filter(|id| id.0 != 0);
        glyph(
            width(walk, face, code),
            id.and_then(|id| table.glyph_width(id)),
            1000,
        )
    })
}

/// The width that a simple face says of a code.
pub(super) fn width(walk: &Walk<'_>, face: &Dictionary, code: u16) -> Option<f64> {
    let first = number(get(walk.document, face, b"FirstChar"))?;
    let at = f64::from(code) - first;
    let widths = get_array(walk.document, face, b"Widths");
    let width = (at >= 0.0).then(|| widths.get(at as usize)).flatten()?;
    number(crate::access::resolve(walk.document, width))
}

/// A glyph that is there and as wide as is said.
pub(super) fn glyph(said: Option<f64>, advance: Option<u16>, em: u16) -> Allowed {
    match advance {
        Some(advance) => is_as_wide(said, advance, em),
        None => refuse(
            "19005-3 6.2.11.4.1",
            "a glyph is shown that its face does not have",
        ),
    }
}

/// A program in the compact form, whose sizes are thousandths as nearly all are.
fn bare(bytes: &[u8]) -> Allowed<cff::Table<'_>> {
    match cff::Table::parse(bytes) {
        Some(table) if (table.matrix().sx - 0.001).abs() < f32::EPSILON => Ok(table),
        _ => refuse(
            "19005-3 6.2.11.4.1",
            "the program of a face is of a form that is not looked through",
        ),
    }
}

/// The glyphs by name that an encoding puts in the place of others.
fn renamed(differences: &[Object]) -> std::collections::BTreeMap<u16, &str> {
    let mut code = 0_u16;
    let mut names = std::collections::BTreeMap::new();
    for item in differences {
        match item {
            Object::Integer(next) => code = u16::try_from(*next).unwrap_or(u16::MAX),
            Object::Name(name) => {
                names.extend(std::str::from_utf8(name).ok().map(|name| (code, name)));
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    names
}
