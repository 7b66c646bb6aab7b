//! What every paper for a patient has: its language's dates, whom to turn to, and whether a translator has read it.

use chrono::NaiveDate;
use domain::organisation::SupportBlock;
use pdf::typeset::{Align, Block, Colour, ParagraphStyle, Span};

use crate::kind::{PaperContent, PaperError};
use crate::language::{CommonKey, Language, long_date};
use crate::phrases::Phrases;
use crate::template::{Template, Templates};

/// What the desk must read on a sheet that no translator has read; in English, whatever the sheet's language.
const NOT_CHECKED: &str =
    "Translation not checked. A translator must check it before it is given to a patient.";

/// Makes a line begin at the right, whatever its first letter.
const FROM_RIGHT: &str = "\u{200F}";

/// Around words that keep their own direction.
const ISOLATE: &str = "\u{2068}";
const ISOLATED: &str = "\u{2069}";

/// The common words in one language.
pub(super) struct Common {
    pub(super) words: Phrases<CommonKey>,
    language: Language,
}

impl Common {
    pub(super) fn read(templates: &Templates, language: Language) -> Result<Self, PaperError> {
        let words = templates.phrases(Template::Common(language))?;
        Ok(Self { words, language })
    }

    pub(super) fn date(&self, date: NaiveDate) -> String {
        long_date(&self.words, date)
    }

    /// The words of a person or of our own lists, which are English on a sheet in any language.
    pub(super) fn in_english(&self, words: impl AsRef<str>) -> Span {
        let span = Span::plain(self.own(words.as_ref()));
        match self.language {
            Language::English => span,
            _ => span.in_language("en-GB"),
        }
    }

    /// English words within a sentence: read from the left in a line that is read from the right, so that their commas
    /// and stops stay where they belong.
    pub(super) fn own(&self, words: &str) -> String {
        match self.language {
            Language::Arabic => format!("{ISOLATE}{words}{ISOLATED}"),
            _ => words.to_owned(),
        }
    }

    /// A line of English words alone, on the side of the sheet where its own language begins.
    pub(super) fn english_line(&self, words: impl AsRef<str>) -> Vec<Span> {
        match self.language {
            Language::Arabic => vec![Span::plain(FROM_RIGHT), self.in_english(words)],
            _ => vec![self.in_english(words)],
        }
    }

    /// A sentence in the language of the sheet, which may begin with a name in another.
    pub(super) fn sentence(&self, words: String) -> String {
        match self.language {
            Language::Arabic => format!("{FROM_RIGHT}{words}"),
            _ => words,
        }
    }

    /// Says on the sheet itself that it must not be used yet, to the desk and to whoever reads the language.
    pub(super) fn translation_notice(&self) -> Block {
        Block::Callout {
            title: vec![Span::bold(NOT_CHECKED).in_language("en-GB")],
            blocks: vec![Block::tight(vec![Span::plain(
                self.words.say(CommonKey::TranslationNotice),
            )])],
        }
    }

    /// Whom the patient can turn to: mandatory on each patient paper (domain rule S18).
    pub(super) fn support(&self, content: &PaperContent<'_>) -> Block {
        self.support_after(Vec::new(), content)
    }

    /// The same, kept on one page with the blocks before it: alone on a last page it would be left behind.
    pub(super) fn support_after(&self, mut before: Vec<Block>, content: &PaperContent<'_>) -> Block {
        let SupportBlock {
            service,
            phone,
            email,
            hours,
        } = &content.letter.organisation.support;
        let say = |key| self.words.say(key);
        let mut lines = vec![Block::tight(vec![
            Span::plain(format!("{} ", say(CommonKey::SupportWords))),
            Span {
                face: pdf::typeset::Face::Bold,
                ..self.in_english(service)
            },
        ])];
        let mut reach = vec![
            Span::plain(format!("{} ", say(CommonKey::Phone))),
            Span::bold(keep_together(phone)),
        ];
        for (key, value) in [(CommonKey::Email, email), (CommonKey::Hours, hours)] {
            if let Some(value) = value {
                reach.push(Span::plain(format!("\n{} ", say(key))));
                reach.push(self.in_english(value));
            }
        }
        lines.push(Block::tight(reach));
        before.push(Block::Callout {
            title: vec![Span::bold(say(CommonKey::Support))],
            blocks: lines,
        });
        Block::KeepTogether(before)
    }
}

/// Who writes: the organisation's name, department and telephone, small, above the title.
pub(super) fn sender(content: &PaperContent<'_>, common: &Common) -> Block {
    let organisation = content.letter.organisation;
    let mut spans = vec![Span::bold(&organisation.name).coloured(Colour::Accent)];
    spans.extend(
        organisation
            .department
            .as_ref()
            .map(|department| common.in_english(format!("  ·  {department}"))),
    );
    spans.push(Span::plain(format!("  ·  {}", keep_together(&organisation.phone))).coloured(Colour::Muted));
    Block::Paragraph {
        spans,
        style: ParagraphStyle::Small,
        align: Align::Start,
    }
}

/// The title of a sheet, and below it what the sheet is for.
pub(super) fn title(title: &str, lead: &str) -> [Block; 2] {
    let heading = Block::Heading {
        level: 1,
        text: vec![Span::plain(title)],
        destination: None,
        outline: true,
    };
    [
        heading,
        Block::Paragraph {
            spans: vec![Span::plain(lead)],
            style: ParagraphStyle::Lead,
            align: Align::Start,
        },
    ]
}

/// A telephone number or a reference stays on one line.
pub(super) fn keep_together(words: &str) -> String {
    words.replace(' ', "\u{A0}")
}

/// Whom to ring, and by when; a day that has passed is not named, for it would be a broken promise.
pub(super) fn ring(content: &PaperContent<'_>, common: &Common) -> (Option<String>, String) {
    let letter = &content.letter;
    let by = content
        .heard_by
        .filter(|by| *by >= letter.today)
        .map(|by| common.date(by));
    (by, keep_together(&letter.organisation.phone))
}
