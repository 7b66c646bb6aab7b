//! Papers that are printed in one go: one document for the printing service, every copy whole, in its place, and
//! saying which copy it is where an earlier one is out (hazard H9).
//!
//! A bundle holds foreign files, so it is read again and set together where those are: in a worker.

use std::ops::ControlFlow;
use std::sync::Arc;

use pdf::join::{PageSize, Plan, blank_size};
use pdf::source::FileGone;
use pdf::typeset::{Fonts, Strip, TypesetError, strips};
use records::join::{Asked, Binding, Bound, Joiner, Read, Room, Unjoined, Unread};
use records::{Format, Reader, Refused};
use sha2::{Digest, Sha256};

/// The most bytes that one job may have, about; more would be too much for a small computer's memory.
const MOST_BYTES: usize = 700 << 20;

/// A paper that is printed, in one or more copies.
#[derive(Debug, Clone, Copy)]
pub struct Copies<'a> {
    /// The finished PDF.
    pub bytes: &'a Arc<Vec<u8>>,
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
    /// The worker could not read them again, or failed over setting them together.
    #[error("{}", .0.message)]
    Refused(Refused),
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
pub fn together(
    reader: &Reader,
    papers: &[Copies<'_>],
    two_sided: bool,
    created: String,
) -> Result<Sheaf, SheafError> {
    let lengths = papers
        .iter()
        .flat_map(|paper| std::iter::repeat_n(paper.bytes.len() as u64, paper.most_runs(two_sided)));
    let room = Room::of(lengths);
    let mut making = Making {
        joiner: Joiner::start(reader, room).map_err(SheafError::Refused)?,
        two_sided,
        files: Vec::new(),
        bound: Vec::new(),
        leaves: Vec::new(),
        pages: 0,
        sheets: 0,
    };
    for (position, paper) in (1..).zip(papers) {
        making.add(position, paper)?;
    }
    let (pages, sheets) = (making.pages, making.sheets);
    if let [Copies { bytes, copies: 1, .. }] = papers
        && making.leaves.iter().all(|leaf| leaf.mark.is_none())
    {
        let bytes = bytes.to_vec();
        return Ok(Sheaf { bytes, pages, sheets });
    }
    let mut id = [0; 16];
    let digest = papers
        .iter()
        .fold(Sha256::new_with_prefix(&created), |digest, paper| {
            digest
                .chain_update(Sha256::digest(paper.bytes.as_slice()))
                .chain_update(paper.first.to_be_bytes())
        });
    id.copy_from_slice(&digest.finalize()[..16]);
    let plan = Plan {
        parts: Vec::new(),
        title: crate::PRODUCT.to_owned(),
        language: "en-GB".to_owned(),
        id,
        created,
        manifest: b"{}".to_vec(),
        producer: crate::PRODUCT.to_owned(),
        show_bookmarks: false,
        is_archival: false,
    };
    let bytes = making.joined(plan)?;
    Ok(Sheaf { bytes, pages, sheets })
}

impl Copies<'_> {
    /// How often the paper is read at most, before it is known how many pages it has.
    const fn most_runs(&self, two_sided: bool) -> usize {
        if two_sided { self.copies as usize } else { 1 }
    }
}

/// A page of the sheaf.
struct Leaf {
    size: PageSize,
    /// What it says of its copy.
    mark: Option<String>,
}

/// A sheaf while it is put together.
struct Making {
    joiner: Joiner,
    two_sided: bool,
    files: Vec<Arc<Vec<u8>>>,
    bound: Vec<Bound>,
    leaves: Vec<Leaf>,
    pages: u32,
    sheets: u32,
}

impl Making {
    fn add(&mut self, position: u32, paper: &Copies<'_>) -> Result<(), SheafError> {
        let sizes = self.read(paper)?.sizes;
        let pages = sizes.len() as u32;
        self.pages += pages * paper.copies;
        self.sheets += paper.copies * if self.two_sided { pages.div_ceil(2) } else { pages };
        // Copies share what they draw with, unless a blank back must come between them.
        let runs = if self.two_sided && pages % 2 == 1 {
            paper.copies
        } else {
            1
        };
        let bytes = self.files.iter().map(|file| file.len()).sum::<usize>();
        if bytes + paper.bytes.len() * (runs as usize - 1) > MOST_BYTES {
            return Err(SheafError::TooLarge);
        }
        for run in 0..runs {
            if run > 0 {
                self.read(paper)?;
            }
            if self.two_sided && self.leaves.len() % 2 == 1 {
                self.leaves.push(Leaf {
                    size: blank_size(),
                    mark: None,
                });
            }
            let copies = run..run + paper.copies / runs;
            for copy in copies.clone() {
                let number = paper.first + copy;
                let mark = (paper.version > 0 && number > 1).then(|| words(number, paper.version));
                let leaves = sizes.iter().map(|size| Leaf {
                    size: *size,
                    mark: mark.clone(),
                });
                self.leaves.extend(leaves);
            }
            self.bound.push(Bound {
                name: format!("paper-{position}-{run}"),
                title: format!("{position}"),
                pages: copies.flat_map(|_| 1..=pages).collect(),
                starts_right: self.two_sided,
            });
        }
        Ok(())
    }

    /// Has the paper read as it stands.
    fn read(&mut self, paper: &Copies<'_>) -> Result<Read, SheafError> {
        let asked = Asked {
            format: Format::Pdf,
            password: None,
            scans_dpi: None,
            keeps_size: true,
        };
        self.files.push(paper.bytes.clone());
        self.joiner
            .read(self.files.len(), &asked, paper.bytes.clone())
            .map_err(|unread| match unread {
                Unread::Refused(refused) => SheafError::Refused(refused),
                Unread::Interrupted => SheafError::from("a paper was not read".to_owned()),
            })
    }

    fn joined(self, plan: Plan) -> Result<Vec<u8>, SheafError> {
        let lines: Vec<Strip> = self
            .leaves
            .iter()
            .map(|leaf| Strip {
                width_pt: leaf.size.width_pt,
                height_pt: leaf.size.height_pt,
                reprint: leaf.mark.clone(),
                ..Strip::default()
            })
            .collect();
        let binding = Binding {
            plan,
            records: self.bound,
            strips: strips(&lines, Fonts::bundled())?,
        };
        let files = self.files;
        let file = |number: usize| files.get(number - 1).cloned().ok_or(FileGone);
        let mut bytes = Vec::new();
        let written = self
            .joiner
            .join(binding, &file, &mut bytes, &mut |_| ControlFlow::Continue(()))
            .map_err(|unjoined| match unjoined {
                Unjoined::Worker { refused, .. } => SheafError::Refused(refused),
                other => SheafError::from(format!("{other:?}")),
            })?;
        if written.pages as usize != self.leaves.len()
            || written.pages - written.blanks.len() as u32 != self.pages
        {
            return Err(SheafError::from(
                "a page was lost between paper and printer".to_owned(),
            ));
        }
        Ok(bytes)
    }
}
