//! Writes the files that joining is measured on, the same bytes each time: `bench_inputs DIR`.
//!
//! `DIR/scans` holds 50 PDFs of 200 MB in all, mostly JPEG scans; `DIR/small` 1,000 small PDFs; `DIR/packed` one
//! PDF of 600 pages whose objects are packed in object streams.
#![allow(clippy::expect_used, clippy::print_stderr)]

use std::path::Path;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::codecs::jpeg::JpegEncoder;
use lopdf::{Dictionary, Document, Object, SaveOptions, Stream, dictionary};
use std::io::Write as _;

/// Width and height of a scanned page in pixels: A4 at 200 to the inch.
const SCAN: (u32, u32) = (1654, 2339);
/// Scans with different pictures; the others are told apart by a comment inside the JPEG.
const PICTURES: u32 = 8;

fn main() {
    let folder = std::env::args().nth(1).expect("usage: bench_inputs DIR");
    let folder = Path::new(&folder);
    let fill = |name: &str, make: &dyn Fn(&Path)| {
        let done = folder.join(name);
        if done.exists() {
            return;
        }
        let part = folder.join(format!("{name}.part"));
        std::fs::create_dir_all(&part).expect("the folder can be made");
        make(&part);
        std::fs::rename(&part, &done).expect("the folder can be named");
    };
    fill("scans", &scans);
    fill("small", &|to| {
        for file in 0..1_000 {
            save(to, file, &mut written(file, 1 + file % 3, 12), false);
        }
    });
    fill("packed", &|to| save(to, 0, &mut written(7, 600, 60), true));
}

/// 46 files of ten scans and four of text: about 200 MB.
fn scans(to: &Path) {
    let pictures: Vec<Vec<u8>> = (0..PICTURES).map(scan).collect();
    for file in 0..50_u32 {
        let mut document = if file % 12 == 5 {
            written(file, 8, 60)
        } else {
            let mut pages = Pages::new();
            for page in 0..10 {
                let number = file * 10 + page;
                let jpeg = with_comment(&pictures[(number % PICTURES) as usize], number);
                pages.picture(jpeg);
            }
            pages.finish()
        };
        save(to, file, &mut document, false);
    }
}

fn save(to: &Path, file: u32, document: &mut Document, packed: bool) {
    let path = to.join(format!("{file:04}.pdf"));
    let mut bytes = Vec::new();
    let options = SaveOptions::builder()
        .use_object_streams(packed)
        .use_xref_streams(packed)
        .build();
    document
        .save_with_options(&mut bytes, options)
        .expect("the file can be written to memory");
    std::fs::write(path, bytes).expect("the file can be written");
}

/// Numbers without meaning, the same each time.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) as u32
    }
}

/// A page of grey lines on speckled paper, as a scanner hands it over.
fn scan(seed: u32) -> Vec<u8> {
    let (width, height) = SCAN;
    let mut noise = Noise(u64::from(seed) + 1);
    let mut pixels = vec![0_u8; (width * height) as usize];
    let words: Vec<u32> = (0..4_000).map(|_| noise.next() % 5).collect();
    for y in 0..height {
        for x in 0..width {
            let on_line = y % 50 > 22 && (150..1_500).contains(&x) && (200..2_150).contains(&y);
            let ink =
                on_line && words[((y / 50 * 90 + x / 18) % 4_000) as usize] > 0 && (x / 3 + y / 5) % 3 > 0;
            let paper = if ink { 60 } else { 236 };
            pixels[(y * width + x) as usize] = (paper + noise.next() % 18) as u8;
        }
    }
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 36)
        .encode(&pixels, width, height, image::ExtendedColorType::L8)
        .expect("the picture can be packed");
    out
}

/// The JPEG with a comment after its first mark, so that no two are the same bytes.
fn with_comment(jpeg: &[u8], number: u32) -> Vec<u8> {
    let mut out = jpeg[..2].to_vec();
    out.extend_from_slice(&[0xFF, 0xFE, 0, 6]);
    out.extend_from_slice(&number.to_be_bytes());
    out.extend_from_slice(&jpeg[2..]);
    out
}

/// A PDF of so many pages of so many lines each.
fn written(file: u32, count: u32, lines: u32) -> Document {
    const WORDS: [&str; 12] = [
        "haemoglobin",
        "creatinine",
        "ventricle",
        "unremarkable",
        "left",
        "right",
        "review",
        "clinic",
        "stable",
        "increased",
        "within",
        "reference",
    ];
    let mut noise = Noise(u64::from(file) + 99);
    let mut pages = Pages::new();
    for page in 1..=count {
        let mut content = format!("BT /F 9 Tf 12 TL 50 800 Td (File {file} page {page}) Tj T*\n");
        for _ in 0..lines {
            let line: Vec<&str> = (0..12).map(|_| WORDS[(noise.next() % 12) as usize]).collect();
            content.push_str(&format!("({} {}) Tj T*\n", line.join(" "), noise.next() % 10_000));
        }
        content.push_str("ET");
        pages.text(&content);
    }
    pages.finish()
}

struct Pages {
    document: Document,
    tree: lopdf::ObjectId,
    font: lopdf::ObjectId,
    kids: Vec<Object>,
}

impl Pages {
    fn new() -> Self {
        let mut document = Document::with_version("1.5");
        let tree = document.new_object_id();
        let font = document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
        });
        Self {
            document,
            tree,
            font,
            kids: Vec::new(),
        }
    }

    fn picture(&mut self, jpeg: Vec<u8>) {
        let (width, height) = SCAN;
        let picture = self.document.add_object(Stream::new(
            dictionary! {
                "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(width), "Height" => i64::from(height),
                "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8, "Filter" => "DCTDecode",
            },
            jpeg,
        ));
        let content = b"q 595.276 0 0 841.89 0 0 cm /I Do Q".to_vec();
        let content = self.document.add_object(Stream::new(Dictionary::new(), content));
        self.page(
            content,
            dictionary! { "XObject" => dictionary! { "I" => picture } },
        );
    }

    fn text(&mut self, content: &str) {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
        packed
            .write_all(content.as_bytes())
            .expect("memory can be written");
        let packed = packed.finish().expect("memory can be written");
        let stream = Stream::new(dictionary! { "Filter" => "FlateDecode" }, packed);
        let content = self.document.add_object(stream);
        let font = self.font;
        self.page(content, dictionary! { "Font" => dictionary! { "F" => font } });
    }

    fn page(&mut self, content: lopdf::ObjectId, resources: Dictionary) {
        let page = self.document.add_object(dictionary! {
            "Type" => "Page", "Parent" => self.tree, "Contents" => content, "Resources" => resources,
            "MediaBox" => vec![0.into(), 0.into(), 595.276.into(), 841.89.into()],
        });
        self.kids.push(page.into());
    }

    fn finish(mut self) -> Document {
        let count = self.kids.len() as i64;
        let tree = dictionary! { "Type" => "Pages", "Kids" => self.kids, "Count" => count };
        self.document.objects.insert(self.tree, tree.into());
        let root = self
            .document
            .add_object(dictionary! { "Type" => "Catalog", "Pages" => self.tree });
        self.document.trailer.set("Root", root);
        self.document
    }
}
