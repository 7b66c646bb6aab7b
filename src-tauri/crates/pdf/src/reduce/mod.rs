//! Makes the pictures of scanned pages smaller, on request alone: no finer than so many dots to the inch as drawn.
//!
//! A picture keeps its kind: what was compressed without loss stays without loss, and a JPEG stays one. Black and white
//! scans are small already and stay as they are, and so does every picture that is drawn coarser than asked for, or
//! whose encoding or colours only its own program would read the same.

mod drawn;
mod pixels;

use std::sync::Arc;

use lopdf::Object;

use crate::source::Source;

/// A picture is left alone unless it is finer than asked for by this factor: a small gain is not worth a second loss.
const WORTH: f64 = 1.15;

/// What became of the pictures of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reduction {
    /// How many pictures were made smaller.
    pub reduced: u32,
    /// How many bytes that saved.
    pub saved: u64,
}

/// The source with its pictures no finer than `dpi` dots to the inch where they are drawn largest.
///
/// The source must have been read whole: a picture that was left in its file by skimming stays as it is.
#[must_use]
pub fn reduced(source: &Source, dpi: u16) -> (Source, Reduction) {
    let mut reduction = Reduction::default();
    let mut smaller = Vec::new();
    for (id, size) in drawn::pictures(source) {
        let Some(Object::Stream(picture)) = source.document.objects.get(&id) else {
            continue;
        };
        let Some(made) = size
            .finer_than(f64::from(dpi), WORTH)
            .and_then(|to| pixels::smaller(&source.document, picture, to))
        else {
            continue;
        };
        let saved = picture.content.len().saturating_sub(made.content.len());
        // A picture that grows is not worth its loss.
        if saved > 0 {
            reduction.reduced += 1;
            reduction.saved += saved as u64;
            smaller.push((id, made));
        }
    }
    let mut source = source.clone();
    if !smaller.is_empty() {
        let document = Arc::make_mut(&mut source.document);
        for (id, made) in smaller {
            document.objects.insert(id, Object::Stream(made));
        }
    }
    (source, reduction)
}
