//! The faces papers are set in, and which of them is asked for which character.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use unicode_script::{Script, UnicodeScript};

use super::cuts::Cuts;
use super::simple::Pairs;
use super::span::Face;

/// The bundled faces: one text family, one face for each further script, and marks.
///
/// A face is parsed when the first character needs it.
#[derive(Debug)]
pub struct Fonts {
    faces: Vec<LoadedFace>,
    /// Faces that were cut for earlier papers.
    pub(super) cuts: Cuts,
}

/// A face by its place in [`Fonts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct FaceId(u8);

/// A bundled font file and, once it was needed, what the shaper knows of it.
pub(super) struct LoadedFace {
    name: &'static str,
    bytes: &'static [u8],
    scripts: &'static [Script],
    parsed: OnceLock<Option<rustybuzz::Face<'static>>>,
    figures: OnceLock<Option<[u16; 10]>>,
    plans: Mutex<Vec<Plan>>,
    pairs: OnceLock<Pairs>,
}

/// How a face is shaped in one direction and script; made once, since making it takes longer than shaping a line.
type Plan = (rustybuzz::Direction, rustybuzz::Script, Arc<rustybuzz::ShapePlan>);

macro_rules! bundled {
    ($($name:literal => [$($script:ident),*]),+ $(,)?) => {
        vec![$(LoadedFace {
            name: $name,
            bytes: include_bytes!(concat!("../../../../../assets/fonts/", $name, ".ttf")),
            scripts: &[$(Script::$script),*],
            parsed: OnceLock::new(),
            figures: OnceLock::new(),
            plans: Mutex::new(Vec::new()),
            pairs: OnceLock::new(),
        }),+]
    };
}

impl Fonts {
    /// The faces that come with the program.
    pub fn bundled() -> &'static Self {
        static FONTS: OnceLock<Fonts> = OnceLock::new();
        FONTS.get_or_init(|| Self {
            // The first three are the text family in the order of `Face`; the rest are asked in order.
            faces: bundled![
                "NotoSans-Regular" => [Latin, Greek, Cyrillic],
                "NotoSans-Bold" => [],
                "NotoSans-Italic" => [],
                "NotoSansMath-Subset" => [],
                "NotoSansSymbols2-Subset" => [],
                "NotoSansSymbols-Subset" => [],
                "NotoSansArabic-Regular" => [Arabic],
                "NotoSansHebrew-Regular" => [Hebrew],
                "NotoSansDevanagari-Regular" => [Devanagari],
                "NotoSansBengali-Regular" => [Bengali],
                "NotoSansGurmukhi-Regular" => [Gurmukhi],
                "NotoSansGujarati-Regular" => [Gujarati],
                "NotoSansTamil-Regular" => [Tamil],
                "NotoSansTelugu-Regular" => [Telugu],
                "NotoSansKannada-Regular" => [Kannada],
                "NotoSansMalayalam-Regular" => [Malayalam],
                "NotoSansSinhala-Regular" => [Sinhala],
                "NotoSansThai-Regular" => [Thai],
                "NotoSansLao-Regular" => [Lao],
                "NotoSansKhmer-Regular" => [Khmer],
                "NotoSansMyanmar-Regular" => [Myanmar],
                "NotoSansArmenian-Regular" => [Armenian],
                "NotoSansGeorgian-Regular" => [Georgian],
                "NotoSansEthiopic-Regular" => [Ethiopic],
                "DroidSansFallback" => [Han, Hiragana, Katakana, Hangul, Bopomofo],
            ],
            cuts: Cuts::default(),
        })
    }

    /// The face to set `character` in, where its surroundings are of `script` and in the style `style`.
    ///
    /// Where no face has it, the text face is named: shaping may still compose it with its neighbours,
    /// and reports it otherwise.
    pub(super) fn face_for(&self, character: char, script: Script, style: Face) -> FaceId {
        let text_face = FaceId::of(style);
        if script == Script::Latin && super::plain::is_plain(self, text_face, character) {
            return text_face;
        }
        // Latin letters and digits look alike in every paragraph, whatever script surrounds them.
        if (character.is_ascii_alphanumeric() || character.script() == Script::Latin)
            && self.has(text_face, character)
        {
            return text_face;
        }
        let of_script = (0..self.faces.len()).filter(|&at| self.faces[at].scripts.contains(&script));
        let of_script = of_script.map(|at| if at == 0 { text_face } else { FaceId(at as u8) });
        let others = (3..self.faces.len()).map(|at| FaceId(at as u8));
        of_script
            .chain([text_face, FaceId(0)])
            .chain(others)
            .find(|&face| self.has(face, character))
            .unwrap_or(text_face)
    }

    /// Whether `face` has a glyph for `character`.
    pub(super) fn has(&self, face: FaceId, character: char) -> bool {
        self.parsed(face)
            .and_then(|parsed| parsed.glyph_index(character))
            .is_some()
    }

    /// The glyph that `face` shows for `character` alone.
    pub(super) fn nominal_glyph(&self, face: FaceId, character: char) -> Option<u16> {
        Some(self.parsed(face)?.glyph_index(character)?.0)
    }

    /// What the shaper knows of `face`; `None` if the file is damaged.
    pub(super) fn parsed(&self, face: FaceId) -> Option<&rustybuzz::Face<'static>> {
        let face = self.faces.get(usize::from(face.0))?;
        face.parsed
            .get_or_init(|| rustybuzz::Face::from_slice(face.bytes, 0))
            .as_ref()
    }

    /// The glyphs of the figures in `face`, if all of them are equally wide.
    pub(super) fn figures(&self, face: FaceId) -> Option<&[u16; 10]> {
        let own = self.faces.get(usize::from(face.0))?;
        own.figures
            .get_or_init(|| super::shape::figures_of(self, face))
            .as_ref()
    }

    /// What is known of the letters and pairs of `face`.
    pub(super) fn pairs(&self, face: FaceId) -> Option<&Pairs> {
        let own = self.faces.get(usize::from(face.0))?;
        Some(own.pairs.get_or_init(Pairs::default))
    }

    /// The plan by which `face` is shaped in a direction and a script.
    pub(super) fn plan(
        &self,
        face: FaceId,
        direction: rustybuzz::Direction,
        script: rustybuzz::Script,
        make: impl FnOnce() -> rustybuzz::ShapePlan,
    ) -> Arc<rustybuzz::ShapePlan> {
        let Some(own) = self.faces.get(usize::from(face.0)) else {
            return Arc::new(make());
        };
        let mut plans = own.plans.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((.., plan)) = plans.iter().find(|plan| (plan.0, plan.1) == (direction, script)) {
            return plan.clone();
        }
        let plan = Arc::new(make());
        plans.push((direction, script, plan.clone()));
        plan
    }

    /// The font file of `face`.
    pub(super) fn bytes(&self, face: FaceId) -> &'static [u8] {
        self.faces.get(usize::from(face.0)).map_or(&[], |face| face.bytes)
    }

    /// The name of `face`.
    pub(super) fn name(&self, face: FaceId) -> &'static str {
        self.faces.get(usize::from(face.0)).map_or("", |face| face.name)
    }

    /// How far `face` reaches above and below the line, in ems.
    pub(super) fn reach(&self, face: FaceId) -> (f32, f32) {
        // The text family says that it reaches as far as its rarest marks; a capital with an accent and a letter with a
        // tail reach this far, and the leading has room for the rest.
        if face.is_of_text_family() {
            return (1.0, 0.24);
        }
        self.parsed(face).map_or((1.07, 0.29), |parsed| {
            let em = parsed.units_per_em() as f32;
            (
                f32::from(parsed.ascender()) / em,
                -f32::from(parsed.descender()) / em,
            )
        })
    }
}

impl FaceId {
    /// The face of the text family for a style.
    pub(super) fn of(style: Face) -> Self {
        Self(style as u8)
    }

    /// Whether the face belongs to the text family, and so has a bold and an italic of its own.
    pub(super) fn is_of_text_family(self) -> bool {
        self.0 < 3
    }
}

impl std::fmt::Debug for LoadedFace {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name)
    }
}
