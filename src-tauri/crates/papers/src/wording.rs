//! Words of our papers that an organisation may change: one line for each, kept as data.
//!
//! The parts that protect the patient are in `domain::letter` and have no key here (product rule §3.4).

use std::collections::BTreeMap;
use std::sync::OnceLock;

macro_rules! keys {
    ($( $variant:ident = $code:literal, )+) => {
        /// Where words are used.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "the name of a key is all there is to say of it; the wording file is its page")]
        pub enum Key { $( $variant, )+ }

        impl Key {
            /// Every key; a wording must have words for each.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];

            /// The key as the wording file writes it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $( Self::$variant => $code, )+ }
            }
        }
    };
}

keys! {
    Date = "date",
    OurReference = "our_reference",
    Version = "version",
    Replaces = "replaces",
    Attention = "attention",
    PreferenceLabel = "preference_label",
    Preference = "preference",
    Priority = "priority",
    PriorityReason = "priority_reason",
    ReferredBy = "referred_by",
    ReplyTo = "reply_to",
    ReplyToSignatory = "reply_to_signatory",
    Demographics = "demographics",
    Referral = "referral",
    Patient = "patient",
    PreferredName = "preferred_name",
    Born = "born",
    Gender = "gender",
    Address = "address",
    AddressWithheld = "address_withheld",
    GpPractice = "gp_practice",
    Asking = "asking",
    About = "about",
    NotAsking = "not_asking",
    FirstOpinion = "first_opinion",
    FirstClinician = "first_clinician",
    NameWithheld = "name_withheld",
    FirstSeenOn = "first_seen_on",
    FirstSeenLabel = "first_seen_label",
    FirstDiagnosis = "first_diagnosis",
    FirstPlan = "first_plan",
    TreatmentStarted = "treatment_started",
    ToldPatient = "told_patient",
    Explanation = "explanation",
    Wishes = "wishes",
    AskedByPatient = "asked_by_patient",
    AskedByProxy = "asked_by_proxy",
    AskedByClinician = "asked_by_clinician",
    PatientWords = "patient_words",
    Reasons = "reasons",
    Expectation = "expectation",
    Authority = "authority",
    Clinical = "clinical",
    Summary = "summary",
    History = "history",
    Examination = "examination",
    Investigations = "investigations",
    Allergies = "allergies",
    Medication = "medication",
    Alerts = "alerts",
    Arrangements = "arrangements",
    Time = "time",
    PathwayDates = "pathway_dates",
    Requirements = "requirements",
    NoRequirements = "no_requirements",
    Interpreter = "interpreter",
    ReadingFormat = "reading_format",
    Adjustments = "adjustments",
    Sharing = "sharing",
    FirstTeam = "first_team",
    FirstTeamTold = "first_team_told",
    FirstTeamNotTold = "first_team_not_told",
    FirstTeamUndecided = "first_team_undecided",
    PersonCompleting = "person_completing",
    Signed = "signed",
    NotSigned = "not_signed",
    NotSignedWords = "not_signed_words",
    Posting = "posting",
    Distribution = "distribution",
    DistributionRecipient = "distribution_recipient",
    DistributionGp = "distribution_gp",
    DistributionFirst = "distribution_first",
    Enclosures = "enclosures",
    EnclosuresOne = "enclosures_one",
    EnclosuresMany = "enclosures_many",
    EnclosuresNone = "enclosures_none",
    KnownNotEnclosed = "known_not_enclosed",
    NotEnclosed = "not_enclosed",
    AllEnclosed = "all_enclosed",
    Index = "index",
    IndexOf = "index_of",
    IndexLinks = "index_links",
    ColumnNumber = "column_number",
    ColumnRecord = "column_record",
    ColumnDated = "column_dated",
    ColumnSource = "column_source",
    ColumnPages = "column_pages",
    ColumnState = "column_state",
    NotDated = "not_dated",
    SourceUnknown = "source_unknown",
    PagesAll = "pages_all",
    ImageWarning = "image_warning",
    ImageStrip = "image_strip",
    BlankPage = "blank_page",
    Missing = "missing",
    Yes = "yes",
    No = "no",
    NotKnown = "not_known",
}

/// The words for every key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording(BTreeMap<Key, String>);

/// A wording file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordingError {
    /// A line without an equals sign, or without words.
    #[error("line {line} of the wording is not “key = words”")]
    NotALine {
        /// The line, from 1.
        line: usize,
    },
    /// A key that the letter does not use: probably misspelt.
    #[error("line {line} of the wording has an unknown key: {key}")]
    UnknownKey {
        /// The line, from 1.
        line: usize,
        /// The key as it was written.
        key: String,
    },
    /// A key without words.
    #[error("the wording has no words for: {0}")]
    Missing(&'static str),
}

impl Wording {
    /// Reads a wording file.
    ///
    /// # Errors
    /// [`WordingError`] naming the line or the key that is wrong.
    pub fn parse(text: &str) -> Result<Self, WordingError> {
        let mut words = BTreeMap::new();
        for (line, text) in (1..).zip(text.lines()) {
            let text = text.trim();
            if text.is_empty() || text.starts_with('#') {
                continue;
            }
            let (key, value) = text.split_once('=').ok_or(WordingError::NotALine { line })?;
            let (key, value) = (key.trim(), value.trim());
            if value.is_empty() {
                return Err(WordingError::NotALine { line });
            }
            let known = Key::ALL.iter().find(|known| known.code() == key);
            let known = known.ok_or_else(|| WordingError::UnknownKey {
                line,
                key: key.to_owned(),
            })?;
            words.insert(*known, value.to_owned());
        }
        match Key::ALL.iter().find(|key| !words.contains_key(key)) {
            Some(key) => Err(WordingError::Missing(key.code())),
            None => Ok(Self(words)),
        }
    }

    /// The wording that comes with the program, in British English.
    #[must_use]
    pub fn bundled() -> &'static Self {
        static BUNDLED: OnceLock<Wording> = OnceLock::new();
        // A test proves that this file parses; an empty wording would still print every protected part.
        BUNDLED.get_or_init(|| {
            Self::parse(include_str!("../../../../assets/wording/en-GB/letter.txt"))
                .unwrap_or_else(|_| Self(BTreeMap::new()))
        })
    }

    /// The words for a key.
    #[must_use]
    pub fn say(&self, key: Key) -> &str {
        self.0.get(&key).map_or("", String::as_str)
    }

    /// The words for a key with its places filled: `{name}` by the value given for `name`.
    #[must_use]
    pub fn fill(&self, key: Key, values: &[(&str, &str)]) -> String {
        let mut rest = self.say(key);
        let mut filled = String::new();
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                filled.push('{');
                rest = after;
                continue;
            };
            let value = values.iter().find(|(known, _)| *known == name);
            filled.push_str(value.map_or("", |(_, value)| value));
            rest = after;
        }
        filled + rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_wording_has_words_for_every_key() {
        let text = include_str!("../../../../assets/wording/en-GB/letter.txt");
        let wording = Wording::parse(text).unwrap();
        assert_eq!(&wording, Wording::bundled());
        assert_eq!(wording.say(Key::Asking), "What I am asking");
    }

    #[test]
    fn a_value_is_filled_in_as_it_is_and_never_read_as_wording() {
        let words = Wording::bundled().fill(Key::Preference, &[("name", "Dr {name} Ó’Neill")]);
        assert_eq!(words, "Dr {name} Ó’Neill; this is a preference only");
    }

    #[test]
    fn a_wording_that_lacks_or_misspells_a_key_is_refused_with_its_place() {
        assert_eq!(
            Wording::parse("date = Date"),
            Err(WordingError::Missing("our_reference"))
        );
        assert_eq!(
            Wording::parse("# remark\n\ndaet = Date"),
            Err(WordingError::UnknownKey {
                line: 3,
                key: "daet".into()
            })
        );
        assert_eq!(Wording::parse("date"), Err(WordingError::NotALine { line: 1 }));
        assert_eq!(Wording::parse("date ="), Err(WordingError::NotALine { line: 1 }));
    }

    #[test]
    fn no_word_of_the_wording_promises_a_right_that_there_is_not() {
        let text = include_str!("../../../../assets/wording/en-GB/letter.txt").to_lowercase();
        for banned in ["legal right", "entitled to", "insists", "demands", "complain"] {
            assert!(!text.contains(banned), "{banned}");
        }
    }
}
