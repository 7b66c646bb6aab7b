//! The worker as a process of its own: what it answers, and what becomes of files made to harm.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod drawing;
mod joining;
mod picture;
mod proving;
mod reading;

use std::path::PathBuf;

use pdf::join::{Part, Plan};

/// The example program that is nothing but a worker; Cargo builds it before these tests.
pub(crate) fn exe() -> PathBuf {
    let mut folder = std::env::current_exe().unwrap();
    folder.pop();
    folder.pop();
    folder
        .join("examples")
        .join(format!("worker{}", std::env::consts::EXE_SUFFIX))
}

/// What these parts are joined to.
pub(crate) fn plan(parts: Vec<Part>) -> Plan {
    Plan {
        parts,
        title: "SO-2026-0042".to_owned(),
        language: "en-GB".to_owned(),
        id: [7; 16],
        created: "D:20260102030405Z".to_owned(),
        manifest: b"{}".to_vec(),
        producer: "Second Opinion".to_owned(),
        show_bookmarks: true,
        is_archival: false,
    }
}

/// A PDF of one page with this text in its content, written by hand.
pub(crate) fn pdf(text: &str) -> Vec<u8> {
    pieces(&[format!("BT /F1 12 Tf 72 700 Td ({text}) Tj ET")])
}

/// A PDF of one page whose content is in these pieces.
pub(crate) fn pieces(contents: &[String]) -> Vec<u8> {
    let parts: Vec<String> = (5..)
        .zip(contents)
        .map(|(number, _)| format!("{number} 0 R"))
        .collect();
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [{}] \
             /Resources << /Font << /F1 4 0 R >> >> >>",
            parts.join(" ")
        ),
        font.to_owned(),
    ];
    objects.extend(
        contents
            .iter()
            .map(|content| format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len())),
    );
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(out.len());
        out.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    out.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes());
    out
}

/// A page with a fax of so many white pixels to a side, in a few kilobytes.
pub(crate) fn fax(side: u32) -> Vec<u8> {
    let filter = format!("/CCITTFaxDecode /DecodeParms << /K -1 /Columns {side} /Rows {side} >>");
    picture(side, 1, &filter, &vec![0xFF_u8; side as usize / 8 + 8])
}

/// A page with a grey scan of so many pixels to a side, each a byte of the file.
pub(crate) fn scan(side: u32) -> Vec<u8> {
    picture(side, 8, "[]", &vec![0x80; (side * side) as usize])
}

/// A page with a picture of so many pixels to a side, written by hand.
fn picture(side: u32, bits: u32, filter: &str, data: &[u8]) -> Vec<u8> {
    let content = "q 500 0 0 500 20 20 cm /I Do Q";
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let image = format!(
        "<< /Type /XObject /Subtype /Image /Width {side} /Height {side} /BitsPerComponent {bits} /ColorSpace \
         /DeviceGray /Filter {filter} /Length {} >>\nstream\n",
        data.len()
    );
    let objects: [Vec<u8>; 5] = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>"
            .to_vec(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()).into_bytes(),
        [image.as_bytes(), data, b"\nendstream"].concat(),
    ];
    for (number, object) in (1..).zip(&objects) {
        places.push(out.len());
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes());
    out
}
