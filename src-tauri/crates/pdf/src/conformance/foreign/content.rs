//! A stream of content: its operators are known, its colours are not inks, and it is noted what is shown in which face.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, ObjectId};

use super::walk::{INTENTS, face_of};
use super::{Allowed, demand, refuse};
use crate::access::{get_dict, get_name};
use crate::conformance::content::{DEPTH, OPERATORS};
use crate::content::{Operand, Operators};

/// Operators of foreign pages besides those of our own: pictures within the content, shadings, and glyphs of a face
/// that is drawn.
const FOREIGN: [&[u8]; 6] = [b"BI", b"EI", b"sh", b"d0", b"d1", b"i"];

/// The way of showing text that leaves no mark: a face is then not needed.
const INVISIBLE: f64 = 3.0;

/// What a stream shows.
pub(super) struct Scan {
    /// The codes in each face.
    pub(super) shown: BTreeMap<ObjectId, BTreeSet<u16>>,
}

/// The state that `q` keeps, as far as text needs it.
#[derive(Clone, Copy, Default)]
struct State {
    face: Option<(ObjectId, bool)>,
    is_invisible: bool,
}

impl Scan {
    pub(super) fn of(document: &Document, resources: Option<&Dictionary>, content: &[u8]) -> Allowed<Self> {
        let mut shown: BTreeMap<ObjectId, BTreeSet<u16>> = BTreeMap::new();
        let (mut state, mut kept) = (State::default(), Vec::new());
        for (operator, operands) in Operators::new(content) {
            let is_known = std::str::from_utf8(operator).is_ok_and(|word| OPERATORS.contains(&word));
            match (operator, operands.as_slice()) {
                (b"q", _) => {
                    kept.push(state);
                    demand(
                        kept.len() < DEPTH,
                        "19005-3 6.1.13",
                        "graphics states are kept too deep",
                    )?;
                }
                (b"Q", _) => state = kept.pop().unwrap_or_default(),
                (b"k" | b"K", _) => return refuse("19005-3 6.2.4.3", "a colour is one of four inks"),
                (b"cs" | b"CS", [Operand::Name(name)]) => demand(
                    name != b"DeviceCMYK",
                    "19005-3 6.2.4.3",
                    "a colour is one of four inks",
                )?,
                (b"ri", [Operand::Name(intent)]) => demand(
                    INTENTS.contains(&intent.as_slice()),
                    "19005-3 6.2.6",
                    "an intent of colours is unknown",
                )?,
                (b"EI", operands) => picture(operands)?,
                (b"Tr", [Operand::Number(mode)]) => state.is_invisible = *mode == INVISIBLE,
                (b"Tf", [Operand::Name(name), ..]) => {
                    let Some(face) = face_of(document, resources, name) else {
                        return refuse("19005-3 6.2.2", "a face is used that is not among the resources");
                    };
                    let faces = resources.and_then(|resources| get_dict(document, resources, b"Font"));
                    let is_composite = faces
                        .and_then(|faces| get_dict(document, faces, name))
                        .is_some_and(|face| get_name(document, face, b"Subtype") == Some(b"Type0"));
                    state.face = Some((face, is_composite));
                }
                (b"Tj" | b"'" | b"\"", operands) => text(state, operands.last(), &mut shown)?,
                (b"TJ", [Operand::List(items)]) => {
                    items
                        .iter()
                        .try_for_each(|item| text(state, Some(item), &mut shown))?;
                }
                _ => demand(
                    is_known || FOREIGN.contains(&operator),
                    "19005-3 6.2.2",
                    "a page has an operator that is none",
                )?,
            }
        }
        Ok(Self { shown })
    }
}

fn text(state: State, operand: Option<&Operand>, shown: &mut BTreeMap<ObjectId, BTreeSet<u16>>) -> Allowed {
    let Some(Operand::Text(codes)) = operand else {
        return Ok(());
    };
    if state.is_invisible || codes.is_empty() {
        return Ok(());
    }
    let Some((face, is_composite)) = state.face else {
        return refuse("19005-3 6.2.11.4.1", "a text is shown in no face");
    };
    let shown = shown.entry(face).or_default();
    if is_composite {
        demand(
            codes.len().is_multiple_of(2),
            "19005-3 6.2.11.4.1",
            "a text has half a code at its end",
        )?;
        shown.extend(
            codes
                .chunks_exact(2)
                .map(|code| u16::from_be_bytes([code[0], code[1]])),
        );
    } else {
        shown.extend(codes.iter().map(|code| u16::from(*code)));
    }
    Ok(())
}

/// A picture within the content: its words are names, and what is true is not told from what is false.
fn picture(operands: &[Operand]) -> Allowed {
    let is_named = |names: &[&[u8]]| {
        operands
            .iter()
            .any(|operand| matches!(operand, Operand::Name(name) if names.contains(&name.as_slice())))
    };
    demand(
        !is_named(&[b"LZW", b"LZWDecode", b"Crypt"]),
        "19005-3 6.1.10",
        "a picture is packed in a way that archives do not know",
    )?;
    demand(
        !is_named(&[b"CMYK", b"DeviceCMYK"]),
        "19005-3 6.2.4.3",
        "a picture is of four inks",
    )?;
    let smoothed = operands.windows(2).any(|pair| {
        matches!(pair, [Operand::Name(name), Operand::Other] if matches!(name.as_slice(), b"I" | b"Interpolate"))
    });
    demand(
        !smoothed,
        "19005-3 6.2.8",
        "a picture may be smoothed by the viewer",
    )
}
