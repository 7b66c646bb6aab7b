//! The languages that patient papers are written in, and the sizes of their type.

use chrono::{Datelike, NaiveDate};

use crate::phrases::{Phrases, phrase_keys};

/// A language of the patient papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Language {
    /// British English, in which every paper exists.
    #[default]
    English,
    /// Welsh.
    Welsh,
    /// Polish.
    Polish,
    /// Arabic, which is read from the right.
    Arabic,
}

impl Language {
    /// Every language, English first.
    pub const ALL: &'static [Self] = &[Self::English, Self::Welsh, Self::Polish, Self::Arabic];

    /// The BCP 47 tag: `en-GB`, `cy`, `pl`, `ar`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en-GB",
            Self::Welsh => "cy",
            Self::Polish => "pl",
            Self::Arabic => "ar",
        }
    }

    /// The name by which an English-speaking desk knows it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Welsh => "Welsh (Cymraeg)",
            Self::Polish => "Polish (polski)",
            Self::Arabic => "Arabic (العربية)",
        }
    }

    /// The language with this tag; `en` counts as British English.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.trim();
        if code.eq_ignore_ascii_case("en") {
            return Some(Self::English);
        }
        Self::ALL
            .iter()
            .copied()
            .find(|language| language.code().eq_ignore_ascii_case(code))
    }
}

/// Size of running text in points. Clear print begins at 12 and large print at 16 (domain rule §1.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TypeSize {
    /// The size that the paper has of itself: 12 for patients, smaller for colleagues.
    #[default]
    Usual,
    /// 16 points.
    Large,
    /// 18 points.
    Larger,
    /// 20 points.
    Largest,
}

impl TypeSize {
    /// The size with these points; 12 is the usual size.
    #[must_use]
    pub const fn from_points(points: u8) -> Option<Self> {
        match points {
            12 => Some(Self::Usual),
            16 => Some(Self::Large),
            18 => Some(Self::Larger),
            20 => Some(Self::Largest),
            _ => None,
        }
    }

    /// The points, for a paper whose usual size this is.
    pub(crate) const fn points(self, usual: f32) -> f32 {
        match self {
            Self::Usual => usual,
            Self::Large => 16.0,
            Self::Larger => 18.0,
            Self::Largest => 20.0,
        }
    }
}

phrase_keys! {
    /// The words that all papers for a patient have in common.
    pub enum CommonKey {
        TranslationNotice = "translation_notice",
        Born = "born" ["date"],
        Reference = "reference" ["reference"],
        PageOf = "page_of" ["page", "pages"],
        Confidential = "confidential" locked,
        Support = "support" locked,
        SupportWords = "support_words" locked,
        Phone = "phone",
        Email = "email",
        Hours = "hours",
        LongDate = "long_date" ["day", "month", "year"] locked,
        January = "month_1" locked,
        February = "month_2" locked,
        March = "month_3" locked,
        April = "month_4" locked,
        May = "month_5" locked,
        June = "month_6" locked,
        July = "month_7" locked,
        August = "month_8" locked,
        September = "month_9" locked,
        October = "month_10" locked,
        November = "month_11" locked,
        December = "month_12" locked,
    }
}

const MONTHS: [CommonKey; 12] = [
    CommonKey::January,
    CommonKey::February,
    CommonKey::March,
    CommonKey::April,
    CommonKey::May,
    CommonKey::June,
    CommonKey::July,
    CommonKey::August,
    CommonKey::September,
    CommonKey::October,
    CommonKey::November,
    CommonKey::December,
];

/// A date in full as a patient reads it, in the language of the paper (NHS CUI D+Ta-0011).
pub(crate) fn long_date(common: &Phrases<CommonKey>, date: NaiveDate) -> String {
    let month = common.say(MONTHS[date.month0() as usize]);
    let (day, year) = (date.day().to_string(), date.year().to_string());
    let words = common.fill(
        CommonKey::LongDate,
        &[("day", &day), ("month", month), ("year", &year)],
    );
    // A date stays on one line.
    words.replace(' ', "\u{A0}")
}
