//! A record: one document of the patient's notes, and what must be known of it before it may be enclosed.

use chrono::NaiveDate;

use crate::code::coded;

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

/// Pages of a record: all of them, or chosen ones in the order of the record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum PageChoice {
    /// All pages.
    #[default]
    All,
    /// Ranges of pages, each from first to last, rising and apart.
    Ranges(Vec<(u32, u32)>),
}

/// A page range that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PageChoiceError {
    /// Not of the form `3-5,9`.
    #[error("“{0}” is not a page or range; write them like 3-5,9")]
    NotARange(String),
    /// Backwards, overlapping or zero.
    #[error("pages must rise: “{0}” comes too early")]
    NotRising(String),
    /// Beyond the last page.
    #[error("the record has {pages} pages; page {asked} does not exist")]
    Beyond {
        /// The page that was asked for.
        asked: u32,
        /// How many there are.
        pages: u32,
    },
}

impl PageChoice {
    /// Reads `all`, nothing, or ranges such as `3-5,9` of a record with so many pages.
    ///
    /// # Errors
    /// [`PageChoiceError`] naming the range that is wrong.
    pub fn parse(text: &str, pages: u32) -> Result<Self, PageChoiceError> {
        let text = text.trim();
        if text.is_empty() || text.eq_ignore_ascii_case("all") {
            return Ok(Self::All);
        }
        let mut ranges = Vec::new();
        let mut last = 0;
        for part in text.split(',').map(str::trim) {
            let number = |text: &str| {
                text.trim()
                    .parse::<u32>()
                    .map_err(|_| PageChoiceError::NotARange(part.to_owned()))
            };
            let (from, to) = match part.split_once(['-', '\u{2013}']) {
                Some((from, to)) => (number(from)?, number(to)?),
                None => (number(part)?, number(part)?),
            };
            if from <= last || to < from {
                return Err(PageChoiceError::NotRising(part.to_owned()));
            }
            if to > pages {
                return Err(PageChoiceError::Beyond { asked: to, pages });
            }
            ranges.push((from, to));
            last = to;
        }
        if ranges == [(1, pages)] {
            Ok(Self::All)
        } else {
            Ok(Self::Ranges(ranges))
        }
    }

    /// The choice of exactly these pages, which rise, of a record with so many pages.
    #[must_use]
    pub fn of_numbers(numbers: &[u32], pages: u32) -> Self {
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for number in numbers {
            match ranges.last_mut() {
                Some((_, to)) if *to + 1 == *number => *to = *number,
                _ => ranges.push((*number, *number)),
            }
        }
        if ranges == [(1, pages)] {
            Self::All
        } else {
            Self::Ranges(ranges)
        }
    }

    /// The page numbers of a record with so many pages, from 1.
    #[must_use]
    pub fn numbers(&self, pages: u32) -> Vec<u32> {
        match self {
            Self::All => (1..=pages).collect(),
            Self::Ranges(ranges) => ranges.iter().flat_map(|(from, to)| *from..=*to).collect(),
        }
    }

    /// The ranges as a person types them: `3-5,9`; none for all pages.
    #[must_use]
    pub fn typed(&self) -> Option<String> {
        match self {
            Self::All => None,
            Self::Ranges(ranges) => {
                let one = |(from, to): &(u32, u32)| {
                    if from == to {
                        from.to_string()
                    } else {
                        format!("{from}-{to}")
                    }
                };
                Some(ranges.iter().map(one).collect::<Vec<_>>().join(","))
            }
        }
    }

    /// The words of the index: `pages 3–5, 9 of 12`; none for all pages.
    #[must_use]
    pub fn words(&self, pages: u32) -> Option<String> {
        let typed = self.typed()?;
        let plural = if self.numbers(pages).len() == 1 {
            "page"
        } else {
            "pages"
        };
        Some(format!(
            "{plural} {} of {pages}",
            typed.replace('-', "–").replace(',', ", ")
        ))
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
    /// For a record that does not go along: to whom and when, or why not.
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
    #[error("say to whom and when, or why it is not sent")]
    Words,
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
        require(goes || self.enclosure_words.is_some(), Hindrance::Words);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_chosen_as_people_write_them() {
        let chosen = PageChoice::parse("3-5, 9", 12).unwrap();
        assert_eq!(chosen.numbers(12), [3, 4, 5, 9]);
        assert_eq!(chosen.words(12).unwrap(), "pages 3–5, 9 of 12");
        assert_eq!(PageChoice::parse(&chosen.typed().unwrap(), 12).unwrap(), chosen);
        assert_eq!(PageChoice::of_numbers(&[3, 4, 5, 9], 12), chosen);
        assert_eq!(PageChoice::parse("1-12", 12).unwrap(), PageChoice::All);
        assert_eq!(
            PageChoice::parse("4", 12).unwrap().words(12).unwrap(),
            "page 4 of 12"
        );
    }

    #[test]
    fn a_page_that_does_not_exist_is_named() {
        assert_eq!(
            PageChoice::parse("2-13", 12),
            Err(PageChoiceError::Beyond { asked: 13, pages: 12 })
        );
        assert_eq!(
            PageChoice::parse("5-3", 12),
            Err(PageChoiceError::NotRising("5-3".into()))
        );
        assert_eq!(
            PageChoice::parse("0", 12),
            Err(PageChoiceError::NotRising("0".into()))
        );
        assert_eq!(
            PageChoice::parse("two", 12),
            Err(PageChoiceError::NotARange("two".into()))
        );
    }

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
        assert_eq!(elsewhere.hindrances(), [H::Kind, H::Words]);
    }
}
