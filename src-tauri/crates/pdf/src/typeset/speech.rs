//! What glyphs say to those who search, copy or listen, where the glyphs alone do not say it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::embed::Embedded;
use super::shape::Glyph;
use super::sheet::TextPaint;

/// Glyphs that are shown together, and what they say where the glyphs alone do not say it.
pub(super) struct Word {
    pub(super) glyphs: Range<usize>,
    pub(super) spoken: Option<String>,
}

/// Divides a run where parts of it must say something of their own.
pub(super) fn words(text: &TextPaint, face: &Embedded) -> Vec<Word> {
    let glyphs = &text.run.glyphs;
    if !text.run.right_to_left && read(glyphs.iter(), face) == plain(&text.text) {
        return vec![Word {
            glyphs: 0..glyphs.len(),
            spoken: None,
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
        let speaks = read(glyphs[shown.clone()].iter(), face) == said;
        Word {
            glyphs: shown,
            spoken: (!speaks).then_some(said),
        }
    });
    words.collect()
}

/// What a reader makes of glyphs one by one.
fn read<'a>(glyphs: impl Iterator<Item = &'a Glyph>, face: &Embedded) -> String {
    glyphs.map(|glyph| face.code(glyph.id).2).collect()
}

/// The text without marks of direction, and with spaces and hyphens that differ only in where a line may end
/// made plain, so that a search for a number finds it.
pub(super) fn plain(text: &str) -> String {
    let characters = text.chars().filter(|character| {
        !matches!(character, '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}')
    });
    characters.map(plain_character).collect()
}

/// One character as [`plain`] has it.
pub(super) fn plain_character(character: char) -> char {
    match character {
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' => ' ',
        '\u{2010}' | '\u{2011}' => '-',
        other => other,
    }
}
