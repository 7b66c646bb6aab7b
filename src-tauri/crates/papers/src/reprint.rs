//! Papers that are printed in one go: one document for the printing service, every copy whole, in its place, and
//! saying which copy it is where an earlier one is out (hazard H9).

use pdf::join::{Part, Plan, join, page_sizes};
use pdf::source::{Limits, Source};
use pdf::typeset::{Fonts, Strip, TypesetError, strips};
use sha2::{Digest, Sha256};

/// The most bytes that one job may have, about; more would be too much for a small computer's memory.
const MOST_BYTES: usize = 700 << 20;

/// A paper that is printed, in one or more copies.
#[derive(Debug, Clone, Copy)]
pub struct Copies<'a> {
    /// The finished PDF.
    pub bytes: &'a [u8],
    /// The version of the signed letter in it; a paper of version 0 is marked on no copy.
    pub version: u32,
    /// The number of the first copy among all that are out, from 1; that one alone is the original.
    pub first: u32,
    /// How many copies.
    pub copies: u32,
}

/// What goes to the printing service as one job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheaf {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// How many pages of the papers come out, blank backs not counted.
    pub pages: u32,
    /// How many sheets of paper they take.
    pub sheets: u32,
}

/// Papers that make no job.
#[derive(Debug, thiserror::Error)]
pub enum SheafError {
    /// So many copies of so long a paper would not fit into memory.
    #[error("so many copies of so long a paper are too much for one job; print fewer copies at a time")]
    TooLarge,
    /// The pages cannot be set together; then nothing is to be printed.
    #[error(transparent)]
    Typeset(#[from] TypesetError),
}

impl From<String> for SheafError {
    fn from(words: String) -> Self {
        Self::Typeset(TypesetError::Internal(words))
    }
}

/// What each page of a reprint says: `COPY 2 of v1`. The first that came out of the printer is number 1.
#[must_use]
pub fn words(number: u32, version: u32) -> String {
    format!("COPY {number} of v{version}")
}

/// Puts papers together in their order, copy after copy; on two-sided paper each copy begins on a sheet of its own.
/// What is printed alone and as an original stays the very bytes that it was. `created` is a PDF date.
///
/// # Errors
/// [`SheafError`]; then nothing is to be printed.
pub fn together(papers: &[Copies<'_>], two_sided: bool, created: String) -> Result<Sheaf, SheafError> {
    let mut making = Making::new(two_sided);
    for (position, paper) in (1..).zip(papers) {
        making.add(position, paper)?;
    }
    let Making {
        parts,
        marks,
        pages,
        sheets,
        ..
    } = making;
    if let [Copies { bytes, copies: 1, .. }] = papers
        && marks.iter().all(Option::is_none)
    {
        let bytes = bytes.to_vec();
        return Ok(Sheaf { bytes, pages, sheets });
    }
    let mut id = [0; 16];
    let digest = papers
        .iter()
        .fold(Sha256::new_with_prefix(&created), |digest, paper| {
            digest
                .chain_update(Sha256::digest(paper.bytes))
                .chain_update(paper.first.to_be_bytes())
        });
    id.copy_from_slice(&digest.finalize()[..16]);
    let plan = Plan {
        parts,
        title: crate::PRODUCT.to_owned(),
        language: "en-GB".to_owned(),
        id,
        created,
        manifest: b"{}".to_vec(),
        producer: crate::PRODUCT.to_owned(),
        show_bookmarks: false,
        is_archival: false,
    };
    let bytes = joined(plan, &marks, pages)?;
    Ok(Sheaf { bytes, pages, sheets })
}

/// A sheaf while it is put together.
struct Making {
    two_sided: bool,
    parts: Vec<Part>,
    /// What each page says of its copy, blank pages included.
    marks: Vec<Option<String>>,
    pages: u32,
    sheets: u32,
    bytes: usize,
}

impl Making {
    const fn new(two_sided: bool) -> Self {
        Self {
            two_sided,
            parts: Vec::new(),
            marks: Vec::new(),
            pages: 0,
            sheets: 0,
            bytes: 0,
        }
    }

    fn add(&mut self, position: u32, paper: &Copies<'_>) -> Result<(), SheafError> {
        // The paper is our own: if it cannot be read again, that is a fault of the program.
        let source =
            Source::read(paper.bytes, None, &Limits::default()).map_err(|error| error.to_string())?;
        let pages = source.page_count();
        self.pages += pages * paper.copies;
        self.sheets += paper.copies * if self.two_sided { pages.div_ceil(2) } else { pages };
        // Copies share what they draw with, unless a blank back must come between them.
        let runs = if self.two_sided && pages % 2 == 1 {
            paper.copies
        } else {
            1
        };
        self.bytes += paper.bytes.len() * runs as usize;
        if self.bytes > MOST_BYTES {
            return Err(SheafError::TooLarge);
        }
        for run in 0..runs {
            if self.two_sided && self.marks.len() % 2 == 1 {
                self.marks.push(None);
            }
            let copies = run..run + paper.copies / runs;
            for copy in copies.clone() {
                let number = paper.first + copy;
                let mark = (paper.version > 0 && number > 1).then(|| words(number, paper.version));
                self.marks.extend(std::iter::repeat_n(mark, pages as usize));
            }
            self.parts.push(Part {
                name: format!("paper-{position}-{run}"),
                title: format!("{position}"),
                source: source.clone(),
                pages: copies.flat_map(|_| 1..=pages).collect(),
                stamped: false,
                starts_right: self.two_sided,
                outline: Vec::new(),
            });
        }
        Ok(())
    }
}

fn joined(plan: Plan, marks: &[Option<String>], pages: u32) -> Result<Vec<u8>, SheafError> {
    let overlay = if marks.iter().all(Option::is_none) {
        None
    } else {
        let lines: Vec<Strip> = page_sizes(&plan.parts)
            .into_iter()
            .zip(marks)
            .map(|(size, mark)| Strip {
                width_pt: size.width_pt,
                height_pt: size.height_pt,
                reprint: mark.clone(),
                ..Strip::default()
            })
            .collect();
        Some(strips(&lines, Fonts::bundled())?)
    };
    let joined = join(plan, overlay.as_ref()).map_err(|error| error.to_string())?;
    if joined.pages as usize != marks.len() || joined.pages - joined.blanks.len() as u32 != pages {
        return Err(SheafError::from(
            "a page was lost between paper and printer".to_owned(),
        ));
    }
    Ok(joined.bytes)
}
