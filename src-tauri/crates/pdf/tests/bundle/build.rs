//! A builder of small PDFs, sound and unsound.

use std::io::Write as _;

use lopdf::{Document, Object};
use second_opinion_pdf::join::{Joined, Part, Plan, join};
use second_opinion_pdf::picture::page_png;
use second_opinion_pdf::source::{Limits, Refusal, Source};

/// Objects by number, written with a classic table.
#[derive(Clone, Default)]
pub(crate) struct Pdf {
    pub(crate) objects: Vec<Vec<u8>>,
    pub(crate) trailer: String,
}

impl Pdf {
    pub(crate) fn add(&mut self, body: &str) -> usize {
        self.objects.push(body.as_bytes().to_vec());
        self.objects.len()
    }

    pub(crate) fn stream(&mut self, entries: &str, content: &[u8]) -> usize {
        let mut body = format!("<< {entries} /Length {} >>\nstream\n", content.len()).into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\nendstream");
        self.objects.push(body);
        self.objects.len()
    }

    pub(crate) fn bytes(&self, root: usize) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut offsets = Vec::new();
        for (at, body) in self.objects.iter().enumerate() {
            offsets.push(out.len());
            writeln!(out, "{} 0 obj", at + 1).unwrap();
            out.extend_from_slice(body);
            out.extend_from_slice(b"\nendobj\n");
        }
        let start = out.len();
        write!(out, "xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1).unwrap();
        for offset in &offsets {
            writeln!(out, "{offset:010} 00000 n ").unwrap();
        }
        let size = offsets.len() + 1;
        write!(
            out,
            "trailer\n<< /Size {size} /Root {root} 0 R {} >>\nstartxref\n{start}\n%%EOF\n",
            self.trailer
        )
        .unwrap();
        out
    }
}

/// What the pages of [`paper`] may have besides their content.
#[derive(Clone, Default)]
pub(crate) struct Extra {
    /// Entries of every page.
    pub(crate) page: String,
    /// Entries of the catalogue.
    pub(crate) catalogue: String,
    /// Objects from number [`EXTRA`] on.
    pub(crate) objects: Vec<String>,
}

/// The number of the first extra object.
pub(crate) const EXTRA: usize = 20;

/// A PDF whose pages draw `contents`, one stream each: catalogue 1, page tree 2, font 3, then page and content.
pub(crate) fn paper(contents: &[&str], extra: &Extra) -> Vec<u8> {
    let mut pdf = Pdf::default();
    build(&mut pdf, contents, extra);
    pdf.bytes(1)
}

pub(crate) fn build(pdf: &mut Pdf, contents: &[&str], extra: &Extra) {
    let kids: Vec<String> = (0..contents.len())
        .map(|at| format!("{} 0 R", 4 + at * 2))
        .collect();
    pdf.add(&format!("<< /Type /Catalog /Pages 2 0 R {} >>", extra.catalogue));
    pdf.add(&format!(
        "<< /Type /Pages /Kids [{}] /Count {} >>",
        kids.join(" "),
        contents.len()
    ));
    pdf.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    let size = if extra.page.contains("/MediaBox") {
        ""
    } else {
        "/MediaBox [0 0 595.276 841.89]"
    };
    for (at, content) in contents.iter().enumerate() {
        pdf.add(&format!(
            "<< /Type /Page /Parent 2 0 R {size} /Resources << /Font << /F 3 0 R >> {} >> /Contents {} 0 R {} >>",
            if extra.page.contains("%R") { extra.page.split("%R").nth(1).unwrap() } else { "" },
            5 + at * 2,
            extra.page.split("%R").next().unwrap(),
        ));
        pdf.stream("", content.as_bytes());
    }
    while pdf.objects.len() < EXTRA - 1 {
        pdf.add("null");
    }
    for object in &extra.objects {
        pdf.add(object);
    }
}

/// Words and a dark block in the lower left corner.
pub(crate) fn words(text: &str) -> String {
    format!("0 0.3 0.6 rg 20 20 120 90 re f 0 g BT /F 24 Tf 60 400 Td ({text}) Tj ET")
}

pub(crate) fn read(bytes: &[u8]) -> Result<Source, Refusal> {
    Source::read(bytes, None, &Limits::default())
}

pub(crate) fn codes(source: &Source) -> Vec<&'static str> {
    source.notes().iter().map(|note| note.code.as_str()).collect()
}

pub(crate) fn part(name: &str, source: Source) -> Part {
    let pages = (1..=source.page_count()).collect();
    Part {
        name: name.to_owned(),
        title: name.to_owned(),
        source,
        pages,
        stamped: true,
        starts_right: false,
        outline: Vec::new(),
    }
}

pub(crate) fn plan(parts: Vec<Part>) -> Plan {
    Plan {
        parts,
        title: "SO-2026-0042".to_owned(),
        language: "en-GB".to_owned(),
        id: [7; 16],
        created: "D:20260102030405Z".to_owned(),
        manifest: br#"{"reference":"SO-2026-0042"}"#.to_vec(),
        producer: "Second Opinion".to_owned(),
        show_bookmarks: true,
        is_archival: false,
    }
}

/// A bundle of the given files, all stamped, without strips.
pub(crate) fn bundle(files: &[&[u8]]) -> Joined {
    let parts = (1..)
        .zip(files)
        .map(|(at, file)| part(&format!("enclosure-{at}"), read(file).unwrap()))
        .collect();
    join(plan(parts), None).unwrap()
}

pub(crate) fn load(bytes: &[u8]) -> Document {
    Document::load_mem(bytes).unwrap()
}

/// Everything in a file as text: dictionaries, and streams unpacked where they can be.
pub(crate) fn everything(bytes: &[u8]) -> String {
    let document = load(bytes);
    let mut out = format!("{:?}", document.trailer);
    for (id, object) in &document.objects {
        out.push_str(&format!("\n{id:?} {object:?}"));
        if let Object::Stream(stream) = object
            && let Ok(plain) = stream.get_plain_content()
        {
            out.push_str(&String::from_utf8_lossy(&plain));
        }
    }
    out
}

/// The picture of a page, to look up single places.
pub(crate) struct Shot {
    width: usize,
    pub(crate) height: usize,
    pixels: Vec<u8>,
}

impl Shot {
    pub(crate) fn of(bytes: &[u8], page: u32, width: u32) -> Self {
        let png = page_png(bytes, page, width).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        // A picture on white has no need of transparency, and then comes without it.
        let each = if info.color_type == png::ColorType::Rgba {
            4
        } else {
            3
        };
        assert_eq!(pixels.len(), (info.width * info.height) as usize * each);
        let pixels = pixels
            .chunks_exact(each)
            .flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 255])
            .collect();
        Self {
            width: info.width as usize,
            height: info.height as usize,
            pixels,
        }
    }

    /// The colour at a place given as shares of width and height from the upper left.
    pub(crate) fn at(&self, x: f64, y: f64) -> [u8; 3] {
        let (x, y) = (
            (x * self.width as f64) as usize,
            (y * self.height as f64) as usize,
        );
        let at = (y.min(self.height - 1) * self.width + x.min(self.width - 1)) * 4;
        [self.pixels[at], self.pixels[at + 1], self.pixels[at + 2]]
    }

    /// Whether any pixel of a part of the picture is dark.
    pub(crate) fn has_ink(&self, x: std::ops::Range<f64>, y: std::ops::Range<f64>) -> bool {
        let range = |range: std::ops::Range<f64>, most: usize| {
            (range.start * most as f64) as usize..((range.end * most as f64) as usize).min(most)
        };
        range(y, self.height).any(|row| {
            range(x.clone(), self.width).any(|column| {
                let at = (row * self.width + column) * 4;
                self.pixels[at..at + 3].iter().any(|value| *value < 128)
            })
        })
    }
}
