//! What glyphs say to those who search, copy or listen, where the glyphs alone do not say it.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_bidi::{BidiClass, bidi_class};

use super::embed::Embedded;
use super::shape::Glyph;
use super::sheet::TextPaint;

/// Glyphs that are shown together, and what they say where the glyphs alone do not say it.
pub(super) struct Word {
    pub(super) glyphs: Range<usize>,
    pub(super) spoken: Option<String>,
    /// Glyphs to print unseen in front of those shown, since a ligature stands for their letters too.
    pub(super) unseen: Vec<u16>,
}

/// The letters behind a ligature of right-to-left text, if `said` is such: the first, and the others.
///
/// Readers put letters from the right in order by their places, and take what one glyph says for one letter;
/// the letters of لا would change places. So the ligature says its first letter, and each other letter is said
/// by its own glyph, unseen and without width, at the ligature's left.
pub(super) fn ligature(right_to_left: bool, glyphs: usize, said: &str) -> Option<(char, Vec<char>)> {
    let mut letters = said.chars();
    let first = letters.next()?;
    let others: Vec<char> = letters.collect();
    let all_from_right = said
        .chars()
        .all(|letter| matches!(bidi_class(letter), BidiClass::R | BidiClass::AL));
    (right_to_left && glyphs == 1 && !others.is_empty() && all_from_right).then_some((first, others))
}

/// Divides a run where parts of it must say something of their own.
pub(super) fn words(text: &TextPaint, face: &Embedded) -> Vec<Word> {
    let glyphs = &text.run.glyphs;
    if !text.run.right_to_left && read(glyphs, face).eq(plain_characters(&text.text)) {
        return vec![Word {
            glyphs: 0..glyphs.len(),
            spoken: None,
            unseen: Vec::new(),
        }];
    }
    let start = text.run.range.start;
    let starts: BTreeSet<usize> = glyphs.iter().map(|glyph| glyph.cluster - start).collect();
    let end_of = |cluster: usize| {
        starts
            .range(cluster + 1..)
            .next()
            .copied()
            .unwrap_or(text.text.len())
    };
    let mut words: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let mut after_space = true;
    for (at, glyph) in glyphs.iter().enumerate() {
        let from = glyph.cluster - start;
        let bytes = from..end_of(from);
        let is_space = text.text[bytes.clone()].trim().is_empty();
        match words.last_mut() {
            // Readers put letters from the right in order by their places, so each speaks for itself.
            Some((shown, said))
                if if text.run.right_to_left {
                    *said == bytes
                } else {
                    !is_space && !after_space
                } =>
            {
                shown.end = at + 1;
                *said = said.start.min(bytes.start)..said.end.max(bytes.end);
            }
            _ => words.push((at..at + 1, bytes)),
        }
        after_space = is_space;
    }
    let words = words.into_iter().map(|(shown, said)| {
        let said = plain(&text.text[said]);
        let reads: String = read(&glyphs[shown.clone()], face).collect();
        let (mut spoken, mut unseen) = (None, Vec::new());
        if reads != said {
            let ligature = ligature(text.run.right_to_left, shown.len(), &said);
            match ligature.and_then(|(first, others)| unseen_glyphs(first, &others, &reads, face)) {
                Some(glyphs) => unseen = glyphs,
                None => spoken = Some(said),
            }
        }
        Word {
            glyphs: shown,
            spoken,
            unseen,
        }
    });
    words.collect()
}

/// The glyphs of the letters after the first, from the left, if the ligature says the first and they the rest.
fn unseen_glyphs(first: char, others: &[char], reads: &str, face: &Embedded) -> Option<Vec<u16>> {
    let of_letter = |&letter: &char| {
        let glyph = face.letter(letter)?;
        (face.said(glyph) == letter.to_string()).then_some(glyph)
    };
    let glyphs: Option<Vec<u16>> = others.iter().rev().map(of_letter).collect();
    glyphs.filter(|_| reads == first.to_string())
}

/// What a reader makes of glyphs one by one.
fn read<'a>(glyphs: &'a [Glyph], face: &'a Embedded) -> impl Iterator<Item = char> + 'a {
    glyphs.iter().flat_map(|glyph| face.said(glyph.id).chars())
}

/// The text without marks of direction, and with spaces and hyphens that differ only in where a line may end
/// made plain, so that a search for a number finds it.
pub(super) fn plain(text: &str) -> String {
    plain_characters(text).collect()
}

fn plain_characters(text: &str) -> impl Iterator<Item = char> {
    let characters = text.chars().filter(|character| {
        !matches!(character, '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}')
    });
    characters.map(plain_character)
}

/// One character as [`plain`] has it.
pub(super) fn plain_character(character: char) -> char {
    match character {
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' => ' ',
        '\u{2010}' | '\u{2011}' => '-',
        other => other,
    }
}
