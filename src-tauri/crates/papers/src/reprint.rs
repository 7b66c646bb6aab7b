//! Another copy of a paper that is out already: the same pages, each saying which copy it is (hazard H9).

use pdf::join::{Part, Plan, join, page_sizes};
use pdf::source::{Limits, Source};
use pdf::typeset::{Fonts, Strip, TypesetError, strips};
use sha2::{Digest, Sha256};

/// What each page of a reprint says: `COPY 2 of v1`. The first that came out of the printer is number 1.
#[must_use]
pub fn words(number: u32, version: u32) -> String {
    format!("COPY {number} of v{version}")
}

/// Marks every page of a finished PDF with `words` and changes nothing else that is seen on it; `created` is a PDF
/// date.
///
/// # Errors
/// [`TypesetError`] when the pages cannot be marked; then nothing is to be printed.
pub fn mark(bytes: &[u8], words: &str, created: String) -> Result<Vec<u8>, TypesetError> {
    // The paper is our own: if it cannot be read again, that is a fault of the program.
    let source = Source::read(bytes, None, &Limits::default())
        .map_err(|error| TypesetError::Internal(error.to_string()))?;
    let mut id = [0; 16];
    id.copy_from_slice(&Sha256::new_with_prefix(bytes).chain_update(words).finalize()[..16]);
    let pages = 1..=source.page_count();
    let plan = Plan {
        parts: vec![Part {
            name: "paper".to_owned(),
            title: words.to_owned(),
            source,
            pages: pages.collect(),
            stamped: false,
            starts_right: false,
            outline: Vec::new(),
        }],
        title: words.to_owned(),
        language: "en-GB".to_owned(),
        id,
        created,
        manifest: b"{}".to_vec(),
        producer: crate::PRODUCT.to_owned(),
        show_bookmarks: false,
        is_archival: false,
    };
    laid_over(plan, |_| Strip {
        reprint: Some(words.to_owned()),
        ..Strip::default()
    })
}

/// Joins the pages of the plan with a strip each, told by the page's number from 1; its size is the page's.
fn laid_over(plan: Plan, strip: impl Fn(u32) -> Strip) -> Result<Vec<u8>, TypesetError> {
    let lines: Vec<Strip> = (1..)
        .zip(page_sizes(&plan.parts))
        .map(|(page, size)| Strip {
            width_pt: size.width_pt,
            height_pt: size.height_pt,
            ..strip(page)
        })
        .collect();
    let strips = strips(&lines, Fonts::bundled())?;
    let joined = join(plan, Some(&strips)).map_err(|error| TypesetError::Internal(error.to_string()))?;
    Ok(joined.bytes)
}
