//! A letter with a word across every page, laid over it as a bundle's strips are (hazard H35).

use pdf::join::{Part, Plan, join, page_sizes};
use pdf::source::{Limits, Source};
use pdf::typeset::{Block, Fonts, Paper, Strip, Typeset, TypesetError, strips, typeset};

use super::LetterContent;

/// Sets the letter and lays `words` across each of its pages; the strip takes the place of the running head.
pub(super) fn across(
    content: &LetterContent<'_>,
    paper: Paper,
    blocks: &[Block],
    words: &str,
) -> Result<Typeset, TypesetError> {
    let paper = Paper {
        running_head: None,
        ..paper
    };
    let set = typeset(&paper, blocks, Fonts::bundled())?;
    // These are our own pages: if they cannot be joined with their strips, that is a fault of the program.
    let fault = |words: String| TypesetError::Internal(words);
    let source =
        Source::read(&set.bytes, None, &Limits::default()).map_err(|error| fault(error.to_string()))?;
    let plan = Plan {
        parts: vec![Part {
            name: "letter".to_owned(),
            title: "Referral letter".to_owned(),
            source,
            pages: (1..=set.pages).collect(),
            stamped: false,
            outline: set.outline.clone(),
        }],
        title: paper.title,
        language: paper.language,
        id: paper.id,
        created: paper.created,
        manifest: b"{}".to_vec(),
        producer: crate::PRODUCT.to_owned(),
        show_bookmarks: false,
    };
    let sizes = page_sizes(&plan);
    let of = sizes.len();
    let lines: Vec<Strip> = (1..)
        .zip(sizes)
        .map(|(page, size)| Strip {
            width_pt: size.width_pt,
            height_pt: size.height_pt,
            left: content.identity_words(),
            right: format!("Page {page} of {of}"),
            second_line: None,
            watermark: Some(words.to_owned()),
            link_back: None,
        })
        .collect();
    let strips = strips(&lines, Fonts::bundled())?;
    let joined = join(plan, &strips).map_err(|error| fault(error.to_string()))?;
    Ok(Typeset {
        bytes: joined.bytes,
        ..set
    })
}
