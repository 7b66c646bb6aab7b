//! The bundle as it is planned: every record read, letter, index and strips set, and all of it ready to be joined.

use std::io::Write;
use std::ops::ControlFlow;

use domain::bundle::{Place, blank_pages, places};
use pdf::join::{Part, Plan, Written, page_sizes};
use pdf::source::{FileGone, Source};
use pdf::typeset::{Fonts, strips};
use records::Reader;
use records::join::{Binding, Joiner, Room};

use super::enclosure::{self, Read};
use super::front::{self, Front, Set};
use super::{
    BundleContent, BundleError, PartOf, Placed, Progress, Told, count, error, manifest, step, strip,
};
use crate::{index, letter};

/// Everything that is joined.
pub(super) struct Planned<'a> {
    joiner: Joiner,
    binding: Binding,
    ready: Ready<'a>,
}

/// What the proof needs besides the bundle.
pub(super) struct Ready<'a> {
    pub(super) front: Front,
    pub(super) read: Vec<Read<'a>>,
    pub(super) placed: Vec<Placed>,
    pub(super) blank_pages: Vec<u32>,
}

impl<'a> Planned<'a> {
    /// Joins everything to `out`.
    pub(super) fn join(
        self,
        out: &mut (dyn Write + Send),
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<(Written, Ready<'a>), BundleError> {
        let Self {
            joiner,
            binding,
            ready,
        } = self;
        let read = &ready.read;
        let joining = |record: usize| Progress::Joining {
            enclosure: u32::try_from(record).unwrap_or(u32::MAX),
            of: count(read),
        };
        step(progress, joining(0))?;
        let file = |record: usize| {
            let read = record
                .checked_sub(1)
                .and_then(|at| read.get(at))
                .ok_or(FileGone)?;
            read.file().map_err(|_| FileGone)
        };
        let written = joiner
            .join(binding, &file, out, &mut |record| progress(joining(record)))
            .map_err(|fault| error::of_join(fault, read))?;
        Ok((written, ready))
    }
}

/// Reads the enclosures, and sets letter, index and strips.
pub(super) fn plan<'a>(
    reader: &Reader,
    content: BundleContent<'a>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Planned<'a>, BundleError> {
    let BundleContent {
        letter,
        enclosures,
        others,
        id,
        created,
        part,
        supplement,
        scans_dpi,
    } = content;
    let before = supplement
        .as_ref()
        .map_or(0, |supplement| supplement.enclosures_before);
    let part = part.unwrap_or_else(|| PartOf::whole(enclosures.len(), before));
    let room = Room::of(enclosures.iter().map(|one| one.file.length()));
    let joiner = Joiner::start(reader, room).map_err(|refused| BundleError::Join(refused.message))?;
    let read = enclosure::read_all(&joiner, enclosures, scans_dpi, progress)?;
    step(progress, Progress::Setting)?;
    let told = Told {
        letter: &letter,
        id,
        created: &created,
        part: &part,
        supplement: supplement.as_ref(),
        scans_dpi,
    };
    let beside = |letter: &Set, index_pages: u32| lay_out(told, letter, index_pages, &read);
    let (front, laid) = front::set(told, &read, others, beside)?;
    let Laid {
        places,
        blank_pages,
        strips,
    } = laid;
    let placed: Vec<Placed> = read
        .iter()
        .zip(&places)
        .map(|(read, place)| read.placed(*place))
        .collect();

    let title = match &supplement {
        None => letter::title(&letter),
        Some(supplement) => crate::notice::supplement_title(&letter, supplement.number),
    };
    let first = match &supplement {
        None => ("letter", "Referral letter"),
        Some(_) => ("letter", "Covering notice"),
    };
    let plan = Plan {
        parts: vec![front.letter.part(first), front.index.part(INDEX)],
        title: part
            .words()
            .map_or_else(|| title.clone(), |part| format!("{title}, {part}")),
        language: "en-GB".to_owned(),
        id: id.bytes(),
        created: created.clone(),
        manifest: manifest::write(told, &front, &placed, &read, &blank_pages).into_bytes(),
        producer: crate::PRODUCT.to_owned(),
        show_bookmarks: true,
        is_archival: manifest::is_archival(&read),
    };
    let records = part.numbers.iter().zip(&read);
    let records = records.map(|(number, read)| read.bound(*number)).collect();
    Ok(Planned {
        joiner,
        binding: Binding {
            plan,
            records,
            strips,
        },
        ready: Ready {
            front,
            read,
            placed,
            blank_pages,
        },
    })
}

/// The name and the title of the index as a part of the joined file.
const INDEX: (&str, &str) = (index::DESTINATION, "Index of enclosures");

/// Where everything stands, and the strip of each page.
struct Laid {
    places: Vec<Place>,
    blank_pages: Vec<u32>,
    strips: Source,
}

/// Lays the bundle out around a letter that is set and an index of which only the number of pages is known.
fn lay_out(told: Told<'_>, letter: &Set, index_pages: u32, read: &[Read<'_>]) -> Result<Laid, BundleError> {
    let front_pages = letter.pages + index_pages;
    let extents: Vec<_> = read.iter().map(Read::extent).collect();
    let places = places(front_pages, &extents);
    let blank_pages = blank_pages(front_pages, &places);
    // The index is on the same sheets as the letter.
    let index = Part {
        pages: vec![1; index_pages as usize],
        ..letter.part(INDEX)
    };
    let front = page_sizes(&[letter.part(("letter", "Referral letter")), index]);
    let strips = strips(&strip::all(told, &front, read, &blank_pages), Fonts::bundled())?;
    Ok(Laid {
        places,
        blank_pages,
        strips,
    })
}
