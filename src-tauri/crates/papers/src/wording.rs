//! Words of the letter and its index, which an organisation may change but for the locked ones.
//!
//! The sentences that protect the patient are in `domain::letter` and have no key here (product rule §3.4). Locked are
//! the headings of the content standard (domain rule §2.3), by which the receiving team finds its place, and the
//! warnings.

use std::sync::OnceLock;

use crate::phrases::{Phrases, phrase_keys};

phrase_keys! {
    /// Where words of the letter are used.
    pub enum Key {
        Date = "date",
        OurReference = "our_reference",
        Version = "version" locked,
        Replaces = "replaces" ["version", "old", "date"] locked,
        Attention = "attention" ["specialty"],
        PreferenceLabel = "preference_label",
        Preference = "preference" ["name"],
        Priority = "priority" locked,
        ReferredBy = "referred_by",
        ReplyTo = "reply_to",
        ReplyToSignatory = "reply_to_signatory" ["name"],
        Demographics = "demographics" locked,
        Referral = "referral" locked,
        Patient = "patient",
        PreferredName = "preferred_name",
        Born = "born" locked,
        Gender = "gender",
        Address = "address",
        AddressWithheld = "address_withheld" locked,
        GpPractice = "gp_practice" locked,
        Asking = "asking" locked,
        About = "about" ["about"],
        AboutDiagnosis = "about_diagnosis",
        AboutTreatment = "about_treatment",
        AboutBoth = "about_both",
        Opening = "opening",
        NotAsking = "not_asking" locked,
        FirstOpinion = "first_opinion" locked,
        FirstClinician = "first_clinician",
        NameWithheld = "name_withheld" locked,
        FirstSeenOn = "first_seen_on" ["date"],
        FirstSeenLabel = "first_seen_label",
        FirstDiagnosis = "first_diagnosis",
        FirstPlan = "first_plan",
        TreatmentStarted = "treatment_started",
        ToldPatient = "told_patient",
        Explanation = "explanation",
        Wishes = "wishes" locked,
        AskedByPatient = "asked_by_patient",
        AskedByProxy = "asked_by_proxy" ["name", "relationship"],
        AskedByClinician = "asked_by_clinician",
        PatientWords = "patient_words",
        Reasons = "reasons",
        Expectation = "expectation",
        Authority = "authority",
        Clinical = "clinical",
        Summary = "summary" locked,
        History = "history" locked,
        Examination = "examination" locked,
        Investigations = "investigations" locked,
        Allergies = "allergies" locked,
        Medication = "medication" locked,
        Alerts = "alerts" locked,
        Arrangements = "arrangements",
        Time = "time",
        PathwayDates = "pathway_dates",
        Requirements = "requirements" locked,
        NoRequirements = "no_requirements",
        Interpreter = "interpreter",
        ReadingFormat = "reading_format",
        Adjustments = "adjustments",
        Sharing = "sharing" locked,
        FirstTeam = "first_team",
        FirstTeamTold = "first_team_told",
        FirstTeamNotTold = "first_team_not_told" locked,
        FirstTeamUndecided = "first_team_undecided" locked,
        Closing = "closing",
        PersonCompleting = "person_completing" locked,
        Signed = "signed" ["time"] locked,
        SignaturePicture = "signature_picture" ["name"],
        NotSigned = "not_signed" locked,
        NotSignedWords = "not_signed_words" locked,
        Posting = "posting",
        Distribution = "distribution" locked,
        DistributionRecipient = "distribution_recipient" ["organisation", "specialty"],
        DistributionGp = "distribution_gp" ["practice"],
        DistributionFirst = "distribution_first" ["organisation"],
        Enclosures = "enclosures",
        EnclosuresOne = "enclosures_one",
        EnclosuresMany = "enclosures_many" ["count"],
        EnclosuresNone = "enclosures_none",
        KnownNotEnclosed = "known_not_enclosed",
        NotEnclosed = "not_enclosed",
        AllEnclosed = "all_enclosed",
        Index = "index",
        IndexOf = "index_of" ["date"],
        IndexLinks = "index_links",
        ColumnNumber = "column_number",
        ColumnRecord = "column_record",
        ColumnDated = "column_dated",
        ColumnSource = "column_source",
        ColumnPages = "column_pages",
        ColumnState = "column_state",
        PartOf = "part_of" ["part"],
        NotDated = "not_dated",
        SourceUnknown = "source_unknown",
        PagesAll = "pages_all",
        ImageWarning = "image_warning" locked,
        ImageStrip = "image_strip" locked,
        BlankPage = "blank_page" locked,
        Missing = "missing" locked,
        Yes = "yes" locked,
        No = "no" locked,
        NotKnown = "not_known" locked,
    }
}

/// The words of the letter and its index.
pub type Wording = Phrases<Key>;

/// The file of words that comes with the program, in British English.
pub(crate) const FILE: &str = include_str!("../../../../assets/wording/en-GB/letter.txt");

impl Wording {
    /// The wording that comes with the program, in British English.
    #[must_use]
    pub fn bundled() -> &'static Self {
        static BUNDLED: OnceLock<Wording> = OnceLock::new();
        // A test proves that this file has no fault; an empty wording would still print every protected part.
        BUNDLED.get_or_init(|| Self::read(FILE).0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_wording_has_words_for_every_key() {
        let wording = Wording::parse(FILE).unwrap();
        assert_eq!(&wording, Wording::bundled());
        assert_eq!(wording.say(Key::Asking), "What I am asking");
    }

    #[test]
    fn a_value_is_filled_in_as_it_is_and_never_read_as_wording() {
        let words = Wording::bundled().fill(Key::Preference, &[("name", "Dr {name} Ó’Neill")]);
        assert_eq!(words, "Dr {name} Ó’Neill; this is a preference only");
    }
}
