//! Sets plain Latin text by what is known of its letters and pairs, and asks the shaper for the words that need it.

use std::ops::Range;

use super::fonts::{FaceId, Fonts};
use super::shape::{Glyph, Item, shaped, shaped_glyphs};
use super::simple::{Letter, Pairs, Told};

/// The glyphs of a Latin item that is read from the left, the same as the shaper makes of it whole: none where a part
/// cannot be told from the rest.
pub(super) fn plain_glyphs(fonts: &Fonts, text: &str, item: &Item) -> Option<Vec<Glyph>> {
    let is_known = item.face.is_of_text_family();
    let mut setting = Setting {
        fonts,
        text,
        item,
        pairs: is_known.then(|| fonts.pairs(item.face)).flatten()?,
        em: fonts.parsed(item.face)?.units_per_em() as f32,
        glyphs: Vec::with_capacity(item.range.len()),
        previous: None,
    };
    let mut at = item.range.start;
    while at < item.range.end {
        let rest = &text[at..item.range.end];
        if rest.starts_with(' ') {
            setting.letter(at, ' ')?;
            at += 1;
            continue;
        }
        let end = at + rest.find(' ').unwrap_or(rest.len());
        at = match setting.word(at..end) {
            Some(()) => end,
            None => setting.whole_word(at..end)?,
        };
    }
    Some(setting.glyphs)
}

/// Whether `face` of the text family shows `character` alone by one glyph on the line.
pub(super) fn is_plain(fonts: &Fonts, face: FaceId, character: char) -> bool {
    let pairs = fonts.pairs(face);
    pairs.is_some_and(|pairs| pairs.letter(character, |text| told(fonts, face, text)).is_some())
}

/// What the shaper makes of a short Latin text.
fn told(fonts: &Fonts, face: FaceId, text: &str) -> Option<Vec<Told>> {
    let shaped = shaped(fonts, text, &Item::latin(text, face), false).ok()?;
    let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
    let told = glyphs.map(|(info, position)| {
        let is_elsewhere = (position.x_offset, position.y_offset, position.y_advance) != (0, 0, 0);
        let glyph = u16::try_from(info.glyph_id).ok()?;
        Some((glyph, position.x_advance, info.cluster as usize, is_elsewhere))
    });
    told.collect()
}

/// A text that is being set.
struct Setting<'a> {
    fonts: &'a Fonts,
    text: &'a str,
    item: &'a Item,
    pairs: &'a Pairs,
    em: f32,
    glyphs: Vec<Glyph>,
    /// The letter set last.
    previous: Option<(char, Letter)>,
}

impl Setting<'_> {
    /// Adds a word by its letters and pairs; nothing, if there is more to one of them.
    fn word(&mut self, range: Range<usize>) -> Option<()> {
        let before = (self.glyphs.len(), self.glyphs.last().copied(), self.previous);
        for (offset, character) in self.text[range.clone()].char_indices() {
            if self.letter(range.start + offset, character).is_none() {
                self.glyphs.truncate(before.0);
                if let (Some(last), Some(known)) = (self.glyphs.last_mut(), before.1) {
                    *last = known;
                }
                self.previous = before.2;
                return None;
            }
        }
        Some(())
    }

    fn letter(&mut self, at: usize, character: char) -> Option<()> {
        let (face, fonts) = (self.item.face, self.fonts);
        let ask = |text: &str| told(fonts, face, text);
        let letter = self.pairs.letter(character, ask)?;
        if let Some(previous) = self.previous {
            let kern = self.pairs.pair((previous, (character, letter)), ask)?;
            self.glyphs.last_mut()?.advance = (previous.1.advance + kern) as f32 / self.em;
        }
        self.glyphs.push(Glyph {
            id: letter.glyph,
            advance: letter.advance as f32 / self.em,
            x_offset: 0.0,
            y_offset: 0.0,
            cluster: at,
        });
        self.previous = Some((character, letter));
        Some(())
    }

    /// Adds a word as the shaper sets it between the spaces on either side of it, which are its only neighbours; gives
    /// where the next word begins.
    fn whole_word(&mut self, range: Range<usize>) -> Option<usize> {
        let mut asked = range.clone();
        let is_first = range.start == self.item.range.start;
        if !is_first {
            // What stands before is a space, set already and set again.
            asked.start -= 1;
            self.glyphs.pop()?;
        }
        let face = self.item.face;
        let space = self.pairs.letter(' ', |text| told(self.fonts, face, text))?;
        if asked.end < self.item.range.end {
            asked.end += 1;
        }
        let asked = Item {
            range: asked,
            ..self.item.clone()
        };
        let shaped = shaped_glyphs(self.fonts, self.text, &asked, false).ok()?;
        let is_space = |glyph: Option<&Glyph>, at: usize| {
            glyph.is_some_and(|glyph| {
                (glyph.id, glyph.cluster, glyph.x_offset, glyph.y_offset) == (space.glyph, at, 0.0, 0.0)
            })
        };
        if !is_first && !is_space(shaped.first(), asked.range.start) {
            return None;
        }
        let ends_in_space = asked.range.end > range.end;
        if ends_in_space && !is_space(shaped.last(), range.end) {
            return None;
        }
        self.glyphs.extend(shaped);
        self.previous = ends_in_space.then_some((' ', space));
        Some(asked.range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::super::span::Face;
    use super::*;

    /// Every sign that is looked up, between every two of the letters that faces draw together most.
    #[test]
    fn text_set_by_letters_and_pairs_is_as_the_shaper_sets_it_whole() {
        let fonts = Fonts::bundled();
        let signs: Vec<char> = ('\u{20}'..='\u{17F}').chain('\u{2010}'..='\u{2026}').collect();
        let mut plain = 0;
        for style in [Face::Regular, Face::Bold, Face::Italic] {
            for outer in ["AVTYLFWPfirtvy.,-1’“ŴŁ() ", "TooVAWAffiflijĳTyLYrt“"] {
                for &sign in &signs {
                    let text: String = outer.chars().flat_map(|letter| [letter, sign]).collect();
                    let item = Item::latin(&text, FaceId::of(style));
                    if let Some(glyphs) = plain_glyphs(fonts, &text, &item) {
                        plain += 1;
                        let whole = shaped_glyphs(fonts, &text, &item, false);
                        assert_eq!(Ok(glyphs), whole, "{text} in {style:?}");
                    }
                }
            }
        }
        assert!(plain > 1500, "most text is plain: {plain}");
    }

    #[test]
    fn a_ligature_leaves_the_words_beside_it_as_they_are() {
        let fonts = Fonts::bundled();
        for style in [Face::Regular, Face::Bold, Face::Italic] {
            for text in [
                "The office of Dr Fyffe, Cardiff: waffle fjord  firefly",
                "ffi",
                " fi",
                "ffl ",
                "Ty ffordd T\u{e9} A\u{301}ffi V",
                "Wi\u{2060}fi Yes",
            ] {
                let item = Item::latin(text, FaceId::of(style));
                let glyphs = plain_glyphs(fonts, text, &item);
                let whole = shaped_glyphs(fonts, text, &item, false);
                assert_eq!(glyphs.ok_or(()), whole.map_err(|_| ()), "{text} in {style:?}");
            }
        }
    }
}
