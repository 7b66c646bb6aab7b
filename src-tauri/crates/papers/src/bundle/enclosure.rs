//! Enclosures read and checked: the file is the one that was added, it opens, and the chosen pages exist.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::bundle::{Extent, Place};
use domain::record::RecordKind;
use pdf::join::PageSize;
use pdf::source::NoteCode;
use records::join::{Asked, Bound, Joiner, REDUCED, Unread};
use records::{Format, Note, Refused};

use super::flow::{Flow, Halt};
use super::{BundleError, EnclosureContent, Placed, Progress, Unfetched, step};
use crate::index::{self, IndexEntry};

/// How many enclosures are fetched at once.
const THREADS: usize = 2;
/// Bytes of files that are kept from reading to joining; what is beyond them is fetched again.
const KEPT: u64 = 32 << 20;
/// Foreign files nest deeper than a thread's usual stack allows for.
const STACK: usize = 8 << 20;
/// How often a person is asked whether to go on while nothing else is told.
const PULSE: Duration = Duration::from_millis(100);

/// An enclosure that can go into the bundle.
pub(super) struct Read<'a> {
    pub(super) content: EnclosureContent<'a>,
    /// The size of each page of the source as it stands in a bundle.
    sizes: Vec<PageSize>,
    /// The chosen pages of the source, from 1.
    chosen: Vec<u32>,
    /// What was repaired, taken out, or is worth knowing of how its pages were made.
    notes: Vec<Note>,
    /// Why a bundle with it cannot claim PDF/A-3b, if it cannot.
    pub(super) not_archival: Option<String>,
    /// Its file, if there was room to keep it until it is joined.
    kept: Mutex<Option<Arc<Vec<u8>>>>,
}

/// Reads every enclosure; the first that cannot be enclosed stops the bundle.
pub(super) fn read_all<'a>(
    joiner: &Joiner,
    contents: Vec<EnclosureContent<'a>>,
    scans_dpi: Option<u16>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Vec<Read<'a>>, BundleError> {
    let of = contents.len();
    let (next, flow) = (AtomicUsize::new(0), Flow::default());
    let room = AtomicU64::new(KEPT);
    let mut opened: Vec<Option<Result<Opened, Unopened>>> =
        std::iter::repeat_with(|| None).take(of).collect();
    let mut kept = vec![None; of];
    std::thread::scope(|scope| -> Result<(), BundleError> {
        // However this ends, it leaves nobody waiting.
        let _halt = Halt(&flow);
        let (say, hear) = mpsc::channel();
        for _ in 0..THREADS.min(of) {
            let (say, contents, next, flow, room) = (say.clone(), &contents, &next, &flow, &room);
            let work = move || {
                // They are handed out in order, so everything before a failure is read too.
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(content) = contents.get(at) else { return };
                    if !flow.enter(content.file.length()) {
                        return;
                    }
                    let given = give(joiner, at + 1, content, scans_dpi, room);
                    if say.send((at, given)).is_err() {
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
        let (mut done, mut under_way) = (0, 0_usize);
        loop {
            // While an answer is due, it is what is waited for.
            let given = match under_way {
                0 => hear.recv_timeout(PULSE),
                _ => hear.try_recv().map_err(|_| RecvTimeoutError::Timeout),
            };
            match given {
                Ok((at, Ok(file))) => {
                    kept[at] = file;
                    under_way += 1;
                    continue;
                }
                Ok((at, Err(refused))) => {
                    opened[at] = Some(Err(refused));
                    flow.halt();
                }
                Err(RecvTimeoutError::Disconnected) if under_way == 0 => return Ok(()),
                Err(_) => {}
            }
            if under_way > 0
                && let Some((number, read)) = joiner.answer(PULSE)
                && let Some(content) = contents.get(number - 1)
            {
                let read = answered(content, read);
                if read.is_err() {
                    flow.halt();
                }
                flow.leave(content.file.length());
                opened[number - 1] = Some(read);
                (done, under_way) = (done + 1, under_way - 1);
            }
            let reading = Progress::Reading {
                enclosure: done,
                of: u32::try_from(of).unwrap_or(u32::MAX),
            };
            step(progress, reading).inspect_err(|_| joiner.stop())?;
        }
    })?;
    all_opened(contents, opened, kept)
}

/// Everything that was read, or the first refusal: whoever was interrupted was so by another.
fn all_opened<'a>(
    contents: Vec<EnclosureContent<'a>>,
    opened: Vec<Option<Result<Opened, Unopened>>>,
    kept: Vec<Option<Arc<Vec<u8>>>>,
) -> Result<Vec<Read<'a>>, BundleError> {
    let mut read = Vec::with_capacity(contents.len());
    let mut is_interrupted = false;
    let all = contents.into_iter().zip(opened).zip(kept);
    for (position, ((content, opened), kept)) in (1..).zip(all) {
        match opened {
            Some(Ok(Opened {
                sizes,
                chosen,
                notes,
                not_archival,
            })) => read.push(Read {
                content,
                sizes,
                chosen,
                notes,
                not_archival,
                kept: Mutex::new(kept),
            }),
            Some(Err(Unopened::Refused(Refused { code, message }))) => {
                return Err(BundleError::Enclosure {
                    position,
                    title: content.title,
                    code,
                    message,
                });
            }
            Some(Err(Unopened::Interrupted)) | None => is_interrupted = true,
        }
    }
    if is_interrupted {
        return Err(BundleError::Join("an enclosure was not read".to_owned()));
    }
    Ok(read)
}

/// What was read of an enclosure.
struct Opened {
    sizes: Vec<PageSize>,
    chosen: Vec<u32>,
    notes: Vec<Note>,
    not_archival: Option<String>,
}

/// Why an enclosure was not read.
enum Unopened {
    Refused(Refused),
    Interrupted,
}

fn refuse<T>(code: &str, message: String) -> Result<T, Unopened> {
    Err(Unopened::Refused(Refused {
        code: code.to_owned(),
        message,
    }))
}

/// Fetches the enclosure at `position`, counted from 1, and gives it to be read; its file, if it is kept.
fn give(
    joiner: &Joiner,
    position: usize,
    content: &EnclosureContent<'_>,
    scans_dpi: Option<u16>,
    room: &AtomicU64,
) -> Result<Option<Arc<Vec<u8>>>, Unopened> {
    let bytes = content
        .file
        .bytes()
        .ok()
        .filter(|bytes| records::sha256(bytes) == content.sha256);
    let Some(bytes) = bytes else {
        let words =
            "its file is not the file that was added; restore it from a backup, or add the record again";
        return refuse("changed", words.to_owned());
    };
    // An image is read by eye: it keeps every dot that it came with (hazard H33).
    let is_scan = content.format != Format::Dicom && content.kind != RecordKind::Image;
    let asked = Asked {
        format: content.format,
        password: content.password.clone(),
        scans_dpi: scans_dpi.filter(|_| is_scan),
        keeps_size: false,
    };
    // Pages are made of what is no PDF, and its file is not asked for again.
    let length = bytes.len() as u64;
    let left = |room: u64| room.checked_sub(length).filter(|_| content.format == Format::Pdf);
    let is_kept = room
        .fetch_update(Ordering::Relaxed, Ordering::Relaxed, left)
        .is_ok();
    let kept = is_kept.then(|| bytes.clone());
    joiner.give(position, &asked, bytes);
    Ok(kept)
}

/// What was read of an enclosure, if it has the pages that were chosen.
fn answered(
    content: &EnclosureContent<'_>,
    read: Result<records::join::Read, Unread>,
) -> Result<Opened, Unopened> {
    let read = read.map_err(|unread| match unread {
        Unread::Refused(refused) => Unopened::Refused(refused),
        Unread::Interrupted => Unopened::Interrupted,
    })?;
    let pages = u32::try_from(read.sizes.len()).unwrap_or(u32::MAX);
    let chosen = content.pages.numbers(pages);
    if let Some(page) = chosen.iter().find(|page| **page < 1 || **page > pages) {
        let words =
            format!("page {page} was chosen and the record has {pages} pages; choose its pages again");
        return refuse("no_such_page", words);
    }
    if chosen.is_empty() {
        return refuse(
            "no_pages_chosen",
            "no page of it was chosen; choose its pages again".to_owned(),
        );
    }
    Ok(Opened {
        sizes: read.sizes,
        chosen,
        notes: content.notes.iter().cloned().chain(read.notes).collect(),
        not_archival: read.not_archival,
    })
}

impl Read<'_> {
    /// Its file: the one that was kept, or fetched once more.
    pub(super) fn file(&self) -> Result<Arc<Vec<u8>>, Unfetched> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.take() {
            Some(file) => Ok(file),
            None => self.content.file.bytes(),
        }
    }

    /// How many pages its source has.
    pub(super) fn source_pages(&self) -> u32 {
        u32::try_from(self.sizes.len()).unwrap_or(u32::MAX)
    }

    /// The sizes of the pages that go along, in order, as they stand in a bundle.
    pub(super) fn page_sizes(&self) -> impl Iterator<Item = PageSize> {
        let size = |page: &u32| self.sizes.get(*page as usize - 1).copied();
        self.chosen.iter().filter_map(size)
    }

    /// It as it is bound, number `number` of the whole.
    pub(super) fn bound(&self, number: u32) -> Bound {
        Bound {
            name: index::enclosure_destination(number),
            title: format!("{number}. {}", self.content.title),
            pages: self.chosen.clone(),
            starts_right: self.content.starts_right,
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
            page_words: content.pages.words(self.source_pages()),
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
            not_archival: self.not_archival.clone(),
        }
    }
}
