//! A paper with a word across every page, laid over it as a bundle's strips are (hazard H35).

use pdf::join::{Part, Plan, join, page_sizes};
use pdf::source::{Limits, Source};
use pdf::typeset::{Block, Fonts, Paper, Strip, Typeset, TypesetError, strips, typeset};

/// Sets the paper and lays `words` across each of its pages; the strip takes the place of the running head.
pub(crate) fn across(mut paper: Paper, blocks: &[Block], words: &str) -> Result<Typeset, TypesetError> {
    let head = paper.running_head.take().unwrap_or_default();
    let set = typeset(&paper, blocks, Fonts::bundled())?;
    // These are our own pages: if they cannot be joined with their strips, that is a fault of the program.
    let fault = |words: String| TypesetError::Internal(words);
    let source =
        Source::read(&set.bytes, None, &Limits::default()).map_err(|error| fault(error.to_string()))?;
    let plan = Plan {
        parts: vec![Part {
            name: "paper".to_owned(),
            title: paper.title.clone(),
            source,
            pages: (1..=set.pages).collect(),
            stamped: false,
            starts_right: false,
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
    let of = sizes.len().to_string();
    let lines: Vec<Strip> = (1..)
        .zip(sizes)
        .map(|(page, size): (u32, _)| Strip {
            width_pt: size.width_pt,
            height_pt: size.height_pt,
            left: head.left.clone(),
            right: head
                .right
                .replace("{page}", &page.to_string())
                .replace("{pages}", &of),
            second_line: None,
            watermark: Some(words.to_owned()),
            centre: None,
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
