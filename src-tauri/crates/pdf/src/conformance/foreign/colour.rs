//! Colour spaces beside an output intent of red, green and blue.

use lopdf::{Object, Stream};

use super::walk::Walk;
use super::{Allowed, demand, refuse};
use crate::access::{get, number, resolve};

/// Whether colours of `space` may be printed for the output intent of a bundle.
pub(super) fn allowed(walk: &Walk<'_>, space: &Object) -> Allowed {
    let space = resolve(walk.document, space);
    let (name, rest) = match space {
        Object::Name(name) => (name.as_slice(), &[][..]),
        Object::Array(items) => match items.split_first() {
            Some((first, rest)) => (resolve(walk.document, first).as_name().unwrap_or_default(), rest),
            None => return refuse("19005-3 6.2.4.1", "a colour space is empty"),
        },
        Object::Null => return Ok(()),
        _ => return refuse("19005-3 6.2.4.1", "a colour space is none"),
    };
    match (name, rest) {
        (
            b"DeviceGray" | b"G" | b"DeviceRGB" | b"RGB" | b"CalGray" | b"CalRGB" | b"Lab" | b"Pattern",
            [] | [_],
        ) => match (name, rest) {
            (b"Pattern", [under]) => allowed(walk, under),
            _ => Ok(()),
        },
        (b"ICCBased", [profile]) => match resolve(walk.document, profile) {
            Object::Stream(stream) => self::profile(walk, stream),
            _ => refuse("19005-3 6.2.4.2", "a colour space has no profile"),
        },
        (b"Indexed" | b"I", [base, ..]) => allowed(walk, base),
        (b"DeviceCMYK" | b"CMYK", _) => refuse("19005-3 6.2.4.3", "a colour is one of four inks"),
        // The same ink may be another one in another record, and a bundle has all of them.
        (b"Separation" | b"DeviceN", _) => refuse("19005-3 6.2.4.4", "a colour is an ink with a name"),
        _ => refuse("19005-3 6.2.4.1", "a colour space is unknown"),
    }
}

/// A profile that says what its colours look like, of as many colours as are used.
fn profile(walk: &Walk<'_>, stream: &Stream) -> Allowed {
    let clause = "19005-3 6.2.4.2";
    let Some(bytes) = walk.plain(stream) else {
        return refuse(clause, "a profile of colours cannot be read");
    };
    let colours = match bytes.get(16..20) {
        Some(b"GRAY") => 1.0,
        Some(b"RGB " | b"Lab ") => 3.0,
        Some(b"CMYK") => 4.0,
        _ => return refuse(clause, "a profile of colours is none"),
    };
    demand(
        number(get(walk.document, &stream.dict, b"N")) == Some(colours),
        clause,
        "a profile has another number of colours than is said",
    )?;
    let is_sound = bytes.get(36..40) == Some(b"acsp") && bytes.get(8).is_some_and(|version| *version <= 4);
    let is_of_device = matches!(bytes.get(12..16), Some(b"mntr" | b"prtr" | b"scnr" | b"spac"));
    demand(
        is_sound && is_of_device,
        clause,
        "a profile of colours is of an unknown kind",
    )
}
