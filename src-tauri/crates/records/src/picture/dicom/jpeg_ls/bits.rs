//! The bits of a scan; after a byte of all ones the next has only seven, so that no marker can appear.

use pdf::image_page::ImageRefusal;

pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    held: u64,
    count: u32,
    after_ones: bool,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            held: 0,
            count: 0,
            after_ones: false,
        }
    }

    pub(super) fn bit(&mut self) -> Result<bool, ImageRefusal> {
        Ok(self.value(1)? == 1)
    }

    /// A number of at most 25 bits.
    pub(super) fn value(&mut self, length: u32) -> Result<i32, ImageRefusal> {
        if length == 0 {
            return Ok(0);
        }
        while self.count < length {
            self.fill()?;
        }
        self.count -= length;
        Ok((self.held >> self.count & ((1 << length) - 1)) as i32)
    }

    /// Zeros before the next one, of which there are at most `most`.
    pub(super) fn zeros(&mut self, most: u32) -> Result<u32, ImageRefusal> {
        let mut zeros = 0;
        while !self.bit()? {
            zeros += 1;
            if zeros > most {
                return Err(ImageRefusal::Unreadable);
            }
        }
        Ok(zeros)
    }

    /// Bytes up to the marker that follows the scan.
    pub(super) fn used(&self) -> usize {
        let rest = &self.bytes[self.at.min(self.bytes.len())..];
        // Bytes that were read ahead cannot hold the marker, since reading stops there.
        let marker = rest
            .windows(2)
            .position(|pair| pair[0] == 0xFF && pair[1] >= 0x80);
        self.at + marker.unwrap_or(rest.len())
    }

    fn fill(&mut self) -> Result<(), ImageRefusal> {
        let byte = *self.bytes.get(self.at).ok_or(ImageRefusal::Unreadable)?;
        let next_is_marker = byte == 0xFF && self.bytes.get(self.at + 1).is_none_or(|next| *next >= 0x80);
        if next_is_marker {
            return Err(ImageRefusal::Unreadable);
        }
        let length = if self.after_ones { 7 } else { 8 };
        self.held = self.held << length | u64::from(byte);
        self.count += length;
        self.after_ones = byte == 0xFF;
        self.at += 1;
        Ok(())
    }
}
