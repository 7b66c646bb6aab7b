//! The referral letter: in the order of domain rule §2.7, under the headings of §2.3.

use chrono::NaiveDate;
use domain::bundle::Reference;
use domain::clinician::Clinician;
use domain::letter::Signature;
use domain::organisation::Organisation;
use domain::patient::Patient;
use domain::request::RequestDetails;

use crate::index::IndexEntry;

/// Everything that a letter says; all of it comes from the stored request.
#[derive(Debug, Clone, Copy)]
pub struct LetterContent<'a> {
    /// Whose letterhead.
    pub organisation: &'a Organisation,
    /// About whom.
    pub patient: &'a Patient,
    /// What is asked, and all that the receiving team must know.
    pub details: &'a RequestDetails,
    /// Who refers; the signature's clinician once there is a signature.
    pub clinician: Option<&'a Clinician>,
    /// The signature, once the letter is signed.
    pub signature: Option<&'a Signature>,
    /// The reference of the request.
    pub reference: &'a Reference,
    /// Which version of the letter, from 1.
    pub version: u32,
    /// The version that this one replaces and the day of its signature (hazard H9).
    pub replaces: Option<(u32, NaiveDate)>,
    /// Every known record in the order of the bundle: those that go along and those that do not.
    pub records: &'a [IndexEntry],
    /// The day on which the letter is made.
    pub today: NaiveDate,
    /// Whether this is a draft: each page says so.
    pub is_draft: bool,
    /// Whether the store is one of demonstrations: each page says so (hazard H35).
    pub demonstration: bool,
}
