//! PDFs, each with one kind of thing that the reader or the join has to handle.

use std::fmt::Write as _;

use crate::encoded::{PDF_AES, PDF_RC4};
use crate::pdf_parts as parts;
use crate::{Seed, bytes};

/// Objects by number, streams among them already written out.
pub(crate) struct Paper {
    pub(crate) objects: Vec<String>,
    pub(crate) trailer: &'static str,
}

impl Paper {
    /// One page with a font; what else it has is given as entries of page, resources and catalogue.
    pub(crate) fn new(page: &str, resources: &str, catalogue: &str, content: &str) -> Self {
        let objects = vec![
            format!("<< /Type /Catalog /Pages 2 0 R {catalogue} >>"),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 150] /Contents 4 0 R \
                 /Resources << /Font << /F 5 0 R >> {resources} >> {page} >>"
            ),
            stream("", content),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        ];
        Self { objects, trailer: "" }
    }

    /// The same with more objects, from number 6 on.
    pub(crate) fn with(mut self, objects: &[&str]) -> Self {
        self.objects
            .extend(objects.iter().map(|object| (*object).to_owned()));
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut out = "%PDF-1.7\n".to_owned();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.objects.len() + 1);
        for (number, object) in (1..).zip(&self.objects) {
            let _ = writeln!(table, "{:010} 00000 n ", out.len());
            let _ = write!(out, "{number} 0 obj\n{object}\nendobj\n");
        }
        let (start, size) = (out.len(), self.objects.len() + 1);
        let trailer = self.trailer;
        let _ = write!(
            out,
            "{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
        );
        out.into_bytes()
    }
}

pub(crate) fn stream(entries: &str, content: &str) -> String {
    format!(
        "<< {entries} /Length {} >>\nstream\n{content}\nendstream",
        content.len()
    )
}

const WORDS: &str = "BT /F 12 Tf 20 100 Td (NHS No. 943 476 5919) Tj ET 0.5 g 10 10 40 20 re f";

pub(crate) fn seeds() -> Vec<Seed> {
    vec![
        ("plain", Paper::new("", "", "", WORDS).bytes()),
        (
            "boxes",
            Paper::new("/Rotate 270 /CropBox [10 20 180 120] /UserUnit 2", "", "", WORDS).bytes(),
        ),
        ("tree", parts::tree().bytes()),
        ("form", parts::form().bytes()),
        ("form-appearances", parts::form_with_appearances().bytes()),
        ("notes", parts::notes().bytes()),
        ("layers", parts::layers().bytes()),
        ("images", parts::images().bytes()),
        ("painting", parts::painting().bytes()),
        ("composite-font", parts::composite_font().bytes()),
        ("active", parts::active().bytes()),
        ("bookmarks", parts::bookmarks().bytes()),
        ("tagged", parts::tagged().bytes()),
        ("packed", parts::packed()),
        ("revised", parts::revised()),
        ("no-table", cut(&Paper::new("", "", "", WORDS).bytes(), b"xref")),
        ("cut", cut(&parts::form().bytes(), b"7 0 obj")),
        (
            "led",
            [
                b"From: a scanner\r\n\r\n".as_slice(),
                &Paper::new("", "", "", WORDS).bytes(),
            ]
            .concat(),
        ),
        ("locked-rc4", bytes(PDF_RC4)),
        ("locked-aes", bytes(PDF_AES)),
    ]
}

fn cut(whole: &[u8], at: &[u8]) -> Vec<u8> {
    let end = whole.windows(at.len()).position(|window| window == at);
    whole[..end.unwrap_or(whole.len())].to_vec()
}
