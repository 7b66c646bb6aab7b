//! What the PDFs are made of.

use std::fmt::Write as _;

use crate::pdf::{Paper, stream};

pub(crate) fn tree() -> Paper {
    let mut paper = Paper::new("/Annots [9 0 R]", "", "", "(a) Tj q Q");
    paper.objects[1] =
        "<< /Type /Pages /Kids [6 0 R 3 0 R] /Count 3 /Rotate 90 /MediaBox [0 0 300 200] >>".into();
    paper.with(&[
        "<< /Type /Pages /Parent 2 0 R /Kids [7 0 R 8 0 R] /Count 2 /CropBox [5 5 90 90] /Resources << /Font << /F 5 0 R >> >> >>",
        "<< /Type /Page /Parent 6 0 R /Contents [4 0 R 4 0 R] >>",
        "<< /Type /Page /Parent 6 0 R /Rotate 180 /Contents 4 0 R >>",
        "<< /Type /Annot /Subtype /Link /Rect [10 10 50 30] /Dest [7 0 R /XYZ 5 80 null] /Border [0 0 2 [3 1]] >>",
    ])
}

pub(crate) fn form() -> Paper {
    Paper::new(
        "/Annots [6 0 R 7 0 R 8 0 R 9 0 R 10 0 R]",
        "",
        "/AcroForm << /Fields [6 0 R 7 0 R 8 0 R 9 0 R 10 0 R] /NeedAppearances true /DA (/F 0 Tf 0 g) /DR << /Font << /F 5 0 R >> >> >>",
        "",
    )
    .with(&[
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V <FEFF0174> /Rect [10 10 90 30] /MK << /BG [0.9 0.9 1] /BC [0] >> /F 4 >>",
        "<< /Type /Annot /Subtype /Widget /FT /Tx /Ff 4096 /T (history) /V (Two lines\\nof words) /Q 1 /Rect [10 40 90 80] /DA (/F 9 Tf 1 0 0 rg) >>",
        "<< /Type /Annot /Subtype /Widget /FT /Ch /T (ward) /Opt [[(a) (Ward A)] [(b) (Ward B)]] /V (b) /Rect [100 10 180 30] >>",
        "<< /Type /Annot /Subtype /Widget /FT /Btn /T (yes) /V /On /AS /On /MK << /CA (4) >> /Rect [100 40 115 55] >>",
        "<< /Type /Annot /Subtype /Widget /FT /Tx /Ff 16777216 /MaxLen 10 /T (number) /V (9434765919) /Rect [100 60 190 80] >>",
    ])
}

pub(crate) fn form_with_appearances() -> Paper {
    let drawn = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 80 20] /Matrix [1 0 0 1 0 0] /Resources << /Font << /F 5 0 R >> >>",
        "/Tx BMC q BT /F 10 Tf 2 5 Td (Smith) Tj ET Q EMC",
    );
    Paper::new(
        "/Annots [6 0 R 7 0 R]",
        "",
        "/AcroForm << /Fields [6 0 R 9 0 R] /SigFlags 3 >>",
        "",
    )
    .with(&[
        "<< /Type /Annot /Subtype /Widget /FT /Btn /T (x) /AS /Yes /V /Yes /AP << /N << /Yes 8 0 R /Off 8 0 R >> >> /Rect [10 10 90 30] >>",
        "<< /Type /Annot /Subtype /Widget /Parent 9 0 R /AP << /N 8 0 R >> /Rect [10 40 90 60] >>",
        &drawn,
        "<< /FT /Sig /T (signed) /Kids [7 0 R] /V << /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 1 2 3] /Contents <00> >> >>",
    ])
}

pub(crate) fn notes() -> Paper {
    let stamp = stream(
        "/Subtype /Form /BBox [0 0 50 20] /Matrix [0 1 -1 0 0 0]",
        "1 0 0 rg 0 0 50 20 re f",
    );
    Paper::new("/Annots [6 0 R 7 0 R 8 0 R 9 0 R 10 0 R 11 0 R 12 0 R 13 0 R]", "", "", "0 g").with(&[
        "<< /Subtype /Highlight /Rect [10 10 90 30] /QuadPoints [10 30 90 30 10 10 90 10] /C [1 1 0] /Contents (look) /T (Dr A) >>",
        "<< /Subtype /Ink /Rect [10 40 90 60] /InkList [[10 40 50 60 90 40]] /C [0 0 1] /BS << /W 2 >> >>",
        "<< /Subtype /Line /Rect [10 60 90 80] /L [10 60 90 80] /C [1 0 0] >>",
        "<< /Subtype /Polygon /Rect [100 10 190 60] /Vertices [100 10 190 10 150 60] /IC [0 1 0] >>",
        "<< /Subtype /Circle /Rect [100 70 190 100] /C [0 0 0] /IC [0.5 0.5 0.5] /Border [0 0 3] >>",
        "<< /Subtype /FreeText /Rect [10 100 90 140] /Contents (Urgent) /DA (/F 12 Tf 0 0 1 rg) >>",
        "<< /Subtype /Stamp /Rect [100 110 190 140] /AP << /N 14 0 R >> /F 4 >>",
        "<< /Subtype /Text /Rect [150 5 160 15] /Contents (a note) /Name /Comment /Popup 15 0 R >>",
        &stamp,
        "<< /Subtype /Popup /Rect [0 0 1 1] /Parent 13 0 R >>",
    ])
}

pub(crate) fn layers() -> Paper {
    Paper::new(
        "",
        "/Properties << /A 6 0 R /B 7 0 R /M 8 0 R >>",
        "/OCProperties << /OCGs [6 0 R 7 0 R] /D << /ON [6 0 R] /OFF [7 0 R] /BaseState /OFF >> >>",
        "/OC /A BDC 10 10 20 20 re f EMC /OC /B BDC 40 10 20 20 re f EMC /OC /M BDC 70 10 20 20 re f EMC",
    )
    .with(&[
        "<< /Type /OCG /Name (shown) >>",
        "<< /Type /OCG /Name (hidden) >>",
        "<< /Type /OCMD /OCGs [6 0 R 7 0 R] /P /AllOn /VE [/Or 6 0 R [/Not 7 0 R]] >>",
    ])
}

pub(crate) fn images() -> Paper {
    let picture = |entries: &str, data: &str| {
        stream(
            &format!("/Type /XObject /Subtype /Image /Width 4 /Height 2 {entries}"),
            data,
        )
    };
    let content = "q 50 0 0 25 10 10 cm /I Do Q q 50 0 0 25 70 10 cm /P Do Q q 50 0 0 25 10 50 cm /M Do Q \
                   q 50 0 0 25 70 50 cm /C Do Q q 20 0 0 20 130 10 cm BI /W 2 /H 2 /CS /G /BPC 8 /F /AHx ID 00FF80C0> EI Q";
    Paper::new("", "/XObject << /I 6 0 R /P 7 0 R /M 8 0 R /C 9 0 R >>", "", content).with(&[
        &picture("/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /ASCIIHexDecode /SMask 8 0 R", "00204060FFEEDDCC>"),
        &picture("/ColorSpace [/Indexed /DeviceRGB 1 <FF000000FF00>] /BitsPerComponent 1 /Filter [/ASCIIHexDecode /RunLengthDecode] /DecodeParms [null null]", "01A0508000>"),
        &picture("/ColorSpace /DeviceGray /BitsPerComponent 16 /Filter /ASCIIHexDecode /Decode [1 0]", "00112233445566778899AABBCCDDEEFF>"),
        &picture("/ImageMask true /BitsPerComponent 1 /Filter [/ASCIIHexDecode /CCITTFaxDecode] /DecodeParms [null << /K -1 /Columns 4 /Rows 2 >>]", "26A03C00100100>"),
    ])
}

pub(crate) fn painting() -> Paper {
    let form = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 50 50] /Group << /S /Transparency /I true >> /Resources << /XObject << /N 7 0 R >> >>",
        "/N Do 1 0 0 RG 5 w 0 0 m 50 50 l S",
    );
    let inner = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 20 20]",
        "0 0 1 rg 0 0 20 20 re f*",
    );
    let tile = stream(
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 5 5] /XStep 5 /YStep 5 /Resources << >>",
        "1 0 1 rg 0 0 3 3 re f",
    );
    let glyph = stream("", "600 0 0 0 500 500 d1 0 0 500 500 re f");
    let content = "q /G gs /X Do Q /Pattern cs /T scn 60 10 40 40 re f /S sh q 100 0 0 100 0 0 cm Q BT /Y 20 Tf 20 120 Td (aa) Tj ET";
    Paper::new(
        "",
        "/XObject << /X 6 0 R >> /Pattern << /T 8 0 R >> /Shading << /S 9 0 R >> /ExtGState << /G << /ca 0.5 /BM /Multiply /SMask << /S /Luminosity /G 6 0 R >> >> >> /Font << /Y 10 0 R >>",
        "",
        content,
    )
    .with(&[
        &form,
        &inner,
        &tile,
        "<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [110 10 190 60] /Function << /FunctionType 2 /Domain [0 1] /C0 [1 0 0] /C1 [0 0 1] /N 1 >> /Extend [true false] >>",
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 600] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /a 11 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97 /LastChar 97 /Widths [600] /Resources << >> >>",
        &glyph,
    ])
}

pub(crate) fn composite_font() -> Paper {
    let map = stream(
        "",
        "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0001> <0039> <0002> <0034> endbfchar \
         1 beginbfrange <0003> <0009> <0061> endbfrange endcmap",
    );
    Paper::new("", "/Font << /C 6 0 R >>", "", "BT /C 12 Tf 20 100 Td <000100020003> Tj [<0004> -200 <0005>] TJ ET").with(&[
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 8 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /W [1 [500 600] 3 9 700] /DW 1000 >>",
        &map,
    ])
}

pub(crate) fn active() -> Paper {
    Paper::new(
        "/AA << /O << /S /JavaScript /JS (app.alert) >> >> /Annots [6 0 R 7 0 R 8 0 R]",
        "",
        "/OpenAction << /S /Launch /F (a.exe) >> /Names << /JavaScript << /Names [(a) 9 0 R] >> /EmbeddedFiles << /Names [(b) 10 0 R] >> >> \
         /AcroForm << /Fields [8 0 R] /XFA [(template) 11 0 R] >>",
        "0 g",
    )
    .with(&[
        "<< /Subtype /Link /Rect [1 1 9 9] /A << /S /URI /URI (http://example.test) /Next << /S /GoToR /F (x.pdf) >> >> >>",
        "<< /Subtype /RichMedia /Rect [10 10 50 50] /RichMediaContent << >> >>",
        "<< /Subtype /Widget /FT /Tx /T (a) /V (x) /Rect [60 10 90 30] /A << /S /SubmitForm /F (http://example.test) >> >>",
        "<< /S /JavaScript /JS 11 0 R >>",
        "<< /Type /Filespec /F (secret.doc) /EF << /F 11 0 R >> >>",
        &stream("", "this.print"),
    ])
}

pub(crate) fn bookmarks() -> Paper {
    Paper::new(
        "",
        "",
        "/Outlines 6 0 R /PageMode /UseOutlines /Dests << /old [3 0 R /Fit] >> /Names << /Dests << /Kids [9 0 R] >> >>",
        "0 g",
    )
    .with(&[
        "<< /Type /Outlines /First 7 0 R /Last 8 0 R /Count 2 >>",
        "<< /Title (One) /Parent 6 0 R /Next 8 0 R /Dest (new) /First 10 0 R /Last 10 0 R /Count 1 >>",
        "<< /Title <FEFF0174> /Parent 6 0 R /Prev 7 0 R /A << /S /GoTo /D /old >> >>",
        "<< /Limits [(a) (z)] /Names [(new) << /D [3 0 R /XYZ 10 100 0] >>] >>",
        "<< /Title (Below) /Parent 7 0 R /Dest [3 0 R /FitH 50] >>",
    ])
}

pub(crate) fn tagged() -> Paper {
    Paper::new(
        "/StructParents 0 /Tabs /S",
        "",
        "/MarkInfo << /Marked true >> /Lang (en-GB) /StructTreeRoot 6 0 R /Metadata 10 0 R",
        "/P << /MCID 0 >> BDC BT /F 12 Tf 20 100 Td (words) Tj ET EMC",
    )
    .with(&[
        "<< /Type /StructTreeRoot /K 7 0 R /ParentTree << /Nums [0 [8 0 R]] >> /RoleMap << /Para /P >> >>",
        "<< /Type /StructElem /S /Document /P 6 0 R /K [8 0 R 9 0 R] >>",
        "<< /Type /StructElem /S /Para /P 7 0 R /Pg 3 0 R /K 0 >>",
        "<< /Type /StructElem /S /Figure /P 7 0 R /Alt (a chart) /K << /Type /OBJR /Obj 3 0 R >> >>",
        &stream("/Type /Metadata /Subtype /XML", "<x:xmpmeta/>"),
    ])
}

/// Objects in a stream and a table in a stream, both without compression.
pub(crate) fn packed() -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 150] /Contents 4 0 R /Resources << >> >>",
    ];
    let (mut head, mut body) = (String::new(), String::new());
    for (number, object) in (1..).zip(objects) {
        let _ = write!(head, "{number} {} ", body.len());
        let _ = write!(body, "{object} ");
    }
    let mut out = b"%PDF-1.7\n".to_vec();
    let content = out.len();
    out.extend(format!("4 0 obj\n{}\nendobj\n", stream("", "1 0 0 rg 5 5 90 90 re f")).bytes());
    let pack = out.len();
    let entries = format!("/Type /ObjStm /N 3 /First {}", head.len());
    out.extend(format!("5 0 obj\n{}\nendobj\n", stream(&entries, &(head + &body))).bytes());
    let start = out.len();
    let place = |offset: usize| [1, (offset >> 8) as u8, offset as u8, 0];
    let mut table = vec![0, 0, 0, 0];
    table.extend((0..3).flat_map(|index| [2, 0, 5, index]));
    table.extend(place(content));
    table.extend(place(pack));
    table.extend(place(start));
    out.extend(
        format!(
            "6 0 obj\n<< /Type /XRef /Size 7 /W [1 2 1] /Root 1 0 R /Length {} >>\nstream\n",
            table.len()
        )
        .bytes(),
    );
    out.extend(table);
    out.extend(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

/// A second revision that changes the content of the page.
pub(crate) fn revised() -> Vec<u8> {
    let mut out = Paper::new("", "", "", "0 g").bytes();
    let first = out
        .windows(5)
        .rposition(|window| window == b"xref\n")
        .unwrap_or(0);
    let object = out.len();
    out.extend(format!("4 0 obj\n{}\nendobj\n", stream("", "1 0 0 rg 9 9 50 50 re f")).bytes());
    let start = out.len();
    out.extend(
        format!(
            "xref\n4 1\n{object:010} 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev {first} >>\nstartxref\n{start}\n%%EOF\n"
        )
        .bytes(),
    );
    out
}
