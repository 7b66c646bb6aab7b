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

/// Puts enclosures of so many pages each behind the letter and the index.
#[must_use]
pub fn places(front_pages: u32, enclosures: &[u32]) -> Vec<Place> {
    let mut next = front_pages + 1;
    enclosures
        .iter()
        .map(|pages| {
            let place = Place {
                first_page: next,
                last_page: next + pages.saturating_sub(1),
            };
            next += pages;
            place
        })
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

    #[test]
    fn enclosures_follow_one_another_without_a_gap() {
        let places = places(3, &[4, 1, 2]);
        let pages: Vec<_> = places
            .iter()
            .map(|place| (place.first_page, place.last_page))
            .collect();
        assert_eq!(pages, [(4, 7), (8, 8), (9, 10)]);
    }
}
