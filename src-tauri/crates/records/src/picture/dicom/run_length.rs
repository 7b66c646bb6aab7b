//! Run lengths, as DICOM PS3.5 annex G has them: one segment for each byte of each sample, the high bytes first.

use pdf::image_page::ImageRefusal;

/// Planes of `pixels` bytes each; a plane that ends early is filled with nothing and said to be short.
pub(super) fn planes(
    frame: &[u8],
    count: usize,
    pixels: usize,
) -> Result<(Vec<Vec<u8>>, bool), ImageRefusal> {
    let offset = |at: usize| {
        let four = frame.get(at * 4..at * 4 + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(four)).ok()
    };
    if offset(0) != Some(count) || count > 15 {
        return Err(ImageRefusal::Unreadable);
    }
    let mut whole = true;
    let planes = (1..=count)
        .map(|at| {
            let start = offset(at).ok_or(ImageRefusal::Unreadable)?;
            let end = if at < count {
                offset(at + 1)
            } else {
                Some(frame.len())
            };
            let segment = frame
                .get(start..end.unwrap_or(start))
                .ok_or(ImageRefusal::Unreadable)?;
            let mut plane = unpacked(segment, pixels);
            whole &= plane.len() == pixels;
            plane.resize(pixels, 0);
            Ok(plane)
        })
        .collect::<Result<Vec<_>, ImageRefusal>>()?;
    Ok((planes, whole))
}

fn unpacked(mut segment: &[u8], most: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(most);
    while let Some((&head, rest)) = segment.split_first() {
        if out.len() >= most {
            break;
        }
        let length = usize::from(head);
        segment = match head {
            0..=127 => {
                let length = (length + 1).min(rest.len());
                out.extend_from_slice(&rest[..length]);
                &rest[length..]
            }
            128 => rest,
            129.. => {
                let Some((&byte, after)) = rest.split_first() else {
                    break;
                };
                out.resize(out.len() + 257 - length, byte);
                after
            }
        };
    }
    out.truncate(most);
    out
}
