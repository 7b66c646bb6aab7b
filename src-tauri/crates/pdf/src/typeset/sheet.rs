//! What is printed on a page, before it is PDF: text, rules, tints and pictures, and what each of them is.

use super::shape::Run;

/// Ink as red, green and blue from 0 to 1.
pub(super) type Ink = [f32; 3];

/// Near-black, softer than pure black and as legible.
pub(super) const TEXT: Ink = [0.106, 0.118, 0.133];
/// The sober blue of headings and links.
pub(super) const ACCENT: Ink = [0.0, 0.239, 0.42];
/// Dark grey, still 7:1 on white.
pub(super) const MUTED: Ink = [0.322, 0.349, 0.38];
/// Hairlines.
pub(super) const RULE: Ink = [0.71, 0.737, 0.765];
/// The line round the letters of the big word across a draft.
pub(super) const WATERMARK: Ink = [0.45, 0.46, 0.48];

/// Behind callouts: a breath of the ink of headings, so pale that a printer in black and white leaves it legible.
pub(super) fn tint(accent: Ink) -> Ink {
    accent.map(|part| 1.0 - (1.0 - part) * 0.063)
}

/// The contrast of an ink to its ground, from 1 to 21 (WCAG 2.2, success criterion 1.4.3).
pub(super) fn contrast(ink: Ink, ground: Ink) -> f32 {
    let light = |part: f32| {
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    let luminance =
        |[red, green, blue]: Ink| 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue);
    let (one, other) = (luminance(ink), luminance(ground));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// A page: its size in points and what is printed on it, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) paints: Vec<Paint>,
}

/// One thing printed. Places are in points from the lower left corner.
#[derive(Debug, Clone)]
pub(super) enum Paint {
    /// What follows belongs to an element of the structure.
    BeginTagged { role: &'static str, mcid: i64 },
    /// What follows is no part of the text.
    BeginArtifact(Artifact),
    /// The end of either.
    End,
    /// Shaped text.
    Text(TextPaint),
    /// A filled rectangle.
    Tint {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        ink: Ink,
    },
    /// A straight line.
    Rule {
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
        ink: Ink,
    },
    /// A picture by its number.
    Picture {
        picture: usize,
        x: f32,
        y: f32,
        width: f32,
        height: f32,
    },
    /// What follows darkens what is below it and never hides it.
    BeginMultiply,
    /// The end of that.
    EndMultiply,
}

/// Why something is no part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Artifact {
    /// Runs along the top.
    Header,
    /// Runs along the foot.
    Footer,
    /// A header row printed again, for the eye.
    Repeated,
    /// Rules, tints, boxes.
    Decoration,
    /// A word across the page.
    Watermark,
}

/// How letters are drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Stroke {
    /// Filled.
    #[default]
    None,
    /// Filled and gone round, for a face that has no bold of its own.
    Thick,
    /// Gone round only: light over text, and a clear line on a fax, where a grey fill turns to dots.
    Hollow,
}

/// A run of glyphs at its place.
#[derive(Debug, Clone)]
pub(super) struct TextPaint {
    pub(super) x: f32,
    pub(super) y: f32,
    /// Degrees against the clock.
    pub(super) angle: f32,
    pub(super) size: f32,
    pub(super) ink: Ink,
    pub(super) stroke: Stroke,
    pub(super) run: Run,
    /// The characters behind the run; the run's range starts at the first of them.
    pub(super) text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_has_the_colour_of_the_headings_and_its_words_stay_legible() {
        let white = [1.0; 3];
        let colours = [
            ACCENT,
            [0.0; 3],
            [0.0, 0.3, 0.0],
            [0.55, 0.0, 0.2],
            [0.4, 0.0, 0.5],
        ];
        for accent in colours {
            let tint = tint(accent);
            assert!(contrast(tint, white) < 1.2, "black and white: {tint:?}");
            for ink in [TEXT, MUTED, accent] {
                assert!(contrast(ink, tint) >= 4.5, "{ink:?} on {tint:?}");
            }
        }
        let green = tint([0.0, 0.3, 0.0]);
        assert!(
            green[1] > green[0] && green[1] > green[2],
            "green behind green: {green:?}"
        );
    }
}
