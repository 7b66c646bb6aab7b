//! What an image says of itself beside its pixels: words for its title and its captions, and text to find identifiers
//! in. Only coded values go into words, since free text may name the patient.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::dataset::{Dataset, text};
use super::tag;

/// Stands on every page of an image (hazard H33).
pub(super) const NOT_DIAGNOSTIC: &str = "Not for diagnostic use";

/// Longest word that is taken from a coded element, in letters; the standard allows sixteen.
const LONGEST: usize = 16;

/// Kind, part of the body, view, side and date, as far as they are given: "CR, CHEST, PA, left, 14-Aug-2023".
pub(super) fn title(dataset: &Dataset<'_>) -> String {
    let coded = [tag::MODALITY, tag::BODY_PART, tag::VIEW_POSITION].map(|tag| code(dataset, tag));
    let side = side(dataset).map(str::to_owned);
    let parts = coded.into_iter().chain([side, date(dataset)]).flatten();
    parts.collect::<Vec<_>>().join(", ")
}

/// The side of the body, in words.
pub(super) fn side(dataset: &Dataset<'_>) -> Option<&'static str> {
    let value = [tag::IMAGE_LATERALITY, tag::LATERALITY]
        .iter()
        .find_map(|tag| dataset.text(*tag))?;
    match value.as_str() {
        "L" => Some("left"),
        "R" => Some("right"),
        "B" => Some("both sides"),
        "U" => Some("unpaired"),
        _ => None,
    }
}

/// The line below frame `frame` of `frames`.
pub(super) fn caption(title: &str, frame: u32, frames: u32, window: &str) -> String {
    let mut caption = NOT_DIAGNOSTIC.to_owned();
    for part in [title, window].iter().filter(|part| !part.is_empty()) {
        // Writing into a String cannot fail.
        let _ = write!(caption, "  ·  {part}");
    }
    if frames > 1 {
        let _ = write!(caption, "  ·  frame {frame} of {frames}");
    }
    caption
}

/// What the header says of the patient, written so that identifiers are found in it (hazard H1).
pub(super) fn identity(dataset: &Dataset<'_>) -> String {
    let mut said = String::new();
    for tag in [
        tag::PATIENT_ID,
        tag::OTHER_IDS,
        tag::PATIENT_NAME,
        tag::PATIENT_COMMENTS,
    ] {
        if let Some(value) = dataset.text(tag) {
            let _ = writeln!(said, "{}", value.replace(['\\', '^'], " \n "));
        }
    }
    let further = dataset
        .elements
        .iter()
        .filter(|(place, _)| place.outer == tag::OTHER_IDS_SEQUENCE && place.tag == tag::PATIENT_ID);
    for (_, value) in further {
        let _ = writeln!(said, "{}", text(value));
    }
    let born = dataset.text(tag::BIRTH_DATE).and_then(|born| day(&born));
    if let Some(born) = born {
        let _ = writeln!(said, "Date of birth: {}", born.format("%Y-%m-%d"));
    }
    said
}

/// A coded value: capitals, digits, spaces and underscores.
fn code(dataset: &Dataset<'_>, tag: u32) -> Option<String> {
    let value = dataset.text(tag)?;
    let fits = |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit() || "_ ".contains(letter);
    (value.len() <= LONGEST && value.chars().all(fits)).then_some(value)
}

fn date(dataset: &Dataset<'_>) -> Option<String> {
    let dates = [tag::STUDY_DATE, tag::SERIES_DATE, tag::ACQUISITION_DATE];
    let date = dates.iter().find_map(|tag| day(&dataset.text(*tag)?))?;
    Some(domain::date::clinical(date).to_string())
}

/// A day as DICOM writes it, with the full stops of its older versions left out.
fn day(text: &str) -> Option<NaiveDate> {
    let digits: String = text.chars().filter(char::is_ascii_digit).take(8).collect();
    NaiveDate::parse_from_str(&digits, "%Y%m%d").ok()
}
