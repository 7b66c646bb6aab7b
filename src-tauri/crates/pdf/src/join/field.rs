//! Reads what a form field holds and how it wants to be shown, its parents and its form included.

use lopdf::{Dictionary, Document, Object};

use crate::access::{get, get_dict, number, resolve, text};
use crate::content::{Operators, numbers};
use crate::source::form;

/// How far up a field's parents are asked for what it inherits.
const ANCESTORS: usize = 16;

/// Whether `annotation` is a text or choice field that has a value to show.
pub(crate) fn is_text_field_with_value(document: &Document, annotation: &Dictionary) -> bool {
    matches!(field_value(document, annotation, b"FT"), Object::Name(kind) if kind == b"Tx" || kind == b"Ch")
        && !value_text(document, annotation).is_empty()
}

/// The default appearance of a field: size (0 for automatic), colour and alignment.
pub(crate) struct Style {
    pub(crate) size: f64,
    /// Red, green and blue from 0 to 1.
    pub(crate) ink: [f32; 3],
    pub(crate) align: u8,
}

impl Style {
    pub(crate) fn of(document: &Document, field: &Dictionary) -> Self {
        let own = match field_value(document, field, b"DA") {
            Object::String(bytes, _) => Some(bytes.as_slice()),
            _ => None,
        };
        let general = form(document).and_then(|form| match get(document, form, b"DA") {
            Object::String(bytes, _) => Some(bytes.as_slice()),
            _ => None,
        });
        let mut style = Self {
            size: 0.0,
            ink: [0.0; 3],
            align: 0,
        };
        for (operator, operands) in Operators::new(own.or(general).unwrap_or_default()) {
            match (operator, numbers(&operands).as_slice()) {
                (b"Tf", [size]) => style.size = size.abs().min(300.0),
                (b"g", [grey]) => style.ink = ink([*grey; 3]),
                (b"rg", [red, green, blue]) => style.ink = ink([*red, *green, *blue]),
                (b"k", [cyan, magenta, yellow, black]) => {
                    style.ink = ink([cyan, magenta, yellow].map(|part| (1.0 - part) * (1.0 - black)));
                }
                _ => {}
            }
        }
        let align = number(field_value(document, field, b"Q")).unwrap_or(0.0);
        style.align = if align == 1.0 {
            1
        } else if align == 2.0 {
            2
        } else {
            0
        };
        style
    }
}

fn ink(parts: [f64; 3]) -> [f32; 3] {
    parts.map(|part| part.clamp(0.0, 1.0) as f32)
}

/// A value that a field has itself or from its parents.
pub(crate) fn field_value<'a>(document: &'a Document, field: &'a Dictionary, key: &[u8]) -> &'a Object {
    let mut field = field;
    for _ in 0..ANCESTORS {
        if field.has(key) {
            return get(document, field, key);
        }
        match get_dict(document, field, b"Parent") {
            Some(parent) => field = parent,
            None => break,
        }
    }
    &Object::Null
}

/// The value of a text or choice field as words; a choice shows what its option is called.
pub(crate) fn value_text(document: &Document, field: &Dictionary) -> String {
    let words = |value: &Object| match resolve(document, value) {
        Object::Stream(stream) => stream
            .get_plain_content_with_limit(1 << 20)
            .ok()
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        other => text(other),
    };
    let value = field_value(document, field, b"V");
    let chosen: Vec<String> = match value {
        Object::Array(items) => items.iter().filter_map(words).collect(),
        other => words(other).into_iter().collect(),
    };
    let Object::Array(options) = field_value(document, field, b"Opt") else {
        return chosen.join("\n");
    };
    let named = |value: String| {
        options
            .iter()
            .find_map(|option| match resolve(document, option) {
                Object::Array(pair) if pair.first().and_then(words).as_deref() == Some(value.as_str()) => {
                    pair.get(1).and_then(words)
                }
                _ => None,
            })
            .unwrap_or(value)
    };
    chosen.into_iter().map(named).collect::<Vec<_>>().join("\n")
}
