//! The pages of the handbook, in the order in which they are listed.

macro_rules! pages {
    ($($code:literal),+ $(,)?) => {
        &[$((
            $code,
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../../assets/help/handbook/",
                $code,
                ".txt"
            )),
        )),+]
    };
}

/// Each page by its code.
pub(super) const PAGES: &[(&str, &str)] = pages![
    "start",
    "log",
    "explanation",
    "deciding",
    "urgency",
    "clinical",
    "needs",
    "new-team",
    "records",
    "letter",
    "bundle",
    "papers",
    "sending",
    "opinion",
    "transfer",
    "patients",
    "directory",
    "account",
    "keys",
    "keeping",
    "wording",
];
