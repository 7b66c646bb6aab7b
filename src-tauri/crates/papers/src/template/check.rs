//! What is wrong with a template that somebody has changed, line by line; and its lines, for somebody to change.

use std::collections::BTreeMap;

use super::{Template, titles};
use crate::kind::Kind;
use crate::language::{CommonKey, Language};
use crate::leaflet::{PatientCopyKey, QuestionsKey, WhatHappensNextKey};
use crate::notice::{
    DispatchChecklistKey, EnvelopeKey, FirstTeamKey, GpRequestKey, SupplementKey, TransferRequestKey,
};
use crate::phrases::{PhraseError, PhraseKey, Phrases, lines};
use crate::wording;
use crate::worklist::WorklistKey;

/// The longest that one line may be, in characters: twice the longest that is supplied.
const LONGEST_LINE: usize = 1000;

/// The key that says whether a translator has read a file.
const TRANSLATION: &str = "translation";

/// One line of a template, as somebody changes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateLine {
    /// Its number in the file, from 1.
    pub line: usize,
    /// The remark above it, where it begins a section.
    pub section: Option<String>,
    /// The key.
    pub key: &'static str,
    /// What the line is called, in plain words.
    pub title: String,
    /// What it says.
    pub words: String,
    /// What it says as supplied.
    pub supplied: String,
    /// The fields that its words hold, each between braces.
    pub places: &'static [&'static str],
    /// Whether it stays as supplied.
    pub is_locked: bool,
}

/// Something that is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The key of the line, as far as there is one.
    pub key: Option<String>,
    /// What is wrong, with the line.
    pub error: PhraseError,
}

/// Does something with the keys of a template, under the name that is given.
macro_rules! with_keys {
    ($template:expr, $keys:ident => $done:expr) => {{
        macro_rules! with {
            ($type:ty) => {{
                type $keys = $type;
                $done
            }};
        }
        match $template {
            Template::Letter => with!(wording::Key),
            Template::Common(_) => with!(CommonKey),
            Template::Supplement => with!(SupplementKey),
            Template::Worklist => with!(WorklistKey),
            Template::Paper(kind, _) => match kind {
                Kind::WhatHappensNext => with!(WhatHappensNextKey),
                Kind::PatientCopy => with!(PatientCopyKey),
                Kind::QuestionsToAsk => with!(QuestionsKey),
                Kind::GpRequest => with!(GpRequestKey),
                Kind::FirstTeam => with!(FirstTeamKey),
                Kind::TransferRequest => with!(TransferRequestKey),
                Kind::DispatchChecklist => with!(DispatchChecklistKey),
                Kind::Envelope => with!(EnvelopeKey),
            },
        }
    }};
}

impl Template {
    /// Everything that is wrong with a file of this template; nothing if it can be kept.
    #[must_use]
    pub fn problems(self, text: &str) -> Vec<Problem> {
        let mut errors = with_keys!(self, Keys => self.errors::<Keys>(text));
        errors.extend(lines(text).filter_map(|(line, said)| self.in_line(line, said)));
        errors.sort_by_key(|error| error.line().unwrap_or(usize::MAX));
        errors
            .into_iter()
            .map(|error| Problem {
                key: key_of(text, &error),
                error,
            })
            .collect()
    }

    /// The lines of a file of this template in the order of the supplied one.
    #[must_use]
    pub fn lines(self, text: &str) -> Vec<TemplateLine> {
        with_keys!(self, Keys => self.lines_of::<Keys>(text))
    }

    /// The supplied file with these words in the place of its own, key by key; a key that it does not have comes last.
    #[must_use]
    pub fn rewritten(self, words: &BTreeMap<String, String>) -> String {
        let one_line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut left = words.clone();
        let mut text = String::new();
        for line in self.supplied().lines() {
            let key = line.split_once('=').map(|(key, _)| key.trim());
            let said = key
                .filter(|_| !line.starts_with('#'))
                .and_then(|key| Some((key, left.remove(key)?)));
            match said {
                Some((key, said)) => text.push_str(&format!("{key} = {}", one_line(&said))),
                None => text.push_str(line),
            }
            text.push('\n');
        }
        for (key, said) in left {
            text.push_str(&format!("{} = {}\n", one_line(&key), one_line(&said)));
        }
        text
    }

    fn errors<K: PhraseKey>(self, text: &str) -> Vec<PhraseError> {
        let (words, mut errors) = Phrases::<K>::read(text);
        if self.keeps_locks() {
            let (supplied, _) = Phrases::<K>::read(self.supplied());
            let changed = K::ALL
                .iter()
                .filter(|key| key.is_locked() && words.say(**key) != supplied.say(**key))
                .filter_map(|key| {
                    let (line, _) = lines(text).find(|(_, said)| key_in(said) == key.code())?;
                    let key = key.code();
                    Some(PhraseError::Locked { line, key })
                });
            errors.extend(changed);
        }
        errors
    }

    /// What is wrong with one line whatever its key.
    fn in_line(self, line: usize, said: &str) -> Option<PhraseError> {
        if said.chars().count() > LONGEST_LINE {
            return Some(PhraseError::TooLong { line });
        }
        let (key, words) = said.split_once('=')?;
        let is_state = matches!(words.trim(), "checked" | "unchecked");
        if key.trim() == TRANSLATION && !self.keeps_locks() && !is_state {
            return Some(PhraseError::NotAState { line });
        }
        let words = words.to_lowercase();
        let banned = banned(self.language())
            .iter()
            .find(|banned| words.contains(**banned));
        banned.map(|words| PhraseError::Banned { line, words })
    }

    fn lines_of<K: PhraseKey>(self, text: &str) -> Vec<TemplateLine> {
        let (supplied, _) = Phrases::<K>::read(self.supplied());
        let words = supplied.clone().overlaid(text, self.keeps_locks());
        let mut found = Vec::new();
        let mut section = None;
        for (line, said) in (1..).zip(self.supplied().lines()) {
            let key = K::from_code(key_in(said)).filter(|_| !said.starts_with('#'));
            match (key, said.strip_prefix('#')) {
                (Some(key), _) => found.push(TemplateLine {
                    line,
                    section: section.take(),
                    key: key.code(),
                    title: titles::title(self, key.code()),
                    words: words.say(key).to_owned(),
                    supplied: supplied.say(key).to_owned(),
                    places: key.places(),
                    is_locked: self.keeps_locks() && key.is_locked(),
                }),
                // Only the last remark before a line is the name of its section.
                (None, Some(remark)) => section = Some(remark.trim().to_owned()),
                // A remark with a blank line after it speaks of the whole file.
                (None, None) => section = None,
            }
        }
        found
    }
}

/// What no paper may say: it promises what there is not, or judges the patient (domain rule S2).
const fn banned(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &[
            "legal right",
            "entitled to",
            "insists",
            "demands",
            "unhappy customer",
            "guarantee",
        ],
        Language::Welsh => &["hawl gyfreithiol", "gwarant"],
        Language::Polish => &["prawo do", "przysługuje", "gwarant"],
        Language::Arabic => &["حق قانوني", "يحق لك", "من حقك", "نضمن"],
    }
}

fn key_of(text: &str, error: &PhraseError) -> Option<String> {
    match (error, error.line()) {
        (PhraseError::Missing(key), _) => Some((*key).to_owned()),
        (_, Some(at)) => lines(text)
            .find(|(line, _)| *line == at)
            .map(|(_, said)| key_in(said).to_owned()),
        (_, None) => None,
    }
}

fn key_in(line: &str) -> &str {
    line.split_once('=').map_or(line, |(key, _)| key).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEXT: Template = Template::Paper(Kind::WhatHappensNext, Language::English);

    fn changed(template: Template, key: &str, words: &str) -> String {
        template.rewritten(&BTreeMap::from([(key.to_owned(), words.to_owned())]))
    }

    fn told(template: Template, text: &str) -> Vec<String> {
        let problems = template.problems(text);
        problems.iter().map(|problem| problem.error.to_string()).collect()
    }

    #[test]
    fn every_template_is_sound_as_supplied_and_each_has_all_lines_of_its_english() {
        for template in Template::all() {
            assert_eq!(
                told(template, template.supplied()),
                Vec::<String>::new(),
                "{}",
                template.code()
            );
            assert_eq!(Template::from_code(&template.code()), Some(template));
            let lines = template.lines(template.supplied());
            assert_eq!(
                template.rewritten(&BTreeMap::new()).trim_end(),
                template.supplied().trim_end()
            );
            let english = match template {
                Template::Paper(kind, _) => Template::Paper(kind, Language::English),
                Template::Common(_) => Template::Common(Language::English),
                other => other,
            };
            let keys = |lines: &[TemplateLine]| -> Vec<_> {
                let mut keys: Vec<_> = lines.iter().map(|line| line.key).collect();
                keys.sort_unstable();
                keys
            };
            assert_eq!(
                keys(&lines),
                keys(&english.lines(english.supplied())),
                "{}",
                template.code()
            );
        }
    }

    #[test]
    fn every_paper_for_a_patient_exists_in_every_language() {
        for kind in Kind::ALL.iter().filter(|kind| kind.is_for_patient()) {
            assert_eq!(kind.languages().count(), Language::ALL.len(), "{kind:?}");
        }
    }

    #[test]
    fn an_unknown_field_is_named_with_its_line_and_so_is_a_lost_one() {
        let text = changed(NEXT, "ring_by", "Ring {phone} before {day}; say {reference}.");
        let line = NEXT
            .lines(&text)
            .iter()
            .find(|line| line.key == "ring_by")
            .unwrap()
            .line;
        assert_eq!(
            told(NEXT, &text),
            [
                format!("line {line} has an unknown field: {{day}}"),
                format!("line {line} has lost its field {{date}}: it must stay in the words")
            ]
        );
        let problems = NEXT.problems(&text);
        assert!(
            problems
                .iter()
                .all(|problem| problem.key.as_deref() == Some("ring_by"))
        );
    }

    #[test]
    fn a_locked_line_cannot_be_changed_in_english_and_a_translator_can_mend_every_line() {
        let text = changed(NEXT, "care_words", "The new team takes over.");
        let problems = told(NEXT, &text);
        assert!(
            problems.len() == 1 && problems[0].contains("is locked"),
            "{problems:?}"
        );
        let kept = super::super::Templates::new(BTreeMap::from([(NEXT, text)]));
        let words = kept.phrases::<WhatHappensNextKey>(NEXT).unwrap();
        assert!(
            words
                .say(WhatHappensNextKey::CareWords)
                .contains("stays responsible")
        );

        let welsh = Template::Paper(Kind::WhatHappensNext, Language::Welsh);
        assert!(told(welsh, &changed(welsh, "care_words", "Gwell geiriau.")).is_empty());
        assert!(told(welsh, &changed(welsh, "translation", "checked")).is_empty());
        assert!(told(welsh, &changed(welsh, "translation", "perhaps"))[0].contains("checked or unchecked"));
    }

    #[test]
    fn words_that_promise_or_judge_are_refused_and_so_is_a_line_that_is_emptied_or_goes_on_and_on() {
        let problems = told(NEXT, &changed(NEXT, "lead", "You are entitled to this."));
        assert!(problems[0].contains("“entitled to”"), "{problems:?}");
        let problems = told(NEXT, &changed(NEXT, "lead", " "));
        assert!(problems[0].contains("has no words: lead"), "{problems:?}");
        let problems = told(NEXT, &changed(NEXT, "lead", &"words ".repeat(200)));
        assert!(problems[0].contains("too long"), "{problems:?}");
        let without = NEXT
            .supplied()
            .lines()
            .filter(|line| !line.starts_with("same_words"));
        let problems = NEXT.problems(&without.collect::<Vec<_>>().join("\n"));
        assert_eq!(problems[0].key.as_deref(), Some("same_words"));
    }
}
