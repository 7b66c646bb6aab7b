//! Elements of a DICOM data set as they are stored: tag, kind, length and value.

/// The tag and the length of an element.
pub(super) struct Head {
    pub(super) tag: u32,
    pub(super) length: u32,
    /// Whether its kind is given as unknown.
    pub(super) unknown: bool,
    /// Whether its value is made of words of 16 bits.
    pub(super) words: bool,
}

/// Reads elements one after another.
pub(super) struct Reader<'a> {
    pub(super) bytes: &'a [u8],
    /// Where the next element begins.
    pub(super) at: usize,
    pub(super) big_endian: bool,
}

impl<'a> Reader<'a> {
    /// The tag and the length of the element that comes next.
    pub(super) fn head(&mut self, implicit: bool) -> Option<Head> {
        let group = self.short(self.at)?;
        let tag = u32::from(group) << 16 | u32::from(self.short(self.at + 2)?);
        if implicit || group == 0xFFFE {
            let length = self.long(self.at + 4)?;
            self.at += 8;
            return Some(Head {
                tag,
                length,
                unknown: false,
                words: true,
            });
        }
        let kind: [u8; 2] = self.bytes.get(self.at + 4..self.at + 6)?.try_into().ok()?;
        let is_long = matches!(
            &kind,
            b"OB"
                | b"OD"
                | b"OF"
                | b"OL"
                | b"OV"
                | b"OW"
                | b"SQ"
                | b"SV"
                | b"UC"
                | b"UN"
                | b"UR"
                | b"UT"
                | b"UV"
        );
        let length = if is_long {
            let length = self.long(self.at + 8)?;
            self.at += 12;
            length
        } else {
            let length = self.short(self.at + 6)?;
            self.at += 8;
            length.into()
        };
        Some(Head {
            tag,
            length,
            unknown: &kind == b"UN",
            words: &kind == b"OW",
        })
    }

    /// The next `length` bytes; none when the file ends within them.
    pub(super) fn value(&mut self, length: u32) -> Option<&'a [u8]> {
        let end = self.at.checked_add(length as usize)?;
        let value = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(value)
    }

    fn short(&self, at: usize) -> Option<u16> {
        let pair = self.bytes.get(at..at + 2)?.try_into().ok()?;
        Some(if self.big_endian {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        })
    }

    fn long(&self, at: usize) -> Option<u32> {
        let four = self.bytes.get(at..at + 4)?.try_into().ok()?;
        Some(if self.big_endian {
            u32::from_be_bytes(four)
        } else {
            u32::from_le_bytes(four)
        })
    }
}
