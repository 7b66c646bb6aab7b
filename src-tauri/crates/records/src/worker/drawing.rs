//! Drawing the pages of one document on request, in a process of its own that stays while somebody looks at it.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use pdf::picture::Pictures;

use super::conversation::{self, Conversation, Frame, Silent, put_frame, take_frame};
use super::limits;
use super::protocol::{MARK, put, put_maybe, put_text, take, take_code, take_mark, take_maybe, take_text};
use crate::format::Format;
use crate::refused::Refused;
use crate::source::as_pdf;

/// How long one page may take, by the clock on the wall, and how long opening may.
const PAGE_TIME: Duration = Duration::from_secs(60);
/// Pages that are drawn at once.
const THREADS: usize = 2;
/// How often a page is asked for again: another page, drawn beside it, may have ended the worker.
const ATTEMPTS: usize = 3;
/// The longest head of an opening: a format and a password.
const HEAD_MOST: u64 = 128 << 10;
/// The most pages that a document has.
const PAGES_MOST: u64 = 1_000_000;

const OPEN: u8 = b'O';
const DRAW: u8 = b'D';
const OPENED: u8 = b'P';
const DRAWN: u8 = b'I';
const REFUSED: u8 = b'N';

/// What opening is about; pictures have numbers of their own, from 1.
const WHOLE: u64 = 0;

/// A document whose pages are drawn by a worker.
pub struct Drawing {
    exe: PathBuf,
    format: Format,
    bytes: Arc<Vec<u8>>,
    password: Option<String>,
    /// Width and height of each page as it is shown, in points.
    pub sizes: Vec<(f32, f32)>,
    talk: Mutex<Talk>,
}

/// The worker that draws at the moment.
struct Talk {
    worker: Arc<Conversation>,
    /// The number of the picture that was asked for last.
    last: u64,
}

impl Drawing {
    /// Opens a document of this format in a worker: the program `exe`, which must call [`super::run_if_asked`]. The
    /// password is tried where a PDF does not open without.
    ///
    /// # Errors
    /// [`Refused`] when it cannot be shown, or when the worker failed over it.
    pub fn open(
        exe: &Path,
        format: Format,
        bytes: Arc<Vec<u8>>,
        password: Option<&str>,
    ) -> Result<Self, Refused> {
        let worker = start(exe, format, &bytes, password)?;
        let opened = worker
            .hear(WHOLE, PAGE_TIME)
            .map_err(|silent| failed(&worker, silent))?;
        let sizes = match opened.kind {
            OPENED => read_sizes(&opened.head),
            _ => return Err(read_refused(&opened.head).unwrap_or_else(Refused::worker_failed)),
        };
        Ok(Self {
            exe: exe.to_owned(),
            format,
            bytes,
            password: password.map(str::to_owned),
            sizes: sizes.ok_or_else(Refused::worker_failed)?,
            talk: Mutex::new(Talk {
                worker: Arc::new(worker),
                last: WHOLE,
            }),
        })
    }

    /// The bytes of the file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Page `page`, counted from 1, as PNG of this width in pixels.
    ///
    /// # Errors
    /// [`Refused`] when it cannot be drawn, or when the worker failed over it; other pages can still be asked for.
    pub fn png(&self, page: u32, width_px: u32) -> Result<Vec<u8>, Refused> {
        let mut refused = Refused::worker_failed();
        for _ in 0..ATTEMPTS {
            let (worker, number) = self.next()?;
            let mut head = Vec::new();
            put(&mut head, page.into());
            put(&mut head, width_px.into());
            worker.say(DRAW, number, head, Arc::default());
            match worker.hear(number, PAGE_TIME) {
                Ok(Frame {
                    kind: DRAWN, body, ..
                }) => return Ok(body),
                Ok(frame) => return Err(read_refused(&frame.head).unwrap_or_else(Refused::worker_failed)),
                Err(silent) => refused = failed(&worker, silent),
            }
            self.renew(&worker)?;
            if refused == Refused::too_long() {
                break;
            }
        }
        Err(refused)
    }

    /// The worker, and the number of the next picture.
    fn next(&self) -> Result<(Arc<Conversation>, u64), Refused> {
        let mut talk = self.talk.lock().unwrap_or_else(PoisonError::into_inner);
        talk.last += 1;
        Ok((talk.worker.clone(), talk.last))
    }

    /// Starts another worker in the place of one that has ended, unless somebody else has done so.
    fn renew(&self, ended: &Arc<Conversation>) -> Result<(), Refused> {
        let mut talk = self.talk.lock().unwrap_or_else(PoisonError::into_inner);
        if Arc::ptr_eq(&talk.worker, ended) {
            talk.worker = Arc::new(start(
                &self.exe,
                self.format,
                &self.bytes,
                self.password.as_deref(),
            )?);
        }
        Ok(())
    }
}

impl std::fmt::Debug for Drawing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Drawing")
            .field("pages", &self.sizes.len())
            .finish_non_exhaustive()
    }
}

fn start(
    exe: &Path,
    format: Format,
    bytes: &Arc<Vec<u8>>,
    password: Option<&str>,
) -> Result<Conversation, Refused> {
    let mut opening = MARK.to_vec();
    put(&mut opening, bytes.len() as u64);
    let worker =
        Conversation::start(exe, super::ASKED_TO_DRAW, opening).map_err(|_| Refused::worker_failed())?;
    let mut head = Vec::new();
    put_text(&mut head, format.code());
    put_maybe(&mut head, password);
    worker.say(OPEN, WHOLE, head, bytes.clone());
    Ok(worker)
}

/// Ends a worker that said nothing, and says why.
fn failed(worker: &Conversation, silent: Silent) -> Refused {
    let ended = worker.end();
    if silent == Silent::Later || ended.is_ok_and(limits::was_out_of_time) {
        Refused::too_long()
    } else {
        Refused::worker_failed()
    }
}

fn read_sizes(mut head: &[u8]) -> Option<Vec<(f32, f32)>> {
    let input = &mut head;
    let count = take(input).filter(|count| *count <= PAGES_MOST)?;
    let mut side = || {
        let side = f32::from_bits(u32::try_from(take(input)?).ok()?);
        side.is_finite().then_some(side)
    };
    let sizes = (0..count).map(|_| Some((side()?, side()?)));
    let sizes = sizes.collect::<Option<Vec<_>>>()?;
    head.is_empty().then_some(sizes)
}

fn read_refused(mut head: &[u8]) -> Option<Refused> {
    Some(Refused {
        code: take_code(&mut head)?,
        message: take_text(&mut head)?,
    })
}

/// The worker's side: opens the document, then draws what it is asked for until the parent is gone.
pub(super) fn work() -> Option<()> {
    let mut input = io::stdin().lock();
    take_mark(&mut input)?;
    let length = take(&mut input)?;
    let output = Mutex::new(conversation::output()?);
    limits::apply_to_pictures(length)?;
    let frame = take_frame(&mut input, length.max(HEAD_MOST)).filter(|frame| frame.kind == OPEN)?;
    let mut head = frame.head.as_slice();
    let format = Format::from_code(&take_text(&mut head)?)?;
    let password = take_maybe(&mut head)?;
    let opened = as_pdf(frame.body, format).and_then(|pdf| {
        Pictures::open(Arc::new(pdf), password.as_deref()).map_err(|fault| Refused::unreadable(&fault))
    });
    let pictures = match opened {
        Ok(pictures) => pictures,
        Err(refused) => return refuse(&output, WHOLE, &refused),
    };
    say(&output, OPENED, WHOLE, &sizes(&pictures), &[])?;
    draw_all(&pictures, &mut input, &output)
}

fn draw_all(pictures: &Pictures, input: &mut impl Read, output: &Mutex<File>) -> Option<()> {
    let (give, orders) = sync_channel(0);
    let orders = Mutex::new(orders);
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            let orders = &orders;
            scope.spawn(move || draw_in_turn(pictures, orders, output));
        }
        while let Some(frame) = take_frame(input, 1 << 10) {
            let mut head = frame.head.as_slice();
            let page = take(&mut head)?.try_into().ok()?;
            let width = take(&mut head)?.try_into().ok()?;
            give.send((frame.about, page, width)).ok()?;
        }
        // Ends the threads, and with them the process.
        drop(give);
        Some(())
    })
}

/// Draws until there is nothing more to draw.
fn draw_in_turn(pictures: &Pictures, orders: &Mutex<Receiver<(u64, u32, u32)>>, output: &Mutex<File>) {
    loop {
        let order = orders.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, page, width)) = order else { return };
        // A page that is drawn too long is the parent's to notice; one that cannot be drawn is said.
        let started = Instant::now();
        let said = match pictures.png(page, width) {
            Ok(png) => say(output, DRAWN, number, &[], &png),
            Err(fault) => refuse(output, number, &Refused::unreadable(&fault)),
        };
        if said.is_none() || started.elapsed() > PAGE_TIME {
            return;
        }
    }
}

fn sizes(pictures: &Pictures) -> Vec<u8> {
    let sizes: Vec<_> = (1..=pictures.page_count())
        .filter_map(|page| pictures.page_size(page))
        .collect();
    let mut out = Vec::new();
    put(&mut out, sizes.len() as u64);
    for (width, height) in sizes {
        put(&mut out, width.to_bits().into());
        put(&mut out, height.to_bits().into());
    }
    out
}

fn refuse(output: &Mutex<File>, about: u64, refused: &Refused) -> Option<()> {
    let mut head = Vec::new();
    put_text(&mut head, &refused.code);
    put_text(&mut head, &refused.message);
    say(output, REFUSED, about, &head, &[])
}

fn say(output: &Mutex<File>, kind: u8, about: u64, head: &[u8], body: &[u8]) -> Option<()> {
    let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
    put_frame(&mut *output, kind, about, head, body).ok()
}
