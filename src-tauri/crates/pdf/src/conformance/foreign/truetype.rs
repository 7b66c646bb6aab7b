//! Simple TrueType faces, as most word processors write them: codes of one byte, found through a table of the face.

use std::collections::BTreeSet;

use lopdf::Dictionary;
use rustybuzz::ttf_parser::{Face, GlyphId, PlatformId};

use super::walk::Walk;
use super::{Allowed, demand, face, refuse};
use crate::access::{get, get_dict, get_name, number};

/// Flags of a face: its glyphs are signs of its own, or letters that all faces have.
const SYMBOLIC: i64 = 4;
const NONSYMBOLIC: i64 = 32;

/// Where symbol faces keep their signs.
const SIGNS: u32 = 0xF000;

/// The letters of codes 128 to 159 in the encoding of Windows (ISO 32000-1, annex D.2).
const WINDOWS: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“',
    '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// Whether `codes` may be shown in this face.
pub(super) fn allowed(walk: &Walk<'_>, dictionary: &Dictionary, codes: &BTreeSet<u16>) -> Allowed {
    let descriptor = get_dict(walk.document, dictionary, b"FontDescriptor");
    let bytes = face::program(walk, descriptor, b"FontFile2")?;
    let Ok(parsed) = Face::parse(&bytes, 0) else {
        return refuse("19005-3 6.2.11.4.1", "the program of a face cannot be read");
    };
    let flags = descriptor.and_then(|descriptor| number(get(walk.document, descriptor, b"Flags")));
    let flags = flags.unwrap_or(0.0) as i64;
    let is_symbolic = flags & SYMBOLIC != 0;
    demand(
        is_symbolic != (flags & NONSYMBOLIC != 0),
        "19005-3 6.2.11.6",
        "a face does not say whether its glyphs are letters",
    )?;
    let encoding = get(walk.document, dictionary, b"Encoding");
    if is_symbolic {
        demand(
            matches!(encoding, lopdf::Object::Null),
            "19005-3 6.2.11.6",
            "a face of signs has letters",
        )?;
    } else {
        let base = match get_dict(walk.document, dictionary, b"Encoding") {
            Some(encoding) if !encoding.has(b"Differences") => {
                get_name(walk.document, encoding, b"BaseEncoding")
            }
            Some(_) => None,
            None => encoding.as_name().ok(),
        };
        demand(
            base == Some(b"WinAnsiEncoding"),
            "19005-3 6.2.11.6",
            "the letters of a face are told in a way that is not looked through",
        )?;
    }
    codes.iter().try_for_each(|&code| {
        let glyph = if is_symbolic {
            sign(&parsed, code)
        } else {
            letter(code).and_then(|letter| by_table(&parsed, PlatformId::Windows, 1, letter.into()))
        };
        let advance = glyph
            .filter(|glyph| glyph.0 != 0)
            .and_then(|glyph| parsed.glyph_hor_advance(glyph));
        face::glyph(
            face::width(walk, dictionary, code),
            advance,
            parsed.units_per_em(),
        )
    })
}

/// The glyph of a sign: by the table for signs, or by the one table that is there.
fn sign(face: &Face<'_>, code: u16) -> Option<GlyphId> {
    let code = u32::from(code);
    by_table(face, PlatformId::Windows, 0, SIGNS + code)
        .or_else(|| by_table(face, PlatformId::Windows, 0, code))
        .or_else(|| by_table(face, PlatformId::Macintosh, 0, code))
}

fn by_table(face: &Face<'_>, platform: PlatformId, encoding: u16, code: u32) -> Option<GlyphId> {
    let tables = face.tables().cmap?;
    let table = tables
        .subtables
        .into_iter()
        .find(|table| table.platform_id == platform && table.encoding_id == encoding)?;
    table.glyph_index(code)
}

/// The letter of a code in the encoding of Windows.
fn letter(code: u16) -> Option<char> {
    let letter = match code {
        0x20..=0x7E => char::from_u32(code.into())?,
        0x80..=0x9F => WINDOWS[usize::from(code - 0x80)],
        0xA0 => ' ',
        0xAD => '-',
        0xA1..=0xFF => char::from_u32(code.into())?,
        _ => '\0',
    };
    (letter != '\0').then_some(letter)
}
