//! The codes of HL7 version 2 tables in words.

/// Table 0078: how a result compares with what is usual, and whether it stands out.
pub(in crate::writing) fn flag(code: &str) -> (String, bool) {
    let words = match code.trim().to_ascii_uppercase().as_str() {
        "" => return (String::new(), false),
        "N" => return ("Normal".to_owned(), false),
        "S" => return ("Susceptible".to_owned(), false),
        "NEG" => return ("Negative".to_owned(), false),
        "L" => "Low",
        "H" => "High",
        "LL" => "Critically low",
        "HH" => "Critically high",
        "LU" => "Significantly low",
        "HU" => "Significantly high",
        "<" => "Below the instrument's range",
        ">" => "Above the instrument's range",
        "A" => "Abnormal",
        "AA" => "Critically abnormal",
        "U" => "Significant change up",
        "D" => "Significant change down",
        "B" => "Better",
        "W" => "Worse",
        "R" => "Resistant",
        "I" => "Intermediate",
        "MS" => "Moderately susceptible",
        "VS" => "Very susceptible",
        "POS" => "Positive",
        "DET" => "Detected",
        "ND" => return ("Not detected".to_owned(), false),
        "IND" => "Indeterminate",
        other => return (format!("code {other}"), true),
    };
    (words.to_owned(), true)
}

/// Table 0085: how final a result is, and whether it is anything but final.
pub(super) fn result_status(code: &str) -> (String, bool) {
    let words = match code.trim().to_ascii_uppercase().as_str() {
        "" => return (String::new(), true),
        "F" => return ("Final".to_owned(), false),
        "U" => return ("Final (was preliminary)".to_owned(), false),
        "C" => "Corrected",
        "D" => "Deleted",
        "I" => "Pending in laboratory",
        "N" => "Not asked for",
        "O" => "Order only, no result",
        "P" => "Preliminary",
        "R" => "Not verified",
        "S" => "Partial",
        "W" => "Wrong: withdrawn",
        "X" => "Cannot be obtained",
        other => return (format!("code {other}"), true),
    };
    (words.to_owned(), true)
}

/// Table 0123: how final a report is, and whether it is anything but final.
pub(super) fn report_status(code: &str) -> (String, bool) {
    let words = match code.trim().to_ascii_uppercase().as_str() {
        "" => return (String::new(), false),
        "F" => return ("Final".to_owned(), false),
        "C" => "Corrected",
        "P" => "Preliminary",
        "A" => "Some results available",
        "I" => "Specimen received, not yet examined",
        "O" => "Ordered, no specimen yet",
        "R" => "Results stored, not yet verified",
        "S" => "Scheduled, nothing done yet",
        "X" => "Cancelled, no results",
        other => return (format!("code {other}"), true),
    };
    (words.to_owned(), true)
}

/// Table 0271: how far a document has come, and whether it is anything but authenticated.
pub(super) fn document_status(code: &str) -> (String, bool) {
    let words = match code.trim().to_ascii_uppercase().as_str() {
        "" => return (String::new(), false),
        "AU" => return ("Authenticated".to_owned(), false),
        "LA" => return ("Legally authenticated".to_owned(), false),
        "DI" => "Dictated",
        "DO" => "Documented, not authenticated",
        "IN" => "Incomplete",
        "IP" => "In progress",
        "PA" => "Pre-authenticated",
        other => return (format!("code {other}"), true),
    };
    (words.to_owned(), true)
}

/// Table 0001: administrative sex.
pub(super) fn sex(code: &str) -> String {
    match code.trim().to_ascii_uppercase().as_str() {
        "M" => "Male".to_owned(),
        "F" => "Female".to_owned(),
        "U" | "9" => "Unknown".to_owned(),
        "O" => "Other".to_owned(),
        "A" => "Ambiguous".to_owned(),
        _ => code.trim().to_owned(),
    }
}
