//! Which pages of a record go along, as a person chooses them.

/// Pages of a record: all of them, or chosen ones in the order of the record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum PageChoice {
    /// All pages.
    #[default]
    All,
    /// Ranges of pages, each from first to last, rising and apart.
    Ranges(Vec<(u32, u32)>),
}

/// A page range that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PageChoiceError {
    /// Not of the form `3-5,9`.
    #[error("“{0}” is not a page or range; write them like 3-5,9")]
    NotARange(String),
    /// Backwards, overlapping or zero.
    #[error("pages must rise: “{0}” comes too early")]
    NotRising(String),
    /// Beyond the last page.
    #[error("the record has {pages} pages; page {asked} does not exist")]
    Beyond {
        /// The page that was asked for.
        asked: u32,
        /// How many there are.
        pages: u32,
    },
}

impl PageChoice {
    /// Reads `all`, nothing, or ranges such as `3-5,9` of a record with so many pages.
    ///
    /// # Errors
    /// [`PageChoiceError`] naming the range that is wrong.
    pub fn parse(text: &str, pages: u32) -> Result<Self, PageChoiceError> {
        let text = text.trim();
        if text.is_empty() || text.eq_ignore_ascii_case("all") {
            return Ok(Self::All);
        }
        let mut ranges = Vec::new();
        let mut last = 0;
        for part in text.split(',').map(str::trim) {
            let number = |text: &str| {
                text.trim()
                    .parse::<u32>()
                    .map_err(|_| PageChoiceError::NotARange(part.to_owned()))
            };
            let (from, to) = match part.split_once(['-', '\u{2013}']) {
                Some((from, to)) => (number(from)?, number(to)?),
                None => (number(part)?, number(part)?),
            };
            if from <= last || to < from {
                return Err(PageChoiceError::NotRising(part.to_owned()));
            }
            if to > pages {
                return Err(PageChoiceError::Beyond { asked: to, pages });
            }
            ranges.push((from, to));
            last = to;
        }
        if ranges == [(1, pages)] {
            Ok(Self::All)
        } else {
            Ok(Self::Ranges(ranges))
        }
    }

    /// The choice of exactly these pages, which rise, of a record with so many pages.
    #[must_use]
    pub fn of_numbers(numbers: &[u32], pages: u32) -> Self {
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for number in numbers {
            match ranges.last_mut() {
                Some((_, to)) if *to + 1 == *number => *to = *number,
                _ => ranges.push((*number, *number)),
            }
        }
        if ranges == [(1, pages)] {
            Self::All
        } else {
            Self::Ranges(ranges)
        }
    }

    /// The page numbers of a record with so many pages, from 1.
    #[must_use]
    pub fn numbers(&self, pages: u32) -> Vec<u32> {
        match self {
            Self::All => (1..=pages).collect(),
            Self::Ranges(ranges) => ranges.iter().flat_map(|(from, to)| *from..=*to).collect(),
        }
    }

    /// The ranges as a person types them: `3-5,9`; none for all pages.
    #[must_use]
    pub fn typed(&self) -> Option<String> {
        match self {
            Self::All => None,
            Self::Ranges(ranges) => {
                let one = |(from, to): &(u32, u32)| {
                    if from == to {
                        from.to_string()
                    } else {
                        format!("{from}-{to}")
                    }
                };
                Some(ranges.iter().map(one).collect::<Vec<_>>().join(","))
            }
        }
    }

    /// The words of the index: `pages 3–5, 9 of 12`; none for all pages.
    #[must_use]
    pub fn words(&self, pages: u32) -> Option<String> {
        let typed = self.typed()?;
        let plural = if self.numbers(pages).len() == 1 {
            "page"
        } else {
            "pages"
        };
        Some(format!(
            "{plural} {} of {pages}",
            typed.replace('-', "–").replace(',', ", ")
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_chosen_as_people_write_them() {
        let chosen = PageChoice::parse("3-5, 9", 12).unwrap();
        assert_eq!(chosen.numbers(12), [3, 4, 5, 9]);
        assert_eq!(chosen.words(12).unwrap(), "pages 3–5, 9 of 12");
        assert_eq!(PageChoice::parse(&chosen.typed().unwrap(), 12).unwrap(), chosen);
        assert_eq!(PageChoice::of_numbers(&[3, 4, 5, 9], 12), chosen);
        assert_eq!(PageChoice::parse("1-12", 12).unwrap(), PageChoice::All);
        assert_eq!(
            PageChoice::parse("4", 12).unwrap().words(12).unwrap(),
            "page 4 of 12"
        );
    }

    #[test]
    fn a_page_that_does_not_exist_is_named() {
        assert_eq!(
            PageChoice::parse("2-13", 12),
            Err(PageChoiceError::Beyond { asked: 13, pages: 12 })
        );
        assert_eq!(
            PageChoice::parse("5-3", 12),
            Err(PageChoiceError::NotRising("5-3".into()))
        );
        assert_eq!(
            PageChoice::parse("0", 12),
            Err(PageChoiceError::NotRising("0".into()))
        );
        assert_eq!(
            PageChoice::parse("two", 12),
            Err(PageChoiceError::NotARange("two".into()))
        );
    }
}
