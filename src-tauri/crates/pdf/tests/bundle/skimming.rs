//! Sources whose long streams stay in their file, and bundles written as they are made.

use std::io::{self, Write};
use std::sync::Arc;

use second_opinion_pdf::join::{JoinError, Part, join, join_from, join_into};
use second_opinion_pdf::source::{FileGone, Files, Limits, NoFiles, Source};
use second_opinion_pdf::verify::verify;

use crate::build::{Extra, Pdf, build, paper, part, plan, read, words};

struct Held(Vec<Arc<Vec<u8>>>);

impl Files for Held {
    fn file(&self, part: usize) -> Result<Arc<Vec<u8>>, FileGone> {
        self.0.get(part - 1).cloned().ok_or(FileGone)
    }
}

fn held(files: &[&[u8]]) -> Held {
    Held(files.iter().map(|file| Arc::new(file.to_vec())).collect())
}

fn skim(bytes: &[u8]) -> Source {
    Source::skim(&Arc::new(bytes.to_vec()), None, &Limits::default()).unwrap()
}

fn parts(files: &[&[u8]], read: fn(&[u8]) -> Source) -> Vec<Part> {
    (1..)
        .zip(files)
        .map(|(at, file)| part(&format!("enclosure-{at}"), read(file)))
        .collect()
}

/// Bytes that nothing makes smaller, the same each time; among them words that look like the end of a stream.
fn speckle(length: usize, seed: u32) -> Vec<u8> {
    let mut state = seed;
    let mut out: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    })
    .take(length)
    .collect();
    out.splice(100..100, *b"\nendstream\nendobj\n1 0 obj << >> stream\r\n");
    out
}

/// Two pages, each with a picture of its own; the first has a long content in two pieces and `stream` in its words.
fn pictures(seed: u32) -> Vec<u8> {
    let mut pdf = Pdf::default();
    let extra = Extra {
        page: "/Note (stream) %R /XObject << /I 21 0 R /J 22 0 R >>".to_owned(),
        objects: vec!["null".to_owned()],
        ..Extra::default()
    };
    let long = format!("{} /I Do {}", words("Alpha"), "0 0 m 1 1 l S ".repeat(900));
    build(&mut pdf, &[&long, &format!("{} /J Do", words("Beta"))], &extra);
    for at in 0..2 {
        let picture = speckle(90_000, seed + at);
        let entries = "/Type /XObject /Subtype /Image /Width 300 /Height 100 /ColorSpace /DeviceRGB \
                       /BitsPerComponent 8 /Note (stream)";
        pdf.stream(entries, &picture);
    }
    pdf.bytes(1)
}

#[test]
fn a_skimmed_source_joins_to_the_very_bytes_of_one_read_whole() {
    let (one, two, three) = (
        pictures(1),
        paper(&[&words("Gamma")], &Extra::default()),
        pictures(5),
    );
    let files = [one.as_slice(), &two, &three];
    let whole = join(plan(parts(&files, |file| read(file).unwrap())), None).unwrap();
    let skimmed = join_from(plan(parts(&files, skim)), None, &held(&files)).unwrap();
    assert!(whole.bytes == skimmed.bytes, "the two bundles differ");
    assert!(skimmed.bytes.len() > 4 * 90_000, "the pictures are in it");
    assert_eq!(verify(&skimmed.bytes).unwrap().pages, 5);
}

#[test]
fn a_file_that_changed_after_it_was_skimmed_stops_the_bundle() {
    let (one, two) = (paper(&[&words("Alpha")], &Extra::default()), pictures(1));
    let mut changed = two.clone();
    let middle = changed.len() - 50_000;
    changed[middle] ^= 1;
    let shorter = two[..middle].to_vec();
    for file in [changed, shorter] {
        let plan = plan(parts(&[&one, &two], skim));
        let error = join_from(plan, None, &held(&[&one, &file])).err();
        assert_eq!(error, Some(JoinError::FileGone { part: 2 }));
    }
    let error = join_from(plan(parts(&[&one, &two], skim)), None, &NoFiles).err();
    assert_eq!(error, Some(JoinError::FileGone { part: 2 }));
}

#[test]
fn a_file_with_anything_to_repair_is_read_whole() {
    let long = format!("{} {}", words("Alpha"), "0 0 m 1 1 l S ".repeat(900));
    let sound = paper(&[&long, &words("Beta")], &Extra::default());
    let mut shifted = b"From: a scanner\n".to_vec();
    shifted.extend_from_slice(&sound);
    let cut = sound[..sound.len() - 60].to_vec();
    for file in [shifted, cut] {
        let (whole, skimmed) = (read(&file).unwrap(), skim(&file));
        assert_eq!(whole.notes(), skimmed.notes());
        // It holds all its streams itself, so nobody has to fetch the file.
        let joined = join_from(plan(vec![part("enclosure-1", skimmed)]), None, &NoFiles).unwrap();
        assert_eq!(joined.pages, 2);
    }
    assert_eq!(read(&sound).unwrap().notes(), skim(&sound).notes());
}

#[test]
fn a_file_whose_list_of_pages_is_found_only_by_scanning_is_read_whole() {
    // The table leads to an older object of the same number, which is a page and no list.
    let mut pdf = Pdf::default();
    build(&mut pdf, &[&words("Right")], &Extra::default());
    let list = String::from_utf8(pdf.objects[1].clone()).unwrap();
    let page = "<< /Type /Page /MediaBox [0 0 300 300] >>";
    pdf.objects[1] = format!("{page}\nendobj\n2 0 obj\n{list}").into_bytes();
    let file = pdf.bytes(1);
    let (whole, skimmed) = (read(&file).unwrap(), skim(&file));
    assert!(whole.page_text(1).contains("Right"));
    assert_eq!(skimmed.notes(), whole.notes());
    assert_eq!(skimmed.page_size(1), whole.page_size(1));
    assert!(skimmed.notes().iter().any(|note| note.code.is_repair()));
}

#[test]
fn a_bundle_written_as_it_is_made_is_the_one_made_in_memory() {
    let file = pictures(9);
    let joined = join(plan(parts(&[&file], |file| read(file).unwrap())), None).unwrap();
    let mut out = Vec::new();
    let written = join_into(plan(parts(&[&file], skim)), None, &held(&[&file]), &mut out).unwrap();
    assert!(out == joined.bytes, "the two bundles differ");
    assert_eq!(
        (written.length, &written.sha256),
        (out.len() as u64, &joined.sha256)
    );
    assert_eq!(
        (written.pages, written.first_pages),
        (joined.pages, joined.first_pages)
    );
    use sha2::Digest as _;
    let digits: String = sha2::Sha256::digest(&out)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(written.sha256, digits);
}

struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self
            .0
            .checked_sub(bytes.len())
            .ok_or(io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_said_and_no_bundle_is_reported() {
    let file = pictures(9);
    for room in [0, 1_000, 150_000] {
        let plan = plan(parts(&[&file], skim));
        let error = join_into(plan, None, &held(&[&file]), &mut Full(room)).unwrap_err();
        assert!(matches!(error, JoinError::Write(_)), "room {room}: {error}");
    }
}
