//! Keeping the letterhead: logo, colour, envelope.

use std::path::Path;

use domain::letterhead::{EnvelopeWindow, Letterhead, LetterheadColour, Logo};
use records::Format;
use store::audit::{Act, Entry};
use store::letterhead::{self, LetterheadRow};
use store::{Store, Tx};
use vault::sealed::FileName;

use crate::typed::Problems;
use crate::view::document::SignedLetterhead;
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
    desk.act(Entry::done(Act::OrganisationViewed), now, shown)
}

/// Changes how letters look, from the next one on; letters that are signed stay as they are.
///
/// # Errors
/// [`Error::Input`] naming a colour that cannot be read on white, or an envelope that there is not; [`Error::File`] for
/// a logo that is no picture; [`Error::Refused`] by role.
pub fn set(desk: &mut Desk, input: &LetterheadInput, now: Now) -> Result<LetterheadView, Error> {
    home::permit_upkeep(desk, Act::LetterheadChanged, now)?;
    let change = Change::parse(desk, input)?;
    let name = desk.organisation.name.clone();
    let (saved, letterhead) = desk.act(Entry::done(Act::LetterheadChanged), now, |tx| {
        change.keep(desk, tx, &name, now)
    })?;
    desk.organisation.letterhead = letterhead;
    Ok(saved)
}

/// What is to change of a letterhead, read; what is not named stays.
pub(crate) struct Change {
    colour: Option<Option<LetterheadColour>>,
    envelope: Option<EnvelopeWindow>,
    logo: Option<Option<Vec<u8>>>,
    words: Option<String>,
}

impl Change {
    /// Reads what was typed, and the logo's file.
    ///
    /// # Errors
    /// [`Error::Input`] naming every field; [`Error::File`] for a logo that is no picture.
    pub(crate) fn parse(desk: &Desk, input: &LetterheadInput) -> Result<Self, Error> {
        let given = |text: &Option<String>| text.as_deref().map(|text| text.trim().to_owned());
        let mut problems = Problems::default();
        let colour = given(&input.colour).map(|text| {
            if text.is_empty() {
                return None;
            }
            problems.take("colour", LetterheadColour::parse(&text))
        });
        let envelope = given(&input.envelope).and_then(|code| {
            let found = EnvelopeWindow::from_code(&code).ok_or("the envelopes are: dl, c5 and none");
            problems.take("envelope", found)
        });
        let words = given(&input.logo_words).filter(|words| !words.is_empty());
        let words = words.and_then(|words| problems.take("logo_words", domain::text::line(&words, 120)));
        problems.into_result(())?;
        let logo = match given(&input.logo) {
            Some(path) if !path.is_empty() => Some(Some(picture_from(desk, Path::new(&path))?)),
            other => other.map(|_| None),
        };
        Ok(Self {
            colour,
            envelope,
            logo,
            words,
        })
    }

    /// Whether nothing is to change.
    pub(crate) const fn is_none(&self) -> bool {
        self.colour.is_none() && self.envelope.is_none() && self.logo.is_none() && self.words.is_none()
    }

    /// How letters would look; nothing is kept.
    pub(crate) fn tried(self, before: Letterhead, organisation: &str) -> Letterhead {
        let words = self.words;
        let logo = match self.logo {
            Some(picture) => picture.map(|picture| Logo {
                picture,
                words: words.unwrap_or_else(|| organisation.to_owned()),
            }),
            None => before.logo.map(|logo| Logo {
                words: words.unwrap_or(logo.words),
                ..logo
            }),
        };
        Letterhead {
            colour: self.colour.unwrap_or(before.colour),
            window: self.envelope.unwrap_or(before.window),
            logo,
        }
    }

    /// Keeps it within the transaction; the logo is described by the organisation's name where nothing is said.
    pub(crate) fn keep(
        self,
        desk: &Desk,
        tx: &mut Tx<'_>,
        organisation: &str,
        now: Now,
    ) -> Result<(LetterheadView, Letterhead), Error> {
        let mut row = row(tx)?;
        if let Some(colour) = self.colour {
            row.colour = colour.map(|colour| colour.to_string());
        }
        if let Some(envelope) = self.envelope {
            row.envelope = envelope.code().to_owned();
        }
        match self.logo {
            Some(Some(picture)) => {
                let sealed = desk.store.files().put(&picture)?;
                row.logo = Some((sealed, self.words.unwrap_or_else(|| organisation.to_owned())));
            }
            Some(None) => row.logo = None,
            None => {
                if let (Some((_, old)), Some(words)) = (&mut row.logo, self.words) {
                    *old = words;
                }
            }
        }
        letterhead::save(tx, &row, now.at().utc_ms)?;
        Ok((view(&row), of(&row, &desk.store)?))
    }
}

/// The letterhead as stored, with its logo opened.
pub(crate) fn current(store: &Store, tx: &mut Tx<'_>) -> Result<Letterhead, Error> {
    of(&row(tx)?, store)
}

/// The letterhead on the wire, within a transaction.
pub(crate) fn shown(tx: &mut Tx<'_>) -> Result<LetterheadView, Error> {
    Ok(view(&row(tx)?))
}

/// The letterhead as a letter keeps it that is signed now.
pub(crate) fn frozen(tx: &mut Tx<'_>) -> Result<SignedLetterhead, Error> {
    let row = row(tx)?;
    Ok(SignedLetterhead {
        colour: row.colour,
        envelope: row.envelope,
        logo: row.logo.map(|(file, words)| (file.to_string(), words)),
    })
}

/// The letterhead that a letter was signed under.
pub(crate) fn thawed(store: &Store, kept: &SignedLetterhead) -> Result<Letterhead, Error> {
    let logo = kept.logo.as_ref().map(|(file, words)| {
        let file = FileName::parse(file).ok_or_else(|| Error::Fault("a logo is misnamed".into()))?;
        Ok::<_, Error>((file, words.clone()))
    });
    let row = LetterheadRow {
        colour: kept.colour.clone(),
        envelope: kept.envelope.clone(),
        logo: logo.transpose()?,
    };
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

/// A picture of a logo or a signature: what is kept is a file of this program's own making, so that nothing foreign is
/// opened whenever a letter is printed.
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
    match desk.reader.check(&bytes, "picture", None) {
        Ok(checked) if matches!(checked.format, Format::Png | Format::Jpeg) => desk
            .reader
            .picture(&bytes)
            .map_err(|_| refused("it is damaged, or no picture")),
        Ok(checked) => Err(refused(&format!("its kind is “{}”", checked.format.label()))),
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
