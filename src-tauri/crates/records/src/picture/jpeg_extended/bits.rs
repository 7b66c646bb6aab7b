//! The bits of a scan, and the codes and numbers that they make.

use pdf::image_page::ImageRefusal;

use super::tables::Codes;

/// The bits of a scan; a byte of all ones is followed by an empty one, so that no marker can appear.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    held: u32,
    count: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            held: 0,
            count: 0,
        }
    }

    fn bit(&mut self) -> Result<u32, ImageRefusal> {
        if self.count == 0 {
            (self.held, self.bytes) = match self.bytes {
                [0xFF, 0x00, rest @ ..] => (0xFF, rest),
                [0xFF, ..] | [] => return Err(ImageRefusal::Unreadable),
                [byte, rest @ ..] => (u32::from(*byte), rest),
            };
            self.count = 8;
        }
        self.count -= 1;
        Ok(self.held >> self.count & 1)
    }

    pub(super) fn code(&mut self, codes: &Codes) -> Result<u8, ImageRefusal> {
        let mut word = 0;
        for (first, count, start) in codes.lengths {
            word = word << 1 | self.bit()?;
            if let Some(at) = word.checked_sub(first).filter(|at| *at < count) {
                let value = codes.values.get(start + at as usize);
                return value.copied().ok_or(ImageRefusal::Unreadable);
            }
        }
        Err(ImageRefusal::Unreadable)
    }

    /// A number of so many bits, whose first bit tells its sign.
    pub(super) fn number(&mut self, size: u8) -> Result<i32, ImageRefusal> {
        if size > 15 {
            return Err(ImageRefusal::Unreadable);
        }
        let mut value = 0;
        for _ in 0..size {
            value = value << 1 | self.bit()? as i32;
        }
        let half = 1 << size >> 1;
        Ok(if value < half {
            value - (1 << size) + 1
        } else {
            value
        })
    }

    /// Goes on behind the next restart marker.
    pub(super) fn restart(&mut self) -> Result<(), ImageRefusal> {
        self.count = 0;
        match self.bytes {
            [0xFF, 0xD0..=0xD7, rest @ ..] => {
                self.bytes = rest;
                Ok(())
            }
            _ => Err(ImageRefusal::Unreadable),
        }
    }
}
