//! A paper with a word across every page, laid over it as a bundle's strips are (hazard H35).

use pdf::join::{Part, Plan, join, page_sizes};
use pdf::source::{Limits, Source};
use pdf::typeset::{Block, Fonts, Paper, Strip, Typeset, TypesetError, strips, typeset};

/// Sets the paper and lays `words` across each of its pages; the strip takes the place of the running head.
pub(crate) fn across(mut paper: Paper, blocks: &[Block], words: &str) -> Result<Typeset, TypesetError> {
    let head = paper.running_head.take().unwrap_or_default();
    let set = typeset(&paper, blocks, Fonts::bundled())?;
    // These are our own pages: if they cannot be joined with their strips, that is a fault of the program.
    let source = Source::read(&set.bytes, None, &Limits::default())
        .map_err(|error| TypesetError::Internal(error.to_string()))?;
    let part = Part {
        name: "paper".to_owned(),
        title: paper.title.clone(),
        source,
        pages: (1..=set.pages).collect(),
        stamped: false,
        starts_right: false,
        outline: set.outline.clone(),
    };
    let plan = Plan {
        parts: vec![part],
        title: paper.title,
        language: paper.language,
        id: paper.id,
        created: paper.created,
        manifest: b"{}".to_vec(),
        producer: crate::PRODUCT.to_owned(),
        show_bookmarks: false,
    };
    let of = set.pages.to_string();
    let bytes = laid_over(plan, |page| Strip {
        left: head.left.clone(),
        right: head
            .right
            .replace("{page}", &page.to_string())
            .replace("{pages}", &of),
        watermark: Some(words.to_owned()),
        ..Strip::default()
    })?;
    Ok(Typeset { bytes, ..set })
}

/// Joins the pages of the plan with a strip each, told by the page's number from 1; its size is the page's.
pub(crate) fn laid_over(plan: Plan, strip: impl Fn(u32) -> Strip) -> Result<Vec<u8>, TypesetError> {
    let lines: Vec<Strip> = (1..)
        .zip(page_sizes(&plan))
        .map(|(page, size)| Strip {
            width_pt: size.width_pt,
            height_pt: size.height_pt,
            ..strip(page)
        })
        .collect();
    let strips = strips(&lines, Fonts::bundled())?;
    let joined = join(plan, &strips).map_err(|error| TypesetError::Internal(error.to_string()))?;
    Ok(joined.bytes)
}
