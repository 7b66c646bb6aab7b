//! The file as a whole: its header and end, what it must have, and what it must not.

use lopdf::{Dictionary, Document, Object};

use super::{Faults, Standard, is};
use crate::access::{dict, get, get_array, get_dict, get_name, get_text};

/// Filters that every archive can read. LZW is none of them, and nor is anything that needs a key.
pub(super) const FILTERS: &[&[u8]] = &[
    b"FlateDecode",
    b"DCTDecode",
    b"ASCIIHexDecode",
    b"ASCII85Decode",
    b"RunLengthDecode",
    b"CCITTFaxDecode",
    b"JBIG2Decode",
    b"JPXDecode",
];

/// Keys that start something, lead outside the file, or hide what is on paper.
const FORBIDDEN: &[(&[u8], &str)] = &[
    (b"AA", "19005-2 6.5.2"),
    (b"OpenAction", "19005-2 6.5.1"),
    (b"JS", "19005-2 6.5.1"),
    (b"JavaScript", "19005-2 6.5.1"),
    (b"XFA", "19005-2 6.4.2"),
    (b"NeedsRendering", "19005-2 6.4.2"),
    (b"Requirements", "19005-2 6.11"),
    (b"AlternatePresentations", "19005-2 6.10"),
    (b"PresSteps", "19005-2 6.10"),
    (b"Perms", "19005-2 6.1.12"),
    (b"FFilter", "19005-2 6.1.7.1"),
    (b"FDecodeParms", "19005-2 6.1.7.1"),
    (b"TR", "19005-2 6.2.5"),
    (b"HTP", "19005-2 6.2.5"),
    (b"OPI", "19005-2 6.2.9"),
    (b"PS", "19005-2 6.2.9"),
    (b"Ref", "19005-2 6.2.9"),
    (b"Alternates", "19005-2 6.2.8"),
];

/// What can be seen without reading objects.
pub(super) fn check_bytes(bytes: &[u8], found: &mut Faults) {
    found.unless(
        bytes.starts_with(b"%PDF-1.7\n"),
        "19005-2 6.1.2",
        "the file does not begin with its version",
    );
    let second = bytes.get(9..).unwrap_or_default();
    found.unless(
        second.starts_with(b"%") && second.iter().skip(1).take(4).all(|byte| *byte > 127),
        "19005-2 6.1.2",
        "the second line does not say that the file is binary",
    );
    // Two bytes of a line end after a stream are taken for one line end: right only where both were written as one.
    let is_doubtful = |at: usize| at.checked_sub(1).and_then(|before| bytes.get(before)) != Some(&b'\r');
    found.unless(
        !memchr::memmem::find_iter(bytes, b"\r\nendstream").any(is_doubtful),
        "19005-2 6.1.7.1",
        "a stream may be taken for one byte shorter than it is",
    );
    let end = bytes.trim_ascii_end();
    found.unless(
        end.ends_with(b"%%EOF") && bytes.len() - end.len() <= 2,
        "19005-2 6.1.3",
        "the file does not end with its mark",
    );
}

/// Trailer, catalogue, every object.
pub(super) fn check(document: &Document, catalogue: &Dictionary, standard: Standard, found: &mut Faults) {
    let trailer = &document.trailer;
    found.unless(
        get_array(document, trailer, b"ID").len() == 2,
        "19005-2 6.1.3",
        "there is no identifier",
    );
    found.unless(!trailer.has(b"Encrypt"), "19005-2 6.1.3", "the file is encrypted");
    found.unless(
        !catalogue.has(b"AcroForm"),
        "19005-2 6.4.1",
        "there is a form to fill in",
    );
    output_intent(document, catalogue, found);
    if standard == Standard::Paper {
        found.unless(!catalogue.has(b"OCProperties"), "19005-2 6.9", "there are layers");
        found.unless(
            get_text(document, catalogue, b"Lang").is_some_and(|tag| is_language(&tag)),
            "14289-1 7.2",
            "the language is not said",
        );
        let marked = get_dict(document, catalogue, b"MarkInfo");
        let is_true = |key: &[u8]| {
            marked.is_some_and(|marked| matches!(get(document, marked, key), Object::Boolean(true)))
        };
        found.unless(
            is_true(b"Marked"),
            "14289-1 6.2",
            "it does not say that it is tagged",
        );
        found.unless(
            !is_true(b"Suspects"),
            "14289-1 7.1",
            "its tags are said to be suspect",
        );
        let preferences = get_dict(document, catalogue, b"ViewerPreferences");
        let shows_title = preferences
            .is_some_and(|shown| matches!(get(document, shown, b"DisplayDocTitle"), Object::Boolean(true)));
        found.unless(
            shows_title,
            "14289-1 7.1",
            "a viewer is not told to show the title",
        );
        found.unless(
            catalogue.has(b"PageLabels"),
            "14289-1 7.17",
            "pages have no labels",
        );
    }
    embedded_files(document, catalogue, standard, found);
    for object in document.objects.values() {
        self::object(document, object, found);
        if let Object::Stream(stream) = object {
            filters(document, &stream.dict, found);
        }
    }
}

/// Whether a text is a language tag: a language of two or three letters, and parts of up to eight letters or digits.
pub(super) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|letter| letter.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|letter| letter.is_ascii_alphanumeric())
        })
}

/// One profile for what is printed, and it is the one that the colours of our pages are meant for.
fn output_intent(document: &Document, catalogue: &Dictionary, found: &mut Faults) {
    let clause = "19005-2 6.2.3";
    let [intent] = get_array(document, catalogue, b"OutputIntents") else {
        return found.add(clause, "there is not one output intent");
    };
    let Some(intent) = dict(document, intent).filter(|intent| is(intent, b"S", b"GTS_PDFA1")) else {
        return found.add(clause, "the output intent is not one of PDF/A");
    };
    found.unless(
        get_text(document, intent, b"OutputConditionIdentifier").is_some(),
        clause,
        "the output intent has no name",
    );
    let Object::Stream(profile) = get(document, intent, b"DestOutputProfile") else {
        return found.add(clause, "the output intent has no profile");
    };
    let Ok(bytes) = profile.decompressed_content() else {
        return found.add(clause, "the profile cannot be read");
    };
    let length = bytes
        .get(..4)
        .and_then(|length| length.try_into().ok())
        .map(u32::from_be_bytes);
    found.unless(
        length.is_some_and(|length| length as usize == bytes.len()),
        clause,
        "the profile is cut off",
    );
    found.unless(
        bytes.get(8).is_some_and(|version| *version <= 4),
        clause,
        "the profile is of an unknown version",
    );
    found.unless(
        matches!(bytes.get(12..16), Some(b"mntr" | b"prtr")),
        clause,
        "the profile is of no output device",
    );
    found.unless(
        bytes.get(16..20) == Some(b"RGB "),
        clause,
        "the profile is not of red, green and blue",
    );
    found.unless(bytes.get(36..40) == Some(b"acsp"), clause, "the profile is none");
    found.unless(
        matches!(get(document, &profile.dict, b"N"), Object::Integer(3)),
        clause,
        "the profile does not have three colours",
    );
}

/// Every file embedded is said to belong to the document, and how; a paper has none.
fn embedded_files(document: &Document, catalogue: &Dictionary, standard: Standard, found: &mut Faults) {
    let associated = get_array(document, catalogue, b"AF");
    let mut specifications = 0;
    for object in document.objects.values() {
        let Some(specification) = dict(document, object).filter(|specification| specification.has(b"EF"))
        else {
            continue;
        };
        specifications += 1;
        for key in [b"F".as_slice(), b"UF", b"AFRelationship"] {
            found.unless(
                specification.has(key),
                "19005-3 6.8",
                "an embedded file is not fully named",
            );
        }
        let file = get_dict(document, specification, b"EF").and_then(|files| get_dict(document, files, b"F"));
        let has_kind = file.is_some_and(|file| {
            get_name(document, file, b"Subtype").is_some_and(|kind| kind.contains(&b'/'))
        });
        found.unless(
            has_kind,
            "19005-3 6.8",
            "an embedded file does not say of which kind it is",
        );
        let has_date = file
            .and_then(|file| get_dict(document, file, b"Params"))
            .is_some_and(|params| params.has(b"ModDate"));
        found.unless(
            has_date,
            "19005-3 6.8",
            "an embedded file does not say when it was changed",
        );
    }
    match standard {
        Standard::Paper => found.unless(specifications == 0, "19005-2 6.8", "a file is embedded"),
        Standard::Bundle => found.unless(
            associated.len() == specifications,
            "19005-3 6.8",
            "an embedded file is not associated",
        ),
    }
}

fn object(document: &Document, object: &Object, found: &mut Faults) {
    match object {
        Object::Dictionary(dictionary) => keys(document, dictionary, found),
        Object::Stream(stream) => keys(document, &stream.dict, found),
        Object::Array(items) => {
            found.unless(items.len() <= 8191, "19005-2 6.1.13", "an array is too long");
            items.iter().for_each(|item| self::object(document, item, found));
        }
        Object::String(bytes, _) => {
            found.unless(bytes.len() <= 32767, "19005-2 6.1.13", "a string is too long");
        }
        Object::Name(name) => found.unless(
            name.len() <= 127 && std::str::from_utf8(name).is_ok(),
            "19005-2 6.1.8",
            "a name is too long or not UTF-8",
        ),
        Object::Real(value) => found.unless(value.is_finite(), "19005-2 6.1.13", "a number is too large"),
        Object::Integer(value) => found.unless(
            i32::try_from(*value).is_ok(),
            "19005-2 6.1.13",
            "a number is too large",
        ),
        _ => {}
    }
}

fn keys(document: &Document, dictionary: &Dictionary, found: &mut Faults) {
    let is_picture_or_form = is(dictionary, b"Type", b"XObject") || dictionary.has(b"Subtype");
    for (key, clause) in FORBIDDEN {
        let applies = match *key {
            b"OPI" | b"PS" | b"Ref" | b"Alternates" => is_picture_or_form,
            b"TR" => is(dictionary, b"Type", b"ExtGState"),
            _ => true,
        };
        if applies && dictionary.has(key) {
            found.add(
                clause,
                format!("the key {} is there", String::from_utf8_lossy(key)),
            );
        }
    }
    found.unless(
        !is(dictionary, b"Subtype", b"Image")
            || !matches!(get(document, dictionary, b"Interpolate"), Object::Boolean(true)),
        "19005-2 6.2.8",
        "a picture is smoothed by the viewer",
    );
    if is(dictionary, b"S", b"URI") || is(dictionary, b"Type", b"Action") {
        found.add("19005-2 6.5.1", "there is an action");
    }
    for (_, value) in dictionary {
        if !matches!(value, Object::Reference(_)) {
            object(document, value, found);
        }
    }
}

fn filters(document: &Document, stream: &Dictionary, found: &mut Faults) {
    found.unless(
        !stream.has(b"F") || stream.has(b"Rect"),
        "19005-2 6.1.7.1",
        "a stream is kept outside the file",
    );
    let named: Vec<&[u8]> = match get(document, stream, b"Filter") {
        Object::Name(name) => vec![name],
        Object::Array(names) => names.iter().filter_map(|name| name.as_name().ok()).collect(),
        _ => Vec::new(),
    };
    for name in named {
        found.unless(
            FILTERS.contains(&name),
            "19005-2 6.1.7.2",
            "a stream is packed in a way that archives do not know",
        );
    }
}
