//! Pages of a record, whatever its format, in the one shape that a bundle is joined from.

use pdf::image_page::{ImagePages, Picture, image_pages};
use pdf::source::{Limits, Source};

use crate::format::Format;
use crate::refused::Refused;

/// The pages of a file, and the PDF that they can be drawn from.
#[derive(Debug, Clone)]
pub struct Pages {
    /// The pages.
    pub source: Source,
    /// The PDF that was made for a picture; a PDF is drawn from its own bytes.
    pub made: Option<Vec<u8>>,
}

/// The pages of a file of a known format, with what the proof of a bundle draws them from.
///
/// # Errors
/// [`Refused`] when the file cannot become pages.
pub fn pages(bytes: &[u8], format: Format, password: Option<&str>) -> Result<Pages, Refused> {
    let limits = Limits::default();
    match format {
        Format::Pdf => Ok(Pages {
            source: Source::read(bytes, password, &limits)?,
            made: None,
        }),
        Format::Jpeg | Format::Png => {
            let ImagePages { pdf, source } = pictured(bytes, format, &limits)?;
            Ok(Pages {
                source,
                made: Some(pdf),
            })
        }
    }
}

/// The pages of a file of a known format.
///
/// # Errors
/// [`Refused`] when the file cannot become pages.
pub fn source(bytes: &[u8], format: Format, password: Option<&str>) -> Result<Source, Refused> {
    source_within(bytes, format, password, &Limits::default())
}

/// The same pages as a PDF to be looked at: a PDF as it came, a picture on its page.
///
/// # Errors
/// [`Refused`] when the file cannot become pages.
pub fn as_pdf(bytes: Vec<u8>, format: Format) -> Result<Vec<u8>, Refused> {
    match format {
        Format::Pdf => Ok(bytes),
        Format::Jpeg | Format::Png => Ok(pictured(&bytes, format, &Limits::default())?.pdf),
    }
}

/// The same within limits of the caller's.
pub(crate) fn source_within(
    bytes: &[u8],
    format: Format,
    password: Option<&str>,
    limits: &Limits,
) -> Result<Source, Refused> {
    match format {
        Format::Pdf => Ok(Source::read(bytes, password, limits)?),
        Format::Jpeg | Format::Png => Ok(pictured(bytes, format, limits)?.source),
    }
}

fn pictured(bytes: &[u8], format: Format, limits: &Limits) -> Result<ImagePages, Refused> {
    let picture = match format {
        Format::Png => Picture::Png(bytes),
        Format::Jpeg | Format::Pdf => Picture::Jpeg(bytes),
    };
    Ok(image_pages(&[picture], limits)?)
}
