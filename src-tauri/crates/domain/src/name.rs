//! A person's name, and the two ways in which it is shown.

use crate::text::{self, TextError};

/// The most characters that the NHS data dictionary allows for a family or given name (domain rule §2.4).
pub const NAME_LIMIT: usize = 35;

/// A person's name.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonName {
    title: Option<String>,
    given: String,
    family: String,
}

impl PersonName {
    /// Reads a name; an empty title counts as none.
    ///
    /// # Errors
    /// [`NameError`] naming the part that is empty, too long or holds a hidden character.
    pub fn parse(title: Option<&str>, given: &str, family: &str) -> Result<Self, NameError> {
        let title = match title.map(str::trim) {
            None | Some("") => None,
            Some(typed) => Some(text::line(typed, NAME_LIMIT).map_err(|error| NameError {
                part: NamePart::Title,
                error,
            })?),
        };
        let given = text::line(given, NAME_LIMIT).map_err(|error| NameError {
            part: NamePart::Given,
            error,
        })?;
        let family = text::line(family, NAME_LIMIT).map_err(|error| NameError {
            part: NamePart::Family,
            error,
        })?;
        Ok(Self { title, given, family })
    }

    /// The title, such as `Mr` or `Dr`, if one is recorded.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The given name or names.
    #[must_use]
    pub fn given(&self) -> &str {
        &self.given
    }

    /// The family name.
    #[must_use]
    pub fn family(&self) -> &str {
        &self.family
    }

    /// The form of the patient banner: `SMITH, John (Mr)` (NHS CUI PAB-0051 to PAB-0053, domain rule §2.4).
    #[must_use]
    pub fn banner(&self) -> String {
        let family = self.family.to_uppercase();
        match &self.title {
            Some(title) => format!("{family}, {} ({title})", self.given),
            None => format!("{family}, {}", self.given),
        }
    }

    /// The form of running text and of an address: `Mr John Smith`.
    #[must_use]
    pub fn in_full(&self) -> String {
        match &self.title {
            Some(title) => format!("{title} {} {}", self.given, self.family),
            None => format!("{} {}", self.given, self.family),
        }
    }
}

/// A name is never written into a log.
impl std::fmt::Debug for PersonName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonName(…)")
    }
}

/// Which part of a name was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamePart {
    /// The title.
    Title,
    /// The given name.
    Given,
    /// The family name.
    Family,
}

/// A part of a name that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{error}")]
pub struct NameError {
    /// The part.
    pub part: NamePart,
    /// What is wrong with it.
    pub error: TextError,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_banner_has_the_family_name_first_and_in_capitals() {
        let name = PersonName::parse(Some("Mr"), "John", "Smith").unwrap();
        assert_eq!(name.banner(), "SMITH, John (Mr)");
        assert_eq!(name.in_full(), "Mr John Smith");
        let untitled = PersonName::parse(Some(" "), "Siân", "Ŵyn-Jones").unwrap();
        assert_eq!(untitled.banner(), "ŴYN-JONES, Siân");
    }

    #[test]
    fn a_name_error_says_which_part() {
        assert_eq!(
            PersonName::parse(None, "", "Smith").unwrap_err().part,
            NamePart::Given
        );
        assert_eq!(
            PersonName::parse(None, "Ann", &"x".repeat(36)).unwrap_err().part,
            NamePart::Family
        );
    }

    #[test]
    fn a_name_does_not_show_in_debug_output() {
        let name = PersonName::parse(None, "John", "Smith").unwrap();
        assert!(!format!("{name:?}").contains("Smith"));
    }
}
