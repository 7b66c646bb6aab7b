//! Where each part of a backup lies.

use std::io::{Read, Seek, SeekFrom};

use super::{BackupError, Part, damaged, refused};
use crate::sealed::FileName;

/// A part, and where its bytes are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) part: Part,
    pub(super) start: u64,
    pub(super) len: u64,
}

/// The byte with which the list of parts ends.
pub(super) const END: u8 = 0;

/// What stands before the bytes of a part.
pub(super) fn heading(part: &Part, len: u64) -> Vec<u8> {
    let mut heading = Vec::with_capacity(41);
    heading.push(match part {
        Part::Database => 1,
        Part::Anchor => 2,
        Part::Keys => 3,
        Part::Sealed(_) => 4,
    });
    if let Part::Sealed(name) = part {
        heading.extend_from_slice(name.as_bytes());
    }
    heading.extend_from_slice(&len.to_be_bytes());
    heading
}

/// Reads the places of all parts from `at` up to `end`, where the list must end exactly; no part comes twice.
pub(super) fn all(source: &mut (impl Read + Seek), at: u64, end: u64) -> Result<Vec<Place>, BackupError> {
    let mut places: Vec<Place> = Vec::new();
    let mut at = at;
    loop {
        source.seek(SeekFrom::Start(at)).map_err(refused)?;
        let [kind] = bytes(source)?;
        if kind == END {
            break;
        }
        let (part, named) = match kind {
            1 => (Part::Database, 0),
            2 => (Part::Anchor, 0),
            3 => (Part::Keys, 0),
            4 => (Part::Sealed(FileName::from_bytes(bytes(source)?)), 32),
            _ => return Err(BackupError::Damaged),
        };
        let len = u64::from_be_bytes(bytes(source)?);
        let start = at + 1 + named + 8;
        at = start
            .checked_add(len)
            .filter(|after| *after < end)
            .ok_or(BackupError::Damaged)?;
        places.push(Place { part, start, len });
    }
    let mut seen: Vec<_> = places.iter().map(|place| heading(&place.part, 0)).collect();
    seen.sort_unstable();
    if at + 1 != end || seen.windows(2).any(|two| two[0] == two[1]) {
        return Err(BackupError::Damaged);
    }
    Ok(places)
}

fn bytes<const N: usize>(source: &mut impl Read) -> Result<[u8; N], BackupError> {
    let mut bytes = [0; N];
    source.read_exact(&mut bytes).map_err(damaged)?;
    Ok(bytes)
}
