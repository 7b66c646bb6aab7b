//! Pages of a record, whatever its format, in the one shape that a bundle is joined from.

use pdf::source::{Limits, Source};

use crate::format::Format;
use crate::refused::Refused;

/// The pages of a file of a known format.
///
/// # Errors
/// [`Refused`] when the file cannot become pages.
pub fn source(bytes: &[u8], format: Format, password: Option<&str>) -> Result<Source, Refused> {
    source_within(bytes, format, password, &Limits::default())
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
        Format::Jpeg | Format::Png => Err(Refused::unknown()),
    }
}
