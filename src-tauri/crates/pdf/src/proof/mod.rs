//! tidy: long because what is expected of each page, and how it is drawn and compared, is read together.
//!
//! Proves that no page lost anything: every page of a bundle is drawn and compared with its source.
//!
//! Both sides are drawn onto the same grid: the source page through the matrix by which it was placed, its strip
//! laid over it, and the bundle page as it is. So the whole page is compared, strip and watermark included, and a
//! difference is one of content, not of rounding.

mod pixels;
mod rewritten;
mod wire;

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use lopdf::ObjectId;
use thiserror::Error;

use crate::join::Joined;
use crate::join::annotation::Made;
use crate::join::geometry::Matrix;
use crate::picture::{Brush, PictureError, Pictures};
use crate::source::Source;
use pixels::{Area, lay_over, same};

/// Pixels to the point at which A4 is compared: about 68 to the inch, where the smallest print still shows.
const SCALE: f64 = 0.95;
/// How often a long comparison tells how far it has come.
const PULSE: Duration = Duration::from_millis(100);
/// The longest side of a picture that is compared, in pixels.
const LONGEST: f64 = 2_000.0;

/// What the bundle's pages should look like; made by [`crate::join::join`].
#[derive(Debug, Clone)]
pub struct Expected {
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) strips: Option<Strips>,
}

/// The strips of the pages, drawn from a file of their own as a viewer would draw them.
#[derive(Debug, Clone)]
pub(crate) enum Strips {
    /// As they were set.
    Set(Source),
    /// As they came from another process.
    File(Arc<Vec<u8>>),
}

impl Strips {
    /// The file; what cannot be written is a file that cannot be drawn, and that stops the proof.
    pub(crate) fn file(&self) -> Arc<Vec<u8>> {
        match self {
            Self::Set(source) => Arc::new(source.clone().into_file().unwrap_or_default()),
            Self::File(file) => file.clone(),
        }
    }
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
    if originals.len() < expected.parts() {
        return Err(ProofError::Originals {
            originals: originals.len(),
            parts: expected.parts(),
        });
    }
    let mut original = |part: usize| originals.get(part.checked_sub(1)?).cloned();
    let mut told = |_| match stop.load(Ordering::Relaxed) {
        true => ControlFlow::Break(()),
        false => ControlFlow::Continue(()),
    };
    compare_in_turn(
        Arc::new(bundle.to_vec()),
        expected,
        &mut original,
        threads,
        &mut told,
    )
}

/// As [`compare`], with the original of each part asked for when its turn comes and let go after it, so that one of
/// them is in memory at a time. `told` hears how many pages are done, again and again, and may stop it.
///
/// # Errors
/// As [`compare`].
pub fn compare_in_turn(
    bundle: Arc<Vec<u8>>,
    expected: &Expected,
    original: &mut dyn FnMut(usize) -> Option<Original>,
    threads: usize,
    told: &mut dyn FnMut(u32) -> ControlFlow<()>,
) -> Result<Proved, ProofError> {
    let bundle = Pictures::open(bundle, None).map_err(ProofError::Bundle)?;
    let strips = match &expected.strips {
        Some(strips) => Some(Pictures::open(strips.file(), None).map_err(ProofError::Bundle)?),
        None => None,
    };
    let mut proved = Proved::default();
    let mut differences = Vec::new();
    let mut done = 0;
    for part in 1..=expected.parts() {
        let places: Vec<usize> = (0..expected.sheets.len())
            .filter(|at| expected.sheets[*at].part == part)
            .collect();
        let sheets = || places.iter().map(|at| &expected.sheets[*at]);
        let source = match original(part) {
            Some(original) if !places.is_empty() => {
                Side::of(&original, sheets().filter(|sheet| !sheet.is_blank()))
            }
            _ => Side::None,
        };
        let table = Table {
            bundle: &bundle,
            strips: strips.as_ref(),
            source,
            sheets: &expected.sheets,
            places: &places,
        };
        let verdicts = table.verdicts(threads, &mut |page| told(done + page))?;
        done += places.len() as u32;
        for (sheet, verdict) in sheets().zip(verdicts) {
            match verdict {
                Verdict::Same => proved.pages += 1,
                Verdict::Unproved => proved.unproved.push((sheet.part, sheet.page)),
                Verdict::Different => differences.push(Difference {
                    part: sheet.part,
                    page: sheet.page,
                }),
            }
        }
    }
    if differences.is_empty() {
        Ok(proved)
    } else {
        Err(ProofError::Differences(differences))
    }
}

impl Expected {
    /// The same with the strips drawn from `file`, or with none: they need not travel where they came from.
    #[must_use]
    pub fn with_strips(self, file: Option<Arc<Vec<u8>>>) -> Self {
        Self {
            strips: file.map(Strips::File),
            ..self
        }
    }

    /// How many parts there are.
    #[must_use]
    pub fn parts(&self) -> usize {
        self.sheets.iter().map(|sheet| sheet.part).max().unwrap_or(0)
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> u32 {
        u32::try_from(self.sheets.len()).unwrap_or(u32::MAX)
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

/// One part on the table: its source, the bundle, and which pages of the bundle are its own.
struct Table<'a> {
    bundle: &'a Pictures,
    strips: Option<&'a Pictures>,
    source: Side,
    sheets: &'a [Sheet],
    places: &'a [usize],
}

impl Table<'_> {
    /// What is found of each page; a thread that died proved nothing, so its pages count as unproved.
    fn verdicts(
        &self,
        threads: usize,
        told: &mut dyn FnMut(u32) -> ControlFlow<()>,
    ) -> Result<Vec<Verdict>, ProofError> {
        let mut verdicts = vec![Verdict::Unproved; self.places.len()];
        let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
        let stopped = std::thread::scope(|scope| {
            let (say, hear) = mpsc::channel();
            for _ in 0..threads.clamp(1, 16) {
                let (say, next, stop) = (say.clone(), &next, &stop);
                scope.spawn(move || self.work(next, stop, &say));
            }
            drop(say);
            let mut done = 0;
            loop {
                match hear.recv_timeout(PULSE) {
                    Ok((at, verdict)) => {
                        verdicts[at] = verdict;
                        done += 1;
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return false,
                }
                if told(done).is_break() {
                    stop.store(true, Ordering::Relaxed);
                    return true;
                }
            }
        });
        match stopped {
            true => Err(ProofError::Stopped),
            false => Ok(verdicts),
        }
    }

    /// Compares pages until none is left; pages are handed out in small runs so that fonts are read once a run.
    fn work(&self, next: &AtomicUsize, stop: &AtomicBool, say: &mpsc::Sender<(usize, Verdict)>) {
        const RUN: usize = 16;
        loop {
            let start = next.fetch_add(RUN, Ordering::Relaxed);
            if start >= self.places.len() {
                return;
            }
            let bundle = self.bundle.brush();
            let strips = self.strips.map(Pictures::brush);
            let source = self.source.brush();
            for place in start..(start + RUN).min(self.places.len()) {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                let verdict = self.verdict(self.places[place], &bundle, strips.as_ref(), source.as_ref());
                if say.send((place, verdict)).is_err() {
                    return;
                }
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
        let index = self.source.index(sheet);
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
