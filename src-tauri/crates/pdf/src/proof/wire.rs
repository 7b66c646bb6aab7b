//! What is expected of a bundle as bytes, for a process that proves it: numbers of eight bytes and what they count.

use std::sync::Arc;

use super::{Expected, Sheet, Strips};
use crate::join::annotation::Made;
use crate::join::geometry::Matrix;

/// Fields that a page can have at most drawn for it; more would take more than they could have been read from.
const MADE: u64 = 1_000_000;

impl Expected {
    /// As bytes that [`Self::from_bytes`] reads.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let strips = self.strips.as_ref().map(Strips::file).unwrap_or_default();
        put(&mut out, strips.len() as u64);
        out.extend_from_slice(&strips);
        put(&mut out, self.sheets.len() as u64);
        for sheet in &self.sheets {
            put(&mut out, sheet.part as u64);
            put(&mut out, sheet.page.into());
            put(&mut out, sheet.object.0.into());
            put(&mut out, sheet.object.1.into());
            for number in [sheet.width, sheet.height].iter().chain(&sheet.matrix.0) {
                put(&mut out, number.to_bits());
            }
            put(&mut out, sheet.made.len() as u64);
            for made in &sheet.made {
                made.rect
                    .iter()
                    .for_each(|number| put(&mut out, number.to_bits()));
                put(&mut out, made.value.into());
            }
        }
        out
    }

    /// Reads what [`Self::to_bytes`] wrote; none for anything else.
    #[must_use]
    pub fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let input = &mut bytes;
        let length = usize::try_from(take(input)?).ok()?;
        let (strips, rest) = input.split_at_checked(length)?;
        let strips = (length > 0).then(|| Strips::File(Arc::new(strips.to_vec())));
        *input = rest;
        let count = take(input)?;
        // Each sheet takes more than a hundred bytes, so that a length that lies ends here.
        let sheets = (0..count).map(|_| sheet(input)).collect::<Option<Vec<_>>>()?;
        input.is_empty().then_some(Self { sheets, strips })
    }
}

fn sheet(input: &mut &[u8]) -> Option<Sheet> {
    let part = usize::try_from(take(input)?).ok()?;
    let page = take(input)?.try_into().ok()?;
    let object = (take(input)?.try_into().ok()?, take(input)?.try_into().ok()?);
    let (width, height) = (real(input)?, real(input)?);
    let matrix = Matrix(reals(input)?);
    let count = Some(take(input)?).filter(|count| *count <= MADE)?;
    let made = (0..count).map(|_| {
        Some(Made {
            rect: reals(input)?,
            value: take(input)? == 1,
        })
    });
    let made = made.collect::<Option<Vec<_>>>()?;
    Some(Sheet {
        part,
        page,
        object,
        width,
        height,
        matrix,
        made,
    })
}

fn put(out: &mut Vec<u8>, number: u64) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn take(input: &mut &[u8]) -> Option<u64> {
    let (first, rest) = input.split_first_chunk()?;
    *input = rest;
    Some(u64::from_le_bytes(*first))
}

fn real(input: &mut &[u8]) -> Option<f64> {
    take(input).map(f64::from_bits)
}

fn reals<const N: usize>(input: &mut &[u8]) -> Option<[f64; N]> {
    let mut out = [0.0; N];
    for number in &mut out {
        *number = real(input)?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_expected_reads_back_and_what_was_cut_off_does_not() {
        let sheet = Sheet {
            part: 3,
            page: 2,
            object: (7, 1),
            width: 595.0,
            height: 842.5,
            matrix: Matrix([1.0, 0.0, 0.0, -1.0, 0.5, 9.0]),
            made: vec![Made {
                rect: [1.0, 2.0, 3.0, 4.0],
                value: true,
            }],
        };
        let expected = Expected {
            sheets: vec![sheet],
            strips: Some(Strips::File(Arc::new(vec![1, 2, 3]))),
        };
        let bytes = expected.to_bytes();
        assert_eq!(Expected::from_bytes(&bytes).unwrap().to_bytes(), bytes);
        for length in 0..bytes.len() {
            assert!(Expected::from_bytes(&bytes[..length]).is_none(), "{length}");
        }
    }
}
