//! What parent and worker say to one another: fields of a length and their bytes, nothing to be parsed.
//!
//! The parent believes nothing: a worker that a file has taken over may answer anything, so that lengths are
//! bounded, codes have a fixed alphabet and an answer that does not fit is no answer.

use std::io::Read;

use chrono::{Datelike, NaiveDate};
use domain::identifier::{ChiNumber, HealthAndCareNumber, NhsNumber};

use crate::Limits;
use crate::check::{Checked, Note};
use crate::format::Format;
use crate::identity::{Birth, Found};
use crate::refused::Refused;

/// First bytes of a question and of an answer; another version of the program is not understood.
pub(super) const MARK: &[u8; 8] = b"records1";

/// The longest file name or password that is handed over.
const FIELD_LIMIT: u64 = 64 << 10;

/// The longest list that is taken back.
pub(super) const LIST_LIMIT: u64 = 10_000;

/// What a worker is asked, without the document that follows.
pub(super) struct Question {
    pub(super) file_name: String,
    pub(super) password: Option<String>,
    pub(super) limits: Limits,
    pub(super) length: u64,
}

/// Writes a text that may not be there.
pub(super) fn put_maybe(out: &mut Vec<u8>, text: Option<&str>) {
    put(out, text.is_some().into());
    put_text(out, text.unwrap_or(""));
}

/// Reads what [`put_maybe`] wrote.
pub(super) fn take_maybe(input: &mut impl Read) -> Option<Option<String>> {
    let is_there = take(input)? == 1;
    let text = take_text(input)?;
    Some(is_there.then_some(text))
}

/// A question as bytes; the document comes after it.
pub(super) fn question(file_name: &str, password: Option<&str>, limits: &Limits, length: usize) -> Vec<u8> {
    let mut out = MARK.to_vec();
    put_text(&mut out, file_name);
    put_maybe(&mut out, password);
    for number in [
        limits.bytes,
        limits.pages.into(),
        limits.inflated_bytes,
        limits.objects.into(),
        limits.pixels,
        limits.depth.into(),
        length as u64,
    ] {
        put(&mut out, number);
    }
    out
}

/// Reads a question up to where its document begins.
pub(super) fn read_question(input: &mut impl Read) -> Option<Question> {
    take_mark(input)?;
    let file_name = take_text(input)?;
    let password = take_maybe(input)?;
    let limits = Limits {
        bytes: take(input)?,
        pages: take(input)?.try_into().ok()?,
        inflated_bytes: take(input)?,
        objects: take(input)?.try_into().ok()?,
        pixels: take(input)?,
        depth: take(input)?.try_into().ok()?,
    };
    let length = take(input)?;
    let fits = length <= limits.bytes;
    fits.then_some(Question {
        file_name,
        password,
        limits,
        length,
    })
}

/// An answer as bytes.
pub(super) fn answer(answer: &Result<Checked, Refused>) -> Vec<u8> {
    let mut out = MARK.to_vec();
    match answer {
        Err(refused) => {
            put(&mut out, 0);
            put_text(&mut out, &refused.code);
            put_text(&mut out, &refused.message);
        }
        Ok(checked) => {
            put(&mut out, 1);
            put_text(&mut out, checked.format.code());
            put(&mut out, checked.pages.into());
            put_text(&mut out, &checked.sha256);
            put(&mut out, checked.notes.len() as u64);
            for note in &checked.notes {
                put_text(&mut out, &note.code);
                put_text(&mut out, &note.message);
            }
            put_found(&mut out, &checked.found);
        }
    }
    out
}

/// Reads an answer; none when it is cut off, too long or not of this form.
pub(super) fn read_answer(mut bytes: &[u8]) -> Option<Result<Checked, Refused>> {
    let input = &mut bytes;
    take_mark(input)?;
    let answer = match take(input)? {
        0 => Err(Refused {
            code: take_code(input)?,
            message: take_text(input)?,
        }),
        1 => Ok(Checked {
            format: Format::from_code(&take_text(input)?)?,
            pages: take(input)?.try_into().ok()?,
            sha256: take_text(input).filter(|digest| is_digest(digest))?,
            notes: take_list(input, |input| {
                Some(Note {
                    code: take_code(input)?,
                    message: take_text(input)?,
                })
            })?,
            found: take_found(input)?,
        }),
        _ => return None,
    };
    input.is_empty().then_some(answer)
}

fn put_found(out: &mut Vec<u8>, found: &Found) {
    let numbers = |out: &mut Vec<u8>, numbers: Vec<String>| {
        put(out, numbers.len() as u64);
        numbers.iter().for_each(|number| put_text(out, number));
    };
    numbers(
        out,
        found.nhs_numbers.iter().map(|number| number.compact()).collect(),
    );
    numbers(
        out,
        found.chi_numbers.iter().map(|number| number.compact()).collect(),
    );
    numbers(
        out,
        found
            .health_and_care_numbers
            .iter()
            .map(|number| number.compact())
            .collect(),
    );
    put(out, found.births.len() as u64);
    for birth in &found.births {
        put(out, u64::try_from(birth.date.num_days_from_ce()).unwrap_or(0));
        put(out, u64::from(birth.century_known));
    }
}

fn take_found(input: &mut &[u8]) -> Option<Found> {
    Some(Found {
        nhs_numbers: take_list(input, |input| NhsNumber::parse(&take_text(input)?).ok())?
            .into_iter()
            .collect(),
        chi_numbers: take_list(input, |input| ChiNumber::parse(&take_text(input)?).ok())?
            .into_iter()
            .collect(),
        health_and_care_numbers: take_list(input, |input| {
            HealthAndCareNumber::parse(&take_text(input)?).ok()
        })?
        .into_iter()
        .collect(),
        births: take_list(input, |input| {
            let date = NaiveDate::from_num_days_from_ce_opt(take(input)?.try_into().ok()?)?;
            Some(Birth {
                date,
                century_known: take(input)? == 1,
            })
        })?
        .into_iter()
        .collect(),
    })
}

pub(super) fn put(out: &mut Vec<u8>, number: u64) {
    out.extend(number.to_le_bytes());
}

pub(super) fn put_text(out: &mut Vec<u8>, text: &str) {
    put(out, text.len() as u64);
    out.extend(text.as_bytes());
}

pub(super) fn take_mark(input: &mut impl Read) -> Option<()> {
    let mut mark = [0; 8];
    input.read_exact(&mut mark).ok()?;
    (&mark == MARK).then_some(())
}

pub(super) fn take(input: &mut impl Read) -> Option<u64> {
    let mut bytes = [0; 8];
    input.read_exact(&mut bytes).ok()?;
    Some(u64::from_le_bytes(bytes))
}

pub(super) fn take_text(input: &mut impl Read) -> Option<String> {
    let length = take(input)?;
    if length > FIELD_LIMIT {
        return None;
    }
    let mut bytes = vec![0; usize::try_from(length).ok()?];
    input.read_exact(&mut bytes).ok()?;
    String::from_utf8(bytes).ok()
}

pub(super) fn take_code(input: &mut impl Read) -> Option<String> {
    let fits = |code: &String| {
        (1..=40).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    take_text(input).filter(fits)
}

pub(super) fn take_list<T>(input: &mut &[u8], one: impl Fn(&mut &[u8]) -> Option<T>) -> Option<Vec<T>> {
    let length = take(input)?;
    if length > LIST_LIMIT {
        return None;
    }
    (0..length).map(|_| one(input)).collect()
}

pub(super) fn is_digest(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked() -> Checked {
        Checked {
            format: Format::Pdf,
            pages: 7,
            sha256: "ab".repeat(32),
            notes: vec![Note {
                code: "hidden_layers".into(),
                message: "Layers stay hidden".into(),
            }],
            found: crate::identity::scan("NHS No. 943 476 5919 DOB 14/08/80 H&C 320 000 0015"),
        }
    }

    #[test]
    fn a_question_and_an_answer_read_back_as_they_were_said() {
        let asked = question("Blüte.pdf", Some("pass word"), &Limits::default(), 12);
        let read = read_question(&mut asked.as_slice()).unwrap();
        assert_eq!(
            (read.file_name.as_str(), read.password.as_deref(), read.length),
            ("Blüte.pdf", Some("pass word"), 12)
        );
        assert_eq!(read.limits, Limits::default());
        let said = Ok(checked());
        assert_eq!(read_answer(&answer(&said)), Some(said));
        let refused = Err(Refused {
            code: "empty".into(),
            message: "Nothing in it.".into(),
        });
        assert_eq!(read_answer(&answer(&refused)), Some(refused));
    }

    #[test]
    fn an_answer_that_was_cut_off_or_tampered_with_is_no_answer() {
        let whole = answer(&Ok(checked()));
        for length in 0..whole.len() {
            assert_eq!(read_answer(&whole[..length]), None, "{length}");
        }
        let mut longer = whole.clone();
        longer.push(0);
        assert_eq!(read_answer(&longer), None);
        let mut endless = whole[..16].to_vec();
        endless.extend(u64::MAX.to_le_bytes());
        assert_eq!(read_answer(&endless), None);
    }
}
