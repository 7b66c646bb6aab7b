//! How a DICOM file is stored: the order of its bytes, and the compression of its pixels.

/// The transfer syntax of a file, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Syntax {
    /// Whether elements leave out what kind they are.
    pub(super) implicit: bool,
    pub(super) big_endian: bool,
    /// Whether the whole data set is compressed.
    pub(super) deflated: bool,
    pub(super) coding: Coding,
}

/// How pixels are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    Plain,
    RunLength,
    Jpeg,
    JpegLs,
    Jpeg2000,
    /// One that cannot be printed, in the words of a refusal.
    Unsupported(&'static str),
}

impl Syntax {
    /// The syntax with this identifier, as DICOM PS3.5 and PS3.6 list them; none for one that is not known.
    pub(super) fn from_uid(uid: &str) -> Option<Self> {
        let plain = Self {
            implicit: false,
            big_endian: false,
            deflated: false,
            coding: Coding::Plain,
        };
        let coded = |coding| Some(Self { coding, ..plain });
        let (root, last) = uid.strip_prefix("1.2.840.10008.1.2").map(|rest| {
            let rest = rest.strip_prefix('.').unwrap_or(rest);
            rest.rsplit_once('.').unwrap_or(("", rest))
        })?;
        match (root, last) {
            ("", "") => Some(Self {
                implicit: true,
                ..plain
            }),
            ("", "1") => Some(plain),
            ("1", "99") => Some(Self {
                deflated: true,
                ..plain
            }),
            ("", "2") => Some(Self {
                big_endian: true,
                ..plain
            }),
            ("", "5") => coded(Coding::RunLength),
            ("4", "50" | "51" | "57" | "70") => coded(Coding::Jpeg),
            ("4", "80" | "81") => coded(Coding::JpegLs),
            ("4", "90" | "91" | "92" | "93") => coded(Coding::Jpeg2000),
            ("4", "110" | "111" | "112") => coded(Coding::Unsupported("JPEG XL")),
            ("4", "201" | "202" | "203") => coded(Coding::Unsupported("High-Throughput JPEG 2000")),
            ("4", _) if last.starts_with("10") => coded(Coding::Unsupported("a film (MPEG)")),
            _ => None,
        }
    }

    /// The syntax of a data set without a head: explicit where the first element names its kind.
    pub(super) fn guessed(dataset: &[u8]) -> Self {
        let names_kind = dataset
            .get(4..6)
            .is_some_and(|kind| kind.iter().all(u8::is_ascii_uppercase));
        Self {
            implicit: !names_kind,
            // The group of the first element is 8 in every image.
            big_endian: names_kind && dataset.first() == Some(&0),
            deflated: false,
            coding: Coding::Plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transfer_syntax_is_told_by_its_identifier() {
        let coding = |uid: &str| Syntax::from_uid(uid).map(|syntax| syntax.coding);
        assert!(Syntax::from_uid("1.2.840.10008.1.2").is_some_and(|syntax| syntax.implicit));
        assert!(Syntax::from_uid("1.2.840.10008.1.2.1").is_some_and(|syntax| !syntax.implicit));
        assert!(Syntax::from_uid("1.2.840.10008.1.2.2").is_some_and(|syntax| syntax.big_endian));
        assert!(Syntax::from_uid("1.2.840.10008.1.2.1.99").is_some_and(|syntax| syntax.deflated));
        assert_eq!(coding("1.2.840.10008.1.2.4.70"), Some(Coding::Jpeg));
        assert_eq!(coding("1.2.840.10008.1.2.4.80"), Some(Coding::JpegLs));
        assert_eq!(coding("1.2.840.10008.1.2.4.91"), Some(Coding::Jpeg2000));
        assert_eq!(coding("1.2.840.10008.1.2.5"), Some(Coding::RunLength));
        assert!(matches!(
            coding("1.2.840.10008.1.2.4.102"),
            Some(Coding::Unsupported(_))
        ));
        assert_eq!(coding("1.2.3"), None);
    }
}
