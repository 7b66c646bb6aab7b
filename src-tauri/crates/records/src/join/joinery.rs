//! Where records are read and joined: in a worker, or in this process.

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::sync::Arc;

use pdf::join::{JoinError, Outlet, Part, Plan, Written, own_size, stamped_size};
use pdf::source::{self, FileGone, Limits, Source};

use super::{Asked, Binding, File, Read};
use crate::check::Note;
use crate::format::Format;
use crate::refused::Refused;
use crate::source::{Pages, pages};

/// The code of the note that pictures were made smaller.
pub const REDUCED: &str = "scans_reduced";

/// The records that were read, by their numbers.
#[derive(Default)]
pub(crate) struct Joinery(BTreeMap<usize, Kept>);

struct Kept {
    source: Source,
    stamped: bool,
    /// The PDF that was made of another format, which nobody else has.
    made: Option<Arc<Vec<u8>>>,
}

impl Joinery {
    /// Keeps what was read of record `number`, and says what planning needs to know of it.
    pub(crate) fn keep(&mut self, number: usize, opened: Opened) -> Read {
        let Opened {
            source,
            stamped,
            made,
            notes,
            not_archival,
        } = opened;
        let size = if stamped { stamped_size } else { own_size };
        let sizes = (1..=source.page_count())
            .filter_map(|page| size(&source, page))
            .collect();
        let kept = Kept {
            source,
            stamped,
            made,
        };
        self.0.insert(number, kept);
        Read {
            sizes,
            notes,
            not_archival,
        }
    }

    /// Joins everything to `out`. Files are asked of `file`; `told` hears of each record that is come to.
    pub(crate) fn join(
        self,
        binding: Binding,
        file: File<'_>,
        told: &mut dyn FnMut(usize) -> ControlFlow<()>,
        out: &mut (dyn Write + Send),
    ) -> Result<Written, JoinError> {
        let Ready { plan, strips, files } = self.bind(binding, file)?;
        let mut told = of_records(files.own, told);
        pdf::join::join_telling(plan, Some(&strips), &files, out, &mut told)
    }

    /// Joins everything and hands it to `outlet`; a file is asked of `file` only where its streams must be looked into.
    pub(crate) fn join_to(
        self,
        binding: Binding,
        file: File<'_>,
        told: &mut dyn FnMut(usize) -> ControlFlow<()>,
        outlet: &mut dyn Outlet,
    ) -> Result<Written, JoinError> {
        let Ready { plan, strips, files } = self.bind(binding, file)?;
        let mut told = of_records(files.own, told);
        pdf::join::join_to(plan, Some(&strips), &files, outlet, &mut told)
    }

    /// The records put behind our own papers.
    fn bind(self, binding: Binding, file: File<'_>) -> Result<Ready<'_>, JoinError> {
        let Binding {
            plan,
            records,
            strips,
        } = binding;
        let own = plan.parts.len();
        let mut kept = self.0;
        let mut all_made = BTreeMap::new();
        let mut parts = plan.parts;
        for (number, bound) in (1..).zip(records) {
            let at = own + number;
            let Kept {
                source,
                stamped,
                made,
            } = kept.remove(&number).ok_or(JoinError::FileGone { part: at })?;
            all_made.extend(made.map(|made| (number, made)));
            parts.push(Part {
                name: bound.name,
                title: bound.title,
                source,
                pages: bound.pages,
                stamped,
                starts_right: bound.starts_right,
                outline: Vec::new(),
            });
        }
        let files = Files {
            own,
            made: all_made,
            file,
        };
        Ok(Ready {
            plan: Plan { parts, ..plan },
            strips,
            files,
        })
    }
}

/// All that joining takes.
struct Ready<'a> {
    plan: Plan,
    strips: Source,
    files: Files<'a>,
}

/// Tells of the parts that are records, after so many of our own.
fn of_records(
    own: usize,
    told: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> impl FnMut(usize) -> ControlFlow<()> {
    move |part| match part.checked_sub(own) {
        Some(record @ 1..) => told(record),
        _ => ControlFlow::Continue(()),
    }
}

/// The files of the records by the parts of the joined file.
struct Files<'a> {
    /// How many parts are no records.
    own: usize,
    /// The PDFs that were made of other formats.
    made: BTreeMap<usize, Arc<Vec<u8>>>,
    file: File<'a>,
}

impl source::Files for Files<'_> {
    fn file(&self, part: usize) -> Result<Arc<Vec<u8>>, FileGone> {
        let record = part.checked_sub(self.own).ok_or(FileGone)?;
        (self.file)(record)
    }

    fn here(&self, part: usize) -> Option<Arc<Vec<u8>>> {
        self.made.get(&part.checked_sub(self.own)?).cloned()
    }
}

/// A record that was read.
pub(crate) struct Opened {
    source: Source,
    stamped: bool,
    /// The PDF that was made of another format.
    made: Option<Arc<Vec<u8>>>,
    notes: Vec<Note>,
    /// Why a bundle with it cannot claim PDF/A-3b.
    not_archival: Option<String>,
}

/// A PDF keeps its streams in its file; of anything else a PDF is made, which does the same. Only where scans are to be
/// made smaller must everything be at hand.
pub(crate) fn open(bytes: &Arc<Vec<u8>>, asked: &Asked) -> Result<Opened, Refused> {
    let password = asked.password.as_deref();
    let opened = if asked.format != Format::Pdf {
        pages(bytes, asked.format, password)?
    } else {
        let source = match (asked.scans_dpi, asked.keeps_size) {
            (None, false) => Source::skim(bytes, password, &Limits::default())?,
            _ => Source::read(bytes, password, &Limits::default())?,
        };
        let notes = source.notes().iter().map(Note::from).collect();
        Pages {
            source,
            made: None,
            notes,
        }
    };
    let Pages { source, made, notes } = match asked.scans_dpi {
        Some(dpi) => reduced(opened, dpi)?,
        None => opened,
    };
    let made = made.map(Arc::new);
    let all: Vec<u32> = (1..=source.page_count()).collect();
    let not_archival = match asked.keeps_size {
        // What is printed once more claims nothing.
        true => None,
        false => pdf::conformance::allows(&source, &all, made.as_ref().unwrap_or(bytes)).err(),
    };
    Ok(Opened {
        source,
        stamped: !asked.keeps_size,
        made,
        notes,
        not_archival: not_archival.map(|fault| fault.to_string()),
    })
}

/// The same pages with pictures no finer than `dpi`, and a note that says so where any was finer.
fn reduced(pages: Pages, dpi: u16) -> Result<Pages, Refused> {
    let Pages {
        source,
        made,
        mut notes,
    } = pages;
    // What was made of another format is skimmed as well; its pictures must be at hand.
    let source = match &made {
        Some(made) => Source::read(made, None, &Limits::default())?,
        None => source,
    };
    let (source, reduction) = pdf::reduce::reduced(&source, dpi);
    if reduction.reduced > 0 {
        let pictures = match reduction.reduced {
            1 => "1 picture was".to_owned(),
            many => format!("{many} pictures were"),
        };
        notes.push(Note::new(
            REDUCED,
            format!("{pictures} reduced to {dpi} dots to the inch on request; the original is held"),
        ));
    }
    Ok(Pages { source, made, notes })
}
