//! JPEG-LS (ITU-T T.87), lossless and near-lossless: no kept decoder in Rust could be had, and it is short.

use pdf::image_page::ImageRefusal;

mod bits;
mod context;

use bits::Bits;
use context::{Coding, Preset};

/// What the frame header says.
struct Frame {
    bits: u8,
    width: u32,
    height: u32,
    components: Vec<u8>,
}

/// How the components of a scan follow one another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Interleave {
    None,
    Line,
    Sample,
}

/// Decodes a stream of exactly `size` pixels across and down into its samples, colours side by side.
pub(super) fn decode(stream: &[u8], size: (u32, u32)) -> Result<Vec<u16>, ImageRefusal> {
    let mut rest = stream
        .strip_prefix(&[0xFF, 0xD8])
        .ok_or(ImageRefusal::Unreadable)?;
    let mut frame: Option<Frame> = None;
    let mut preset = Preset::default();
    let mut values = Vec::new();
    let mut seen = 0_usize;
    loop {
        let &[0xFF, marker, ref tail @ ..] = rest else {
            return Err(ImageRefusal::Unreadable);
        };
        if marker == 0xFF {
            rest = &rest[1..];
            continue;
        }
        let length = match tail {
            [high, low, ..] => usize::from(u16::from_be_bytes([*high, *low])),
            _ => return Err(ImageRefusal::Unreadable),
        };
        let body = tail.get(2..length).ok_or(ImageRefusal::Unreadable)?;
        rest = &tail[length..];
        match marker {
            0xF7 => {
                let read = read_frame(body).ok_or(ImageRefusal::Unreadable)?;
                if (read.width, read.height) != size {
                    return Err(ImageRefusal::Unreadable);
                }
                values = vec![0; size.0 as usize * size.1 as usize * read.components.len()];
                frame = Some(read);
            }
            0xF8 => preset
                .read(body)
                .ok_or(ImageRefusal::Unsupported("a rare kind of JPEG-LS"))?,
            0xDD if body.iter().any(|byte| *byte != 0) => {
                return Err(ImageRefusal::Unsupported("JPEG-LS with restarts"));
            }
            0xDA => {
                let frame = frame.as_ref().ok_or(ImageRefusal::Unreadable)?;
                let scan = read_scan(body, frame, seen).ok_or(ImageRefusal::Unreadable)?;
                let coding = Coding::new(frame.bits, &preset, scan.near).ok_or(ImageRefusal::Unreadable)?;
                let used = Scan {
                    frame,
                    interleave: scan.interleave,
                    first: seen,
                    count: scan.count,
                }
                .decode(coding, rest, &mut values)?;
                seen += scan.count;
                if seen == frame.components.len() {
                    return Ok(values);
                }
                rest = rest.get(used..).ok_or(ImageRefusal::Unreadable)?;
            }
            0xC0..=0xCF => return Err(ImageRefusal::Unreadable),
            _ => {}
        }
    }
}

fn read_frame(body: &[u8]) -> Option<Frame> {
    let &[bits, h1, h2, w1, w2, count, ref components @ ..] = body else {
        return None;
    };
    let whole =
        (2..=16).contains(&bits) && matches!(count, 1 | 3) && components.len() == usize::from(count) * 3;
    whole.then(|| Frame {
        bits,
        width: u16::from_be_bytes([w1, w2]).into(),
        height: u16::from_be_bytes([h1, h2]).into(),
        components: components.chunks_exact(3).map(|component| component[0]).collect(),
    })
}

/// What a scan header says.
struct ScanHeader {
    count: usize,
    near: u8,
    interleave: Interleave,
}

fn read_scan(body: &[u8], frame: &Frame, seen: usize) -> Option<ScanHeader> {
    let (&count, rest) = body.split_first()?;
    let count = usize::from(count);
    let &[near, interleave, _] = rest.get(count * 2..count * 2 + 3)? else {
        return None;
    };
    // A table that maps values would have to be named here; none was taken.
    let names = rest[..count * 2].chunks_exact(2);
    let expected = frame.components.get(seen..seen + count)?;
    let in_order = names.clone().map(|name| name[0]).eq(expected.iter().copied());
    let mapped = names.clone().any(|name| name[1] != 0);
    let interleave = match interleave {
        0 if count == 1 => Interleave::None,
        1 => Interleave::Line,
        2 => Interleave::Sample,
        _ => return None,
    };
    (count > 0 && in_order && !mapped).then_some(ScanHeader {
        count,
        near,
        interleave,
    })
}

/// A scan: which components it has, and in what order.
struct Scan<'f> {
    frame: &'f Frame,
    interleave: Interleave,
    first: usize,
    count: usize,
}

impl Scan<'_> {
    /// Decodes the scan into its places among `values`, and says how many bytes it took.
    fn decode(&self, mut coding: Coding, bytes: &[u8], values: &mut [u16]) -> Result<usize, ImageRefusal> {
        let mut bits = Bits::new(bytes);
        let width = self.frame.width as usize;
        let all = self.frame.components.len();
        // Each line has a pixel more at either end, so that every pixel has neighbours.
        let mut above = vec![vec![0_i32; width + 2]; self.count];
        let mut lines = above.clone();
        let mut run_indexes = vec![0_usize; self.count];
        for row in values.chunks_exact_mut(width * all) {
            for (line, above) in lines.iter_mut().zip(&mut above) {
                line[0] = above[1];
                above[width + 1] = above[width];
            }
            if self.interleave == Interleave::Sample {
                coding.pixels(&mut bits, &mut lines, &above, &mut run_indexes[0])?;
            } else {
                for ((line, above), run_index) in lines.iter_mut().zip(&above).zip(&mut run_indexes) {
                    coding.pixels(
                        &mut bits,
                        std::slice::from_mut(line),
                        std::slice::from_ref(above),
                        run_index,
                    )?;
                }
            }
            for (component, line) in lines.iter().enumerate() {
                let places = row.iter_mut().skip(self.first + component).step_by(all);
                for (place, value) in places.zip(&line[1..=width]) {
                    *place = *value as u16;
                }
            }
            std::mem::swap(&mut above, &mut lines);
        }
        Ok(bits.used())
    }
}
