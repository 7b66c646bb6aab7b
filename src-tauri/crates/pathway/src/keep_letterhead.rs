//! Keeping the letterhead: logo, colour, envelope.

use std::path::Path;

use domain::letterhead::{EnvelopeWindow, Letterhead, LetterheadColour, Logo};
use records::Format;
use store::audit::{Act, Entry};
use store::letterhead::{self, LetterheadRow};
use store::{Store, Tx};

use crate::view::{LetterheadInput, LetterheadView};
use crate::{Desk, Error, Now, home};

/// A larger picture file than this is no logo and no signature.
const LARGEST: usize = 2 * 1024 * 1024;

/// How letters look now.
///
/// # Errors
/// [`Error::Refused`] by role.
pub fn show(desk: &mut Desk, now: Now) -> Result<LetterheadView, Error> {
    home::permit_upkeep(desk, Act::OrganisationViewed, now)?;
    desk.act(Entry::done(Act::OrganisationViewed), now, |tx| {
        Ok(view(&row(tx)?))
    })
}

/// Changes how letters look, from the next one on; letters that are signed stay as they are.
///
/// # Errors
/// [`Error::Input`] naming a colour that cannot be read on white, or an envelope that there is not; [`Error::File`] for
/// a logo that is no picture; [`Error::Refused`] by role.
pub fn set(desk: &mut Desk, input: &LetterheadInput, now: Now) -> Result<LetterheadView, Error> {
    home::permit_upkeep(desk, Act::LetterheadChanged, now)?;
    let given = |text: &Option<String>| text.as_deref().map(|text| text.trim().to_owned());
    let colour = match given(&input.colour) {
        Some(text) if !text.is_empty() => {
            let colour = LetterheadColour::parse(&text).map_err(|error| Error::field("colour", error))?;
            Some(Some(colour.to_string()))
        }
        other => other.map(|_| None),
    };
    let envelope = given(&input.envelope).map(|code| {
        EnvelopeWindow::from_code(&code)
            .ok_or_else(|| Error::field("envelope", "the envelopes are: dl, c5 and none"))
    });
    let envelope = envelope.transpose()?;
    let logo = match given(&input.logo) {
        Some(path) if !path.is_empty() => Some(Some(picture_from(desk, Path::new(&path))?)),
        other => other.map(|_| None),
    };
    let words = match given(&input.logo_words).filter(|words| !words.is_empty()) {
        Some(words) => {
            Some(domain::text::line(&words, 120).map_err(|error| Error::field("logo_words", error))?)
        }
        None => None,
    };
    let name = desk.organisation.name.clone();
    let entry = Entry::done(Act::LetterheadChanged);
    let (saved, letterhead) = desk.act(entry, now, |tx| {
        let mut row = row(tx)?;
        if let Some(colour) = colour {
            row.colour = colour;
        }
        if let Some(envelope) = envelope {
            row.envelope = envelope.code().to_owned();
        }
        match logo {
            Some(Some(picture)) => {
                let sealed = desk.store.files().put(&picture)?;
                row.logo = Some((sealed, words.unwrap_or(name)));
            }
            Some(None) => row.logo = None,
            None => {
                if let (Some((_, old)), Some(words)) = (&mut row.logo, words) {
                    *old = words;
                }
            }
        }
        letterhead::save(tx, &row)?;
        let letterhead = of(&row, &desk.store)?;
        Ok((view(&row), letterhead))
    })?;
    desk.organisation.letterhead = letterhead;
    Ok(saved)
}

/// The letterhead as stored, with its logo opened.
pub(crate) fn load(store: &Store) -> Result<Letterhead, Error> {
    let row = store.read(row)?;
    of(&row, store)
}

/// A picture file that a person names: read where foreign files are read, and taken if it is a PNG or a JPEG.
pub(crate) fn picture_from(desk: &Desk, path: &Path) -> Result<Vec<u8>, Error> {
    let bytes = std::fs::read(path).map_err(|error| Error::File {
        code: "file_unreadable".into(),
        message: format!(
            "The picture could not be read ({}). Nothing was changed.",
            error.kind()
        ),
        details: Vec::new(),
    })?;
    picture(desk, bytes)
}

/// A picture of a logo or a signature.
pub(crate) fn picture(desk: &Desk, bytes: Vec<u8>) -> Result<Vec<u8>, Error> {
    let refused = |why: &str| Error::File {
        code: "picture_refused".into(),
        message: format!(
            "The picture cannot be used: {why}. Nothing was changed. Choose a PNG or JPEG file."
        ),
        details: Vec::new(),
    };
    if bytes.len() > LARGEST {
        return Err(refused("it is larger than 2 MB"));
    }
    match desk.reader.check(&bytes, "picture") {
        Ok(checked) if matches!(checked.format, Format::Png | Format::Jpeg) => Ok(bytes),
        Ok(_) => Err(refused("it is no PNG or JPEG")),
        Err(_) => Err(refused("it is damaged, or no picture")),
    }
}

fn row(tx: &mut Tx<'_>) -> Result<LetterheadRow, Error> {
    Ok(letterhead::get(tx)?.unwrap_or_else(|| LetterheadRow {
        colour: None,
        envelope: EnvelopeWindow::Dl.code().to_owned(),
        logo: None,
    }))
}

fn of(row: &LetterheadRow, store: &Store) -> Result<Letterhead, Error> {
    let logo = match &row.logo {
        None => None,
        Some((file, words)) => Some(Logo {
            picture: store.files().get(file)?,
            words: words.clone(),
        }),
    };
    Ok(Letterhead {
        colour: row
            .colour
            .as_deref()
            .and_then(|colour| LetterheadColour::parse(colour).ok()),
        window: EnvelopeWindow::from_code(&row.envelope).unwrap_or(EnvelopeWindow::Dl),
        logo,
    })
}

fn view(row: &LetterheadRow) -> LetterheadView {
    let envelope = EnvelopeWindow::from_code(&row.envelope).unwrap_or(EnvelopeWindow::Dl);
    LetterheadView {
        colour: row.colour.clone(),
        envelope: envelope.code().to_owned(),
        envelope_label: envelope.label().to_owned(),
        logo_words: row.logo.as_ref().map(|(_, words)| words.clone()),
    }
}
