//! What the samples of a page mean, in terms that a PDF knows.

use pdf::image_page::ImageRefusal;

use super::chunks::Layout;
use super::tags::{Directory, tag};
use crate::picture::{Pixels, Samples};

/// Pixels for the page from samples side by side, 16-bit ones with the high byte first.
pub(super) fn pixels(
    directory: &Directory<'_>,
    layout: &Layout,
    mut data: Vec<u8>,
) -> Result<Pixels, ImageRefusal> {
    // A page that does not say is taken as a fax or a scan is.
    let photometric = directory.number(tag::PHOTOMETRIC).unwrap_or(0);
    let (colours, colour) = match photometric {
        0 | 1 => (1, Samples::Grey),
        2 => (3, Samples::Rgb),
        3 => (1, Samples::Palette(palette(directory, layout.bits)?)),
        5 if directory.number(tag::INK_SET).unwrap_or(1) == 1 => (4, Samples::Cmyk),
        6 => (3, Samples::Rgb),
        _ => return Err(ImageRefusal::Unsupported("an unusual colour space")),
    };
    if layout.samples < colours {
        return Err(ImageRefusal::Unreadable);
    }
    if layout.samples > colours {
        data = without_extra_samples(directory, layout, colours, data)?;
    }
    if photometric == 0 {
        data.iter_mut().for_each(|byte| *byte = !*byte);
    }
    if photometric == 6 {
        differences_to_colours(directory, layout, &mut data)?;
    }
    Ok(Pixels {
        width: layout.width,
        height: layout.height,
        bits: layout.bits,
        colour,
        data,
    })
}

/// The palette as bytes of red, green and blue. It is stored in 16 bits, though some programs write 8.
fn palette(directory: &Directory<'_>, bits: u8) -> Result<Vec<u8>, ImageRefusal> {
    let stored: Vec<u64> = directory
        .numbers(tag::COLOUR_MAP)
        .ok_or(ImageRefusal::Unreadable)?
        .collect();
    let entries = 1_usize << bits.min(8);
    if bits > 8 || stored.len() < entries * 3 {
        return Err(ImageRefusal::Unreadable);
    }
    let shift = if stored.iter().all(|value| *value < 256) {
        0
    } else {
        8
    };
    let entry = |at: usize| [at, at + entries, at + entries * 2].map(|at| (stored[at] >> shift) as u8);
    Ok((0..entries).flat_map(entry).collect())
}

/// Takes out samples beyond the colours; where one of them is transparency, the pixel is laid on white.
fn without_extra_samples(
    directory: &Directory<'_>,
    layout: &Layout,
    colours: u8,
    data: Vec<u8>,
) -> Result<Vec<u8>, ImageRefusal> {
    if layout.bits < 8 {
        return Err(ImageRefusal::Unsupported(
            "more samples than colours in less than a byte",
        ));
    }
    let size = usize::from(layout.bits / 8);
    let (each, kept) = (usize::from(layout.samples) * size, usize::from(colours) * size);
    // 1 is transparency by which the colours are multiplied already, 2 is transparency alone; inks are left as they are.
    let transparency = directory
        .number(tag::EXTRA_SAMPLES)
        .filter(|_| colours != 4)
        .unwrap_or(0);
    let most = if size == 1 { 255 } else { 65_535 };
    let sample = |bytes: &[u8]| bytes.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    let white = directory.number(tag::PHOTOMETRIC) != Some(0);
    let mut out = Vec::with_capacity(data.len() / each * kept);
    for pixel in data.chunks_exact(each) {
        if !matches!(transparency, 1 | 2) {
            out.extend_from_slice(&pixel[..kept]);
            continue;
        }
        let alpha = sample(&pixel[kept..kept + size]);
        for colour in pixel[..kept].chunks_exact(size) {
            let colour = sample(colour);
            let own = if transparency == 1 {
                colour
            } else {
                colour * alpha / most
            };
            let behind = if white { most - alpha } else { 0 };
            let shown = (own + behind).min(most) as u16;
            out.extend_from_slice(&shown.to_be_bytes()[2 - size..]);
        }
    }
    Ok(out)
}

/// Lightness and two differences, as ITU-R BT.601 has them, to red, green and blue.
fn differences_to_colours(
    directory: &Directory<'_>,
    layout: &Layout,
    data: &mut [u8],
) -> Result<(), ImageRefusal> {
    let coarser = directory
        .numbers(tag::SUBSAMPLING)
        .is_none_or(|mut factors| factors.any(|factor| factor != 1));
    if layout.bits != 8 || coarser {
        return Err(ImageRefusal::Unsupported("colour differences without JPEG"));
    }
    for pixel in data.chunks_exact_mut(3) {
        let rgb = crate::picture::from_differences([pixel[0], pixel[1], pixel[2]]);
        pixel.copy_from_slice(&rgb);
    }
    Ok(())
}
