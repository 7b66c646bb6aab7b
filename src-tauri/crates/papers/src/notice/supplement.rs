//! The covering notice of a supplement: records that arrived after the bundle was sent, and what they belong to.
//!
//! It asks nothing new and takes nothing back: the letter that was sent stands as it was signed (hazard H9).

use domain::date;
use pdf::typeset::{Block, Paper};

use super::parts::{Head, head, lines, protected};
use crate::bundle::Supplement;
use crate::kind::PaperContent;
use crate::letter::{self, LetterContent};
use crate::phrases::{PhraseError, Phrases, phrase_keys};
use crate::sheet::to_recipient;
use crate::template::Template;
use crate::wording;

/// What keeps the two apart (hazard H9): a supplement is never taken for a new referral.
const STANDS: &str = "This is not a new referral and makes no new version of the letter. The referral letter, its \
                      question and its priority stand as they were sent. Please file these records with it.";

phrase_keys! {
    /// The words of the covering notice of a supplement.
    pub enum SupplementKey {
        Date = "date",
        OurReference = "our_reference",
        Opening = "opening" ["number", "reference", "date"],
        What = "what",
        Belongs = "belongs",
        BelongsTo = "belongs_to" ["reference", "version", "date", "pages"],
        Holds = "holds",
        HoldsOne = "holds_one" ["number"],
        HoldsMany = "holds_many" ["first", "last"],
        Referrer = "referrer",
        Mark = "mark",
        Missing = "missing" ["phone", "reference"],
    }
}

use SupplementKey as Key;

/// The sentences of the notice that stand in no template.
pub(crate) fn protected_sentences() -> Vec<String> {
    vec![title(1), STANDS.to_owned()]
}

/// The title of a supplement with this number.
pub(crate) fn title(number: u32) -> String {
    format!("SUPPLEMENT {number} TO A REFERRAL FOR A SECOND OPINION")
}

/// The notice as blocks, and the sheet that it is set on; so many enclosures come with it.
pub(crate) fn compose(
    letter: &LetterContent<'_>,
    supplement: &Supplement,
    enclosures: u32,
) -> Result<(Paper, Vec<Block>), PhraseError> {
    let words: Phrases<Key> = letter.templates.phrases(Template::Supplement)?;
    let content = PaperContent {
        letter: *letter,
        sent_on: Some(supplement.sent_on),
        heard_by: None,
        bundle_pages: Some(supplement.pages),
        transfer: None,
    };
    let to = letter
        .details
        .recipient
        .as_ref()
        .map_or_else(Vec::new, |recipient| {
            let attention = letter
                .templates
                .wording()
                .fill(wording::Key::Attention, &[("specialty", &recipient.specialty)]);
            to_recipient(recipient, attention)
        });
    let head_of = Head {
        date: words.say(Key::Date),
        reference: words.say(Key::OurReference),
        to,
    };
    let (reference, sent) = (letter.reference.to_string(), date::clinical(supplement.sent_on));
    let mut blocks = head(&content, &title(supplement.number), &head_of);
    blocks.push(Block::paragraph(words.fill(
        Key::Opening,
        &[
            ("number", &supplement.number.to_string()),
            ("reference", &format!("{reference} v{}", letter.version)),
            ("date", &sent),
        ],
    )));
    blocks.push(protected(words.say(Key::What), STANDS.to_owned()));
    let belongs = words.fill(
        Key::BelongsTo,
        &[
            ("reference", &reference),
            ("version", &letter.version.to_string()),
            ("date", &sent),
            ("pages", &supplement.pages.to_string()),
        ],
    );
    let (first, last) = (
        supplement.enclosures_before + 1,
        supplement.enclosures_before + enclosures,
    );
    let holds = if first == last {
        words.fill(Key::HoldsOne, &[("number", &first.to_string())])
    } else {
        words.fill(
            Key::HoldsMany,
            &[("first", &first.to_string()), ("last", &last.to_string())],
        )
    };
    blocks.push(lines([
        (words.say(Key::Belongs), Some(belongs)),
        (words.say(Key::Mark), Some(supplement.to.to_string())),
        (words.say(Key::Holds), Some(holds)),
        (
            words.say(Key::Referrer),
            letter.signatory().map(letter::introduced),
        ),
    ]));
    blocks.push(Block::paragraph(words.fill(
        Key::Missing,
        &[("phone", &letter.organisation.phone), ("reference", &reference)],
    )));
    Ok((
        letter::paper(letter, &words_of_title(letter, supplement.number)),
        blocks,
    ))
}

/// What a viewer shows as title: the reference and never the name.
pub(crate) fn words_of_title(letter: &LetterContent<'_>, number: u32) -> String {
    format!(
        "Supplement {number} to the referral for a second opinion {} v{}",
        letter.reference, letter.version
    )
}
