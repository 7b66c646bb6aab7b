//! Words that must not be found, in every form in which a program may leave them behind.

use std::path::PathBuf;

/// The bytes of some words: as they are in upper and lower case, in two bytes a letter, and in base 64.
pub(super) struct Needles(Vec<Vec<u8>>);

impl Needles {
    pub(super) fn new(words: &[&str]) -> Self {
        Self(words.iter().flat_map(|word| forms(word)).collect())
    }

    /// Those of the files that hold any of the words.
    pub(super) fn found_in(&self, files: &[PathBuf]) -> Vec<PathBuf> {
        let holds = |file: &&PathBuf| {
            let bytes = std::fs::read(file).unwrap();
            let name = file.file_name().unwrap().as_encoded_bytes();
            let found = |hay: &[u8]| {
                let small = hay.to_ascii_lowercase();
                self.0
                    .iter()
                    .any(|needle| memchr::memmem::find(&small, needle).is_some())
            };
            found(&bytes) || found(name)
        };
        files.iter().filter(holds).cloned().collect()
    }
}

/// All in lower case, as what is searched is.
fn forms(word: &str) -> Vec<Vec<u8>> {
    let small = word.to_lowercase();
    let plain = small.clone().into_bytes();
    let wide = |little: bool| {
        small
            .encode_utf16()
            .flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect()
    };
    let mut forms = vec![plain, wide(true), wide(false)];
    // In base 64 a word looks otherwise at each of three places; its first and last letters mix with their neighbours.
    for written in [word.to_owned(), small] {
        for before in 0..3 {
            let padded = [vec![0; before], written.clone().into_bytes()].concat();
            let whole = padded.len() / 3 * 3;
            let from = if before == 0 { 0 } else { 4 };
            forms.push(base64(&padded[..whole])[from..].to_ascii_lowercase());
        }
    }
    forms
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let four = |three: &[u8]| {
        let bits = u32::from_be_bytes([0, three[0], three[1], three[2]]);
        [18, 12, 6, 0].map(|shift| LETTERS[(bits >> shift) as usize & 63])
    };
    bytes.chunks_exact(3).flat_map(four).collect()
}

#[test]
fn words_are_found_in_every_form() {
    let folder = tempfile::tempdir().unwrap();
    let needles = Needles::new(&["Zebrathorne"]);
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let wide: Vec<u8> = "x Zebrathorne"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [
        b"a ZEBRAthorne b".as_slice(),
        &wide,
        &base64(b"12Zebrathorne3456"),
        &base64(b"Zebrathorne1"),
    ] {
        let path = file("plain", bytes);
        assert_eq!(needles.found_in(std::slice::from_ref(&path)), [path]);
    }
    let sealed = file("sealed", b"Zebra thorn");
    assert_eq!(needles.found_in(&[sealed]), Vec::<PathBuf>::new());
}
