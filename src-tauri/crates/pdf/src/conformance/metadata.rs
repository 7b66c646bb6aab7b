//! What a file says of itself: its metadata packet, and the older dictionary, which must say the same.

use lopdf::{Dictionary, Document, Object};

use super::{Faults, Standard, is};
use crate::access::{get, get_dict, get_text};

/// The properties that the older dictionary repeats, and how the packet names each.
const REPEATED: &[(&[u8], &str)] = &[
    (b"Title", "dc:title"),
    (b"Author", "dc:creator"),
    (b"Subject", "dc:description"),
    (b"Creator", "xmp:CreatorTool"),
    (b"Producer", "pdf:Producer"),
    (b"CreationDate", "xmp:CreateDate"),
    (b"ModDate", "xmp:ModifyDate"),
];

/// Every property that our packets have; each is one that archives know or is explained in the packet.
const KNOWN: &[&str] = &[
    "dc:format",
    "dc:title",
    "dc:language",
    "dc:creator",
    "dc:description",
    "xmp:CreatorTool",
    "xmp:CreateDate",
    "xmp:ModifyDate",
    "xmp:MetadataDate",
    "pdf:Producer",
    "xmpMM:DocumentID",
    "pdfaid:part",
    "pdfaid:conformance",
    "pdfuaid:part",
];

pub(super) fn check(document: &Document, catalogue: &Dictionary, standard: Standard, found: &mut Faults) {
    let Object::Stream(stream) = get(document, catalogue, b"Metadata") else {
        return found.add("19005-2 6.6.2.1", "there are no metadata");
    };
    found.unless(
        is(&stream.dict, b"Type", b"Metadata") && is(&stream.dict, b"Subtype", b"XML"),
        "19005-2 6.6.2.1",
        "the metadata do not say that they are",
    );
    found.unless(
        !stream.dict.has(b"Filter"),
        "19005-2 6.6.2.1",
        "the metadata are packed",
    );
    let Ok(packet) = std::str::from_utf8(&stream.content) else {
        return found.add("19005-2 6.6.2.1", "the metadata are not UTF-8");
    };
    let head = packet.split("?>").next().unwrap_or_default();
    found.unless(
        head.starts_with("<?xpacket begin=") && !head.contains("bytes=") && !head.contains("encoding="),
        "19005-2 6.6.2.1",
        "the packet of metadata has no proper head",
    );
    found.unless(
        packet.trim_end().ends_with("<?xpacket end=\"r\"?>")
            || packet.trim_end().ends_with("<?xpacket end=\"w\"?>"),
        "19005-2 6.6.2.1",
        "the packet of metadata has no end",
    );
    let (part, level) = match standard {
        Standard::Paper => ("2", "A"),
        Standard::Bundle => ("3", "B"),
    };
    let says = |name: &str, value: &str| property(packet, name).as_deref() == Some(value);
    found.unless(
        says("pdfaid:part", part),
        "19005-2 6.6.4",
        "the part of the standard is not claimed",
    );
    found.unless(
        says("pdfaid:conformance", level),
        "19005-2 6.6.4",
        "the level of the standard is not claimed",
    );
    if standard == Standard::Paper {
        found.unless(
            says("pdfuaid:part", "1"),
            "14289-1 5",
            "accessibility is not claimed",
        );
        let explained = packet.contains("<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>");
        found.unless(
            explained,
            "19005-2 6.6.2.3",
            "the claim of accessibility is not explained to archives",
        );
        let title = property(packet, "dc:title").unwrap_or_default();
        found.unless(!title.trim().is_empty(), "14289-1 7.1", "there is no title");
    }
    for name in properties(packet) {
        found.unless(
            KNOWN.contains(&name),
            "19005-2 6.6.2.3",
            format!("the property {name} is unknown"),
        );
    }
    let Some(older) = get_dict(document, &document.trailer, b"Info") else {
        return;
    };
    for (key, _) in older {
        let known = REPEATED.iter().any(|(repeated, _)| repeated == key);
        found.unless(
            known,
            "19005-2 6.6.3",
            "the older dictionary says more than the packet",
        );
    }
    for (key, name) in REPEATED {
        let Some(value) = get_text(document, older, key) else {
            continue;
        };
        let value = if key.ends_with(b"Date") {
            crate::typeset::iso_date(&value).unwrap_or_default()
        } else {
            value
        };
        found.unless(
            property(packet, name).as_deref() == Some(value.as_str()),
            "19005-2 6.6.3",
            format!("the packet and the older dictionary differ in {name}"),
        );
    }
}

/// The value of a property that is written as an element; of a list the first.
fn property(packet: &str, name: &str) -> Option<String> {
    let (_, rest) = packet.split_once(&format!("<{name}>"))?;
    let (value, _) = rest.split_once(&format!("</{name}>"))?;
    let value = match value.split_once("<rdf:li") {
        Some((_, item)) => item.split_once('>')?.1.split_once("</rdf:li>")?.0,
        None => value,
    };
    Some(
        value
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}

/// The names of all properties but those that explain a schema.
fn properties(packet: &str) -> impl Iterator<Item = &str> {
    let names = packet
        .split('<')
        .filter_map(|piece| piece.split(['>', ' ', '/', '\n']).next());
    names.filter(|name| {
        let space = name.split_once(':').map(|(space, _)| space);
        space.is_some_and(|space| {
            !matches!(
                space,
                "x" | "rdf" | "pdfaExtension" | "pdfaSchema" | "pdfaProperty"
            )
        })
    })
}
