//! The sheet a paper is set on: its size, margins, type size, language and what runs along its edges.

/// Points in one millimetre.
pub const POINTS_PER_MM: f32 = 72.0 / 25.4;

/// A size of sheet, upright, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PaperSize {
    /// Width in millimetres.
    pub width_mm: f32,
    /// Height in millimetres.
    pub height_mm: f32,
}

impl PaperSize {
    /// A4, the only sheet the NHS prints letters on.
    pub const A4: Self = Self {
        width_mm: 210.0,
        height_mm: 297.0,
    };
}

/// Distances from the edges of the sheet to the text, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margins {
    /// Above the text; the running head stands inside it.
    pub top: f32,
    /// Right of the text.
    pub right: f32,
    /// Below the text; the running foot stands inside it.
    pub bottom: f32,
    /// Left of the text.
    pub left: f32,
}

impl Default for Margins {
    /// Wider than the 15 mm that printers need (domain rule §8.4), for a readable line.
    fn default() -> Self {
        Self {
            top: 25.0,
            right: 24.0,
            bottom: 23.0,
            left: 24.0,
        }
    }
}

/// A line that runs along the top or the foot of every page.
///
/// `{page}` becomes the page's number and `{pages}` the number of pages in all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Running {
    /// Text at the left margin.
    pub left: String,
    /// Text at the right margin.
    pub right: String,
}

/// The leading of papers that need not keep to few pages.
pub(super) const LEADING: f32 = 1.42;

/// Everything about a paper that is not its content.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// The sheet.
    pub size: PaperSize,
    /// Where the text stands on it.
    pub margins: Margins,
    /// Size of running text in points: 12, or 16, 18 or 20 for large print (domain rule §8.4).
    pub base_size_pt: f32,
    /// Distance between base lines of running text as a factor of its size. Space around headings shrinks with it.
    pub leading: f32,
    /// The ink of headings, links and rules as red, green and blue, if it is not the program's own blue. It must be dark
    /// enough to be read on white.
    pub accent: Option<[u8; 3]>,
    /// The language of the text as a BCP 47 tag; it also decides the direction of reading.
    pub language: String,
    /// The title that a viewer shows. It should not name the patient.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// What it is about, in a few words.
    pub subject: String,
    /// The line along the top of each page.
    pub running_head: Option<Running>,
    /// The line along the foot of each page.
    pub running_foot: Option<Running>,
    /// A word across every page, under its text: "DRAFT", "DEMONSTRATION". It hides nothing, and who listens
    /// to the paper hears it from the running lines, so it is no part of the text.
    pub watermark: Option<String>,
    /// The number of the first page, 1 unless the paper continues another.
    pub first_page_number: u32,
    /// What `{pages}` stands for when the paper is part of something longer; its own last number if `None`.
    pub pages_in_all: Option<u32>,
    /// When it was made, as a PDF date: `D:20260814093000Z`, or with an offset such as `+01'00'`.
    pub created: String,
    /// Identifies the paper; the same paper and id give the same bytes.
    pub id: [u8; 16],
}

impl Paper {
    /// A paper on A4 in 12 point, in British English, without running lines.
    pub fn a4(title: impl Into<String>, created: impl Into<String>, id: [u8; 16]) -> Self {
        Self {
            size: PaperSize::A4,
            margins: Margins::default(),
            base_size_pt: 12.0,
            leading: LEADING,
            accent: None,
            language: "en-GB".to_owned(),
            title: title.into(),
            author: String::new(),
            subject: String::new(),
            running_head: None,
            running_foot: None,
            watermark: None,
            first_page_number: 1,
            pages_in_all: None,
            created: created.into(),
            id,
        }
    }

    /// Whether the paper's language is read from right to left.
    #[must_use]
    pub fn is_right_to_left(&self) -> bool {
        let language = self
            .language
            .split('-')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        matches!(
            language.as_str(),
            "ar" | "fa" | "he" | "ur" | "ps" | "sd" | "ckb" | "yi" | "ug" | "dv" | "prs"
        )
    }
}
