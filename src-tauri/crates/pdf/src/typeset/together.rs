//! What a line end must not part: a date, a range, a number and its unit. Parted, each of them can be misread.

/// Units that follow a number in clinical text; a line does not begin with one.
const UNITS: &[&str] = &[
    "%",
    "bpm",
    "cm",
    "cm²",
    "cm³",
    "days",
    "fL",
    "g",
    "g/L",
    "hours",
    "IU/L",
    "kg",
    "kg/m²",
    "L",
    "L/min",
    "mcg",
    "mg",
    "mg/dL",
    "mg/L",
    "micrograms",
    "mIU/L",
    "mL",
    "ml",
    "mL/min",
    "mm",
    "mm²",
    "mmHg",
    "mmol/L",
    "mmol/mol",
    "months",
    "m/s",
    "mU/L",
    "ng/L",
    "ng/mL",
    "nmol/L",
    "pg",
    "pmol/L",
    "pt",
    "s",
    "U/L",
    "units",
    "weeks",
    "years",
    "µg",
    "µg/L",
    "µmol/L",
    "×10⁹/L",
    "×10¹²/L",
];

/// Whether the text holds together at this byte, so that no line may end there.
pub(super) fn holds(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let Some(last) = before.chars().next_back() else {
        return false;
    };
    match last {
        '-' | '\u{2013}' | '/' => {
            let earlier = before[..before.len() - last.len_utf8()].chars().next_back();
            let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            is_digit(earlier) && after.starts_with(char::is_alphanumeric)
                || is_digit(after.chars().next()) && earlier.is_some_and(char::is_alphanumeric)
        }
        ' ' => {
            let is_number = before.trim_end().ends_with(|c: char| c.is_ascii_digit());
            let word = after.split_whitespace().next().unwrap_or("");
            is_number && UNITS.contains(&word.trim_end_matches([',', '.', ';', ':', ')', '?']))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_a_range_and_a_measure_stay_on_one_line() {
        for (text, at) in [
            ("05-Nov-2026", 3),
            ("05-Nov-2026", 7),
            ("59–104", 5),
            ("128/74 mmHg", 4),
            ("128/74 mmHg,", 7),
            ("0.8 cm², valve", 4),
        ] {
            assert!(holds(text, at), "{text} at {at}");
        }
    }

    #[test]
    fn words_may_still_part() {
        for (text, at) in [
            ("second-opinion", 7),
            ("and/or", 4),
            ("in 2009 and", 8),
            ("seen 3 times", 7),
        ] {
            assert!(!holds(text, at), "{text} at {at}");
        }
    }
}
