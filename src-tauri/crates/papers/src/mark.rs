//! What a paper says of itself across each page: that it is not signed yet, or not real.

/// Words across each page of a demonstration (hazard H35).
pub const DEMONSTRATION: &str = "DEMONSTRATION";

/// The words across each page of a paper; none for one that is what it seems.
#[must_use]
pub const fn words(is_draft: bool, is_demonstration: bool) -> Option<&'static str> {
    match (is_demonstration, is_draft) {
        (true, true) => Some("DEMONSTRATION DRAFT"),
        (true, false) => Some(DEMONSTRATION),
        (false, true) => Some("DRAFT"),
        (false, false) => None,
    }
}
