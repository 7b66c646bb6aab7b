//! Writes the seeds of every target into folders of that name: `second-opinion-fuzz-seeds FOLDER`.
//!
//! It needs the standard library alone, so that it is there at once.

mod dicom;
mod documents;
mod encoded;
mod pdf;
mod pdf_parts;
mod pictures;
mod results;

use std::path::Path;

/// A file that a reader takes, by the name it is written under.
type Seed = (&'static str, Vec<u8>);

fn main() -> std::io::Result<()> {
    let folder = std::env::args_os().nth(1).unwrap_or_else(|| "seeds".into());
    let targets: [(&str, Vec<Seed>); 6] = [
        ("pdf", pdf::seeds()),
        ("proof", pdf::seeds()),
        ("image", pictures::seeds()),
        ("dicom", dicom::seeds()),
        ("results", results::seeds()),
        ("writing", documents::seeds()),
    ];
    for (target, seeds) in targets {
        let folder = Path::new(&folder).join(target);
        std::fs::create_dir_all(&folder)?;
        for (name, bytes) in seeds {
            std::fs::write(folder.join(name), bytes)?;
        }
    }
    Ok(())
}

/// The bytes that hexadecimal digits stand for.
fn bytes(digits: &str) -> Vec<u8> {
    digits
        .as_bytes()
        .chunks(2)
        .filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}
