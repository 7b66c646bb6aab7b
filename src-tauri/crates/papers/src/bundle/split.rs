//! Splitting: which pages of which enclosures go into which part, so that each part keeps within a size.
//!
//! Letter and index are in every part: whoever receives one part alone knows what it belongs to and what is missing.
//! A page is never divided.

/// An enclosure as far as splitting looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    /// How many pages go along.
    pub pages: u32,
    /// How many bytes they take together.
    pub bytes: u64,
}

/// Some pages of one enclosure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Which enclosure, from 0.
    pub enclosure: usize,
    /// The first of the pages that go along, from 0.
    pub first: u32,
    /// How many of them.
    pub pages: u32,
}

/// Fills part after part up to `capacity` bytes, in order. An enclosure is only divided between parts when it does not
/// fit into one; a page that is larger than the capacity has a part of its own.
#[must_use]
pub fn share(weights: &[Weight], capacity: u64) -> Vec<Vec<Share>> {
    let mut parts: Vec<Vec<Share>> = vec![Vec::new()];
    let mut left = capacity;
    for (enclosure, weight) in weights.iter().enumerate() {
        let per_page = weight.bytes.div_ceil(u64::from(weight.pages.max(1))).max(1);
        let is_empty = |parts: &[Vec<Share>]| parts.last().is_none_or(Vec::is_empty);
        if weight.bytes > left && !is_empty(&parts) {
            parts.push(Vec::new());
            left = capacity;
        }
        let mut first = 0;
        while first < weight.pages {
            let fit = u32::try_from(left / per_page)
                .unwrap_or(u32::MAX)
                .min(weight.pages - first);
            let fit = if fit == 0 && is_empty(&parts) { 1 } else { fit };
            if fit == 0 {
                parts.push(Vec::new());
                left = capacity;
                continue;
            }
            if let Some(part) = parts.last_mut() {
                part.push(Share {
                    enclosure,
                    first,
                    pages: fit,
                });
            }
            first += fit;
            left = left.saturating_sub(u64::from(fit) * per_page);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(list: &[(u32, u64)]) -> Vec<Weight> {
        list.iter()
            .map(|(pages, bytes)| Weight {
                pages: *pages,
                bytes: *bytes,
            })
            .collect()
    }

    #[test]
    fn what_fits_stays_together() {
        assert_eq!(share(&weights(&[(4, 40), (2, 20)]), 100).len(), 1);
        let parts = share(&weights(&[(4, 60), (2, 60), (1, 30)]), 100);
        let enclosures: Vec<Vec<usize>> = parts
            .iter()
            .map(|part| part.iter().map(|share| share.enclosure).collect())
            .collect();
        assert_eq!(enclosures, [vec![0], vec![1, 2]]);
    }

    #[test]
    fn an_enclosure_that_is_too_large_is_divided_between_pages() {
        let parts = share(&weights(&[(1, 10), (10, 250)]), 100);
        let pages: Vec<Vec<(u32, u32)>> = parts
            .iter()
            .map(|part| part.iter().map(|share| (share.first, share.pages)).collect())
            .collect();
        assert_eq!(pages, [vec![(0, 1)], vec![(0, 4)], vec![(4, 4)], vec![(8, 2)]]);
    }

    #[test]
    fn every_page_is_in_exactly_one_part() {
        for capacity in [1, 7, 33, 100, 1_000, u64::MAX] {
            let weights = weights(&[(3, 31), (1, 500), (12, 90), (1, 1)]);
            let mut seen: Vec<u32> = vec![0; weights.len()];
            for share in share(&weights, capacity).iter().flatten() {
                assert_eq!(share.first, seen[share.enclosure], "pages keep their order");
                seen[share.enclosure] += share.pages;
            }
            assert_eq!(seen, [3, 1, 12, 1], "capacity {capacity}");
        }
    }
}
