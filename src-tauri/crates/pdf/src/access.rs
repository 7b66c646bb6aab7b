//! Looks into lopdf's objects without surprises: references followed to an end, wrong types taken as absent.

use lopdf::{Dictionary, Document, Object, ObjectId};

/// How many references in a row are followed before a chain counts as a loop.
const CHAIN: usize = 32;

static NULL: Object = Object::Null;

/// The object that `object` stands for; null when it is missing or a loop of references.
pub(crate) fn resolve<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    let mut object = object;
    for _ in 0..CHAIN {
        match object {
            Object::Reference(id) => object = document.objects.get(id).unwrap_or(&NULL),
            other => return other,
        }
    }
    &NULL
}

/// The value of `key`, resolved; null when absent.
pub(crate) fn get<'a>(document: &'a Document, dict: &'a Dictionary, key: &[u8]) -> &'a Object {
    dict.get(key).map_or(&NULL, |value| resolve(document, value))
}

/// `object` as a dictionary, that of a stream included.
pub(crate) fn dict<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    match resolve(document, object) {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// The value of `key` as a dictionary.
pub(crate) fn get_dict<'a>(document: &'a Document, of: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    of.get(key).ok().and_then(|value| dict(document, value))
}

/// The value of `key` as an array; empty when absent.
pub(crate) fn get_array<'a>(document: &'a Document, of: &'a Dictionary, key: &[u8]) -> &'a [Object] {
    match get(document, of, key) {
        Object::Array(items) => items,
        _ => &[],
    }
}

/// The value of `key` as a name.
pub(crate) fn get_name<'a>(document: &'a Document, of: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
    match get(document, of, key) {
        Object::Name(name) => Some(name),
        _ => None,
    }
}

/// The value of `key` as a number.
pub(crate) fn get_number(document: &Document, of: &Dictionary, key: &[u8]) -> Option<f64> {
    number(get(document, of, key))
}

/// The value of `key` as text, decoded.
pub(crate) fn get_text(document: &Document, of: &Dictionary, key: &[u8]) -> Option<String> {
    text(get(document, of, key))
}

/// A text string as text.
pub(crate) fn text(object: &Object) -> Option<String> {
    match object {
        Object::String(..) => lopdf::decode_text_string(object).ok(),
        _ => None,
    }
}

/// A finite number.
pub(crate) fn number(object: &Object) -> Option<f64> {
    match object {
        Object::Integer(value) => Some(*value as f64),
        Object::Real(value) if value.is_finite() => Some(f64::from(*value)),
        _ => None,
    }
}

/// Four numbers as a rectangle with its lower left corner first; none when it has no area.
pub(crate) fn rectangle(document: &Document, object: &Object) -> Option<[f64; 4]> {
    let Object::Array(items) = resolve(document, object) else {
        return None;
    };
    let numbers: Vec<f64> = items
        .iter()
        .filter_map(|item| number(resolve(document, item)))
        .collect();
    let [a, b, c, d] = numbers.get(..4)?.try_into().ok()?;
    let [a, b, c, d]: [f64; 4] = [a, b, c, d];
    let rectangle = [a.min(c), b.min(d), a.max(c), b.max(d)];
    (rectangle[2] - rectangle[0] > 0.01 && rectangle[3] - rectangle[1] > 0.01).then_some(rectangle)
}

/// The reference that `object` is, if it is one.
pub(crate) fn reference(object: &Object) -> Option<ObjectId> {
    match object {
        Object::Reference(id) => Some(*id),
        _ => None,
    }
}

/// A number as PDF writes it, whole where it is whole.
pub(crate) fn real(value: f64) -> Object {
    if value.fract() == 0.0 && value.abs() < 1e9 {
        Object::Integer(value as i64)
    } else {
        Object::Real(value as f32)
    }
}

/// Numbers as an array.
pub(crate) fn reals(values: &[f64]) -> Object {
    Object::Array(values.iter().map(|value| real(*value)).collect())
}

/// A text string: plain where it is ASCII, UTF-16 with its mark otherwise.
pub(crate) fn string(text: &str) -> Object {
    if text.is_ascii() {
        return Object::string_literal(text);
    }
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    Object::string_literal(units.flat_map(u16::to_be_bytes).collect::<Vec<u8>>())
}
