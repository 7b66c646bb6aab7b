//! Dates of birth as they are typed, to the last letter that is there yet.

/// The names of the months; three letters are enough of one.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month whose name begins so, from 1.
pub(super) fn month_of(name: &str) -> Option<usize> {
    let at = MONTHS.iter().position(|month| month.starts_with(name))?;
    (name.len() >= 3).then_some(at + 1)
}

/// The beginnings that the word of a date has in the index, if these pieces may be a date: from its day on, from its year
/// on, or a month and its year. The last piece may still be growing unless it is closed.
pub(super) fn beginnings(pieces: &[&str], is_closed: bool) -> Vec<String> {
    let last = pieces.len().saturating_sub(1);
    let closed = |at: usize| is_closed || at < last;
    match *pieces {
        [day] if is_closed => parts(day, 31, true),
        [year, month] if is_year(year) => under(&[year.to_owned()], &months(month, closed(1))),
        [year, month, day] if is_year(year) => {
            let months = under(&[year.to_owned()], &months(month, true));
            under(&months, &parts(day, 31, closed(2)))
        }
        [month, year] if is_year(year) || month_of(month).is_some() => {
            under(&months(month, true), &digits(year, 4))
        }
        [day, month] => under(&parts(day, 31, true), &months(month, closed(1))),
        [day, month, year] => {
            let days = under(&parts(day, 31, true), &months(month, true));
            under(&days, &digits(year, 4))
        }
        _ => Vec::new(),
    }
}

/// Whether pieces are a whole date, which is then meant and nothing else.
pub(super) fn is_whole(beginnings: &[String]) -> bool {
    beginnings.iter().any(|date| date.len() >= 6)
}

fn is_year(piece: &str) -> bool {
    piece.len() == 4 && (piece.starts_with("19") || piece.starts_with("20")) && !digits(piece, 4).is_empty()
}

fn digits(piece: &str, most: usize) -> Vec<String> {
    let are = piece.len() <= most && piece.bytes().all(|byte| byte.is_ascii_digit());
    are.then(|| piece.to_owned()).into_iter().collect()
}

fn months(piece: &str, is_closed: bool) -> Vec<String> {
    match month_of(piece) {
        Some(month) => vec![format!("{month:02}")],
        None => parts(piece, 12, is_closed),
    }
}

/// A day or a month in two digits; of one that is still growing, both what it is and what it may become.
fn parts(piece: &str, most: usize, is_closed: bool) -> Vec<String> {
    let Some(number) = digits(piece, 2).first().and_then(|piece| piece.parse().ok()) else {
        return Vec::new();
    };
    let is_begun = !is_closed && piece.len() == 1;
    let mut found = Vec::new();
    if is_begun && number * 10 <= most {
        found.push(piece.to_owned());
    }
    if (1..=most).contains(&number) {
        found.push(format!("{number:02}"));
    }
    found
}

fn under(before: &[String], after: &[String]) -> Vec<String> {
    let pairs = before
        .iter()
        .flat_map(|before| after.iter().map(move |after| format!("{before}{after}")));
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_known_from_its_first_parts_on() {
        for (typed, expected) in [
            ("14 08", vec!["1408"]),
            ("14 8", vec!["1408"]),
            ("14 1", vec!["141", "1401"]),
            ("14 0", vec!["140"]),
            ("3 feb 19", vec!["030219"]),
            ("3 2 1975", vec!["03021975"]),
            ("14 8 80", vec!["140880"]),
            ("1980 08", vec!["198008"]),
            ("1980 8 1", vec!["1980081", "19800801"]),
            ("aug 1980", vec!["081980"]),
            ("08 1980", vec!["081980"]),
            ("32 08", vec![]),
            ("14 13", vec![]),
            ("943 476", vec![]),
            ("14", vec![]),
        ] {
            let pieces: Vec<&str> = typed.split(' ').collect();
            assert_eq!(beginnings(&pieces, false), expected, "{typed}");
        }
        assert_eq!(beginnings(&["3"], true), ["03"]);
        assert_eq!(beginnings(&["14", "1"], true), ["1401"]);
    }
}
