//! The worker's side of reading and joining.

use std::fs::File;
use std::io::{self, Write};
use std::ops::{ControlFlow, Range};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use pdf::source::FileGone;

use super::{BEGUN, FILE, JOIN, JOINED, LENT, OPENED, PIECE, READ, WANTED, WHOLE, wire};
use crate::join::{Joinery, Unjoined, open};
use crate::worker::conversation::{self, Frame, put_frame, take_frame};
use crate::worker::{fault, limits};

/// The most that one piece of the bundle holds.
const PIECE_MOST: usize = 1 << 20;

/// Reads each record that it is given, then joins them, and ends.
pub(in crate::worker) fn work() -> Option<()> {
    let mut input = io::stdin().lock();
    let room = wire::read_opening(&mut input)?;
    let output = Mutex::new(conversation::output()?);
    limits::apply_to_join(&room)?;
    let most = crate::Limits::default().bytes;
    let mut joinery = Joinery::default();
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
                let read = open(&bytes, &asked).map(|opened| joinery.keep(number, opened, bytes));
                say(&output, OPENED, about, &wire::opened(&read), &[]).ok()?;
            }
            JOIN => {
                drop(input);
                return join(joinery, &head, &body, &output);
            }
            _ => return None,
        }
    }
}

fn join(joinery: Joinery, question: &[u8], strips: &[u8], output: &Mutex<File>) -> Option<()> {
    let binding = wire::read_binding(question, strips)?;
    let own = binding.plan.parts.len();
    let most = crate::Limits::default().bytes;
    let lent = Mutex::new(Vec::new());
    let file = |record: usize| {
        say(output, WANTED, WHOLE, &wire::number(record), &[]).map_err(|_| FileGone)?;
        let frame = take_frame(&mut io::stdin().lock(), most).filter(|frame| frame.kind == FILE);
        let file = Arc::new(frame.ok_or(FileGone)?.body);
        let mut lent = lent.lock().unwrap_or_else(PoisonError::into_inner);
        lent.retain(|(_, file): &Lent| file.strong_count() > 0);
        lent.push((record, Arc::downgrade(&file)));
        Ok(file)
    };
    let mut pieces = Pieces { output, lent: &lent };
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
        .join(binding, &file, &mut told, &mut pieces)
        .map_err(|fault| Unjoined::of(fault, own));
    say(output, JOINED, WHOLE, &wire::joined(joined), &[]).ok()
}

/// A record whose file the parent has lent, and the file as long as it is at work.
type Lent = (usize, Weak<Vec<u8>>);

/// Hands the bundle over as it is written.
struct Pieces<'a> {
    output: &'a Mutex<File>,
    lent: &'a Mutex<Vec<Lent>>,
}

impl Pieces<'_> {
    /// Where in a lent file these very bytes stand, if they do.
    fn place(&self, bytes: &[u8]) -> Option<(usize, Range<usize>)> {
        let lent = self.lent.lock().unwrap_or_else(PoisonError::into_inner);
        lent.iter().find_map(|(record, file)| {
            let file = file.upgrade()?;
            let (file, piece) = (file.as_ptr_range(), bytes.as_ptr_range());
            let is_within = file.start <= piece.start && piece.end <= file.end;
            let from = (piece.start as usize).checked_sub(file.start as usize)?;
            is_within.then(|| (*record, from..from + bytes.len()))
        })
    }
}

impl Write for Pieces<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some((record, range)) = self.place(bytes) {
            say(self.output, LENT, WHOLE, &wire::lent(record, &range), &[])?;
            return Ok(bytes.len());
        }
        let piece = &bytes[..bytes.len().min(PIECE_MOST)];
        say(self.output, PIECE, WHOLE, &[], piece)?;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn say(output: &Mutex<File>, kind: u8, about: u64, head: &[u8], body: &[u8]) -> io::Result<()> {
    let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
    put_frame(&mut *output, kind, about, head, body)
}
