//! tidy: long because each kind of page is one short test, and they are read as a list.
//!
//! What a bundle holds, and that its pages look as their sources do.

use lopdf::{Dictionary, Document, Object};
use second_opinion_pdf::join::{JoinError, Part, join, page_sizes};
use second_opinion_pdf::typeset::{Fonts, Strip, strips as strips_of};
use second_opinion_pdf::verify::verify;

use crate::build::{EXTRA, Extra, Pdf, Shot, bundle, everything, load, paper, part, plan, read, words};
use crate::proving::{prove, proved};

fn catalogue(document: &Document) -> &Dictionary {
    document.catalog().unwrap()
}

fn titles(document: &Document) -> Vec<String> {
    let mut out = Vec::new();
    let root = catalogue(document)
        .get(b"Outlines")
        .unwrap()
        .as_reference()
        .unwrap();
    let mut open: Vec<(Object, usize)> = document
        .get_dictionary(root)
        .unwrap()
        .get(b"First")
        .ok()
        .map(|first| (first.clone(), 0))
        .into_iter()
        .collect();
    while let Some((item, level)) = open.pop() {
        let entry = document.get_dictionary(item.as_reference().unwrap()).unwrap();
        let title = lopdf::decode_text_string(entry.get(b"Title").unwrap()).unwrap();
        out.push(format!("{}{title}", "- ".repeat(level)));
        open.extend(entry.get(b"Next").ok().map(|next| (next.clone(), level)));
        open.extend(entry.get(b"First").ok().map(|first| (first.clone(), level + 1)));
    }
    out
}

#[test]
fn every_page_of_every_part_comes_through_in_order() {
    let one = paper(
        &[&words("Alpha"), &words("Beta"), &words("Gamma")],
        &Extra::default(),
    );
    let two = paper(&[&words("Delta")], &Extra::default());
    let mut first = part("enclosure-1", read(&one).unwrap());
    first.pages = vec![3, 1];
    let joined = join(plan(vec![first, part("enclosure-2", read(&two).unwrap())]), None).unwrap();
    assert_eq!(
        (joined.pages, joined.first_pages.as_slice()),
        (3, [1, 3].as_slice())
    );
    let source = read(&joined.bytes).unwrap();
    let texts: Vec<String> = (1..=3)
        .map(|page| source.page_text(page).trim().to_owned())
        .collect();
    assert_eq!(texts, ["Gamma", "Alpha", "Delta"]);
    assert_eq!(verify(&joined.bytes).unwrap().pages, 3);
}

#[test]
fn the_bundle_opens_at_its_first_page_with_bookmarks_title_and_page_numbers() {
    let joined = bundle(&[&paper(&[&words("One")], &Extra::default())]);
    let document = load(&joined.bytes);
    let catalogue = catalogue(&document);
    assert!(!catalogue.has(b"OpenAction"));
    assert_eq!(
        catalogue.get(b"PageMode").unwrap().as_name().unwrap(),
        b"UseOutlines"
    );
    assert_eq!(catalogue.get(b"Lang").unwrap().as_str().unwrap(), b"en-GB");
    let all = everything(&joined.bytes);
    assert!(all.contains("PageLabels") && all.contains("DisplayDocTitle"));
    let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let title = document.get_dictionary(info).unwrap().get(b"Title").unwrap();
    assert_eq!(title.as_str().unwrap(), b"SO-2026-0042");
}

#[test]
fn the_same_plan_makes_the_same_bytes() {
    let bytes = paper(&[&words("One")], &Extra::default());
    assert_eq!(bundle(&[&bytes]).bytes, bundle(&[&bytes]).bytes);
}

#[test]
fn bookmarks_of_a_source_follow_below_its_part_with_their_page() {
    let outline = Extra {
        catalogue: format!("/Outlines {EXTRA} 0 R"),
        objects: vec![
            format!("<< /First {} 0 R /Last {} 0 R >>", EXTRA + 1, EXTRA + 2),
            format!(
                "<< /Title (Findings) /Dest [6 0 R /XYZ 0 800 0] /Next {} 0 R /First {} 0 R >>",
                EXTRA + 2,
                EXTRA + 3
            ),
            // Leads back to the first: the loop ends there.
            format!("<< /Title (Nowhere) /Next {} 0 R >>", EXTRA + 1),
            "<< /Title <FEFF0057> /A << /S /GoTo /D [4 0 R /Fit] >> >>".to_owned(),
        ],
        ..Extra::default()
    };
    let one = paper(&[&words("One")], &Extra::default());
    let two = paper(&[&words("One"), &words("Two")], &outline);
    let document = load(&bundle(&[&one, &two]).bytes);
    let expected = [
        "enclosure-1 (page 1)",
        "enclosure-2 (page 2)",
        "- Findings (page 3)",
        "- - W (page 2)",
    ];
    assert_eq!(titles(&document), expected);
}

#[test]
fn pages_are_a4_unless_they_are_larger() {
    let sizes = [
        ("[0 0 595 842]", "", (595.28, 841.89)),
        ("[0 0 842 595]", "", (841.89, 595.28)),
        ("[0 0 200 300]", "", (595.28, 841.89)),
        ("[0 0 842 1191]", "", (842.0, 1191.0)),
        ("[0 0 595 842]", "/Rotate 90", (841.89, 595.28)),
        ("[0 0 297.5 421]", "/UserUnit 2", (595.28, 841.89)),
        (
            "[100 100 9000 9000]",
            "/CropBox [100 100 300 400]",
            (595.28, 841.89),
        ),
    ];
    for (media, more, (width, height)) in sizes {
        let extra = Extra {
            page: format!("/MediaBox {media} {more}"),
            ..Extra::default()
        };
        let bytes = paper(&[&words("One")], &extra);
        let size = page_sizes(&[part("a", read(&bytes).unwrap())])[0];
        let near = |one: f32, other: f32| (one - other).abs() < 0.1;
        assert!(
            near(size.width_pt, width) && near(size.height_pt, height),
            "{media} {more}: {size:?}"
        );
        proved(&[&bytes]);
    }
}

#[test]
fn a_small_page_keeps_its_size_and_hangs_below_the_strip() {
    let extra = Extra {
        page: "/MediaBox [0 0 200 200]".to_owned(),
        ..Extra::default()
    };
    let joined = bundle(&[&paper(&["0 0 0 rg 0 0 200 200 re f"], &extra)]);
    let shot = Shot::of(&joined.bytes, 1, 595);
    let middle = 0.5;
    let points = |y: f64| y / 841.89;
    assert_eq!(
        shot.at(middle, points(30.0)),
        [255, 255, 255],
        "the strip is free"
    );
    assert_eq!(shot.at(middle, points(38.0)), [0, 0, 0]);
    assert_eq!(shot.at(middle, points(230.0)), [0, 0, 0]);
    assert_eq!(shot.at(middle, points(238.0)), [255, 255, 255]);
    assert_eq!(shot.at(0.5 - 96.0 / 595.0, points(100.0)), [0, 0, 0]);
    assert_eq!(shot.at(0.5 - 106.0 / 595.0, points(100.0)), [255, 255, 255]);
}

#[test]
fn a_turned_page_stands_upright() {
    // The block is in the lower left corner of the page's own space.
    for (turn, x, y) in [
        (0, 0.1, 0.93),
        (90, 0.1, 0.15),
        (180, 0.88, 0.1),
        (270, 0.9, 0.88),
        (-90, 0.9, 0.88),
    ] {
        let extra = Extra {
            page: format!("/Rotate {turn}"),
            ..Extra::default()
        };
        let bytes = paper(&[&words("One")], &extra);
        let joined = bundle(&[&bytes]);
        let shot = Shot::of(&joined.bytes, 1, 400);
        assert!(
            shot.has_ink(x - 0.02..x + 0.02, y - 0.02..y + 0.02),
            "turned by {turn}"
        );
        proved(&[&bytes]);
    }
}

#[test]
fn rotation_boxes_and_resources_are_inherited() {
    let mut pdf = Pdf::default();
    pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
    pdf.add("<< /Type /Pages /Kids [3 0 R] /Count 1 /Rotate 90 /MediaBox [0 0 595 842] /Resources << /Font << /F 6 0 R >> >> >>");
    pdf.add("<< /Kids [4 0 R] /Parent 2 0 R /CropBox [0 0 400 600] >>");
    pdf.add("<< /Parent 3 0 R /Contents 5 0 R >>");
    pdf.stream("", words("Inherited").as_bytes());
    pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    let bytes = pdf.bytes(1);
    let source = read(&bytes).unwrap();
    assert_eq!(source.page_size(1), (600.0, 400.0));
    assert_eq!(source.page_text(1).trim(), "Inherited");
    proved(&[&bytes]);
}

#[test]
fn what_was_cropped_away_does_not_come_back() {
    let content = "0 0 0 rg 0 0 595 842 re f 1 1 1 rg 150 150 300 500 re f";
    let extra = Extra {
        page: "/CropBox [150 150 450 650]".to_owned(),
        ..Extra::default()
    };
    let bytes = paper(&[content], &extra);
    let joined = bundle(&[&bytes]);
    assert!(!Shot::of(&joined.bytes, 1, 300).has_ink(0.0..1.0, 0.0..1.0));
    proved(&[&bytes]);
}

#[test]
fn hidden_layers_stay_hidden() {
    let content = "/OC /Layer BDC 0 0 0 rg 0 0 595 842 re f EMC";
    let layer = |defaults: &str| Extra {
        page: "%R/Properties << /Layer 20 0 R >>".to_owned(),
        catalogue: format!("/OCProperties << /OCGs [20 0 R] /D << {defaults} >> >>"),
        objects: vec!["<< /Type /OCG /Name (Working notes) >>".to_owned()],
    };
    let off = paper(&[content], &layer("/OFF [20 0 R]"));
    let base_off = paper(&[content], &layer("/BaseState /OFF"));
    let on = paper(&[content], &layer("/BaseState /OFF /ON [20 0 R]"));
    let joined = bundle(&[&off, &on, &base_off]);
    let ink: Vec<bool> = (1..=3)
        .map(|page| Shot::of(&joined.bytes, page, 100).has_ink(0.0..1.0, 0.0..1.0))
        .collect();
    assert_eq!(ink, [false, true, false]);
    proved(&[&off, &on, &base_off]);
    assert!(
        read(&off)
            .unwrap()
            .notes()
            .iter()
            .any(|note| note.code.as_str() == "hidden_layers")
    );
}

fn form(value: &str, more: &str, catalogue: &str) -> Vec<u8> {
    let extra = Extra {
        catalogue: format!("/AcroForm << /Fields [{EXTRA} 0 R] /DA (/Helv 0 Tf 0 g) {catalogue} >>"),
        page: format!("/Annots [{EXTRA} 0 R]"),
        objects: vec![
            format!(
                "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V ({value}) /Rect [100 600 300 624] {more} >>"
            ),
            "<< /Type /XObject /Subtype /Form /BBox [0 0 200 24] /Length 60 >>\nstream\n\
             0 0 0 rg 5 5 60 14 re f                                     \nendstream"
                .to_owned(),
        ],
    };
    paper(&[&words("Form")], &extra)
}

#[test]
fn field_values_show_with_and_without_an_appearance() {
    let place = (0.16..0.5, 0.24..0.32);
    let without = form("Penicillin", "", "");
    let with = form("x", &format!("/AP << /N {} 0 R >>", EXTRA + 1), "");
    for file in [&without, &with] {
        let joined = proved(&[file]);
        assert!(Shot::of(&joined.bytes, 1, 600).has_ink(place.0.clone(), place.1.clone()));
        assert!(!everything(&joined.bytes).contains("Widget"));
    }
    assert!(
        read(&bundle(&[&without]).bytes)
            .unwrap()
            .page_text(1)
            .contains("Penicillin")
    );
    assert!(read(&without).unwrap().page_text(1).contains("Penicillin"));
}

#[test]
fn two_files_with_the_same_field_names_keep_both_values() {
    let joined = bundle(&[&form("Aspirin", "", ""), &form("Warfarin", "", "")]);
    let source = read(&joined.bytes).unwrap();
    assert!(source.page_text(1).contains("Aspirin") && source.page_text(2).contains("Warfarin"));
}

#[test]
fn a_stale_appearance_gives_way_to_the_value_where_the_file_says_so() {
    let stale = form(
        "Heparin",
        &format!("/AP << /N {} 0 R >>", EXTRA + 1),
        "/NeedAppearances true",
    );
    let joined = bundle(&[&stale]);
    assert!(read(&joined.bytes).unwrap().page_text(1).contains("Heparin"));
}

/// A form whose one field holds `value`, in UTF-16 as forms store it.
fn form_with(value: &str, more: &str) -> Vec<u8> {
    let wide: String = value.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    let bytes = form("x", more, "");
    let at = bytes.windows(6).position(|window| window == b"/V (x)").unwrap();
    let value = format!("/V <FEFF{wide}>");
    [&bytes[..at], value.as_bytes(), &bytes[at + 6..]].concat()
}

#[test]
fn a_value_in_any_script_shows_and_can_be_read_back() {
    for value in [
        "Llŷr Ŵyn",
        "Łukasz Şahin-Žák",
        "فاطمة الزهراء",
        "राजेश क्षेत्री",
        "王小明",
        "Ελένη",
        "Ґудзь",
    ] {
        let joined = proved(&[&form_with(value, "")]);
        assert!(
            Shot::of(&joined.bytes, 1, 600).has_ink(0.16..0.5, 0.24..0.32),
            "{value}"
        );
        let text = read(&joined.bytes).unwrap().page_text(1);
        let backwards: String = text.chars().rev().collect();
        for word in value.split([' ', '-']) {
            assert!(text.contains(word) || backwards.contains(word), "{word}: {text}");
        }
        // Fonts of our own go along, so that no viewer has to have them.
        let all = everything(&joined.bytes);
        assert!(!all.contains("WinAnsi") || !all.contains("/T "), "{value}");
    }
}

#[test]
fn a_character_without_a_glyph_is_written_as_its_code_and_never_left_out() {
    let joined = proved(&[&form_with("Pain \u{1F600} severe", "")]);
    let text = read(&joined.bytes).unwrap().page_text(1);
    assert!(text.contains("Pain [U+1F600] severe"), "{text}");
}

#[test]
fn long_values_and_values_in_cells_keep_every_letter() {
    let long = "Penicillin: widespread rash and swelling of the lips in 1996, ";
    let text = |joined: &second_opinion_pdf::join::Joined| read(&joined.bytes).unwrap().page_text(1);
    let kept = |text: &str| {
        text.chars()
            .filter(|letter| letter.is_alphanumeric())
            .collect::<String>()
    };
    for (value, more) in [
        (long.repeat(2), "/Ff 4096"),
        (long.to_owned(), "/DA (/Helv 14 Tf 1 0 0 rg)"),
        ("9434765919".to_owned(), "/Ff 16777216 /MaxLen 10 /Q 1"),
        ("ŵŷ12".to_owned(), "/Ff 16777216 /MaxLen 4"),
    ] {
        let joined = proved(&[&form_with(&value, more)]);
        assert!(
            kept(&text(&joined)).contains(&kept(&value)),
            "{value}: {}",
            text(&joined)
        );
    }
}

#[test]
fn notes_highlights_and_ink_without_appearance_are_drawn_and_comments_kept() {
    let notes = [
        "/Subtype /FreeText /DA (/Helv 12 Tf 0 g) /Contents (See page two)",
        "/Subtype /Highlight /QuadPoints [100 624 300 624 100 600 300 600] /C [1 0 0] /Contents (Why?)",
        "/Subtype /Ink /InkList [[100 600 200 624 300 600]] /C [0 0 0]",
        "/Subtype /Square /C [0 0 0]",
        "/Subtype /Circle /IC [0 0 0]",
        "/Subtype /StrikeOut /C [0 0 0]",
        "/Subtype /Line /L [100 600 300 624] /C [0 0 0]",
    ];
    for note in notes {
        let extra = Extra {
            page: format!("/Annots [{EXTRA} 0 R]"),
            objects: vec![format!("<< /Type /Annot {note} /Rect [100 600 300 624] >>")],
            ..Extra::default()
        };
        let bytes = paper(&[&words("Notes")], &extra);
        let joined = proved(&[&bytes]);
        assert!(
            Shot::of(&joined.bytes, 1, 900).has_ink(0.15..0.55, 0.24..0.34),
            "{note}"
        );
        if note.contains("Why") {
            assert!(everything(&joined.bytes).contains("(Why?)"));
        }
    }
}

#[test]
fn hidden_notes_stay_hidden() {
    let extra = Extra {
        page: format!("/Annots [{EXTRA} 0 R]"),
        objects: vec![
            "<< /Type /Annot /Subtype /Square /IC [0 0 0] /F 2 /Rect [100 600 300 624] >>".to_owned(),
        ],
        ..Extra::default()
    };
    let joined = proved(&[&paper(&["0 g"], &extra)]);
    assert!(!Shot::of(&joined.bytes, 1, 300).has_ink(0.0..1.0, 0.0..1.0));
}

#[test]
fn links_within_a_file_lead_to_the_same_page_of_the_bundle() {
    let extra = Extra {
        catalogue: "/Names << /Dests << /Names [(later) [6 0 R /XYZ 10 800 0]] >> >>".to_owned(),
        page: format!("/Annots [{EXTRA} 0 R]"),
        objects: vec!["<< /Type /Annot /Subtype /Link /Rect [10 10 90 90] /Dest (later) >>".to_owned()],
    };
    let one = paper(&[&words("One")], &Extra::default());
    let joined = bundle(&[&one, &paper(&[&words("A"), &words("B")], &extra)]);
    let document = load(&joined.bytes);
    let pages: Vec<_> = document.get_pages().into_values().collect();
    let links = document.get_page_annotations(pages[1]).unwrap();
    let target = links[0].get(b"Dest").unwrap().as_array().unwrap()[0]
        .as_reference()
        .unwrap();
    assert_eq!(target, pages[2]);
}

#[test]
fn streams_pass_through_untouched() {
    let picture: Vec<u8> = (0..4_000_u32)
        .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    let mut pdf = Pdf::default();
    pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
    pdf.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    pdf.add(
        "<< /Type /Page /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /XObject << /I 4 0 R >> >> >>",
    );
    pdf.stream(
        "/Type /XObject /Subtype /Image /Width 40 /Height 100 /ColorSpace /DeviceGray /BitsPerComponent 8",
        &picture,
    );
    pdf.stream("", b"q 300 0 0 300 100 100 cm /I Do Q");
    let joined = proved(&[&pdf.bytes(1)]);
    let found = |bytes: &[u8]| joined.bytes.windows(bytes.len()).any(|window| window == bytes);
    assert!(found(&picture) && found(b"q 300 0 0 300 100 100 cm /I Do Q"));
}

#[test]
fn content_in_pieces_that_part_between_words_is_joined() {
    let mut pdf = Pdf::default();
    pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
    pdf.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    pdf.add("<< /Type /Page /MediaBox [0 0 595 842] /Contents [4 0 R 5 0 R 6 0 R] >>");
    pdf.stream("", b"0 0 0 rg 100 100");
    pdf.stream("", b"200 200 re");
    pdf.stream("", b"f Q Q Q");
    let joined = proved(&[&pdf.bytes(1)]);
    assert!(Shot::of(&joined.bytes, 1, 300).has_ink(0.2..0.4, 0.7..0.8));
}

#[test]
fn content_shared_by_two_pages_of_different_size_serves_both() {
    let mut pdf = Pdf::default();
    pdf.add("<< /Type /Catalog /Pages 2 0 R >>");
    pdf.add("<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>");
    pdf.add("<< /Type /Page /MediaBox [0 0 595 842] /Contents 5 0 R >>");
    pdf.add("<< /Type /Page /MediaBox [0 0 300 300] /Rotate 90 /Contents 5 0 R >>");
    pdf.stream("", b"0 0 0 rg 20 20 100 200 re f");
    proved(&[&pdf.bytes(1)]);
}

#[test]
fn papers_of_our_own_keep_tags_links_and_size() {
    let own = |name: &str, to: &str| {
        let extra = Extra {
            catalogue: format!(
                "/StructTreeRoot {EXTRA} 0 R /MarkInfo << /Marked true >> /Names << /Dests << /Names [({name}-top) [4 0 R /Fit]] >> >>"
            ),
            page: format!("/StructParents 0 /Annots [{} 0 R]", EXTRA + 3),
            objects: vec![
                format!(
                    "<< /Type /StructTreeRoot /K {} 0 R /ParentTree {} 0 R >>",
                    EXTRA + 1,
                    EXTRA + 2
                ),
                format!("<< /Type /StructElem /S /P /P {EXTRA} 0 R /Pg 4 0 R /K 0 >>"),
                format!("<< /Nums [0 [{} 0 R]] >>", EXTRA + 1),
                format!("<< /Type /Annot /Subtype /Link /Rect [10 10 90 90] /Dest ({to}) >>"),
            ],
        };
        paper(
            &["/P << /MCID 0 >> BDC BT /F 12 Tf 50 700 Td (Words) Tj ET EMC"],
            &extra,
        )
    };
    let mut letter = part("letter", read(&own("letter", "enclosure-1")).unwrap());
    let mut index = part("index", read(&own("index", "letter-top")).unwrap());
    (letter.stamped, index.stamped) = (false, false);
    let enclosure = part(
        "enclosure-1",
        read(&paper(&[&words("One")], &Extra::default())).unwrap(),
    );
    let joined = join(plan(vec![letter.clone(), index.clone(), enclosure]), None).unwrap();
    let document = load(&joined.bytes);
    let root = catalogue(&document)
        .get(b"StructTreeRoot")
        .unwrap()
        .as_reference()
        .unwrap();
    let root = document.get_dictionary(root).unwrap();
    assert_eq!(root.get(b"K").unwrap().as_array().unwrap().len(), 2);
    let parents = root.get(b"ParentTree").unwrap().as_reference().unwrap();
    let nums = document
        .get_dictionary(parents)
        .unwrap()
        .get(b"Nums")
        .unwrap()
        .as_array()
        .unwrap();
    let pages: Vec<_> = document.get_pages().into_values().collect();
    for (at, page) in pages[..2].iter().enumerate() {
        let page = document.get_dictionary(*page).unwrap();
        assert_eq!(page.get(b"StructParents").unwrap(), &nums[at * 2]);
    }
    assert!(!document.get_dictionary(pages[2]).unwrap().has(b"StructParents"));
    let lost = join(plan(vec![letter, index]), None).unwrap_err();
    assert_eq!(lost, JoinError::UnknownDestination("enclosure-1".to_owned()));
}

#[test]
fn strips_are_laid_over_their_pages() {
    let one = paper(&[&words("One"), &words("Two")], &Extra::default());
    let strips = paper(
        &["0 0 0 rg 0 820 595 10 re f", "0 0 0 rg 0 830 300 10 re f"],
        &Extra::default(),
    );
    let joined = join(
        plan(vec![part("a", read(&one).unwrap())]),
        read(&strips).ok().as_ref(),
    )
    .unwrap();
    assert_eq!(Shot::of(&joined.bytes, 1, 595).at(0.5, 17.0 / 842.0), [0, 0, 0]);
    assert_eq!(Shot::of(&joined.bytes, 2, 595).at(0.4, 7.0 / 842.0), [0, 0, 0]);
    assert_eq!(
        Shot::of(&joined.bytes, 2, 595).at(0.6, 7.0 / 842.0),
        [255, 255, 255]
    );
    let short = paper(&["0 g"], &Extra::default());
    let error = join(
        plan(vec![part("a", read(&one).unwrap())]),
        read(&short).ok().as_ref(),
    )
    .unwrap_err();
    assert_eq!(error, JoinError::StripCount { strips: 1, pages: 2 });
}

#[test]
fn objects_in_streams_and_appended_revisions_are_read() {
    let mut document = load(&paper(&[&words("One"), &words("Two")], &Extra::default()));
    let mut modern = Vec::new();
    document.save_modern(&mut modern).unwrap();
    assert!(modern.windows(7).any(|window| window == b"/ObjStm"));
    proved(&[&modern]);
    let base = paper(&[&words("Old")], &Extra::default());
    let start = base.windows(4).rposition(|window| window == b"xref").unwrap();
    let previous = base[..start - 5]
        .windows(5)
        .rposition(|window| window == b"xref\n")
        .unwrap();
    let content = words("New");
    let mut revised = base.clone();
    let at = revised.len();
    revised.extend_from_slice(
        format!(
            "5 0 obj\n<< /Length {} >>\nstream\n{content}\nendstream\nendobj\n",
            content.len()
        )
        .as_bytes(),
    );
    let table = revised.len();
    revised.extend_from_slice(
        format!("xref\n5 1\n{at:010} 00000 n \ntrailer\n<< /Size 20 /Root 1 0 R /Prev {previous} >>\nstartxref\n{table}\n%%EOF\n")
            .as_bytes(),
    );
    assert_eq!(read(&revised).unwrap().page_text(1).trim(), "New");
    assert!(read(&revised).unwrap().notes().is_empty());
    proved(&[&revised]);
}

#[test]
fn every_page_names_its_patient_in_its_strip() {
    let extra = |media: &str, more: &str| Extra {
        page: format!("/MediaBox {media} {more}"),
        ..Extra::default()
    };
    let scan = "0.2 g 0 0 3000 3000 re f";
    let files = [
        paper(&[&words("One"), &words("Two")], &Extra::default()),
        paper(&[scan], &extra("[0 0 842 1191]", "/Rotate 270")),
        paper(&[scan], &extra("[0 0 180 2000]", "")),
        paper(&[scan], &extra("[-50 -50 120 90]", "/UserUnit 1.5")),
    ];
    let parts: Vec<_> = (1..)
        .zip(&files)
        .map(|(at, file)| part(&format!("enclosure-{at}"), read(file).unwrap()))
        .collect();
    let plan = plan(parts);
    let strips: Vec<Strip> = (1..)
        .zip(page_sizes(&plan.parts))
        .map(|(page, size)| Strip {
            width_pt: size.width_pt,
            height_pt: size.height_pt,
            left: "SMITH, John (Mr)  Born 14-Aug-1980 (45y)  NHS No. 943 476 5919".to_owned(),
            right: format!("Page {page} of 5"),
            second_line: Some("Enclosure 1 of 4".to_owned()),
            watermark: Some("DRAFT".to_owned()),
            centre: None,
            reprint: None,
            link_back: Some("enclosure-1".to_owned()),
        })
        .collect();
    let joined = join(plan, Some(&strips_of(&strips, Fonts::bundled()).unwrap())).unwrap();
    let source = read(&joined.bytes).unwrap();
    for page in 1..=joined.pages {
        let text = source.page_text(page);
        assert!(
            text.contains("SMITH") && text.contains(&format!("Page {page} of 5")),
            "{text}"
        );
    }
    let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    assert_eq!(prove(&joined, &files).unwrap().pages, 5);
    let document = load(&joined.bytes);
    let last = *document.get_pages().values().last().unwrap();
    assert_eq!(
        document.get_page_annotations(last).unwrap()[0]
            .get(b"Dest")
            .unwrap()
            .as_str()
            .unwrap(),
        b"enclosure-1"
    );
}

#[test]
fn a_plan_that_cannot_be_kept_makes_no_bundle() {
    let source = read(&paper(&[&words("One")], &Extra::default())).unwrap();
    let twice = join(
        plan(vec![part("a", source.clone()), part("a", source.clone())]),
        None,
    )
    .unwrap_err();
    assert_eq!(twice, JoinError::NameTwice("a".to_owned()));
    let mut beyond = part("a", source.clone());
    beyond.pages = vec![1, 2];
    assert_eq!(
        join(plan(vec![beyond]), None).unwrap_err(),
        JoinError::NoSuchPage {
            part: 1,
            page: 2,
            pages: 1
        }
    );
    assert_eq!(join(plan(Vec::new()), None).unwrap_err(), JoinError::NoPages);
    let mut unsound = plan(vec![part("a", source)]);
    unsound.manifest = b"[]".to_vec();
    assert_eq!(join(unsound, None).unwrap_err(), JoinError::Manifest);
}

#[test]
fn many_small_pages_stay_small() {
    let contents: Vec<String> = (0..300).map(|at| words(&format!("Page {at}"))).collect();
    let contents: Vec<&str> = contents.iter().map(String::as_str).collect();
    let extra = Extra::default();
    let mut pdf = Pdf::default();
    // Extra objects start after the pages here, so none are asked for.
    crate::build::build(&mut pdf, &contents, &extra);
    let bytes = pdf.bytes(1);
    let joined = bundle(&[&bytes]);
    assert_eq!(joined.pages, 300);
    assert!(joined.bytes.len() < bytes.len() + bytes.len() / 100 + 2048 * 300);
}

#[test]
fn a_part_that_must_start_right_waits_behind_a_named_blank_page() {
    let letter = paper(&[&words("Letter")], &Extra::default());
    let record = paper(&[&words("Alpha"), &words("Beta")], &Extra::default());
    let right = |name: &str| Part {
        starts_right: true,
        ..part(name, read(&record).unwrap())
    };
    let plan = plan(vec![
        part("letter", read(&letter).unwrap()),
        right("enclosure-1"),
        right("enclosure-2"),
    ]);
    let sizes = page_sizes(&plan.parts);
    let strips: Vec<Strip> = (1..)
        .zip(&sizes)
        .map(|(page, size): (u32, _)| Strip {
            width_pt: size.width_pt,
            height_pt: size.height_pt,
            left: "SMITH, John (Mr)".to_owned(),
            right: format!("Page {page} of 6"),
            centre: (page == 2).then(|| "This page is left blank".to_owned()),
            ..Strip::default()
        })
        .collect();
    let joined = join(plan, Some(&strips_of(&strips, Fonts::bundled()).unwrap())).unwrap();
    assert_eq!((joined.pages, sizes.len()), (6, 6));
    assert_eq!(
        (joined.first_pages.as_slice(), joined.blanks.as_slice()),
        ([1, 3, 5].as_slice(), [2].as_slice())
    );
    let source = read(&joined.bytes).unwrap();
    let blank = source.page_text(2);
    assert!(
        blank.contains("This page is left blank") && blank.contains("Page 2 of 6"),
        "{blank}"
    );
    assert!(source.page_text(3).contains("Alpha") && source.page_text(5).contains("Alpha"));
    assert_eq!(verify(&joined.bytes).unwrap().pages, 6);
    assert_eq!(titles(&load(&joined.bytes))[1], "enclosure-1 (page 3)");
    let originals = [&letter, &record, &record].map(|bytes| bytes.as_slice());
    assert_eq!(
        prove(&joined, &originals).unwrap().pages,
        6,
        "the blank page is proved blank"
    );
}
