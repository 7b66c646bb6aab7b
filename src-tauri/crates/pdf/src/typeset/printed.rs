//! printpdf hands its document out in the lopdf that it was built with; what of it is kept is moved to ours.

use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, Stream, StringFormat};

use super::print::pack;

/// Moves the objects of a document of one page, less that page and what leads to it, behind those of `document`; gives
/// the resources of the page.
pub(super) fn move_into(document: &mut Document, mut printed: printed::Document) -> Option<Dictionary> {
    let page = printed.get_pages().into_values().next()?;
    let page = printed.objects.remove(&page)?;
    let reference = |key: &[u8]| page.as_dict().ok()?.get(key).ok()?.as_reference().ok();
    let resources = printed.objects.remove(&reference(b"Resources")?)?;
    printed.objects.remove(&reference(b"Contents")?);
    for end in [b"Root".as_slice(), b"Info"] {
        let end = printed.trailer.get(end).ok()?.as_reference().ok()?;
        printed.objects.remove(&end);
    }
    printed
        .objects
        .retain(|_, object| !matches!(object, printed::Object::Dictionary(dict) if dict.has_type(b"Pages")));
    let before = document.max_id;
    document.max_id += printed.max_id;
    for ((number, generation), object) in printed.objects {
        let mut object = self::object(object, before);
        if let Object::Stream(stream) = &mut object {
            pack(stream);
        }
        document.objects.insert((number + before, generation), object);
    }
    match object(resources, before) {
        Object::Dictionary(resources) => Some(resources),
        _ => None,
    }
}

/// A document of nothing.
pub(super) fn empty() -> Document {
    let mut document = Document::with_version("1.7");
    document.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    document
}

/// An object in our form; the objects that it refers to come after `before` others.
fn object(object: printed::Object, before: u32) -> Object {
    match object {
        printed::Object::Null => Object::Null,
        printed::Object::Boolean(value) => Object::Boolean(value),
        printed::Object::Integer(value) => Object::Integer(value),
        printed::Object::Real(value) => Object::Real(value),
        printed::Object::Name(name) => Object::Name(name),
        printed::Object::String(bytes, format) => Object::String(
            bytes,
            match format {
                printed::StringFormat::Literal => StringFormat::Literal,
                printed::StringFormat::Hexadecimal => StringFormat::Hexadecimal,
            },
        ),
        printed::Object::Array(items) => {
            Object::Array(items.into_iter().map(|item| self::object(item, before)).collect())
        }
        printed::Object::Dictionary(dict) => Object::Dictionary(dictionary(dict, before)),
        printed::Object::Stream(stream) => {
            let kept = Stream::new(dictionary(stream.dict, before), stream.content);
            Object::Stream(kept.with_compression(stream.allows_compression))
        }
        printed::Object::Reference((number, generation)) => Object::Reference((number + before, generation)),
    }
}

fn dictionary(dict: printed::Dictionary, before: u32) -> Dictionary {
    dict.into_iter()
        .map(|(key, value)| (key, object(value, before)))
        .collect()
}
