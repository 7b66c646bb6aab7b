//! The bundle: letter, index and enclosures in order, each page numbered once.

use std::fmt;

/// The reference of a request as people say it: `SO-2026-0042`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    year: i32,
    number: u32,
}

/// A text that is not a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a reference such as SO-2026-0042 is expected")]
pub struct ReferenceError;

impl Reference {
    /// The reference of the request that was logged as this number of its year.
    #[must_use]
    pub const fn new(year: i32, number: u32) -> Self {
        Self { year, number }
    }

    /// Reads what [`fmt::Display`] writes, in capitals or not.
    ///
    /// # Errors
    /// [`ReferenceError`] for any other text.
    pub fn parse(text: &str) -> Result<Self, ReferenceError> {
        let upper = text.trim().to_uppercase();
        let mut parts = upper.strip_prefix("SO-").ok_or(ReferenceError)?.split('-');
        let (Some(year), Some(number), None) = (parts.next(), parts.next(), parts.next()) else {
            return Err(ReferenceError);
        };
        if year.len() != 4 || number.len() < 4 {
            return Err(ReferenceError);
        }
        Ok(Self {
            year: year.parse().map_err(|_| ReferenceError)?,
            number: number.parse().map_err(|_| ReferenceError)?,
        })
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SO-{:04}-{:04}", self.year, self.number)
    }
}

/// One enclosure in its place: which pages of the bundle it fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The first page in the bundle, from 1.
    pub first_page: u32,
    /// The last page in the bundle.
    pub last_page: u32,
}

/// Which supplement: records that arrived after the bundle with a version of the letter was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SupplementNumber {
    /// The version of the letter that was sent.
    pub version: u32,
    /// The first, the second … to it, from 1.
    pub number: u32,
}

/// How much room an enclosure takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// How many pages go along.
    pub pages: u32,
    /// Whether it starts on a right-hand page when the bundle is printed on both sides.
    pub starts_right: bool,
}

/// Puts enclosures behind the letter and the index. Where one must start on a right-hand page, which is one with an odd
/// number, and would not, one page before it stays blank.
#[must_use]
pub fn places(front_pages: u32, enclosures: &[Extent]) -> Vec<Place> {
    let mut last = front_pages;
    enclosures
        .iter()
        .map(|extent| {
            let blank = u32::from(extent.starts_right && last % 2 == 1);
            let place = Place {
                first_page: last + blank + 1,
                last_page: last + blank + extent.pages,
            };
            last = place.last_page;
            place
        })
        .collect()
}

/// The pages that stay blank between the letter and the index and the last of these places.
#[must_use]
pub fn blank_pages(front_pages: u32, places: &[Place]) -> Vec<u32> {
    let ends = std::iter::once(front_pages).chain(places.iter().map(|place| place.last_page));
    ends.zip(places)
        .filter(|(end, place)| place.first_page > end + 1)
        .map(|(end, _)| end + 1)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_reads_back_what_it_writes() {
        let reference = Reference::new(2026, 42);
        assert_eq!(reference.to_string(), "SO-2026-0042");
        assert_eq!(Reference::parse("so-2026-0042"), Ok(reference));
        assert_eq!(
            Reference::parse("SO-2026-12345").unwrap().to_string(),
            "SO-2026-12345"
        );
        for wrong in [
            "",
            "2026-0042",
            "SO-26-0042",
            "SO-2026-42",
            "SO-2026-0042-1",
            "SO-2026-00x2",
        ] {
            assert_eq!(Reference::parse(wrong), Err(ReferenceError), "{wrong}");
        }
    }

    fn extents(extents: &[(u32, bool)]) -> Vec<Extent> {
        extents
            .iter()
            .map(|(pages, starts_right)| Extent {
                pages: *pages,
                starts_right: *starts_right,
            })
            .collect()
    }

    fn pages(places: &[Place]) -> Vec<(u32, u32)> {
        places
            .iter()
            .map(|place| (place.first_page, place.last_page))
            .collect()
    }

    #[test]
    fn enclosures_follow_one_another_without_a_gap() {
        let places = places(3, &extents(&[(4, false), (1, false), (2, false)]));
        assert_eq!(pages(&places), [(4, 7), (8, 8), (9, 10)]);
        assert!(blank_pages(3, &places).is_empty());
    }

    #[test]
    fn a_record_on_a_right_hand_page_leaves_one_page_blank_only_where_it_must() {
        let places = places(3, &extents(&[(4, true), (1, true), (2, false), (1, true)]));
        assert_eq!(pages(&places), [(5, 8), (9, 9), (10, 11), (13, 13)]);
        assert_eq!(blank_pages(3, &places), [4, 12]);
    }
}
