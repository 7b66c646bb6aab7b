//! Templates: the files of words that papers are made with, as supplied and as an organisation keeps them.

mod check;
mod files;
mod titles;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use domain::letter::{CONFIDENTIAL, REASON_FOR_REFERRAL, TITLE, care_sentence};
use domain::request::CareRequest;

use crate::kind::Kind;
use crate::language::Language;
use crate::phrases::{PhraseError, PhraseKey, Phrases};
use crate::wording::Wording;
use crate::{notice, wording};

pub use check::{Problem, TemplateLine};
pub(crate) use files::file;

/// A file of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Template {
    /// The referral letter and its index.
    Letter,
    /// A paper beside the letter, in one of its languages.
    Paper(Kind, Language),
    /// What all papers for the patient have in common, in one language.
    Common(Language),
    /// The covering notice of a supplement.
    Supplement,
    /// The worklist as it is printed.
    Worklist,
}

impl Template {
    /// Every template: the letter, the papers in each of their languages, what those for patients have in common, the
    /// notice of a supplement, and the worklist.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let papers = Kind::ALL
            .iter()
            .flat_map(|kind| kind.languages().map(|language| Self::Paper(*kind, language)));
        let common = Language::ALL.iter().map(|language| Self::Common(*language));
        [Self::Letter]
            .into_iter()
            .chain(papers)
            .chain(common)
            .chain([Self::Supplement, Self::Worklist])
            .collect()
    }

    /// The stable code: `letter`, `what_happens_next`, `what_happens_next.cy`, `patient.pl`, `supplement`, `worklist`.
    #[must_use]
    pub fn code(self) -> String {
        let name = match self {
            Self::Letter => "letter",
            Self::Paper(kind, _) => kind.code(),
            Self::Common(_) => "patient",
            Self::Supplement => "supplement",
            Self::Worklist => "worklist",
        };
        match self.language() {
            Language::English => name.to_owned(),
            other => format!("{name}.{}", other.code()),
        }
    }

    /// The template with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all()
            .into_iter()
            .find(|template| template.code() == code.trim())
    }

    /// The words that a person reads.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Letter => "Referral letter and index",
            Self::Paper(kind, _) => kind.label(),
            Self::Common(_) => "Words that all papers for the patient share",
            Self::Supplement => "Covering notice of a supplement",
            Self::Worklist => "Worklist as printed",
        }
    }

    /// The language of its words.
    #[must_use]
    pub const fn language(self) -> Language {
        match self {
            Self::Letter | Self::Supplement | Self::Worklist => Language::English,
            Self::Paper(_, language) | Self::Common(language) => language,
        }
    }

    /// The sentences that are printed whatever the template says; they are not among its lines (product rule §3.4).
    #[must_use]
    pub fn protected(self) -> Vec<String> {
        let team = "the first team";
        let fixed = |words: &[&str]| words.iter().map(|words| (*words).to_owned()).collect();
        match self {
            Self::Letter => {
                let care = CareRequest::ALL
                    .iter()
                    .map(|request| care_sentence(*request, team));
                [TITLE, REASON_FOR_REFERRAL]
                    .into_iter()
                    .map(str::to_owned)
                    .chain(["The questions to be answered; whose opinion was first, where and when, and what was found".to_owned()])
                    .chain(care)
                    .chain([CONFIDENTIAL.to_owned()])
                    .collect()
            }
            Self::Paper(kind, _) if !kind.is_for_patient() => notice::protected(kind, team),
            Self::Paper(..) | Self::Common(_) => fixed(&[
                "The support block: name, telephone, e-mail and hours of the service that the patient can turn to",
                "The notice on a translation that no translator has checked",
            ]),
            Self::Supplement => notice::protected_of_supplement(),
            Self::Worklist => fixed(&[CONFIDENTIAL]),
        }
    }
}

/// The words of an organisation's papers: those that it keeps, and the supplied ones for all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Templates {
    kept: BTreeMap<Template, String>,
    wording: Wording,
}

impl Templates {
    /// The words that come with the program.
    #[must_use]
    pub fn supplied() -> &'static Self {
        static SUPPLIED: OnceLock<Templates> = OnceLock::new();
        SUPPLIED.get_or_init(|| Self::new(BTreeMap::new()))
    }

    /// The supplied words with these files in the place of theirs. What a file lacks, or what became locked after it
    /// was kept, is as supplied.
    #[must_use]
    pub fn new(kept: BTreeMap<Template, String>) -> Self {
        let wording = Wording::bundled().clone();
        let wording = match kept.get(&Template::Letter) {
            Some(text) => wording.overlaid(text, true),
            None => wording,
        };
        Self { kept, wording }
    }

    /// The same words, but for one template with this file, or as supplied.
    #[must_use]
    pub fn with(&self, template: Template, text: Option<String>) -> Self {
        let mut kept = self.kept.clone();
        kept.remove(&template);
        kept.extend(text.map(|text| (template, text)));
        Self::new(kept)
    }

    /// The words of the letter and its index.
    #[must_use]
    pub const fn wording(&self) -> &Wording {
        &self.wording
    }

    /// The file of a template as it is kept; none where it is as supplied.
    #[must_use]
    pub fn kept(&self, template: Template) -> Option<&str> {
        self.kept.get(&template).map(String::as_str)
    }

    /// Whether a template is the original, or a person who knows its language has read it; whatever else its file says
    /// counts as no.
    #[must_use]
    pub fn is_checked(&self, template: Template) -> bool {
        let Template::Paper(_, language) = template else {
            // What papers have in common is read with each of them.
            return true;
        };
        let said = template
            .lines(self.kept(template).unwrap_or(template.supplied()))
            .into_iter()
            .find(|line| line.key == "translation");
        language == Language::English || said.is_some_and(|line| line.words == "checked")
    }

    /// The words of a template.
    pub(crate) fn phrases<K: PhraseKey>(&self, template: Template) -> Result<Phrases<K>, PhraseError> {
        let supplied = Phrases::parse(template.supplied())?;
        Ok(match self.kept(template) {
            Some(text) => supplied.overlaid(text, template.keeps_locks()),
            None => supplied,
        })
    }
}

impl Template {
    /// Whether locked lines are held to the supplied words. In a translation a translator must be able to mend every
    /// line, and answers for it.
    pub(crate) fn keeps_locks(self) -> bool {
        self.language() == Language::English
    }

    /// The file that comes with the program.
    #[must_use]
    pub fn supplied(self) -> &'static str {
        match self {
            Self::Letter => wording::FILE,
            Self::Paper(kind, language) => file(kind, language).unwrap_or_default(),
            Self::Common(language) => files::common(language),
            Self::Supplement => files::SUPPLEMENT,
            Self::Worklist => files::WORKLIST,
        }
    }
}
