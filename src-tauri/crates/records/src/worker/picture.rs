//! A logo or a signature, decoded in a process of its own: what comes back are bare pixels, which cannot be anything
//! else, and the file that is kept and printed from then on is written by this program.

use std::io::{self, Cursor, Read as _, Write as _};
use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, RgbImage, RgbaImage};

use super::protocol::{MARK, put, put_text, take, take_code, take_mark, take_text};
use super::{Heard, TIME_LIMIT, converse, limits, start};
use crate::refused::Refused;

/// Pixels to the longer side that are kept: 60 mm, the widest that a letter prints one, at 600 dots to the inch.
const SIDE_MOST: u32 = 1_417;
/// Bytes of a pixel: red, green, blue and transparency.
const PIXEL: u64 = 4;
/// The longest file that is handed over.
const FILE_MOST: u64 = 16 << 20;
/// Bytes that the decoded picture may take.
const DECODED_MOST: u64 = 256 << 20;
/// How little a JPEG loses when it is written again, of 100.
const QUALITY: u8 = 92;

/// The same picture as a file of this program's own making, PNG for a PNG and JPEG for a JPEG, upright, and no larger
/// than a letter prints it. It is decoded in a worker: the program `exe`, which must call [`super::run_if_asked`].
///
/// # Errors
/// [`Refused`] for what is neither or damaged, and when the worker failed over it.
pub fn picture(exe: &Path, bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    let mut child = start(exe, super::ASKED_FOR_PIXELS).map_err(|_| Refused::worker_failed())?;
    let mut question = MARK.to_vec();
    put(&mut question, bytes.len() as u64);
    let most = PIXEL * u64::from(SIDE_MOST) * u64::from(SIDE_MOST) + 1024;
    let heard = converse(&mut child, &question, bytes, TIME_LIMIT, most);
    let _ = child.kill();
    let ended = child.wait();
    let Heard::Answer(answer) = heard else {
        return Err(Refused::too_long());
    };
    match read_answer(&answer) {
        Some(answer) => answer?.written(),
        None if ended.is_ok_and(limits::was_out_of_time) => Err(Refused::too_long()),
        None => Err(Refused::worker_failed()),
    }
}

/// [`picture`] in this process: for tests and tools, whose program is no worker.
///
/// # Errors
/// As [`picture`].
pub fn picture_here(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    Pixels::decode(bytes)?.written()
}

/// A picture that is nothing but its pixels.
struct Pixels {
    is_jpeg: bool,
    image: RgbaImage,
}

impl Pixels {
    fn decode(bytes: &[u8]) -> Result<Self, Refused> {
        let unreadable = || Refused::new("unreadable", "the picture is damaged, or neither PNG nor JPEG");
        let mut reader = ImageReader::new(Cursor::new(bytes))
            .with_guessed_format()
            .map_err(|_| unreadable())?;
        let mut most = image::Limits::default();
        most.max_alloc = Some(DECODED_MOST);
        reader.limits(most);
        let is_jpeg = match reader.format() {
            Some(ImageFormat::Jpeg) => true,
            Some(ImageFormat::Png) => false,
            _ => return Err(unreadable()),
        };
        let mut decoder = reader.into_decoder().map_err(|_| unreadable())?;
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let mut image = DynamicImage::from_decoder(decoder).map_err(|_| unreadable())?;
        image.apply_orientation(orientation);
        if image.width() == 0 || image.height() == 0 {
            return Err(unreadable());
        }
        if image.width().max(image.height()) > SIDE_MOST {
            image = image.resize(SIDE_MOST, SIDE_MOST, FilterType::Lanczos3);
        }
        Ok(Self {
            is_jpeg,
            image: image.into_rgba8(),
        })
    }

    /// The pixels as a file.
    fn written(self) -> Result<Vec<u8>, Refused> {
        let mut file = Cursor::new(Vec::new());
        let written = if self.is_jpeg {
            let colours: RgbImage = DynamicImage::ImageRgba8(self.image).into_rgb8();
            colours.write_with_encoder(JpegEncoder::new_with_quality(&mut file, QUALITY))
        } else {
            self.image.write_to(&mut file, ImageFormat::Png)
        };
        written.map_err(|_| Refused::worker_failed())?;
        Ok(file.into_inner())
    }
}

/// The worker's side.
pub(super) fn work() -> Option<()> {
    let mut input = io::stdin().lock();
    take_mark(&mut input)?;
    let length = take(&mut input).filter(|length| *length <= FILE_MOST)?;
    limits::apply(length, TIME_LIMIT)?;
    let mut bytes = Vec::new();
    input.take(length).read_to_end(&mut bytes).ok()?;
    if bytes.len() as u64 != length {
        return None;
    }
    let answer = answer(&Pixels::decode(&bytes));
    let mut output = io::stdout().lock();
    output.write_all(&answer).and_then(|()| output.flush()).ok()
}

fn answer(pixels: &Result<Pixels, Refused>) -> Vec<u8> {
    let mut out = MARK.to_vec();
    match pixels {
        Err(refused) => {
            put(&mut out, 0);
            put_text(&mut out, &refused.code);
            put_text(&mut out, &refused.message);
        }
        Ok(Pixels { is_jpeg, image }) => {
            put(&mut out, 1);
            put(&mut out, u64::from(*is_jpeg));
            put(&mut out, image.width().into());
            put(&mut out, image.height().into());
            out.extend_from_slice(image.as_raw());
        }
    }
    out
}

/// Pixels of a size that a picture can have, and exactly as many as that.
fn read_answer(mut answer: &[u8]) -> Option<Result<Pixels, Refused>> {
    let input = &mut answer;
    take_mark(input)?;
    match take(input)? {
        0 => {
            let (code, message) = (take_code(input)?, take_text(input)?);
            input.is_empty().then_some(Err(Refused { code, message }))
        }
        1 => {
            let is_jpeg = take(input)? == 1;
            let mut side = || {
                let side = u32::try_from(take(input)?).ok()?;
                (1..=SIDE_MOST).contains(&side).then_some(side)
            };
            let (width, height) = (side()?, side()?);
            let expected = PIXEL * u64::from(width) * u64::from(height);
            let pixels = (input.len() as u64 == expected).then(|| input.to_vec())?;
            let image = RgbaImage::from_raw(width, height, pixels)?;
            Some(Ok(Pixels { is_jpeg, image }))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_of_too_few_or_too_many_pixels_is_no_answer() {
        let pixels = Pixels {
            is_jpeg: false,
            image: RgbaImage::from_pixel(3, 2, image::Rgba([10, 20, 30, 255])),
        };
        let whole = answer(&Ok(pixels));
        assert!(read_answer(&whole).unwrap().is_ok());
        for length in 0..whole.len() {
            assert!(read_answer(&whole[..length]).is_none(), "{length}");
        }
        assert!(read_answer(&[whole.as_slice(), &[0]].concat()).is_none());
        let mut huge = MARK.to_vec();
        for number in [1, 0, u64::from(SIDE_MOST) + 1, 1] {
            put(&mut huge, number);
        }
        huge.resize(huge.len() + 4 * (SIDE_MOST as usize + 1), 0);
        assert!(read_answer(&huge).is_none());
    }
}
