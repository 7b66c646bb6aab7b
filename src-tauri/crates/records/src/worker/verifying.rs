//! Counting and hashing a bundle again, in a process of its own: whoever opens a file must not be harmed by it.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::conversation::{self, Conversation, Silent, put_frame, take_frame};
use super::limits;
use super::protocol::{MARK, put, put_text, take, take_list, take_mark, take_text};
use crate::refused::Refused;

/// How long it may take, by the clock on the wall, and the bytes for which it is given a second more.
const TIME: Duration = Duration::from_secs(60);
const BYTES_A_SECOND: u64 = 4 << 20;

const BUNDLE: u8 = b'B';
const SOUND: u8 = b'S';
const FAULTS: u8 = b'F';

/// A bundle that agrees with its own manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sound {
    /// How many pages it has.
    pub pages: u32,
    /// Its manifest.
    pub manifest_json: String,
}

/// Why a bundle is not known to be sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsound {
    /// It does not agree with its own manifest; each fault in words, the whole file's first.
    Faults(Vec<String>),
    /// The worker failed over it.
    Worker(Refused),
}

/// Verifies in this process.
///
/// # Errors
/// [`Unsound::Faults`].
pub fn verify_here(bundle: &[u8]) -> Result<Sound, Unsound> {
    match pdf::verify::verify(bundle) {
        Ok(verified) => Ok(Sound {
            pages: verified.pages,
            manifest_json: verified.manifest_json,
        }),
        Err(faults) => Err(Unsound::Faults(faults.iter().map(ToString::to_string).collect())),
    }
}

/// Verifies in a worker: the program `exe`, which must call [`super::run_if_asked`].
///
/// # Errors
/// [`Unsound`].
pub fn verify(exe: &Path, bundle: Arc<Vec<u8>>) -> Result<Sound, Unsound> {
    let length = bundle.len() as u64;
    let mut opening = MARK.to_vec();
    put(&mut opening, length);
    let worker = Conversation::start(exe, super::ASKED_TO_VERIFY, opening)
        .map_err(|_| Unsound::Worker(Refused::worker_failed()))?;
    worker.say(BUNDLE, 0, Vec::new(), bundle);
    let heard = worker.hear(0, TIME + Duration::from_secs(length / BYTES_A_SECOND));
    let ended = worker.end();
    let refused = match &heard {
        Err(Silent::Later) => Refused::too_long(),
        Err(Silent::Gone) if ended.is_ok_and(limits::was_out_of_time) => Refused::too_long(),
        _ => Refused::worker_failed(),
    };
    let answer = heard.ok().and_then(|frame| match frame.kind {
        SOUND => {
            let pages = take(&mut frame.head.as_slice())?.try_into().ok()?;
            let manifest_json = String::from_utf8(frame.body).ok()?;
            Some(Ok(Sound { pages, manifest_json }))
        }
        FAULTS => Some(Err(Unsound::Faults(take_list(
            &mut frame.head.as_slice(),
            |input| take_text(input),
        )?))),
        _ => None,
    });
    answer.unwrap_or(Err(Unsound::Worker(refused)))
}

/// The worker's side.
pub(super) fn work() -> Option<()> {
    let mut input = io::stdin().lock();
    take_mark(&mut input)?;
    let length = take(&mut input)?;
    let mut output = conversation::output()?;
    limits::apply_to_verifying(length)?;
    let frame = take_frame(&mut input, length).filter(|frame| frame.kind == BUNDLE)?;
    match verify_here(&frame.body) {
        Ok(sound) => {
            let mut head = Vec::new();
            put(&mut head, sound.pages.into());
            put_frame(&mut output, SOUND, 0, &head, sound.manifest_json.as_bytes()).ok()?;
        }
        Err(Unsound::Faults(faults)) => {
            let mut head = Vec::new();
            let told = faults.len().min(super::protocol::LIST_LIMIT as usize);
            put(&mut head, told as u64);
            faults
                .iter()
                .take(told)
                .for_each(|fault| put_text(&mut head, fault));
            put_frame(&mut output, FAULTS, 0, &head, &[]).ok()?;
        }
        Err(Unsound::Worker(_)) => return None,
    }
    output.flush().ok()
}
