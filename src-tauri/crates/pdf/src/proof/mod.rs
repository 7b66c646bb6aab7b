//! Proves that no page lost anything: every page of a bundle is drawn and compared with its source.
//!
//! Both sides are drawn onto the same grid: the source page through the matrix by which it was placed, its strip
//! laid over it, and the bundle page as it is. So the whole page is compared, strip and watermark included, and a
//! difference is one of content, not of rounding.

mod pixels;
mod rewritten;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use lopdf::ObjectId;
use thiserror::Error;

use crate::join::Joined;
use crate::join::annotation::Made;
use crate::join::geometry::Matrix;
use crate::picture::{Brush, PictureError, Pictures};
use pixels::{Area, lay_over, same};

/// Pixels to the point at which A4 is compared: about 68 to the inch, where the smallest print still shows.
const SCALE: f64 = 0.95;
/// The longest side of a picture that is compared, in pixels.
const LONGEST: f64 = 2_000.0;

/// What the bundle's pages should look like; made by [`crate::join::join`].
#[derive(Debug, Clone)]
pub struct Expected {
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) strips: Vec<u8>,
}

/// Where one page of the bundle came from and how it was placed.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    /// The part, counted from 1.
    pub(crate) part: usize,
    /// The page of its source, counted from 1; 0 for a blank page before it.
    pub(crate) page: u32,
    pub(crate) object: ObjectId,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) matrix: Matrix,
    /// What was drawn that the source shows only in programs that fill in forms.
    pub(crate) made: Vec<Made>,
}

impl Sheet {
    fn is_blank(&self) -> bool {
        self.page == 0
    }
}

/// The source of one part as it was read.
#[derive(Debug, Clone)]
pub struct Original {
    /// The bytes of the file.
    pub bytes: Arc<Vec<u8>>,
    /// The password that opened it, if one was needed.
    pub password: Option<String>,
}

/// The result of a comparison that found no difference.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proved {
    /// Pages that were drawn on both sides and are the same.
    pub pages: u32,
    /// Pages whose source this program can join and cannot draw, as (part, page of its source): a person must look.
    pub unproved: Vec<(usize, u32)>,
}

/// A page of the bundle that does not look like its source.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "page {page} of part {part} does not look the same in the bundle: do not send it, and report this file"
)]
pub struct Difference {
    /// The part, counted from 1.
    pub part: usize,
    /// The page of its source, counted from 1; 0 for a blank page before the part, which then is not blank.
    pub page: u32,
}

/// Why a comparison ended without proof.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ProofError {
    /// Pages that differ, in their order.
    #[error("{} pages of the bundle do not look like their source", .0.len())]
    Differences(Vec<Difference>),
    /// The bundle or its strips cannot be drawn.
    #[error("the bundle cannot be drawn: {0}")]
    Bundle(PictureError),
    /// The originals are not those of the bundle's parts.
    #[error("there are {originals} originals for a bundle of {parts} parts")]
    Originals {
        /// Originals given.
        originals: usize,
        /// Parts of the bundle.
        parts: usize,
    },
    /// It was asked to stop.
    #[error("the comparison was stopped")]
    Stopped,
}

/// Compares each page of `joined` with its original, `originals` in the order of the parts, over `threads` threads;
/// `stop` may be set from elsewhere to end early.
///
/// # Errors
/// [`ProofError::Differences`] with every page that differs; the others when nothing could be compared.
pub fn compare(
    joined: &Joined,
    originals: &[Original],
    threads: usize,
    stop: &AtomicBool,
) -> Result<Proved, ProofError> {
    compare_bytes(&joined.bytes, &joined.expected, originals, threads, stop)
}

/// As [`compare`], for a bundle whose bytes are kept apart from what is expected of them.
///
/// # Errors
/// As [`compare`].
pub fn compare_bytes(
    bundle: &[u8],
    expected: &Expected,
    originals: &[Original],
    threads: usize,
    stop: &AtomicBool,
) -> Result<Proved, ProofError> {
    let parts = expected.sheets.iter().map(|sheet| sheet.part).max().unwrap_or(0);
    if originals.len() < parts {
        return Err(ProofError::Originals {
            originals: originals.len(),
            parts,
        });
    }
    let bundle = Pictures::open(Arc::new(bundle.to_vec()), None).map_err(ProofError::Bundle)?;
    let strips = match expected.strips.is_empty() {
        true => None,
        false => Some(Pictures::open(Arc::new(expected.strips.clone()), None).map_err(ProofError::Bundle)?),
    };
    let sources = (1..)
        .zip(originals)
        .map(|(part, original)| {
            let sheets = expected
                .sheets
                .iter()
                .filter(|sheet| sheet.part == part && !sheet.is_blank());
            Side::of(original, sheets)
        })
        .collect();
    let table = Table {
        bundle,
        strips,
        sources,
        sheets: &expected.sheets,
    };
    let next = AtomicUsize::new(0);
    let mut found: Vec<(usize, Verdict)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.clamp(1, 16))
            .map(|_| scope.spawn(|| table.work(&next, stop)))
            .collect();
        // A worker that died proved nothing, so its pages are missing below and count as unproved.
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_default())
            .collect()
    });
    if stop.load(Ordering::Relaxed) {
        return Err(ProofError::Stopped);
    }
    found.sort_by_key(|(at, _)| *at);
    let mut verdicts: Vec<Verdict> = vec![Verdict::Unproved; expected.sheets.len()];
    for (at, verdict) in found {
        verdicts[at] = verdict;
    }
    let mut proved = Proved::default();
    let mut differences = Vec::new();
    for (sheet, verdict) in expected.sheets.iter().zip(verdicts) {
        match verdict {
            Verdict::Same => proved.pages += 1,
            Verdict::Unproved => proved.unproved.push((sheet.part, sheet.page)),
            Verdict::Different => differences.push(Difference {
                part: sheet.part,
                page: sheet.page,
            }),
        }
    }
    if differences.is_empty() {
        Ok(proved)
    } else {
        Err(ProofError::Differences(differences))
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Verdict {
    Same,
    Different,
    Unproved,
}

/// The source of one part, ready to be drawn.
enum Side {
    /// As it is; its pages are found by their objects.
    Original(Pictures),
    /// Written anew; its pages are found by their numbers.
    Rewritten(Pictures),
    /// It cannot be drawn.
    None,
}

impl Side {
    /// The original where it opens and every page of it that is in the bundle is found; written anew otherwise.
    fn of<'a>(original: &Original, mut sheets: impl Iterator<Item = &'a Sheet>) -> Self {
        if let Ok(pictures) = Pictures::open(original.bytes.clone(), original.password.as_deref())
            && sheets.all(|sheet| pictures.index(sheet.object).is_some())
        {
            return Self::Original(pictures);
        }
        rewritten::rewritten(original).map_or(Self::None, Self::Rewritten)
    }

    fn brush(&self) -> Option<Brush<'_>> {
        match self {
            Self::Original(pictures) | Self::Rewritten(pictures) => Some(pictures.brush()),
            Self::None => None,
        }
    }

    fn index(&self, sheet: &Sheet) -> Option<usize> {
        match self {
            Self::Original(pictures) => pictures.index(sheet.object),
            Self::Rewritten(_) => (sheet.page as usize).checked_sub(1),
            Self::None => None,
        }
    }
}

struct Table<'a> {
    bundle: Pictures,
    strips: Option<Pictures>,
    sources: Vec<Side>,
    sheets: &'a [Sheet],
}

impl Table<'_> {
    /// Compares pages until none is left; pages are handed out in small runs so that fonts are read once a run.
    fn work(&self, next: &AtomicUsize, stop: &AtomicBool) -> Vec<(usize, Verdict)> {
        const RUN: usize = 16;
        let mut out = Vec::new();
        loop {
            let start = next.fetch_add(RUN, Ordering::Relaxed);
            if start >= self.sheets.len() {
                return out;
            }
            let bundle = self.bundle.brush();
            let strips = self.strips.as_ref().map(Pictures::brush);
            let mut source: Option<(usize, Brush<'_>)> = None;
            for at in start..(start + RUN).min(self.sheets.len()) {
                if stop.load(Ordering::Relaxed) {
                    return out;
                }
                let part = self.sheets[at].part;
                if source.as_ref().is_none_or(|(of, _)| *of != part) {
                    source = self.sources[part - 1].brush().map(|brush| (part, brush));
                }
                let brush = source.as_ref().map(|(_, brush)| brush);
                out.push((at, self.verdict(at, &bundle, strips.as_ref(), brush)));
            }
        }
    }

    fn verdict(
        &self,
        at: usize,
        bundle: &Brush<'_>,
        strips: Option<&Brush<'_>>,
        source: Option<&Brush<'_>>,
    ) -> Verdict {
        let sheet = &self.sheets[at];
        let scale = SCALE.min(LONGEST / sheet.width.max(sheet.height));
        let size = (pixels(sheet.width * scale), pixels(sheet.height * scale));
        let draw = |brush: &Brush<'_>, index: usize, matrix: Matrix| {
            brush.pixels(index, matrix, sheet.height, scale, size)
        };
        let index = self.sources[sheet.part - 1].index(sheet);
        let wanted = if sheet.is_blank() {
            Some(crate::picture::empty(size))
        } else {
            source
                .zip(index)
                .and_then(|(brush, index)| draw(brush, index, sheet.matrix))
        };
        let Some(mut wanted) = wanted else {
            return Verdict::Unproved;
        };
        // What the source's viewer shows ends at its crop box, and so does the form; nothing else is drawn there.
        if let Some(strips) = strips {
            match draw(strips, at, Matrix::IDENTITY) {
                Some(strip) => lay_over(&mut wanted, &strip),
                None => return Verdict::Different,
            }
        }
        // The papers of our own keep their turn and origin, which the drawing of the bundle page follows.
        let Some(found) = draw(bundle, at, self.bundle_matrix(at)) else {
            return Verdict::Different;
        };
        let made: Vec<Area> = sheet
            .made
            .iter()
            .map(|made| Area::of(made, sheet.height, scale))
            .collect();
        if same(&wanted, &found, &made) {
            Verdict::Same
        } else {
            Verdict::Different
        }
    }

    /// Stamped pages stand upright at the origin; pages of our own are as they were.
    fn bundle_matrix(&self, at: usize) -> Matrix {
        self.bundle.own_matrix(at).unwrap_or(Matrix::IDENTITY)
    }
}

fn pixels(length: f64) -> u16 {
    length.round().clamp(1.0, f64::from(u16::MAX)) as u16
}
