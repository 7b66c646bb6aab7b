//! A record: one document of the patient's notes, and what must be known of it before it may be enclosed.

mod held;
mod pages;

use chrono::NaiveDate;

use crate::code::coded;

pub use held::{HeldElsewhere, Share};
pub use pages::{PageChoice, PageChoiceError};

coded! {
    /// What a record is (domain rule S10).
    pub enum RecordKind {
        /// Results of the laboratory.
        LabResult = "lab_result", "Laboratory results";
        /// A radiologist's report.
        ImagingReport = "imaging_report", "Imaging report";
        /// An image itself; a print of it is never for diagnosis (hazard H33).
        Image = "image", "Image (not for diagnosis)";
        /// An electrocardiogram.
        Ecg = "ecg", "ECG";
        /// A report of tissue.
        Histology = "histology", "Histology report";
        /// A letter from a clinic.
        ClinicLetter = "clinic_letter", "Clinic letter";
        /// A note of an operation.
        OperationNote = "operation_note", "Operation note";
        /// A discharge summary.
        DischargeSummary = "discharge_summary", "Discharge summary";
        /// A list of medicines.
        MedicationList = "medication_list", "Medication list";
        /// A photograph.
        Photo = "photo", "Clinical photograph";
        /// Anything else.
        Other = "other", "Other record";
    }
}

coded! {
    /// Where a record is on its way into the bundle (domain rule S10).
    pub enum Enclosure {
        /// It goes along.
        Enclosed = "enclosed", "Enclosed";
        /// It will be sent later.
        ToFollow = "to_follow", "To follow";
        /// It is sent from elsewhere, such as by the Image Exchange Portal.
        HeldElsewhere = "held_elsewhere", "Held elsewhere";
        /// It exists and is deliberately not sent.
        NotSent = "not_sent", "Exists, not sent";
        /// Its file cannot be opened, so that no page of it goes along.
        WouldNotOpen = "would_not_open", "Would not open";
    }
}

coded! {
    /// What the patient says to this one record being sent (domain rule §1.6).
    pub enum RecordConsent {
        /// Covered by the basis of sharing of the request.
        Covered = "covered", "Covered by the consent of the request";
        /// The patient objects: it does not go (hazard H17).
        Objected = "objected", "The patient objects to sending it";
    }
}

coded! {
    /// Whether results are final (hazard H7).
    pub enum ReportStatus {
        /// Final.
        Final = "final", "Final";
        /// Preliminary.
        Preliminary = "preliminary", "Preliminary";
        /// Amended.
        Amended = "amended", "Amended";
        /// The record is not a report.
        NotApplicable = "not_applicable", "Not a report";
    }
}

/// A person's check that the record is this patient's, as read from the document itself (hazard H1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct IdentityCheck {
    /// The name was read on it.
    pub name_seen: bool,
    /// The date of birth was read on it.
    pub born_seen: bool,
    /// The NHS, CHI or H&C number was read on it.
    pub number_seen: bool,
}

impl IdentityCheck {
    /// Whether at least two identifiers were read, as identification needs.
    #[must_use]
    pub const fn is_enough(self) -> bool {
        self.name_seen as u8 + self.born_seen as u8 + self.number_seen as u8 >= 2
    }
}

/// What is known of a record beyond its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordDetails {
    /// What it is.
    pub kind: Option<RecordKind>,
    /// Its title in the index.
    pub title: String,
    /// The day of the record itself: of the test, the letter, the image.
    pub dated: Option<NaiveDate>,
    /// The organisation that it comes from.
    pub source: Option<String>,
    /// Why it is relevant; nothing is sent without (domain rule S10, Caldicott principle 3).
    pub relevance: Option<String>,
    /// Whether the report is final.
    pub report_status: Option<ReportStatus>,
    /// The person's check of identity.
    pub identity: IdentityCheck,
    /// What the patient says to it.
    pub consent: RecordConsent,
    /// Whether it goes along.
    pub enclosure: Enclosure,
    /// For a record that is held elsewhere: where, and with whom it was shared there.
    pub held: HeldElsewhere,
    /// For a record that does not go along: why not, or what else there is to say.
    pub enclosure_words: Option<String>,
    /// Which pages go along.
    pub pages: PageChoice,
    /// Whether it starts on a right-hand page when the bundle is printed on both sides.
    pub starts_right: bool,
}

/// Why a record cannot go into a bundle yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Hindrance {
    /// Nobody said what it is.
    #[error("say what kind of record it is")]
    Kind,
    /// It has no date.
    #[error("give the date of the record")]
    Dated,
    /// It has no source.
    #[error("say where it comes from")]
    Source,
    /// Nobody said why it matters.
    #[error("say why it is relevant")]
    Relevance,
    /// Fewer than two identifiers were read on it.
    #[error("confirm that at least two identifiers on it are the patient's")]
    Identity,
    /// The patient objects.
    #[error("the patient objects to sending it: take it out or settle the objection")]
    Objection,
    /// It does not go along and nobody said why.
    #[error("say when it follows, or why it is not sent")]
    Words,
    /// Nobody said where it is held.
    #[error("say where it is held, such as the Image Exchange Portal")]
    HeldAt,
    /// Nobody said with whom it was shared there.
    #[error("say with whom it was shared there")]
    SharedWith,
    /// Nobody said when it was shared.
    #[error("give the day on which it was shared")]
    SharedOn,
}

impl RecordDetails {
    /// Everything that stands between this record and the bundle.
    #[must_use]
    pub fn hindrances(&self) -> Vec<Hindrance> {
        let goes = self.enclosure == Enclosure::Enclosed;
        let mut found = Vec::new();
        let mut require = |holds: bool, hindrance| {
            if !holds {
                found.push(hindrance);
            }
        };
        require(self.kind.is_some(), Hindrance::Kind);
        require(!goes || self.dated.is_some(), Hindrance::Dated);
        require(!goes || self.source.is_some(), Hindrance::Source);
        require(!goes || self.relevance.is_some(), Hindrance::Relevance);
        require(!goes || self.identity.is_enough(), Hindrance::Identity);
        require(
            !goes || self.consent != RecordConsent::Objected,
            Hindrance::Objection,
        );
        // Words alone say it too: a person who cannot name the share can still say how to get the record.
        let is_told =
            goes || self.held().is_none_or(HeldElsewhere::is_empty) && self.enclosure_words.is_some();
        match self.held() {
            _ if is_told => {}
            None => require(false, Hindrance::Words),
            Some(held) => {
                require(held.at.is_some(), Hindrance::HeldAt);
                require(held.shared_with.is_some(), Hindrance::SharedWith);
                require(held.shared_on.is_some(), Hindrance::SharedOn);
            }
        }
        found
    }

    /// Where it is held, if it is held elsewhere.
    #[must_use]
    pub fn held(&self) -> Option<&HeldElsewhere> {
        (self.enclosure == Enclosure::HeldElsewhere).then_some(&self.held)
    }

    /// How its share stands on a day; none for a record that is not shared elsewhere, or without an end.
    #[must_use]
    pub fn share(&self, today: NaiveDate) -> Option<Share> {
        self.held()?.share(today)
    }

    /// What letter and index say of a record that does not go along: where it is held and for whom, when it follows, or
    /// why it is not sent.
    #[must_use]
    pub fn absence_words(&self) -> Option<String> {
        if self.enclosure == Enclosure::Enclosed {
            return None;
        }
        let held = self.held().and_then(HeldElsewhere::words);
        let said: Vec<String> = held.into_iter().chain(self.enclosure_words.clone()).collect();
        (!said.is_empty()).then(|| said.join(". "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_record_is_held_back_for_every_reason() {
        let bare = RecordDetails {
            kind: None,
            title: "scan.pdf".into(),
            dated: None,
            source: None,
            relevance: None,
            report_status: None,
            identity: IdentityCheck {
                name_seen: true,
                ..IdentityCheck::default()
            },
            consent: RecordConsent::Objected,
            enclosure: Enclosure::Enclosed,
            held: HeldElsewhere::default(),
            enclosure_words: None,
            pages: PageChoice::All,
            starts_right: false,
        };
        use Hindrance as H;
        assert_eq!(
            bare.hindrances(),
            [
                H::Kind,
                H::Dated,
                H::Source,
                H::Relevance,
                H::Identity,
                H::Objection
            ]
        );
        let elsewhere = RecordDetails {
            enclosure: Enclosure::HeldElsewhere,
            ..bare
        };
        assert_eq!(
            elsewhere.hindrances(),
            [H::Kind, H::HeldAt, H::SharedWith, H::SharedOn]
        );
        let told = RecordDetails {
            enclosure_words: Some("on a disc that the patient brings".into()),
            ..elsewhere.clone()
        };
        assert_eq!(told.hindrances(), [H::Kind]);
        let half = RecordDetails {
            held: HeldElsewhere {
                at: Some("Image Exchange Portal".into()),
                ..HeldElsewhere::default()
            },
            ..told
        };
        assert_eq!(
            half.hindrances(),
            [H::Kind, H::SharedWith, H::SharedOn],
            "a share that was begun is said whole"
        );
        let unsaid = RecordDetails {
            enclosure: Enclosure::NotSent,
            ..elsewhere
        };
        assert_eq!(unsaid.hindrances(), [H::Kind, H::Words]);
    }
}
