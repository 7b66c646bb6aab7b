//! HEIC pictures are refused by name: no decoder of theirs can be given away with the program.

use crate::refused::Refused;

/// What the first bytes of a picture of an iPhone or a newer camera are called.
pub(crate) const HEIC: &str = "a HEIC picture";

/// How to get the same picture in a form that can be enclosed.
pub(crate) fn refused() -> Refused {
    Refused::new(
        "unsupported_format",
        "this is a HEIC picture, as iPhones take them, which cannot be enclosed: open it and export it as JPEG; on \
         the phone, choose Settings, Camera, Formats, Most Compatible, or share it by e-mail, which makes it a JPEG",
    )
}
