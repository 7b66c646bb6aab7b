//! printpdf hands its document out in the lopdf that it was built with; what of it is kept is moved to ours.

use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, Stream, StringFormat};

use super::print::pack;

/// The objects of a document of one page, less that page and what leads to it; and the resources of the page.
pub(super) fn moved(mut printed: printed::Document) -> Option<(Document, Dictionary)> {
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
    let mut document = Document::with_version("1.7");
    document.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    document.max_id = printed.max_id;
    for (id, object) in printed.objects {
        let mut object = self::object(object);
        if let Object::Stream(stream) = &mut object {
            pack(stream);
        }
        document.objects.insert(id, object);
    }
    match object(resources) {
        Object::Dictionary(resources) => Some((document, resources)),
        _ => None,
    }
}

fn object(object: printed::Object) -> Object {
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
        printed::Object::Array(items) => Object::Array(items.into_iter().map(self::object).collect()),
        printed::Object::Dictionary(dict) => Object::Dictionary(dictionary(dict)),
        printed::Object::Stream(stream) => {
            let kept = Stream::new(dictionary(stream.dict), stream.content);
            Object::Stream(kept.with_compression(stream.allows_compression))
        }
        printed::Object::Reference(id) => Object::Reference(id),
    }
}

fn dictionary(dict: printed::Dictionary) -> Dictionary {
    dict.into_iter()
        .map(|(key, value)| (key, object(value)))
        .collect()
}
