//! The proof: every page of the bundle is drawn and compared with its source before anybody sees it (hazard H5).

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use pdf::join::Joined;
use pdf::proof::{Original, ProofError, Proved};

use super::enclosure::Read;
use super::error::{BundleError, FRONT_PARTS};
use super::front::Front;
use super::{Progress, Unproved, step};

/// How many pages are drawn at once.
const THREADS: usize = 2;

/// How often a long comparison asks whether it should go on.
const PULSE: Duration = Duration::from_millis(100);

/// Compares every page; pages of enclosures that cannot be drawn are handed back.
pub(super) fn compare(
    joined: &Joined,
    front: &Front,
    read: &[Read<'_>],
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Vec<Unproved>, BundleError> {
    step(progress, Progress::Proving)?;
    let originals = originals(front, read);
    let stop = AtomicBool::new(false);
    let proved = std::thread::scope(|scope| {
        let (say, hear) = mpsc::channel();
        let (originals, stop) = (&originals, &stop);
        scope.spawn(move || {
            // Nobody listens any more only when this thread's scope is being left.
            let _ = say.send(pdf::proof::compare(joined, originals, THREADS, stop));
        });
        loop {
            match hear.recv_timeout(PULSE) {
                Ok(proved) => return Ok(proved),
                Err(RecvTimeoutError::Timeout) => {
                    if let Err(cancelled) = step(progress, Progress::Proving) {
                        stop.store(true, Ordering::Relaxed);
                        return Err(cancelled);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(BundleError::Unprovable(
                        "the comparison ended without an answer".to_owned(),
                    ));
                }
            }
        }
    })?;
    match proved {
        Ok(proved) => unproved(&proved),
        Err(ProofError::Stopped) => Err(BundleError::Cancelled),
        Err(ProofError::Differences(differences)) => Err(match differences.first() {
            Some(first) => BundleError::Proof {
                position: position(first.part),
                title: title(first.part, read),
                page: first.page,
            },
            None => BundleError::Unprovable("a difference without a page".to_owned()),
        }),
        Err(fault @ (ProofError::Bundle(_) | ProofError::Originals { .. })) => {
            Err(BundleError::Unprovable(fault.to_string()))
        }
    }
}

/// What each part is drawn from, in the order of the parts.
fn originals(front: &Front, read: &[Read<'_>]) -> Vec<Original> {
    let own = [&front.letter.bytes, &front.index.bytes].map(|bytes| Original {
        bytes: bytes.clone(),
        password: None,
    });
    let enclosed = read.iter().map(|read| Original {
        // A file that is gone draws nothing, so that its pages are left for a person to look at.
        bytes: read.drawn_from().unwrap_or_default(),
        password: read.content.password.clone(),
    });
    own.into_iter().chain(enclosed).collect()
}

/// Our own papers can always be drawn; of an enclosure, pages may be left for a person to look at.
fn unproved(proved: &Proved) -> Result<Vec<Unproved>, BundleError> {
    proved
        .unproved
        .iter()
        .map(|(part, page)| match position(*part) {
            0 => Err(BundleError::Unprovable(
                "letter or index cannot be drawn".to_owned(),
            )),
            position => Ok(Unproved {
                position,
                page: *page,
            }),
        })
        .collect()
}

/// The enclosure that is this part, from 1; 0 for letter and index.
fn position(part: usize) -> u32 {
    u32::try_from(part.saturating_sub(FRONT_PARTS)).unwrap_or(u32::MAX)
}

fn title(part: usize, read: &[Read<'_>]) -> String {
    let at = part.checked_sub(FRONT_PARTS + 1);
    at.and_then(|at| read.get(at)).map_or_else(
        || "Letter and index".to_owned(),
        |read| read.content.title.clone(),
    )
}
