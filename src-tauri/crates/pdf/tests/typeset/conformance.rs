//! The check of our own files finds what is put into a file that keeps the standards, and nothing else.

use lopdf::{Dictionary, Document, Object, ObjectId};
use second_opinion_pdf::conformance::{Standard, faults};
use second_opinion_pdf::typeset::*;

use crate::sample;

/// A sound paper with everything that our papers have.
fn sound() -> Vec<u8> {
    let mut png = Vec::new();
    let picture = image::RgbImage::from_pixel(8, 8, image::Rgb([0, 60, 110]));
    let encoder = image::codecs::png::PngEncoder::new(&mut png);
    picture.write_with_encoder(encoder).unwrap();
    let items = ["One question", "Another"].map(|words| vec![Block::tight(vec![Span::plain(words)])]);
    let cells = |words: [&str; 2]| words.map(Cell::from).to_vec();
    let blocks = [
        Block::Heading {
            level: 1,
            text: vec![Span::plain("Referral")],
            destination: Some("top".to_owned()),
            outline: true,
        },
        Block::heading(2, "What is asked"),
        Block::List {
            kind: ListKind::Ordered,
            items: items.to_vec(),
        },
        Block::Paragraph {
            spans: vec![Span::plain("In her own words")],
            style: ParagraphStyle::Quotation,
            align: Align::Start,
        },
        Block::body(vec![
            Span::plain("Siân Ŵyn ").in_language("cy"),
            Span::link("Back", "top"),
        ]),
        Block::Table {
            columns: vec![Column::new(0.6), Column::figures(0.4)],
            header: cells(["Record", "Pages"]),
            rows: vec![cells(["Letter", "1–2"]).into(), cells(["Results", "3"]).into()],
            caption: None,
        },
        Block::Image {
            bytes: png,
            alt: "A blue square".to_owned(),
            width_mm: 10.0,
        },
    ];
    typeset(&sample::paper("Referral"), &blocks, Fonts::bundled())
        .unwrap()
        .bytes
}

/// What is found after a change.
fn after(change: impl FnOnce(&mut Document)) -> String {
    let mut document = Document::load_mem(&sound()).unwrap();
    change(&mut document);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let found = faults(&bytes, Standard::Paper);
    found.iter().map(|fault| format!("{fault}\n")).collect()
}

fn catalogue(document: &mut Document) -> &mut Dictionary {
    document.catalog_mut().unwrap()
}

/// The first dictionary or stream for which `holds`.
fn first(document: &Document, holds: impl Fn(&Dictionary) -> bool) -> ObjectId {
    let dictionary = |object: &Object| match object {
        Object::Dictionary(dictionary) => holds(dictionary),
        Object::Stream(stream) => holds(&stream.dict),
        _ => false,
    };
    *document
        .objects
        .iter()
        .find(|(_, object)| dictionary(object))
        .unwrap()
        .0
}

fn is(dictionary: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    dictionary
        .get(key)
        .is_ok_and(|value| value.as_name().is_ok_and(|found| found == name))
}

fn element<'a>(document: &'a mut Document, kind: &[u8]) -> &'a mut Dictionary {
    let id = first(document, |dictionary| {
        dictionary.has(b"P") && is(dictionary, b"S", kind)
    });
    document.get_object_mut(id).unwrap().as_dict_mut().unwrap()
}

fn typed<'a>(document: &'a mut Document, key: &[u8], name: &[u8]) -> &'a mut Dictionary {
    let id = first(document, |dictionary| is(dictionary, key, name));
    match document.get_object_mut(id).unwrap() {
        Object::Stream(stream) => &mut stream.dict,
        other => other.as_dict_mut().unwrap(),
    }
}

/// Changes the content of the first page.
fn content(document: &mut Document, change: impl FnOnce(String) -> String) {
    let page = *document.get_pages().get(&1).unwrap();
    let old = String::from_utf8_lossy(&document.get_page_content(page)).into_owned();
    document
        .change_page_content(page, change(old).into_bytes())
        .unwrap();
}

/// Changes the metadata packet.
fn packet(document: &mut Document, from: &str, to: &str) {
    let id = first(document, |dictionary| is(dictionary, b"Type", b"Metadata"));
    let stream = document.get_object_mut(id).unwrap().as_stream_mut().unwrap();
    let text = String::from_utf8(stream.content.clone()).unwrap();
    assert!(text.contains(from), "{from}");
    stream.set_plain_content(text.replacen(from, to, 1).into_bytes());
}

#[test]
fn a_sound_file_has_no_fault_and_a_plain_rewriting_of_it_has_none_either() {
    assert_eq!(faults(&sound(), Standard::Paper), []);
    assert_eq!(after(|_| {}), "");
}

type Change = fn(&mut Document);

#[test]
fn each_fault_that_is_put_into_a_file_is_found_under_its_clause() {
    let faults: &[(&str, Change)] = &[
        ("19005-2 6.1.3: there is no identifier", |d| {
            drop(d.trailer.remove(b"ID"));
        }),
        ("19005-2 6.5.1: the key OpenAction", |d| {
            catalogue(d).set("OpenAction", Object::Null);
        }),
        ("19005-2 6.5.2: the key AA", |d| {
            catalogue(d).set("AA", Dictionary::new());
        }),
        ("19005-2 6.4.1: there is a form", |d| {
            catalogue(d).set("AcroForm", Dictionary::new());
        }),
        ("19005-2 6.9: there are layers", |d| {
            catalogue(d).set("OCProperties", Dictionary::new());
        }),
        ("19005-2 6.2.3: there is not one output intent", |d| {
            drop(catalogue(d).remove(b"OutputIntents"));
        }),
        ("19005-2 6.6.2.1: there are no metadata", |d| {
            drop(catalogue(d).remove(b"Metadata"));
        }),
        ("19005-2 6.6.4: the part", |d| {
            packet(d, "<pdfaid:part>2<", "<pdfaid:part>1<");
        }),
        ("19005-2 6.6.4: the level", |d| {
            packet(d, "conformance>A<", "conformance>B<");
        }),
        ("14289-1 5: accessibility is not claimed", |d| {
            packet(d, "<pdfuaid:part>1</pdfuaid:part>", "");
        }),
        (
            "19005-2 6.6.3: the packet and the older dictionary differ in dc:title",
            |d| packet(d, "x-default\">", "x-default\">Not "),
        ),
        ("19005-2 6.6.2.3: the property house:colour", |d| {
            packet(d, "<dc:format>", "<house:colour/><dc:format>");
        }),
        ("14289-1 7.2: the language is not said", |d| {
            drop(catalogue(d).remove(b"Lang"));
        }),
        ("14289-1 6.2: it does not say that it is tagged", |d| {
            drop(catalogue(d).remove(b"MarkInfo"));
        }),
        ("14289-1 7.1: a viewer is not told", |d| {
            drop(catalogue(d).remove(b"ViewerPreferences"));
        }),
        ("19005-2 6.7.3: there is no structure", |d| {
            drop(catalogue(d).remove(b"StructTreeRoot"));
        }),
        ("14289-1 7.1: page 1: text is neither tagged", |d| {
            content(d, |text| text.replacen("/Artifact", "/Loose", 1));
        }),
        ("14289-1 7.1: marked content begins and never ends", |d| {
            content(d, |text| format!("{text} /Span BMC"));
        }),
        ("14289-1 7.1: page 1: what is tagged", |d| {
            content(d, |text| format!("/Artifact BMC {text} EMC"));
        }),
        ("14289-1 7.1: page 1: a piece of content is in no element", |d| {
            content(d, |text| format!("{text} /P <</MCID 990>> BDC EMC"));
        }),
        (
            "14289-1 7.1: page 1: an element has content that is not there",
            |d| {
                content(d, |text| text.replacen("/MCID 0", "/MCID 991", 1));
            },
        ),
        ("19005-2 6.2.4.3: a colour is one of four inks", |d| {
            content(d, |text| format!("0 0 0 1 k {text}"));
        }),
        ("19005-2 6.1.13: graphics states", |d| {
            content(d, |text| format!("{}{text}{}", "q ".repeat(29), " Q".repeat(29)));
        }),
        ("19005-2 6.2.2: page 1 has the operator sh", |d| {
            content(d, |text| format!("{text} /S1 sh"));
        }),
        ("19005-2 6.7.3.4: an element is of a type", |d| {
            element(d, b"BlockQuote").set("S", "Saying");
        }),
        ("14289-1 7.4.2: a heading of level 4 follows", |d| {
            element(d, b"H2").set("S", "H4");
        }),
        ("14289-1 7.1: an element does not know", |d| {
            drop(element(d, b"TD").remove(b"P"));
        }),
        ("14289-1 7.3: a picture has no words", |d| {
            drop(element(d, b"Figure").remove(b"Alt"));
        }),
        ("14289-1 7.3: a picture has no place", |d| {
            drop(element(d, b"Figure").remove(b"A"));
        }),
        ("14289-1 7.5: a heading of a table", |d| {
            drop(element(d, b"TH").remove(b"A"));
        }),
        ("14289-1 7.5: the rows of a table differ", |d| {
            let row = element(d, b"TR");
            let mut cells = row.get(b"K").unwrap().as_array().unwrap().clone();
            cells.pop();
            row.set("K", cells);
        }),
        ("14289-1 7.6: an item of a list has no body", |d| {
            element(d, b"LBody").set("S", "Lbl");
        }),
        ("14289-1 7.18.3: page", |d| {
            let pages: Vec<ObjectId> = d.get_pages().into_values().collect();
            for page in pages {
                d.get_dictionary_mut(page).unwrap().remove(b"Tabs");
            }
        }),
        ("14289-1 7.18.5: a link has no words", |d| {
            drop(typed(d, b"Subtype", b"Link").remove(b"Contents"));
        }),
        ("14289-1 7.18.1: a link is not in", |d| {
            drop(typed(d, b"Subtype", b"Link").remove(b"StructParent"));
        }),
        ("19005-2 6.3.2: a link is hidden", |d| {
            typed(d, b"Subtype", b"Link").set("F", 2);
        }),
        ("32000-1 12.3.2: a link leads", |d| {
            typed(d, b"Subtype", b"Link").set("Dest", Object::string_literal("nowhere"));
        }),
        ("19005-2 6.2.11.4.1: a face is not embedded", |d| {
            drop(typed(d, b"Type", b"FontDescriptor").remove(b"FontFile2"));
        }),
        ("19005-2 6.2.11.5: a glyph is not as wide", |d| {
            let font = typed(d, b"Subtype", b"Type0");
            let glyphs = font.get_mut(b"DescendantFonts").unwrap().as_array_mut().unwrap();
            let widths = vec![Object::Integer(1), vec![Object::Integer(7); 400].into()];
            glyphs[0].as_dict_mut().unwrap().set("W", widths);
        }),
        ("19005-2 6.2.11.7.2: the glyphs of a face have no meaning", |d| {
            drop(typed(d, b"Subtype", b"Type0").remove(b"ToUnicode"));
        }),
        ("19005-2 6.2.11.3: the codes", |d| {
            typed(d, b"Subtype", b"Type0").set("Encoding", "Identity-V");
        }),
        ("19005-2 6.1.7.2: a stream is packed", |d| {
            typed(d, b"Subtype", b"Image").set("Filter", "LZWDecode");
        }),
        ("19005-2 6.2.8: a picture is smoothed", |d| {
            typed(d, b"Subtype", b"Image").set("Interpolate", true);
        }),
        ("19005-2 6.8: a file is embedded", |d| {
            let files = Dictionary::from_iter([("EF", Object::Dictionary(Dictionary::new()))]);
            d.add_object(files);
        }),
    ];
    let missed: Vec<String> = faults
        .iter()
        .filter_map(|(expected, change)| {
            let found = after(*change);
            (!found.contains(expected)).then(|| format!("{expected}\n  found: {found}"))
        })
        .collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn a_file_that_is_cut_off_or_has_no_proper_head_is_found() {
    let bytes = sound();
    let words = |bytes: &[u8]| -> String {
        faults(bytes, Standard::Paper)
            .iter()
            .map(|fault| format!("{fault}\n"))
            .collect()
    };
    assert!(words(&bytes[..bytes.len() / 2]).contains("19005-2 6.1.3: the file does not end"));
    let other = [b"%PDF-1.4\n".as_slice(), &bytes[9..]].concat();
    assert!(words(&other).contains("19005-2 6.1.2: the file does not begin"));
    assert!(words(b"").contains("19005-2 6.1: the file cannot be read"));
    // A bundle claims less, and this is none.
    assert!(
        faults(&bytes, Standard::Bundle)
            .iter()
            .any(|fault| fault.clause == "19005-2 6.6.4")
    );
}
