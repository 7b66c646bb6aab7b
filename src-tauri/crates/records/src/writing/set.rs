//! From a document to one PDF: plain A4 pages, the same bytes every time.

use pdf::join::{Part as JoinPart, Plan, join};
use pdf::source::{Limits, NoteCode, Source};
use pdf::typeset::{Block, Fonts, Margins, Paper, Running, TypesetError, typeset};
use sha2::{Digest, Sha256};

use crate::check::Note;
use crate::format::Format;
use crate::refused::Refused;
use crate::source::Pages;
use crate::writing::{Document, Part, too_large, unprintable, unreadable};

/// The most characters that are set; some six hundred full pages.
const CHARACTERS: usize = 2_000_000;

/// Characters that are found to have no glyph only where they stand, before setting is given up.
const RETRIES: usize = 50;

/// When our pages were made: nothing, so that the same file gives the same pages.
const CREATED: &str = "D:20000101000000Z";

/// Makes one PDF of a document read from `bytes`.
///
/// # Errors
/// [`Refused`] when it says nothing, says more than is safe, or cannot be set.
pub(super) fn pages(
    document: Document,
    format: Format,
    bytes: &[u8],
    limits: &Limits,
) -> Result<Pages, Refused> {
    let Document { parts, mut notes } = document;
    let parts = with_something_to_read(parts)?;
    let digest = Sha256::digest(bytes);
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    let mut made = Vec::new();
    let mut missing = 0;
    for part in parts {
        made.push(match part {
            Part::Blocks(blocks) => {
                let (pdf, replaced) = set_blocks(blocks, format, id)?;
                missing += replaced;
                let source = Source::read(&pdf, None, limits)?;
                Made {
                    title: format.label().to_owned(),
                    source,
                    own: Some(pdf),
                }
            }
            Part::Pages { title, source } => Made {
                title,
                source: *source,
                own: None,
            },
        });
    }
    if missing > 0 {
        notes.push(unprintable::note(missing));
    }
    let pages: u64 = made.iter().map(|part| u64::from(part.source.page_count())).sum();
    if pages > u64::from(limits.pages) {
        return Err(pdf::source::Refusal::TooManyPages { limit: limits.pages }.into());
    }
    if let [
        Made {
            source,
            own: Some(pdf),
            ..
        },
    ] = made.as_mut_slice()
    {
        return Ok(Pages {
            source: source.clone(),
            made: Some(std::mem::take(pdf)),
            notes,
        });
    }
    joined(made, format, id, notes, limits)
}

/// A part that has become pages.
struct Made {
    title: String,
    source: Source,
    /// The PDF, where it was set here.
    own: Option<Vec<u8>>,
}

fn joined(
    made: Vec<Made>,
    format: Format,
    id: [u8; 16],
    mut notes: Vec<Note>,
    limits: &Limits,
) -> Result<Pages, Refused> {
    let mut parts = Vec::new();
    for (number, part) in (1..).zip(made) {
        if part.own.is_none() {
            let told = part
                .source
                .notes()
                .iter()
                .filter(|note| note.code != NoteCode::DroppedTags);
            let own = told.map(|note| Note {
                code: note.code.as_str().to_owned(),
                message: format!("in an attachment: {}", note.message),
            });
            notes.extend(own);
        }
        parts.push(JoinPart {
            name: format!("part-{number}"),
            title: part.title,
            pages: (1..=part.source.page_count()).collect(),
            // Pages of others are drawn anew, so that nothing active and no form comes along.
            stamped: part.own.is_none(),
            starts_right: false,
            source: part.source,
            outline: Vec::new(),
        });
    }
    let plan = Plan {
        parts,
        title: title(format),
        language: "en-GB".to_owned(),
        id,
        created: CREATED.to_owned(),
        manifest: b"{}".to_vec(),
        producer: "Second Opinion".to_owned(),
        show_bookmarks: true,
        is_archival: false,
    };
    let joined =
        join(plan, None).map_err(|_| unreadable("an attachment's pages cannot be taken over whole"))?;
    Ok(Pages {
        source: Source::read(&joined.bytes, None, limits)?,
        made: Some(joined.bytes),
        notes,
    })
}

/// Drops empty parts; a file that says nothing at all is refused, since a blank page would look like a record.
fn with_something_to_read(parts: Vec<Part>) -> Result<Vec<Part>, Refused> {
    let parts: Vec<Part> = parts
        .into_iter()
        .filter(|part| match part {
            Part::Blocks(blocks) => says_something(blocks),
            Part::Pages { .. } => true,
        })
        .collect();
    if parts.is_empty() {
        return Err(Refused::new(
            "no_pages",
            "there is nothing to read in the file: ask for it to be sent or saved again",
        ));
    }
    Ok(parts)
}

fn says_something(blocks: &[Block]) -> bool {
    let mut found = false;
    unprintable::each_text(blocks, &mut |text| found |= !text.trim().is_empty());
    found || has_picture(blocks)
}

fn has_picture(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Image { .. } => true,
        Block::List { items, .. } => items.iter().any(|item| has_picture(item)),
        Block::Table { rows, .. } => rows
            .iter()
            .flat_map(|row| &row.cells)
            .any(|cell| has_picture(&cell.blocks)),
        _ => false,
    })
}

/// Sets blocks, and counts the different characters that had to be written as their code points.
fn set_blocks(mut blocks: Vec<Block>, format: Format, id: [u8; 16]) -> Result<(Vec<u8>, usize), Refused> {
    let mut characters = 0;
    unprintable::each_text(&blocks, &mut |text| characters += text.len());
    if characters > CHARACTERS {
        return Err(too_large("its text"));
    }
    let mut missing = unprintable::replace(&mut blocks)?;
    let paper = paper(format, id);
    for _ in 0..RETRIES {
        match typeset(&paper, &blocks, Fonts::bundled()) {
            Ok(typeset) => return Ok((typeset.bytes, missing.len())),
            Err(TypesetError::MissingGlyph(character)) if missing.insert(character) => {
                unprintable::replace_one(&mut blocks, character);
            }
            Err(_) => break,
        }
    }
    Err(unreadable("its text cannot be set on pages"))
}

/// A plain sheet without letterhead: it must not look like a letter of ours.
fn paper(format: Format, id: [u8; 16]) -> Paper {
    Paper {
        margins: Margins {
            top: 18.0,
            right: 18.0,
            bottom: 20.0,
            left: 18.0,
        },
        base_size_pt: 11.0,
        running_foot: Some(Running {
            left: title(format),
            right: "Page {page} of {pages}".to_owned(),
        }),
        ..Paper::a4(title(format), CREATED, id)
    }
}

fn title(format: Format) -> String {
    format!("Set as pages from: {}", format.label())
}
