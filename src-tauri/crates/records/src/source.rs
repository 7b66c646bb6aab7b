//! Pages of a record, whatever its format, in the one shape that a bundle is joined from.

use pdf::source::{Limits, Source};

use crate::check::Note;
use crate::format::Format;
use crate::picture;
use crate::refused::Refused;
use crate::writing;

/// The pages of a file, and the PDF that they can be drawn from.
#[derive(Debug, Clone)]
pub struct Pages {
    /// The pages.
    pub source: Source,
    /// The PDF that was made of another format; a PDF is drawn from its own bytes.
    pub made: Option<Vec<u8>>,
    /// What there is to say about how the pages were made, beyond what the source itself notes.
    pub notes: Vec<Note>,
}

/// The pages of a file of a known format, with what the proof of a bundle draws them from.
///
/// # Errors
/// [`Refused`] when the file cannot become pages.
pub fn pages(bytes: &[u8], format: Format, password: Option<&str>) -> Result<Pages, Refused> {
    pages_within(bytes, format, password, &Limits::default())
}

/// The pages of a file of a known format.
///
/// # Errors
/// [`Refused`] when the file cannot become pages.
pub fn source(bytes: &[u8], format: Format, password: Option<&str>) -> Result<Source, Refused> {
    Ok(pages_within(bytes, format, password, &Limits::default())?.source)
}

/// The same pages as a PDF to be looked at: a PDF as it came, anything else as the PDF that is made of it.
///
/// # Errors
/// [`Refused`] when the file cannot become pages.
pub fn as_pdf(bytes: Vec<u8>, format: Format) -> Result<Vec<u8>, Refused> {
    if format == Format::Pdf {
        return Ok(bytes);
    }
    let made = pages(&bytes, format, None)?.made;
    Ok(made.unwrap_or(bytes))
}

/// One arm per format: each is made into pages by a module of its own.
pub(crate) fn pages_within(
    bytes: &[u8],
    format: Format,
    password: Option<&str>,
    limits: &Limits,
) -> Result<Pages, Refused> {
    match format {
        Format::Pdf => Ok(Pages {
            source: Source::read(bytes, password, limits)?,
            made: None,
            notes: Vec::new(),
        }),
        Format::Jpeg
        | Format::Png
        | Format::Tiff
        | Format::Webp
        | Format::Bmp
        | Format::Gif
        | Format::Jpeg2000
        | Format::Dicom => picture::pages(bytes, format, limits),
        Format::Text
        | Format::Html
        | Format::Rtf
        | Format::Docx
        | Format::Odt
        | Format::Email
        | Format::Hl7
        | Format::Fhir => writing::pages(bytes, format, limits),
    }
}
