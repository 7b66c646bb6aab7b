//! DICOM: each frame of an image on a page, through the window that it names; a document within is passed on.

mod colour;
mod dataset;
mod image;
mod jpeg_ls;
mod reader;
mod run_length;
mod samples;
mod segments;
mod syntax;
mod tag;
mod walk;
mod window;
mod words;

use pdf::image_page::{Album, ImagePages, ImageRefusal, Picture, Setting};
use pdf::source::{Limits, Refusal, Source};

use self::dataset::{Dataset, PixelBytes};
use self::image::{Photometric, Shape};
use self::syntax::{Coding, Syntax};
use self::window::{Shading, decimal};
use super::{Pixels, Samples, jpeg, made};
use crate::check::Note;
use crate::refused::Refused;
use crate::source::Pages;

/// Frames that are printed at most; a longer film is chosen from where it is shown.
const FRAMES_MOST: u32 = 1_000;
/// Dots per inch that the finer direction of an image is taken to have: only its shape counts, for it fills the page.
const FINE: f64 = 150.0;

pub(super) fn pages(bytes: &[u8], limits: &Limits) -> Result<Pages, Refused> {
    let (syntax, bytes) = dataset::open(bytes, limits)?;
    let dataset = dataset::read(&bytes, &syntax, limits)?;
    if let Some(document) = dataset.get(tag::DOCUMENT) {
        return enclosed_document(&dataset, document, limits);
    }
    if matches!(dataset.pixels, PixelBytes::None) {
        return Err(no_image(&dataset));
    }
    let shape = Shape::of(&dataset, limits)?;
    let most = FRAMES_MOST.min(limits.pages);
    if shape.frames > most {
        return Err(Refusal::TooManyPages { limit: most }.into());
    }
    let work = shape.pixels() as u64 * u64::from(shape.samples) * u64::from(shape.frames);
    if work > limits.inflated_bytes {
        let what = "the pixels of all its frames";
        return Err(Refusal::TooLarge { what }.into());
    }
    draw(&dataset, &shape, &syntax, limits)
}

/// Whether a file that begins with an element of the first groups names a class of DICOM objects, as all of them do.
pub(super) fn is_headless(bytes: &[u8]) -> bool {
    const CLASSES: &str = "1.2.840.10008.5.1.4.1.1.";
    // The first elements of a data set: lengths, the character set, the type or the class of the object.
    let first = [
        [2, 0, 0, 0],
        [8, 0, 0, 0],
        [8, 0, 1, 0],
        [8, 0, 5, 0],
        [8, 0, 8, 0],
        [8, 0, 0x16, 0],
    ];
    let big_endian = [[0, 8, 0, 0], [0, 8, 0, 5], [0, 8, 0, 8], [0, 8, 0, 0x16]];
    if !first
        .iter()
        .chain(&big_endian)
        .any(|mark| bytes.starts_with(mark))
    {
        return false;
    }
    let limits = Limits::default();
    let Ok((syntax, bytes)) = dataset::open(bytes, &limits) else {
        return false;
    };
    dataset::read(&bytes, &syntax, &limits).is_ok_and(|dataset| {
        dataset
            .text(tag::SOP_CLASS)
            .is_some_and(|class| class.starts_with(CLASSES))
    })
}

/// What the header says of the patient, as text to find identifiers in; nothing when it cannot be read.
pub(super) fn identity(bytes: &[u8], limits: &Limits) -> String {
    let Ok((syntax, bytes)) = dataset::open(bytes, limits) else {
        return String::new();
    };
    dataset::read(&bytes, &syntax, limits).map_or_else(|_| String::new(), |dataset| words::identity(&dataset))
}

fn draw(dataset: &Dataset<'_>, shape: &Shape, syntax: &Syntax, limits: &Limits) -> Result<Pages, Refused> {
    let title = words::title(dataset);
    let mut album = Album::new(limits);
    let mut notes = vec![study_note(&title, shape.frames)];
    let mut chosen = false;
    for index in 0..shape.frames {
        let page = index + 1;
        let bytes = image::bytes(dataset, shape, syntax, index).ok_or(Refusal::PageDamaged { page })?;
        let shading = Shading::of(dataset, shape, page, is_inverted(dataset, shape));
        let window = if is_grey(shape) {
            shading.words()
        } else {
            Some(String::new())
        };
        chosen |= window.is_none();
        let caption = words::caption(&title, page, shape.frames, &window.unwrap_or_default());
        let setting = Setting {
            dpi: shape_of_pixels(dataset),
            orientation: 1,
            fills_page: true,
            caption: Some(&caption),
        };
        if let Some(stream) = as_it_is(&bytes, shape, syntax, &shading) {
            album.add(&stream, &setting)?;
            continue;
        }
        let frame = samples::decode(&bytes, shape, syntax, index, limits)?;
        if !frame.whole {
            notes.push(Note::new(
                "repaired_truncated",
                format!(
                    "page {page} ends early: compare it with the original, since a part of it is missing"
                ),
            ));
        }
        let (colour, data) = if is_grey(shape) {
            (Samples::Grey, shading.shades(&frame.values, shape.stored))
        } else {
            (Samples::Rgb, colour::rgb(&frame, shape, dataset)?)
        };
        let pixels = Pixels {
            width: shape.columns,
            height: shape.rows,
            bits: 8,
            colour,
            data,
        };
        album.add(&pixels.as_picture(), &setting)?;
    }
    if chosen {
        notes.push(Note::new(
            "window_chosen",
            "the image names no window, so it is shown from its darkest to its lightest value: compare it with the \
             original",
        ));
    }
    Ok(made(album.finish()?, notes))
}

/// A stream that shows what it should without being touched: bytes of shades or of colours.
fn as_it_is<'a>(bytes: &'a [u8], shape: &Shape, syntax: &Syntax, shading: &Shading) -> Option<Picture<'a>> {
    if syntax.coding != Coding::Jpeg {
        return None;
    }
    let frame = jpeg::frame(bytes)?;
    let fits = frame.bits == 8
        && !frame.lossless
        && (frame.width, frame.height) == (shape.columns, shape.rows)
        && frame.components == shape.samples;
    let shown = match shape.photometric {
        Photometric::Grey(_) => shading.changes_nothing() && !shape.signed,
        Photometric::Palette => false,
        Photometric::Rgb | Photometric::Differences(_) => true,
    };
    (fits && shown).then_some(Picture::JpegStream {
        data: bytes,
        differences: samples::has_differences(&frame, shape.photometric),
        inverted: is_grey(shape) && shading.is_inverted(),
    })
}

fn is_grey(shape: &Shape) -> bool {
    matches!(shape.photometric, Photometric::Grey(_))
}

/// Whether dark and light change places: 0 is white, unless the image says that light was turned over for it.
fn is_inverted(dataset: &Dataset<'_>, shape: &Shape) -> bool {
    match dataset.text(tag::SHAPE_OF_LIGHT).as_deref() {
        Some("INVERSE") => true,
        Some("IDENTITY") => false,
        _ => shape.photometric == Photometric::Grey(true),
    }
}

/// The shape of a pixel, from the distance between rows and between columns, or from their ratio.
fn shape_of_pixels(dataset: &Dataset<'_>) -> Option<(f64, f64)> {
    let shared = dataset.within(tag::SHARED, 1, tag::FRAME_MEASURES, tag::SPACING);
    let value = [Some(tag::SPACING), Some(tag::IMAGER_SPACING), Some(tag::ASPECT)]
        .into_iter()
        .flatten()
        .find_map(|tag| dataset.get(tag))
        .or(shared)?;
    let at = value.iter().position(|byte| *byte == b'\\')?;
    let (down, across) = (decimal(&value[..at])?, decimal(&value[at + 1..])?);
    // A pixel is never ten times as long as wide; where the header says so, it is mistaken.
    let ratio = across / down;
    (down > 0.0 && (0.1..=10.0).contains(&ratio)).then(|| {
        if ratio > 1.0 {
            (FINE / ratio.max(1.0), FINE)
        } else {
            (FINE, FINE * ratio)
        }
    })
}

fn study_note(title: &str, frames: u32) -> Note {
    let title = if title.is_empty() {
        "a study without a date"
    } else {
        title
    };
    let words = match frames {
        1 => title.to_owned(),
        _ => format!("{title}, {frames} frames"),
    };
    Note::new("dicom_study", words)
}

/// A PDF that a document system keeps in a DICOM file.
fn enclosed_document(dataset: &Dataset<'_>, document: &[u8], limits: &Limits) -> Result<Pages, Refused> {
    if dataset
        .text(tag::DOCUMENT_KIND)
        .is_some_and(|kind| kind != "application/pdf")
    {
        return Err(Refused::new(
            "no_image",
            "the DICOM file holds a document that is no PDF: ask for it as a PDF",
        ));
    }
    let pages = ImagePages {
        source: Source::read(document, None, limits)?,
        pdf: document.to_vec(),
    };
    Ok(made(pages, vec![study_note(&words::title(dataset), 1)]))
}

/// The words for a DICOM file that has nothing to be seen in it.
fn no_image(dataset: &Dataset<'_>) -> Refused {
    let class = dataset.text(tag::SOP_CLASS).unwrap_or_default();
    let words = if dataset.ends_early && dataset.get(tag::ROWS).is_some() {
        return ImageRefusal::Unreadable.into();
    } else if class == "1.2.840.10008.1.3.10" || dataset.elements.is_empty() {
        "this is the table of contents of a disc (DICOMDIR) or an empty DICOM file: choose the images themselves"
    } else if class.starts_with("1.2.840.10008.5.1.4.1.1.88.") {
        "this is a structured report without an image: ask for the report as a PDF"
    } else if class.starts_with("1.2.840.10008.5.1.4.1.1.9.") {
        "this is a recording such as an ECG, stored as numbers: print it to a PDF in the program that shows it"
    } else {
        "the DICOM file holds no image that can be shown: open it in its own program and export the picture or a PDF"
    };
    Refused::new("no_image", words)
}
