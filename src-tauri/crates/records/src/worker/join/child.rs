//! The worker's side of reading and joining.

use std::fs::File;
use std::io::{self, BufReader, Write as _};
use std::ops::{ControlFlow, Range};
use std::sync::{Arc, Mutex, PoisonError};

use pdf::join::{JoinError, Outlet};
use pdf::source::{Elsewhere, FileGone};

use super::{BEGUN, END, FILE, JOIN, JOINED, OPENED, PIECE, PLACE, READ, WANTED, WHOLE, wire};
use crate::join::{Joinery, Unjoined, open};
use crate::worker::conversation::{self, Frame, put_frame, take_frame};
use crate::worker::{fault, limits};

/// The most that one piece of the bundle holds.
const PIECE_MOST: usize = 1 << 20;

/// Bytes of questions that are taken at once, and of answers that are gathered.
const HEARD: usize = 256 << 10;

/// Reads each record that it is given, then joins them, and ends.
pub(in crate::worker) fn work() -> Option<()> {
    let mut input = BufReader::with_capacity(HEARD, conversation::input()?);
    let room = wire::read_opening(&mut input)?;
    let output = Mutex::new(conversation::output()?);
    limits::apply_to_join(&room)?;
    let most = crate::Limits::default().bytes;
    let mut joinery = Joinery::default();
    let mut answers = Vec::new();
    loop {
        let Frame {
            kind,
            about,
            head,
            body,
        } = take_frame(&mut input, most)?;
        match kind {
            READ => {
                let (asked, bytes) = (wire::read_asked(&head)?, Arc::new(body));
                let number = usize::try_from(about).ok()?;
                let read = open(&bytes, &asked).map(|opened| joinery.keep(number, opened));
                put_frame(&mut answers, OPENED, about, &wire::opened(&read), &[]).ok()?;
                // Answers for many small records go back together, but none waits while nothing else is to be done.
                if input.buffer().is_empty() || answers.len() > HEARD {
                    let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
                    output.write_all(&answers).ok()?;
                    answers.clear();
                }
            }
            JOIN => return join(joinery, &head, &body, &Mutex::new(input), &output),
            _ => return None,
        }
    }
}

fn join(
    joinery: Joinery,
    question: &[u8],
    strips: &[u8],
    input: &Mutex<BufReader<File>>,
    output: &Mutex<File>,
) -> Option<()> {
    let binding = wire::read_binding(question, strips)?;
    let own = binding.plan.parts.len();
    let most = crate::Limits::default().bytes;
    let file = |record: usize| {
        say(output, WANTED, WHOLE, &wire::number(record), &[]).map_err(|_| FileGone)?;
        let mut input = input.lock().unwrap_or_else(PoisonError::into_inner);
        let frame = take_frame(&mut *input, most).filter(|frame| frame.kind == FILE);
        Ok(Arc::new(frame.ok_or(FileGone)?.body))
    };
    let mut pieces = Pieces { output, own };
    // A parent that is gone stops the work with its pipe.
    let mut told = |record: usize| {
        let said = say(output, BEGUN, WHOLE, &wire::number(record), &[]);
        fault::strike(record);
        match said {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    };
    let joined = joinery
        .join_to(binding, &file, &mut told, &mut pieces)
        .map_err(|fault| Unjoined::of(fault, own));
    say(output, JOINED, WHOLE, &wire::joined(joined), &[]).ok()
}

/// Hands the bundle over as it is made.
struct Pieces<'a> {
    output: &'a Mutex<File>,
    /// How many parts are no records.
    own: usize,
}

impl Outlet for Pieces<'_> {
    fn bytes(&mut self, bytes: Arc<Vec<u8>>, range: Range<usize>) -> Result<(), JoinError> {
        for piece in bytes.get(range).unwrap_or_default().chunks(PIECE_MOST) {
            say(self.output, PIECE, WHOLE, &[], piece)?;
        }
        Ok(())
    }

    fn elsewhere(&mut self, place: Elsewhere) -> Result<(), JoinError> {
        let part = place.part.saturating_sub(self.own);
        let of_record = wire::place(&Elsewhere { part, ..place });
        Ok(say(self.output, PLACE, WHOLE, &of_record, &[])?)
    }

    fn end(&mut self, start: u64) -> Result<(), JoinError> {
        Ok(say(self.output, END, WHOLE, &start.to_le_bytes(), &[])?)
    }
}

fn say(output: &Mutex<File>, kind: u8, about: u64, head: &[u8], body: &[u8]) -> io::Result<()> {
    let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
    put_frame(&mut *output, kind, about, head, body)
}
