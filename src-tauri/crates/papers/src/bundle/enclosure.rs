//! Enclosures read and checked: the file is the one that was added, it opens, and the chosen pages exist.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

use domain::bundle::{Extent, Place};
use domain::record::RecordKind;
use pdf::source::{FileGone, Files, Limits, NoteCode, Source};
use records::{Format, Note, Pages, Refused};

use super::error::FRONT_PARTS;
use super::{BundleError, EnclosureContent, Placed, Progress, step};
use crate::index::IndexEntry;

/// Bytes of enclosures that are kept from reading to joining; what is beyond them is read again.
const KEPT: usize = 64 << 20;
/// How many enclosures are read at once.
const THREADS: usize = 2;
/// Foreign files nest deeper than a thread's usual stack allows for.
const STACK: usize = 8 << 20;

/// An enclosure that can go into the bundle.
pub(super) struct Read<'a> {
    pub(super) content: EnclosureContent<'a>,
    pub(super) source: Source,
    /// The PDF that was made of another format, or a PDF that was kept; any other is fetched when it is needed.
    held: Option<Arc<Vec<u8>>>,
    /// The chosen pages of the source, from 1.
    pub(super) chosen: Vec<u32>,
    /// What was repaired, taken out, or is worth knowing of how its pages were made.
    notes: Vec<Note>,
}

/// Reads every enclosure; the first that cannot be enclosed stops the bundle.
pub(super) fn read_all<'a>(
    contents: Vec<EnclosureContent<'a>>,
    scans_dpi: Option<u16>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Vec<Read<'a>>, BundleError> {
    let of = contents.len();
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let kept = AtomicUsize::new(KEPT);
    let mut opened: Vec<Option<Result<Opened, BundleError>>> =
        std::iter::repeat_with(|| None).take(of).collect();
    std::thread::scope(|scope| -> Result<(), BundleError> {
        let (say, hear) = mpsc::channel();
        for _ in 0..THREADS.min(of) {
            let (say, contents, next, stop, kept) = (say.clone(), &contents, &next, &stop, &kept);
            let work = move || {
                // They are handed out in order, so everything before a failure is read too.
                while !stop.load(Ordering::Relaxed) {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(content) = contents.get(at) else { return };
                    let read = read_one(at + 1, content, scans_dpi, kept);
                    stop.fetch_or(read.is_err(), Ordering::Relaxed);
                    if say.send((at, read)).is_err() {
                        return;
                    }
                }
            };
            let worker = std::thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, work);
            worker.map_err(|fault| BundleError::Join(fault.to_string()))?;
        }
        drop(say);
        for (done, (at, read)) in (1..).zip(hear) {
            opened[at] = Some(read);
            let reading = Progress::Reading {
                enclosure: done,
                of: u32::try_from(of).unwrap_or(u32::MAX),
            };
            step(progress, reading).inspect_err(|_| stop.store(true, Ordering::Relaxed))?;
        }
        Ok(())
    })?;
    let mut read = Vec::with_capacity(of);
    for (content, opened) in contents.into_iter().zip(opened) {
        let missing = || BundleError::Join("an enclosure was not read".to_owned());
        let Opened {
            source,
            held,
            chosen,
            notes,
        } = opened.ok_or_else(missing)??;
        read.push(Read {
            content,
            source,
            held,
            chosen,
            notes,
        });
    }
    Ok(read)
}

/// What was read of an enclosure.
struct Opened {
    source: Source,
    held: Option<Arc<Vec<u8>>>,
    chosen: Vec<u32>,
    notes: Vec<Note>,
}

/// Reads the enclosure at `position`, counted from 1; its file is kept while there is room in `kept`.
fn read_one(
    position: usize,
    content: &EnclosureContent<'_>,
    scans_dpi: Option<u16>,
    kept: &AtomicUsize,
) -> Result<Opened, BundleError> {
    let refuse = |code: &str, message: String| BundleError::Enclosure {
        position: u32::try_from(position).unwrap_or(u32::MAX),
        title: content.title.clone(),
        code: code.to_owned(),
        message,
    };
    let bytes = content
        .file
        .bytes()
        .ok()
        .filter(|bytes| records::sha256(bytes) == content.sha256);
    let Some(bytes) = bytes else {
        let words =
            "its file is not the file that was added; restore it from a backup, or add the record again";
        return Err(refuse("changed", words.to_owned()));
    };
    // An image is read by eye: it keeps every dot that it came with (hazard H33).
    let is_scan = content.format != Format::Dicom && content.kind != RecordKind::Image;
    let scans_dpi = scans_dpi.filter(|_| is_scan);
    let Pages {
        source,
        made,
        notes: found,
    } = match open(&bytes, content, scans_dpi) {
        Ok(opened) => opened,
        Err(refused) => return Err(refuse(&refused.code, refused.message)),
    };
    let notes = content.notes.iter().cloned().chain(found).collect();
    let pages = source.page_count();
    let chosen = content.pages.numbers(pages);
    if let Some(page) = chosen.iter().find(|page| **page < 1 || **page > pages) {
        let words =
            format!("page {page} was chosen and the record has {pages} pages; choose its pages again");
        return Err(refuse("no_such_page", words));
    }
    if chosen.is_empty() {
        return Err(refuse(
            "no_pages_chosen",
            "no page of it was chosen; choose its pages again".to_owned(),
        ));
    }
    let keep = |bytes: &Arc<Vec<u8>>| {
        let left = |left: usize| left.checked_sub(bytes.len());
        kept.fetch_update(Ordering::Relaxed, Ordering::Relaxed, left)
            .is_ok()
    };
    Ok(Opened {
        source,
        held: made.map(Arc::new).or_else(|| Some(bytes).filter(keep)),
        chosen,
        notes,
    })
}

/// A PDF keeps its streams in its file; of anything else a PDF is made, which does the same. Only where scans are to be
/// made smaller must everything be at hand.
fn open(
    bytes: &Arc<Vec<u8>>,
    content: &EnclosureContent<'_>,
    scans_dpi: Option<u16>,
) -> Result<Pages, Refused> {
    let password = content.password.as_deref();
    let pages = if content.format != Format::Pdf {
        records::pages(bytes, content.format, password)?
    } else {
        let source = match scans_dpi {
            None => Source::skim(bytes, password, &Limits::default())?,
            Some(_) => Source::read(bytes, password, &Limits::default())?,
        };
        let notes = source.notes().iter().map(Note::from).collect();
        Pages {
            source,
            made: None,
            notes,
        }
    };
    Ok(match scans_dpi {
        Some(dpi) => reduced(pages, dpi)?,
        None => pages,
    })
}

/// The code of the note that pictures were made smaller.
const REDUCED: &str = "scans_reduced";

/// The same pages with pictures no finer than `dpi`, and a note that says so where any was finer.
fn reduced(pages: Pages, dpi: u16) -> Result<Pages, Refused> {
    let Pages {
        source,
        made,
        mut notes,
    } = pages;
    // What was made of another format is skimmed as well; its pictures must be at hand.
    let source = match &made {
        Some(made) => Source::read(made, None, &Limits::default())?,
        None => source,
    };
    let (source, reduction) = pdf::reduce::reduced(&source, dpi);
    if reduction.reduced > 0 {
        let pictures = match reduction.reduced {
            1 => "1 picture was".to_owned(),
            many => format!("{many} pictures were"),
        };
        notes.push(Note {
            code: REDUCED.to_owned(),
            message: format!("{pictures} reduced to {dpi} dots to the inch on request; the original is held"),
        });
    }
    Ok(Pages { source, made, notes })
}

/// The files of the enclosures by the parts of the joined file.
pub(super) struct Enclosed<'r, 'a>(pub(super) &'r [Read<'a>]);

impl Files for Enclosed<'_, '_> {
    fn file(&self, part: usize) -> Result<Arc<Vec<u8>>, FileGone> {
        let at = part.checked_sub(FRONT_PARTS + 1).ok_or(FileGone)?;
        self.0.get(at).ok_or(FileGone)?.drawn_from()
    }
}

impl Read<'_> {
    /// The PDF that its pages come from.
    pub(super) fn drawn_from(&self) -> Result<Arc<Vec<u8>>, FileGone> {
        match &self.held {
            Some(held) => Ok(held.clone()),
            None => self.content.file.bytes().map_err(|_| FileGone),
        }
    }

    /// How many pages go along.
    pub(super) fn page_count(&self) -> u32 {
        u32::try_from(self.chosen.len()).unwrap_or(u32::MAX)
    }

    /// How much room it takes.
    pub(super) fn extent(&self) -> Extent {
        Extent {
            pages: self.page_count(),
            starts_right: self.content.starts_right,
        }
    }

    /// Its line of the index.
    pub(super) fn entry(&self, place: Option<Place>) -> IndexEntry {
        let content = &self.content;
        IndexEntry {
            title: content.title.clone(),
            kind: Some(content.kind),
            dated: content.dated,
            source: content.source_name.clone(),
            report_status: content.report_status,
            enclosure: domain::record::Enclosure::Enclosed,
            words: None,
            page_words: content.pages.words(self.source.page_count()),
            remarks: self.remarks(),
            place,
            in_part: None,
        }
    }

    /// What the receiving team must know: a signature that a copy cannot prove, a file that had to be repaired.
    fn remarks(&self) -> Vec<String> {
        let says = |holds: &dyn Fn(&str) -> bool| self.notes.iter().any(|note| holds(&note.code));
        let signed = says(&|code| code == NoteCode::SignaturePresent.as_str());
        let repaired = says(&|code| code.starts_with("repaired_"));
        let reduced = says(&|code| code == REDUCED);
        let offered = says(&|code| code == records::OFFERED_AS);
        let named = format!(
            "The name of the file said something else; enclosed as what it is: {}",
            self.content.format.label()
        );
        let words = [
            (offered, named.as_str()),
            (
                reduced,
                "Scans reduced on request to fewer dots to the inch, original held",
            ),
            (signed, "Signature not verifiable in this copy, original held"),
            (
                repaired,
                "File was damaged and repaired: ask for the original if anything looks incomplete",
            ),
        ];
        words
            .into_iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, words)| words.to_owned())
            .collect()
    }

    /// Where it stands in the finished bundle.
    pub(super) fn placed(&self, place: Place) -> Placed {
        Placed {
            id: self.content.id,
            title: self.content.title.clone(),
            source_sha256: self.content.sha256.clone(),
            pages: self.page_count(),
            first_page: place.first_page,
            last_page: place.last_page,
            notes: self.notes.clone(),
        }
    }
}
