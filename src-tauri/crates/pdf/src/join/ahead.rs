//! Fetches the next file while the one before is joined: neither the disk nor the processor waits for the other.

use std::sync::mpsc::sync_channel;
use std::thread;

use super::{JoinError, Part};
use crate::source::{Contents, FileGone, Files};

/// Hands `join` one part after the other, counted from 1, with its streams; the first failure ends it.
///
/// No more than two fetched files are held by it at any time: the one at work, and the next.
pub(super) fn each(
    parts: &[Part],
    files: &dyn Files,
    mut join: impl FnMut(usize, &Part, Contents) -> Result<(), JoinError>,
) -> Result<(), JoinError> {
    let fetched = || (1..).zip(parts).filter(|(_, part)| part.source.is_held());
    thread::scope(|scope| {
        // Whoever sends waits until it is taken.
        let (hand, take) = sync_channel(0);
        if fetched().next().is_some() {
            scope.spawn(move || {
                for (at, part) in fetched() {
                    if hand.send(part.source.contents(at, files)).is_err() {
                        return;
                    }
                }
            });
        }
        for (at, part) in (1..).zip(parts) {
            let contents = match part.source.is_held() {
                true => take.recv().unwrap_or(Err(FileGone)),
                false => Ok(Contents::WHOLE),
            };
            join(at, part, contents.map_err(|_| JoinError::FileGone { part: at })?)?;
        }
        Ok(())
    })
}
