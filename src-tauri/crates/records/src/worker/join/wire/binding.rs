//! What is bound together, as bytes: the plan, our own papers as files, and where the records go.

use std::io::Read as _;
use std::sync::Arc;

use pdf::join::{Part, Plan};
use pdf::source::{Limits, Source};

use super::{pages, put_bytes, put_pages, take_bytes, take_many};
use crate::join::{Binding, Bound};
use crate::worker::protocol::{put, put_text, take, take_text};

/// The strips as a file, which goes beside the question and is needed again for the proof.
pub(in crate::worker::join) fn strips(binding: &Binding) -> std::io::Result<Arc<Vec<u8>>> {
    binding.strips.clone().into_file().map(Arc::new)
}

/// Everything that is bound together, but for the strips.
pub(in crate::worker::join) fn binding(binding: Binding) -> std::io::Result<Vec<u8>> {
    let Binding { plan, records, .. } = binding;
    let Plan {
        parts,
        title,
        language,
        id,
        created,
        manifest,
        producer,
        show_bookmarks,
        is_archival,
    } = plan;
    let mut out = Vec::new();
    for words in [&title, &language, &created, &producer] {
        put_text(&mut out, words);
    }
    out.extend(id);
    put_bytes(&mut out, &manifest);
    put(&mut out, show_bookmarks.into());
    put(&mut out, is_archival.into());
    put(&mut out, parts.len() as u64);
    for part in parts {
        let Part {
            name,
            title,
            source,
            pages,
            stamped: _,
            starts_right,
            outline,
        } = part;
        put_bound(&mut out, &name, &title, &pages, starts_right);
        put(&mut out, outline.len() as u64);
        for (level, words, page) in &outline {
            put(&mut out, u64::from(*level));
            put_text(&mut out, words);
            put(&mut out, u64::from(*page));
        }
        put_bytes(&mut out, &source.into_file()?);
    }
    put(&mut out, records.len() as u64);
    for record in &records {
        put_bound(
            &mut out,
            &record.name,
            &record.title,
            &record.pages,
            record.starts_right,
        );
    }
    Ok(out)
}

/// Reads everything again; our own papers are read from the files that they came in.
pub(in crate::worker::join) fn read_binding(mut head: &[u8], strips: &[u8]) -> Option<Binding> {
    let input = &mut head;
    let mut texts = || take_text(input);
    let (title, language, created, producer) = (texts()?, texts()?, texts()?, texts()?);
    let mut id = [0; 16];
    input.read_exact(&mut id).ok()?;
    let plan = Plan {
        title,
        language,
        id,
        created,
        producer,
        manifest: take_bytes(input)?,
        show_bookmarks: take(input)? == 1,
        is_archival: take(input)? == 1,
        parts: take_many(input, |input| {
            let bound = bound(input)?;
            let outline = take_many(input, |input| {
                Some((
                    u8::try_from(take(input)?).ok()?,
                    take_text(input)?,
                    u32::try_from(take(input)?).ok()?,
                ))
            })?;
            Some(Part {
                name: bound.name,
                title: bound.title,
                source: own(&take_bytes(input)?)?,
                pages: bound.pages,
                stamped: false,
                starts_right: bound.starts_right,
                outline,
            })
        })?,
    };
    let records = take_many(input, bound)?;
    Some(Binding {
        plan,
        records,
        strips: own(strips)?,
    })
}

/// A paper of our own, however many pages it has.
fn own(file: &[u8]) -> Option<Source> {
    let limits = Limits {
        pages: u32::MAX,
        objects: u32::MAX,
        ..Limits::default()
    };
    Source::read(file, None, &limits).ok()
}

fn put_bound(out: &mut Vec<u8>, name: &str, title: &str, pages: &[u32], starts_right: bool) {
    put_text(out, name);
    put_text(out, title);
    put_pages(out, pages);
    put(out, starts_right.into());
}

fn bound(input: &mut &[u8]) -> Option<Bound> {
    Some(Bound {
        name: take_text(input)?,
        title: take_text(input)?,
        pages: pages(input)?,
        starts_right: take(input)? == 1,
    })
}
