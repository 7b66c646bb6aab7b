//! What is said about reading and joining, as bytes. The parent bounds and checks every field that it takes back.

mod binding;

use std::io::Read as _;

use pdf::join::{PageSize, Written};
use pdf::proof::Expected;
use pdf::source::Elsewhere;

use crate::check::Note;
use crate::format::Format;
use crate::join::{Asked, Read, Room, Unjoined};
use crate::refused::Refused;
use crate::worker::conversation::bytes;
use crate::worker::protocol::{
    MARK, put, put_maybe, put_text, take, take_code, take_list, take_mark, take_maybe, take_text,
};

pub(super) use binding::{binding, read_binding, strips};

/// The most of anything that is handed over or taken back: pages, bookmarks, bytes of a paper.
const COUNT_MOST: u64 = 1_000_000;
const BYTES_MOST: u64 = 256 << 20;

/// What is said before anything else, so that the child can limit itself to it.
pub(super) fn opening(room: Room) -> Vec<u8> {
    let mut out = MARK.to_vec();
    for number in [room.records, room.largest, room.total] {
        put(&mut out, number);
    }
    out
}

pub(super) fn read_opening(input: &mut impl std::io::Read) -> Option<Room> {
    take_mark(input)?;
    Some(Room {
        records: take(input)?,
        largest: take(input)?,
        total: take(input)?,
    })
}

pub(super) fn number(number: usize) -> Vec<u8> {
    (number as u64).to_le_bytes().to_vec()
}

pub(super) fn read_number(mut head: &[u8]) -> Option<usize> {
    let number = take(&mut head)?;
    head.is_empty().then(|| usize::try_from(number).ok())?
}

/// Where in the file of a record a piece stands; the record is its part.
pub(super) fn place(place: &Elsewhere) -> Vec<u8> {
    let mut out = Vec::new();
    for number in [place.part, place.range.start, place.range.end] {
        put(&mut out, number as u64);
    }
    out.extend(place.hash);
    out
}

pub(super) fn read_place(mut head: &[u8]) -> Option<Elsewhere> {
    let mut number = || usize::try_from(take(&mut head)?).ok();
    let (part, range) = (number()?, number()?..number()?);
    let mut hash = [0; 32];
    head.read_exact(&mut hash).ok()?;
    (head.is_empty() && range.start <= range.end).then_some(Elsewhere { part, range, hash })
}

pub(super) fn asked(asked: &Asked) -> Vec<u8> {
    let mut out = Vec::new();
    put_text(&mut out, asked.format.code());
    put_maybe(&mut out, asked.password.as_deref());
    put(&mut out, asked.scans_dpi.map_or(0, u64::from));
    put(&mut out, asked.keeps_size.into());
    out
}

pub(super) fn read_asked(mut head: &[u8]) -> Option<Asked> {
    let input = &mut head;
    Some(Asked {
        format: Format::from_code(&take_text(input)?)?,
        password: take_maybe(input)?,
        scans_dpi: Some(u16::try_from(take(input)?).ok()?).filter(|dpi| *dpi > 0),
        keeps_size: take(input)? == 1,
    })
}

pub(super) fn opened(read: &Result<Read, Refused>) -> Vec<u8> {
    let mut out = Vec::new();
    match read {
        Err(refused) => {
            put(&mut out, 0);
            put_text(&mut out, &refused.code);
            put_text(&mut out, &refused.message);
        }
        Ok(read) => {
            put(&mut out, 1);
            put(&mut out, read.sizes.len() as u64);
            for size in &read.sizes {
                put(&mut out, size.width_pt.to_bits().into());
                put(&mut out, size.height_pt.to_bits().into());
            }
            put(&mut out, read.notes.len() as u64);
            for note in &read.notes {
                put_text(&mut out, &note.code);
                put_text(&mut out, &note.message);
            }
            put_maybe(&mut out, read.not_archival.as_deref());
        }
    }
    out
}

pub(super) fn read_opened(mut head: &[u8]) -> Option<Result<Read, Refused>> {
    let input = &mut head;
    let read = match take(input)? {
        0 => Err(Refused {
            code: take_code(input)?,
            message: take_text(input)?,
        }),
        1 => Ok(Read {
            sizes: take_many(input, size)?,
            notes: take_list(input, |input| {
                Some(Note {
                    code: take_code(input)?,
                    message: take_text(input)?,
                })
            })?,
            not_archival: take_maybe(input)?,
        }),
        _ => return None,
    };
    input.is_empty().then_some(read)
}

/// A page that has a size which pages can have.
fn size(input: &mut &[u8]) -> Option<PageSize> {
    let mut side = || {
        let side = f32::from_bits(u32::try_from(take(input)?).ok()?);
        (side.is_finite() && side > 0.0).then_some(side)
    };
    Some(PageSize {
        width_pt: side()?,
        height_pt: side()?,
    })
}

/// What became of joining.
pub(super) fn joined(joined: Result<Written, Unjoined>) -> Vec<u8> {
    let mut out = Vec::new();
    match joined {
        Ok(written) => {
            put(&mut out, 0);
            put(&mut out, written.pages.into());
            put_pages(&mut out, &written.first_pages);
            put_pages(&mut out, &written.blanks);
            put_bytes(&mut out, &written.expected.with_strips(None).to_bytes());
        }
        Err(Unjoined::PageDamaged { record, page }) => {
            put(&mut out, 1);
            put(&mut out, record as u64);
            put(&mut out, page.into());
        }
        Err(Unjoined::FileGone { record }) => {
            put(&mut out, 2);
            put(&mut out, record as u64);
        }
        Err(Unjoined::Stopped) => put(&mut out, 3),
        Err(Unjoined::Fault(words)) => {
            put(&mut out, 4);
            put_text(&mut out, &words);
        }
        // A worker has no worker of its own.
        Err(Unjoined::Worker { refused, .. }) => {
            put(&mut out, 4);
            put_text(&mut out, &refused.message);
        }
    }
    out
}

pub(super) fn read_joined(mut head: &[u8]) -> Option<Result<Written, Unjoined>> {
    let input = &mut head;
    let joined = match take(input)? {
        0 => Ok(Written {
            pages: take(input)?.try_into().ok()?,
            first_pages: pages(input)?,
            blanks: pages(input)?,
            // The parent has counted and hashed it.
            length: 0,
            sha256: String::new(),
            expected: Expected::from_bytes(&take_bytes(input)?)?,
        }),
        1 => Err(Unjoined::PageDamaged {
            record: take(input)?.try_into().ok()?,
            page: take(input)?.try_into().ok()?,
        }),
        2 => Err(Unjoined::FileGone {
            record: take(input)?.try_into().ok()?,
        }),
        3 => Err(Unjoined::Stopped),
        4 => Err(Unjoined::Fault(take_text(input)?)),
        _ => return None,
    };
    input.is_empty().then_some(joined)
}

fn put_pages(out: &mut Vec<u8>, pages: &[u32]) {
    put(out, pages.len() as u64);
    pages.iter().for_each(|page| put(out, u64::from(*page)));
}

fn pages(input: &mut &[u8]) -> Option<Vec<u32>> {
    take_many(input, |input| take(input)?.try_into().ok())
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

fn take_bytes(input: &mut &[u8]) -> Option<Vec<u8>> {
    let length = take(input).filter(|length| *length <= BYTES_MOST)?;
    bytes(input, length)
}

fn take_many<T>(input: &mut &[u8], one: impl Fn(&mut &[u8]) -> Option<T>) -> Option<Vec<T>> {
    let count = take(input).filter(|count| *count <= COUNT_MOST)?;
    (0..count).map(|_| one(input)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_was_cut_off_is_no_answer() {
        let read = Read {
            sizes: vec![PageSize {
                width_pt: 595.25,
                height_pt: 842.0,
            }],
            notes: vec![Note::new("hidden_layers", "Layers stay hidden")],
            not_archival: Some("19005-3 6.2.11.4.1: a face is not embedded".to_owned()),
        };
        for said in [Ok(read), Err(Refused::worker_failed())] {
            let whole = opened(&said);
            assert_eq!(read_opened(&whole), Some(said));
            for length in 0..whole.len() {
                assert_eq!(read_opened(&whole[..length]), None, "{length}");
            }
        }
        for said in [
            Unjoined::PageDamaged { record: 4, page: 2 },
            Unjoined::FileGone { record: 1 },
            Unjoined::Stopped,
            Unjoined::Fault("no".into()),
        ] {
            let whole = joined(Err(said.clone()));
            assert_eq!(read_joined(&whole).unwrap().unwrap_err(), said);
            for length in 0..whole.len() {
                assert!(read_joined(&whole[..length]).is_none(), "{length}");
            }
        }
    }

    #[test]
    fn a_page_of_no_size_is_not_taken_back() {
        for side in [0.0, -1.0, f32::NAN, f32::INFINITY] {
            let mut head = Vec::new();
            put(&mut head, 1);
            put(&mut head, 1);
            put(&mut head, side.to_bits().into());
            put(&mut head, 842_f32.to_bits().into());
            put(&mut head, 0);
            assert_eq!(read_opened(&head), None, "{side}");
        }
    }
}
