//! Tables of colours that are stored as segments (DICOM PS3.3 C.7.9.2): runs of entries, slopes, and repetitions.

/// The entries of a table of at most `count`; none where a segment is cut off, unknown, or repeats a repetition.
///
/// `wide` tells whether an item of the table is two bytes, for the places of segments are counted in bytes.
pub(super) fn unrolled(items: &[u16], count: usize, wide: bool) -> Option<Vec<u16>> {
    let mut out = Vec::with_capacity(count);
    let mut at = 0;
    while at < items.len() && out.len() < count {
        at = segment(items, at, &mut out, wide, true)?;
    }
    out.truncate(count);
    (!out.is_empty()).then_some(out)
}

/// Appends the segment that begins at `at`; returns where the next begins. A repetition may not repeat another, or
/// a file could have no end.
fn segment(items: &[u16], at: usize, out: &mut Vec<u16>, wide: bool, may_repeat: bool) -> Option<usize> {
    let length = usize::from(*items.get(at + 1)?);
    let body = at + 2;
    match items[at] {
        0 => {
            out.extend_from_slice(items.get(body..body + length)?);
            Some(body + length)
        }
        1 => {
            let (from, to) = (f64::from(*out.last()?), f64::from(*items.get(body)?));
            let step = (to - from) / length.max(1) as f64;
            out.extend((1..=length).map(|index| (from + step * index as f64).round() as u16));
            Some(body + 1)
        }
        2 if may_repeat => {
            let place = items.get(body..body + if wide { 2 } else { 4 })?;
            let bits = if wide { 16 } else { 8 };
            let offset = place
                .iter()
                .rev()
                .fold(0, |sum, item| sum << bits | usize::from(*item));
            let mut source = if wide { offset / 2 } else { offset };
            for _ in 0..length {
                source = segment(items, source, out, wide, false)?;
            }
            Some(body + place.len())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_slopes_and_repetitions_are_unrolled() {
        let items = [0, 2, 10, 20, 1, 4, 60, 2, 1, 0, 0];
        assert_eq!(
            unrolled(&items, 99, true).unwrap(),
            [10, 20, 30, 40, 50, 60, 10, 20]
        );
        let narrow = [0, 1, 7, 2, 1, 0, 0, 0, 0];
        assert_eq!(unrolled(&narrow, 99, false).unwrap(), [7, 7]);
    }

    #[test]
    fn a_repetition_of_itself_and_a_segment_that_is_cut_off_are_refused() {
        assert_eq!(unrolled(&[2, 1, 0, 0], 9, true), None);
        assert_eq!(unrolled(&[0, 9, 1], 9, true), None);
        assert_eq!(unrolled(&[1, 3, 5], 9, true), None);
        assert_eq!(unrolled(&[], 9, true), None);
    }
}
