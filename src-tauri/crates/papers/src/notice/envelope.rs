//! The envelope sheet: the address large, and nothing that tells of the patient (hazard H4).

use domain::letter::Missing;
use pdf::typeset::{Block, Colour, Span};

use crate::kind::{PaperContent, PaperError};
use crate::phrases::{Phrases, phrase_keys};
use crate::sheet::to_recipient;

phrase_keys! {
    /// The words of the envelope sheet.
    pub enum EnvelopeKey {
        Private = "private" locked,
        Attention = "attention" ["specialty"],
        Return = "return",
        Reference = "reference" ["reference"],
    }
}

use EnvelopeKey as Key;

/// Size of the address, as a factor of running text.
const ADDRESS_SIZE: f32 = 2.0;

pub(super) fn blocks(content: &PaperContent<'_>, words: &Phrases<Key>) -> Result<Vec<Block>, PaperError> {
    let letter = &content.letter;
    let recipient = letter
        .details
        .recipient
        .as_ref()
        .ok_or(PaperError::Lacks(Missing::Recipient))?;
    let attention = words.fill(Key::Attention, &[("specialty", &recipient.specialty)]);
    let address = to_recipient(recipient, attention);
    let organisation = letter.organisation;
    let sender = format!("{}, {}", organisation.name, organisation.address.on_one_line());
    let reference = words.fill(Key::Reference, &[("reference", &letter.reference.to_string())]);
    Ok(vec![
        Block::heading(1, words.say(Key::Private)),
        Block::tight(vec![
            Span::plain(format!("{} {sender}", words.say(Key::Return)))
                .sized(0.85)
                .coloured(Colour::Muted),
        ]),
        Block::Space(50.0),
        Block::tight(vec![Span::bold(address.join("\n")).sized(ADDRESS_SIZE)]),
        Block::Space(40.0),
        Block::tight(vec![Span::plain(reference).coloured(Colour::Muted)]),
    ])
}
