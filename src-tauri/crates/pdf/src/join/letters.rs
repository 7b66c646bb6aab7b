//! Sets the words of form fields in Helvetica, which every viewer has, with an encoding made for those words.

use lopdf::{Dictionary, Object};

/// Widths of the printable ASCII letters of Helvetica, in thousandths of the size, from its public metrics.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
/// Width taken for any other letter.
const OTHER: u16 = 600;
/// Codes above ASCII that are free for other letters.
const FREE: std::ops::RangeInclusive<u8> = 128..=255;

/// The letters beyond ASCII that were used, each with a code of its own.
#[derive(Default)]
pub(crate) struct Letters {
    used: bool,
    other: Vec<char>,
}

impl Letters {
    /// The width of `words` at `size`, in points.
    pub(crate) fn width(words: &str, size: f64) -> f64 {
        words.chars().map(|letter| f64::from(width(letter))).sum::<f64>() * size / 1000.0
    }

    /// `words` in lines no wider than `width` points; a single word that is wider is broken.
    pub(crate) fn wrap(words: &str, size: f64, width: f64) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in words.replace("\r\n", "\n").split(['\n', '\r']) {
            let mut line = String::new();
            for word in paragraph.split_inclusive(' ') {
                if !line.is_empty() && Self::width(&format!("{line}{}", word.trim_end()), size) > width {
                    lines.push(std::mem::take(&mut line));
                }
                for letter in word.chars() {
                    if !line.is_empty()
                        && letter != ' '
                        && Self::width(&line, size) + Self::width(&letter.to_string(), size) > width
                    {
                        lines.push(std::mem::take(&mut line));
                    }
                    line.push(letter);
                }
            }
            lines.push(line);
        }
        lines
    }

    /// The codes of `words` in the font that [`Self::font`] describes.
    pub(crate) fn encode(&mut self, words: &str) -> Vec<u8> {
        self.used = true;
        words
            .chars()
            .filter(|letter| !letter.is_control())
            .map(|letter| self.code(letter))
            .collect()
    }

    /// The font, if any words were set.
    pub(crate) fn font(&self) -> Option<Dictionary> {
        if !self.used {
            return None;
        }
        let mut differences = vec![Object::Integer(i64::from(*FREE.start()))];
        differences.extend(
            self.other
                .iter()
                .map(|letter| Object::Name(glyph_name(*letter).into_bytes())),
        );
        let mut encoding = Dictionary::new();
        encoding.set("Type", Object::Name(b"Encoding".to_vec()));
        encoding.set("BaseEncoding", Object::Name(b"WinAnsiEncoding".to_vec()));
        encoding.set("Differences", differences);
        let mut font = Dictionary::new();
        font.set("Type", Object::Name(b"Font".to_vec()));
        font.set("Subtype", Object::Name(b"Type1".to_vec()));
        font.set("BaseFont", Object::Name(b"Helvetica".to_vec()));
        font.set("Encoding", encoding);
        Some(font)
    }

    fn code(&mut self, letter: char) -> u8 {
        if (' '..='~').contains(&letter) {
            return letter as u8;
        }
        let at = self
            .other
            .iter()
            .position(|other| *other == letter)
            .unwrap_or_else(|| {
                if self.other.len() < FREE.len() {
                    self.other.push(letter);
                }
                self.other.len() - 1
            });
        FREE.start().saturating_add(at as u8)
    }
}

fn width(letter: char) -> u16 {
    let at = (letter as usize).wrapping_sub(32);
    WIDTHS.get(at).copied().unwrap_or(OTHER)
}

/// The name by which fonts know a letter: that of the Adobe glyph list where fonts of old know no other.
fn glyph_name(letter: char) -> String {
    const NAMES: [(&str, &str); 14] = [
        ("grave", "ÀÈÌÒÙàèìòùẀẁỲỳ"),
        ("acute", "ÁÉÍÓÚÝáéíóúýĆćŃńŚśŹźẂẃ"),
        ("circumflex", "ÂÊÎÔÛâêîôûŴŵŶŷĈĉĜĝĤĥ"),
        ("tilde", "ÃÑÕãñõĨĩŨũ"),
        ("dieresis", "ÄËÏÖÜäëïöüÿŸẄẅ"),
        ("ring", "ÅåŮů"),
        ("cedilla", "ÇçŞş"),
        ("caron", "ČčĎďĚěŇňŘřŠšŤťŽžǍǎ"),
        ("ogonek", "ĄąĘęĮįŲų"),
        ("macron", "ĀāĒēĪīŌōŪū"),
        ("slash", "Øø"),
        ("dotaccent", "ĊċĖėĠġİŻż"),
        ("hungarumlaut", "ŐőŰű"),
        ("breve", "ĂăĞğŬŭ"),
    ];
    const OTHERS: [(char, &str); 25] = [
        ('£', "sterling"),
        ('€', "Euro"),
        ('°', "degree"),
        ('µ', "mu"),
        ('±', "plusminus"),
        ('²', "twosuperior"),
        ('³', "threesuperior"),
        ('½', "onehalf"),
        ('¼', "onequarter"),
        ('¾', "threequarters"),
        ('×', "multiply"),
        ('–', "endash"),
        ('—', "emdash"),
        ('‘', "quoteleft"),
        ('’', "quoteright"),
        ('“', "quotedblleft"),
        ('”', "quotedblright"),
        ('•', "bullet"),
        ('…', "ellipsis"),
        ('ß', "germandbls"),
        ('ł', "lslash"),
        ('Ł', "Lslash"),
        ('æ', "ae"),
        ('Æ', "AE"),
        ('·', "periodcentered"),
    ];
    if let Some((_, name)) = OTHERS.iter().find(|(other, _)| *other == letter) {
        return (*name).to_owned();
    }
    for (accent, letters) in NAMES {
        if letters.contains(letter)
            && let Some(base) = base(letter)
        {
            return format!("{base}{accent}");
        }
    }
    format!("uni{:04X}", letter as u32)
}

/// The plain letter under an accent.
fn base(letter: char) -> Option<char> {
    const BASES: [(char, &str); 38] = [
        ('A', "ÀÁÂÃÄÅĄĀĂǍ"),
        ('a', "àáâãäåąāăǎ"),
        ('C', "ÇĆĈČĊ"),
        ('c', "çćĉčċ"),
        ('D', "Ď"),
        ('d', "ď"),
        ('E', "ÈÉÊËĚĘĒĖ"),
        ('e', "èéêëěęēė"),
        ('G', "ĜĠĞ"),
        ('g', "ĝġğ"),
        ('H', "Ĥ"),
        ('h', "ĥ"),
        ('I', "ÌÍÎÏĨĮĪİ"),
        ('i', "ìíîïĩįī"),
        ('N', "ÑŃŇ"),
        ('n', "ñńň"),
        ('O', "ÒÓÔÕÖØŌŐ"),
        ('o', "òóôõöøōő"),
        ('R', "Ř"),
        ('r', "ř"),
        ('S', "ŚŞŠ"),
        ('s', "śşš"),
        ('T', "Ť"),
        ('t', "ť"),
        ('U', "ÙÚÛÜŨŮŲŪŰŬ"),
        ('u', "ùúûüũůųūűŭ"),
        ('W', "ẀẂŴẄ"),
        ('w', "ẁẃŵẅ"),
        ('Y', "ỲÝŶŸ"),
        ('y', "ỳýŷÿ"),
        ('Z', "ŹŽŻ"),
        ('z', "źžż"),
        ('J', "Ĵ"),
        ('j', "ĵ"),
        ('K', "Ķ"),
        ('k', "ķ"),
        ('L', "Ĺ"),
        ('l', "ĺ"),
    ];
    BASES
        .iter()
        .find(|(_, letters)| letters.contains(letter))
        .map(|(base, _)| *base)
}
