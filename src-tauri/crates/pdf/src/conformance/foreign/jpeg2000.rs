//! JPEG 2000 within PDF/A: one to four channels, one colour space that is known, one depth for all (ISO 19005-3 6.2.8.3).

use super::{Allowed, demand, refuse};

const CLAUSE: &str = "19005-3 6.2.8.3";

/// The colour of four inks, and one that no PDF reader needs to know (ISO 15444-1, annex I).
const INKS: u32 = 12;
const CIE_JAB: u32 = 19;

/// Whether a picture of these bytes may be in an archive.
pub(super) fn allowed(bytes: &[u8]) -> Allowed {
    let header = boxes(bytes).find(|(kind, _)| kind == b"jp2h");
    let Some((_, header)) = header else {
        return refuse(CLAUSE, "a JPEG 2000 picture has no header");
    };
    let Some((_, image)) = boxes(header).find(|(kind, _)| kind == b"ihdr") else {
        return refuse(CLAUSE, "a JPEG 2000 picture has no header");
    };
    let channels = image
        .get(8..10)
        .map_or(0, |two| u16::from_be_bytes([two[0], two[1]]));
    demand(
        matches!(channels, 1 | 3 | 4),
        CLAUSE,
        "a JPEG 2000 picture has an unusual number of channels",
    )?;
    // A depth of 255 says that channels differ.
    demand(
        image
            .get(10)
            .is_some_and(|depth| *depth != 255 && (depth & 0x7F) < 38),
        CLAUSE,
        "the channels of a JPEG 2000 picture have different depths",
    )?;
    let colours: Vec<&[u8]> = boxes(header)
        .filter(|(kind, _)| kind == b"colr")
        .map(|(_, colour)| colour)
        .collect();
    let [colour] = colours[..] else {
        return refuse(CLAUSE, "a JPEG 2000 picture has not one colour space");
    };
    match (colour.first(), colour.get(3..7)) {
        (Some(1), Some(&[a, b, c, d])) => {
            let space = u32::from_be_bytes([a, b, c, d]);
            demand(
                space != INKS && space != CIE_JAB,
                CLAUSE,
                "the colours of a JPEG 2000 picture are inks or unknown",
            )
        }
        (Some(2), _) => Ok(()),
        _ => refuse(
            CLAUSE,
            "the colours of a JPEG 2000 picture are told in an unknown way",
        ),
    }
}

/// The boxes of `bytes` one after the other: kind and content.
fn boxes(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let length = u32::from_be_bytes(*rest.first_chunk()?) as usize;
        let kind = rest.get(4..8)?;
        let (head, length) = match length {
            0 => (8, rest.len()),
            1 => (
                16,
                usize::try_from(u64::from_be_bytes(*rest.get(8..)?.first_chunk()?)).ok()?,
            ),
            length => (8, length),
        };
        let content = rest.get(head..length)?;
        rest = rest.get(length..)?;
        Some((kind, content))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let length = (content.len() as u32 + 8).to_be_bytes();
        [&length[..], kind, content].concat()
    }

    fn picture(channels: u8, depth: u8, colours: &[&[u8]]) -> Vec<u8> {
        let mut header = wrapped(b"ihdr", &[0, 0, 0, 9, 0, 0, 0, 9, 0, channels, depth, 7, 0, 0]);
        for colour in colours {
            header.extend(wrapped(b"colr", colour));
        }
        [wrapped(b"jP  ", &[13, 10, 135, 10]), wrapped(b"jp2h", &header)].concat()
    }

    #[test]
    fn only_a_picture_of_one_known_colour_space_and_depth_is_kept_in_an_archive() {
        let (rgb, inks): (&[u8], &[u8]) = (&[1, 0, 0, 0, 0, 0, 16], &[1, 0, 0, 0, 0, 0, 12]);
        assert!(allowed(&picture(3, 7, &[rgb])).is_ok());
        for bad in [
            picture(2, 7, &[rgb]),
            picture(3, 255, &[rgb]),
            picture(4, 7, &[inks]),
            picture(3, 7, &[]),
            picture(3, 7, &[rgb, rgb]),
            // The bare stream of codes says nothing of its colours.
            vec![0xFF, 0x4F, 0xFF, 0x51],
        ] {
            assert!(allowed(&bad).is_err());
        }
    }
}
