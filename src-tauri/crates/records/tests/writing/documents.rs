//! Documents of word processors and web pages.

use std::io::Write as _;

use super::*;

/// A package of these parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let stored = *name == "mimetype";
        let method = if stored {
            zip::CompressionMethod::Stored
        } else {
            zip::CompressionMethod::Deflated
        };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A Word document with this body.
fn docx(body: &str) -> Vec<u8> {
    let main = format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="w" xmlns:r="r" xmlns:a="a" xmlns:wp="wp"><w:body>{body}</w:body></w:document>"#
    );
    package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", main.as_bytes()),
        ("word/_rels/document.xml.rels", br#"<Relationships>
            <Relationship Id="rId1" Type="http://x/image" Target="media/i.png"/>
            <Relationship Id="rId2" Type="http://x/header" Target="header1.xml"/>
            <Relationship Id="rId3" Type="http://x/image" Target="http://elsewhere.test/i.png" TargetMode="External"/></Relationships>"#),
        ("word/header1.xml", b"<w:hdr xmlns:w='w'><w:p><w:r><w:t>SMITH, John  NHS No. 943 476 5919</w:t></w:r></w:p></w:hdr>"),
        ("word/styles.xml", br#"<w:styles xmlns:w="w"><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>"#),
        ("word/numbering.xml", br#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/>
            <w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#),
        ("word/media/i.png", &png()),
    ])
}

fn png() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(40, 30, image::Rgb([20, 90, 160]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

const LETTER: &str = r#"<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>Clinic letter</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Dear Dr </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>&#x174;yn &amp; team</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Dose </w:t></w:r><w:del><w:r><w:delText>5 mg</w:delText></w:r></w:del><w:ins><w:r><w:t>10 mg</w:t></w:r></w:ins>
<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:commentReference/></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>First</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Second</w:t></w:r></w:p>
<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p><w:r><w:t>Drug</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Dose</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Ramipril</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>5 mg</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:drawing><wp:extent cx="1440000"/><wp:docPr descr="A chart"/><a:blip r:embed="rId1"/></w:drawing></w:r></w:p>
<w:p><w:r><w:instrText>INCLUDEPICTURE</w:instrText></w:r></w:p>"#;

#[test]
fn a_word_document_is_read_with_its_numbers_tables_and_header() {
    let bytes = docx(LETTER);
    insta::assert_snapshot!(read(&bytes, Format::Docx));
    let page = read(&bytes, Format::Docx);
    assert!(page.contains("3. First") && page.contains("4. Second"), "{page}");
    assert!(!page.contains("secret") && !page.contains("INCLUDEPICTURE"));
    assert_eq!(
        notes(&bytes),
        ["tracked_changes", "hidden_text", "comments_left_out"]
    );
    assert_eq!(checked(&bytes).unwrap().found.nhs_numbers.len(), 1);
}

#[test]
fn a_picture_elsewhere_is_not_fetched_and_is_said_to_be_missing() {
    let bytes = docx(r#"<w:p><w:r><w:t>x</w:t><w:drawing><a:blip r:link="rId3"/></w:drawing></w:r></w:p>"#);
    assert_eq!(notes(&bytes), ["picture_left_out"]);
}

fn odt(body: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="tb" xmlns:style="s" xmlns:fo="f">
        <office:automatic-styles><style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>
        <text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="a" style:num-suffix=")"/></text:list-style>
        </office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    );
    package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn an_opendocument_text_is_read_with_its_lists_and_tables() {
    let bytes = odt(
        r#"<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>
        <text:h text:outline-level="1">Summary</text:h>
        <text:p>Seen <text:span text:style-name="B">today</text:span><text:s text:c="2"/>in clinic<text:note><text:note-citation>1</text:note-citation>
        <text:note-body><text:p>With her son.</text:p></text:note-body></text:note>.</text:p>
        <text:list text:style-name="L"><text:list-item><text:p>Bloods</text:p></text:list-item><text:list-item><text:p>Scan</text:p></text:list-item></text:list>
        <table:table><table:table-row><table:table-cell><text:p>BP</text:p></table:table-cell><table:table-cell><text:p>182/95</text:p></table:table-cell></table:table-row></table:table>"#,
    );
    insta::assert_snapshot!(read(&bytes, Format::Odt));
    assert_eq!(notes(&bytes), ["tracked_changes"]);
}

const RTF: &str = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial CYR;}}{\info{\author Nobody}}
{\header SMITH, John NHS No. 943 476 5919\par}
\pard\b Clinic letter\b0\par Temperature 38.5 \'b0C, \u372?yn, {\f1 \'c8\'e2\'e0\'ed}\par
{\*\generator hidden}{\pict\pngblip 89504e47}{\deleted old dose }new dose\par
\trowd\cellx1000\cellx2000\intbl Drug\cell Dose\cell\row\trowd\intbl Ramipril\cell 5 mg\cell\row\pard After the table \u-10179?\u-8704?\par\page Page two\par}";

#[test]
fn rich_text_is_read_with_its_characters_and_tables() {
    insta::assert_snapshot!(read(RTF.as_bytes(), Format::Rtf));
    let checked = checked(RTF.as_bytes()).unwrap();
    assert_eq!(checked.pages, 2);
    assert_eq!(checked.found.nhs_numbers.len(), 1);
    let codes: Vec<_> = checked.notes.iter().map(|note| note.code.as_str()).collect();
    assert_eq!(
        codes,
        ["picture_left_out", "tracked_changes", "unprintable_characters"]
    );
}

const PAGE: &str = r#"<!DOCTYPE html><html><head><title>T</title><style>p{}</style><script>alert("x")</script></head><body>
<h1>Discharge summary</h1><p>Seen by <b>Dr &#372;yn</b>,<br>ward&nbsp;4.</p><ul><li>Home today<ul><li>with son</li></ul></li><li>GP to review</li></ul>
<ol start="4"><li>fourth</li><li>fifth</li></ol>
<table><tr><th>Test</th><th>Result</th></tr><tr><td>Na</td><td>138</td></tr></table>
<img src="https://elsewhere.test/x.png" alt="Chart"><p onclick="x()">The end</p></body></html>"#;

#[test]
fn a_web_page_is_read_without_its_scripts_and_without_the_network() {
    insta::assert_snapshot!(read(PAGE.as_bytes(), Format::Html));
    assert_eq!(notes(PAGE.as_bytes()), ["pictures_elsewhere"]);
}

#[test]
fn an_old_or_unknown_document_is_refused_by_name() {
    let mut message = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    message.extend("__substg1.0_".bytes().flat_map(|byte| [byte, 0]));
    let refused = checked(&message).unwrap_err();
    assert!(
        refused.message.contains("save it as an .eml file"),
        "{}",
        refused.message
    );
    let other = package(&[("xl/workbook.xml", b"<x/>")]);
    assert_eq!(checked(&other).unwrap_err().code, "unsupported_format");
}

#[test]
fn a_package_that_opens_to_gigabytes_is_refused() {
    let zeros = vec![b' '; 300 << 20];
    let bytes = package(&[("word/document.xml", &zeros)]);
    assert!(bytes.len() < 1 << 20);
    assert_eq!(checked(&bytes).unwrap_err().code, "too_large");
}

#[test]
fn entities_that_multiply_stay_unresolved() {
    let bytes = package(&[(
        "word/document.xml",
        br#"<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><w:document xmlns:w="w"><w:p><w:r><w:t>x&b;&b;</w:t></w:r></w:p></w:document>"#,
    )]);
    assert!(read(&bytes, Format::Docx).contains("x&b;&b;"));
}

#[test]
fn nesting_without_end_is_refused_or_read_and_never_stops_the_program() {
    let deep = |open: &str, close: &str, times: usize| {
        [open.repeat(times), "x".to_owned(), close.repeat(times)].concat()
    };
    let tables = deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 1_000);
    assert!(checked(&docx(&format!("{tables}<w:p><w:r><w:t>y</w:t></w:r></w:p>"))).is_ok());
    let marks = deep("<w:x>", "</w:x>", 100_000);
    assert_eq!(checked(&docx(&marks)).unwrap_err().code, "too_deep");
    let groups = format!("{{\\rtf1 {}", "{".repeat(100_000));
    assert_eq!(checked(groups.as_bytes()).unwrap_err().code, "too_deep");
    let lists = format!(
        "<!DOCTYPE html><html><body>{}</body></html>",
        deep("<ul><li>", "</li></ul>", 300)
    );
    assert!(checked(lists.as_bytes()).is_ok());
}

#[test]
fn torn_documents_never_stop_the_program() {
    for whole in [
        docx(LETTER),
        odt("<text:p>x</text:p>"),
        RTF.as_bytes().to_vec(),
        PAGE.as_bytes().to_vec(),
    ] {
        for part in 1..12 {
            let mut bytes = whole[..whole.len() * part / 12].to_vec();
            let _ = checked(&bytes);
            if let Some(byte) = bytes.last_mut() {
                *byte ^= 0x55;
            }
            let _ = checked(&bytes);
        }
    }
}
