//! The structure of a paper, for those who do not see it.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};
use second_opinion_pdf::typeset::*;

use crate::{reading, run_tool, sample};

/// Every element of the structure with its type, and every piece of content with its element.
struct Structure {
    kinds: BTreeMap<ObjectId, String>,
    content: BTreeMap<(usize, i64), ObjectId>,
    annotations: BTreeSet<ObjectId>,
}

fn structure(document: &Document) -> Structure {
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let root = document
        .catalog()
        .unwrap()
        .get(b"StructTreeRoot")
        .unwrap()
        .as_reference()
        .unwrap();
    let top = document
        .get_dictionary(root)
        .unwrap()
        .get(b"K")
        .unwrap()
        .as_reference()
        .unwrap();
    let mut found = Structure {
        kinds: BTreeMap::new(),
        content: BTreeMap::new(),
        annotations: BTreeSet::new(),
    };
    let mut rest = vec![(top, root)];
    while let Some((id, parent)) = rest.pop() {
        let element = document.get_dictionary(id).unwrap();
        assert_eq!(
            element.get(b"P").unwrap().as_reference().unwrap(),
            parent,
            "an element knows its parent"
        );
        let kind = String::from_utf8_lossy(element.get(b"S").unwrap().as_name().unwrap()).into_owned();
        found.kinds.insert(id, kind);
        let page_of = |dictionary: &Dictionary| {
            let page = dictionary.get(b"Pg").unwrap().as_reference().unwrap();
            pages.iter().position(|&known| known == page).unwrap()
        };
        for child in element.get(b"K").unwrap().as_array().unwrap() {
            match child {
                Object::Reference(child) => rest.push((*child, id)),
                Object::Integer(mcid) => {
                    assert!(found.content.insert((page_of(element), *mcid), id).is_none());
                }
                Object::Dictionary(child) if child.get(b"Type").unwrap().as_name().unwrap() == b"OBJR" => {
                    found
                        .annotations
                        .insert(child.get(b"Obj").unwrap().as_reference().unwrap());
                }
                Object::Dictionary(child) => {
                    let mcid = child.get(b"MCID").unwrap().as_i64().unwrap();
                    assert!(found.content.insert((page_of(child), mcid), id).is_none());
                }
                other => panic!("unexpected child {other:?}"),
            }
        }
    }
    found
}

#[test]
fn everything_on_a_page_is_tagged_or_an_artifact() {
    for (paper, blocks) in [sample::letter(), sample::leaflet()] {
        let bytes = typeset(&paper, &blocks, Fonts::bundled()).unwrap().bytes;
        let document = Document::load_mem(&bytes).unwrap();
        let structure = structure(&document);
        let root = document.catalog().unwrap().get(b"StructTreeRoot").unwrap();
        let root = document.dereference(root).unwrap().1.as_dict().unwrap();
        let tree = document
            .dereference(root.get(b"ParentTree").unwrap())
            .unwrap()
            .1
            .as_dict()
            .unwrap();
        let numbers = tree.get(b"Nums").unwrap().as_array().unwrap();
        for (number, page) in reading::pages(&bytes).iter().enumerate() {
            assert_eq!(page.unmarked, 0, "page {number} has content that is neither");
            let back = numbers[number * 2 + 1].as_array().unwrap();
            for mcid in page.shown.iter().filter_map(|shown| shown.mcid) {
                let element = structure
                    .content
                    .get(&(number, mcid))
                    .expect("content without an element");
                assert_eq!(
                    back[mcid as usize].as_reference().unwrap(),
                    *element,
                    "the tree back agrees"
                );
            }
        }
    }
}

#[test]
fn headings_lists_tables_and_links_are_what_they_are() {
    let (paper, blocks) = sample::letter();
    let typeset = typeset(&paper, &blocks, Fonts::bundled()).unwrap();
    let document = Document::load_mem(&typeset.bytes).unwrap();
    let structure = structure(&document);
    let count = |kind: &str| structure.kinds.values().filter(|known| *known == kind).count();
    assert_eq!((count("H1"), count("H2"), count("L"), count("LI")), (2, 5, 1, 2));
    // The header of the index is there once, though it is printed on each of its pages.
    assert_eq!((count("Table"), count("Caption"), count("Link")), (4, 1, 61));
    assert_eq!(count("TH"), 8 + 5 + 5 + 60);
    let mut links = 0;
    for page in document.get_pages().into_values() {
        let page = document.get_dictionary(page).unwrap();
        assert_eq!(page.get(b"Tabs").unwrap().as_name().unwrap(), b"S");
        let Ok(annotations) = page.get(b"Annots") else {
            continue;
        };
        for annotation in annotations.as_array().unwrap() {
            let id = annotation.as_reference().unwrap();
            assert!(structure.annotations.contains(&id), "a link without its element");
            let annotation = document.get_dictionary(id).unwrap();
            let name =
                String::from_utf8_lossy(annotation.get(b"Dest").unwrap().as_str().unwrap()).into_owned();
            assert!(name.starts_with("enclosure-"));
            assert_eq!(annotation.get(b"F").unwrap().as_i64().unwrap(), 4);
            links += 1;
        }
    }
    assert!(links >= 61, "{links} links");
    assert!(typeset.destinations.contains(&("index".to_owned(), 3)));
    assert_eq!(
        typeset.outline.iter().filter(|(level, ..)| *level == 1).count(),
        2
    );
}

#[test]
fn a_picture_says_what_it_shows() {
    let mut png = Vec::new();
    let picture = image::RgbaImage::from_pixel(40, 20, image::Rgba([0, 60, 110, 128]));
    let encoder = image::codecs::png::PngEncoder::new(&mut png);
    picture.write_with_encoder(encoder).unwrap();
    let block = Block::Image {
        bytes: png,
        alt: "Crest of the practice".to_owned(),
        width_mm: 30.0,
    };
    let bytes = typeset(&sample::plain("Picture"), &[block], Fonts::bundled())
        .unwrap()
        .bytes;
    let document = Document::load_mem(&bytes).unwrap();
    let figure = document.objects.values().find_map(|object| {
        let element = object.as_dict().ok()?;
        (element.get(b"S").ok()?.as_name().ok()? == b"Figure").then_some(element)
    });
    assert_eq!(
        figure.unwrap().get(b"Alt").unwrap().as_str().unwrap(),
        b"Crest of the practice"
    );
    let is_picture = |object: &&Object| object.as_stream().is_ok_and(|stream| stream.dict.has(b"Width"));
    let picture = document
        .objects
        .values()
        .find(is_picture)
        .unwrap()
        .as_stream()
        .unwrap();
    // Half of the blue on white, and no transparency left.
    assert_eq!(&picture.decompressed_content().unwrap()[..3], &[127, 157, 182]);
    assert!(!picture.dict.has(b"SMask"));
    let broken = Block::Image {
        bytes: b"GIF89a".to_vec(),
        alt: String::new(),
        width_mm: 30.0,
    };
    let error = typeset(&sample::plain("Picture"), &[broken], Fonts::bundled()).unwrap_err();
    assert!(matches!(error, TypesetError::Picture(_)));
}

#[test]
fn the_document_says_what_it_is() {
    let (paper, blocks) = sample::letter();
    let bytes = typeset(&paper, &blocks, Fonts::bundled()).unwrap().bytes;
    let document = Document::load_mem(&bytes).unwrap();
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"en-GB");
    let preferences = catalog.get(b"ViewerPreferences").unwrap().as_dict().unwrap();
    assert!(preferences.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
    let metadata = document
        .dereference(catalog.get(b"Metadata").unwrap())
        .unwrap()
        .1
        .as_stream()
        .unwrap();
    assert!(
        !metadata.dict.has(b"Filter"),
        "metadata are read without a PDF reader"
    );
    let metadata = String::from_utf8(metadata.content.clone()).unwrap();
    for claim in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<xmp:CreateDate>2026-08-14T09:30:00Z</xmp:CreateDate>",
        "Dr Siân Pryce",
    ] {
        assert!(metadata.contains(claim), "{claim} is missing");
    }
    let intent = catalog.get(b"OutputIntents").unwrap().as_array().unwrap()[0]
        .as_dict()
        .unwrap();
    assert_eq!(intent.get(b"S").unwrap().as_name().unwrap(), b"GTS_PDFA1");
    let profile = document
        .dereference(intent.get(b"DestOutputProfile").unwrap())
        .unwrap()
        .1
        .as_stream()
        .unwrap();
    let profile = profile.decompressed_content().unwrap();
    assert_eq!(
        u32::from_be_bytes(profile[..4].try_into().unwrap()) as usize,
        profile.len()
    );
    assert_eq!(&profile[36..40], b"acsp");
    if let Some(report) = run_tool("qpdf", &["--check", "{}"], &bytes) {
        assert!(
            report.contains("No syntax or stream encoding errors found"),
            "{report}"
        );
    }
}

#[test]
fn fonts_are_embedded_as_subsets() {
    let (paper, blocks) = sample::letter();
    let bytes = typeset(&paper, &blocks, Fonts::bundled()).unwrap().bytes;
    let document = Document::load_mem(&bytes).unwrap();
    let mut found = 0;
    for descriptor in document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
    {
        if !descriptor
            .get(b"Type")
            .is_ok_and(|kind| kind.as_name().is_ok_and(|kind| kind == b"FontDescriptor"))
        {
            continue;
        }
        let name =
            String::from_utf8_lossy(descriptor.get(b"FontName").unwrap().as_name().unwrap()).into_owned();
        let (tag, _) = name.split_once('+').expect("a subset has a tag");
        assert!(
            tag.len() == 6 && tag.bytes().all(|letter| letter.is_ascii_uppercase()),
            "{name}"
        );
        let program = document
            .dereference(descriptor.get(b"FontFile2").unwrap())
            .unwrap()
            .1
            .as_stream()
            .unwrap();
        assert!(
            program.decompressed_content().unwrap().len() < 60_000,
            "{name} is more than a subset"
        );
        found += 1;
    }
    assert!(found >= 5, "{found} fonts");
}

#[test]
fn a_date_that_is_none_is_refused() {
    let mut paper = sample::plain("Date");
    for wrong in [
        "2026-08-14",
        "D:20260814",
        "D:20260814093000",
        "D:20260814093000+1",
    ] {
        paper.created = wrong.to_owned();
        assert_eq!(
            typeset(&paper, &[], Fonts::bundled()).unwrap_err(),
            TypesetError::Date,
            "{wrong}"
        );
    }
    paper.created = "D:20260814093000+01'00'".to_owned();
    assert!(typeset(&paper, &[], Fonts::bundled()).is_ok());
}
