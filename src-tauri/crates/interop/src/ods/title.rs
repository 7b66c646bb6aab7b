//! Names that the files write in capitals, as a letter writes them.

/// Words that stay in capitals.
const CAPITALS: &[&str] = &[
    "NHS", "GP", "GPS", "ICB", "HQ", "UK", "LLP", "CIC", "ENT", "MRI", "CT", "RAF", "HMP", "II", "III", "IV",
    "A&E", "PCN", "KCH", "UCL",
];

/// Words that stay small inside a name.
const SMALL: &[&str] = &[
    "of", "and", "the", "for", "in", "at", "on", "upon", "with", "by", "le", "under",
];

/// A name or address in capitals as a letter writes it; one that is not all capitals stays as it is.
pub(super) fn titled(text: &str) -> String {
    if text.chars().any(char::is_lowercase) {
        return text.to_owned();
    }
    text.split_whitespace()
        .enumerate()
        .map(|(at, word)| match (at, word.to_lowercase()) {
            _ if CAPITALS.contains(&word) => word.to_owned(),
            (1.., small) if SMALL.contains(&small.as_str()) => small,
            _ => capitalised(word),
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// A person's name from the surname and the initials: `J L Allison`.
pub(super) fn initialled(surname: &str, initials: &str) -> String {
    let letters: Vec<String> = initials
        .chars()
        .filter(|c| c.is_alphabetic())
        .map(|c| c.to_uppercase().to_string())
        .collect();
    [letters.join(" "), titled(surname)]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A word with a capital at its start and after whatever parts it.
fn capitalised(word: &str) -> String {
    let mut made = String::with_capacity(word.len());
    let letters: Vec<char> = word.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        let begins = match at.checked_sub(1).map(|before| letters[before]) {
            None => true,
            // “St James’s” has a small letter after the apostrophe, “O’Brien” a capital.
            Some('\'' | '’') => letters.len() - at > 2,
            // “McDonald”.
            Some('C') if at == 2 && letters[0] == 'M' && letters.len() > 5 => true,
            Some(before) => !before.is_alphanumeric(),
        };
        if begins {
            made.extend(letter.to_uppercase());
        } else {
            made.extend(letter.to_lowercase());
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_capitals_is_written_as_in_a_letter() {
        for (capitals, written) in [
            ("THE DENSHAM SURGERY", "The Densham Surgery"),
            (
                "KING'S COLLEGE HOSPITAL NHS FOUNDATION TRUST",
                "King's College Hospital NHS Foundation Trust",
            ),
            ("STOCKTON-ON-TEES", "Stockton-On-Tees"),
            ("ST JAMES'S UNIVERSITY HOSPITAL", "St James's University Hospital"),
            (
                "ROYAL HOSPITAL OF O'BRIEN AND MCDONALD",
                "Royal Hospital of O'Brien and McDonald",
            ),
            ("Ashfield (PCN)", "Ashfield (PCN)"),
        ] {
            assert_eq!(titled(capitals), written);
        }
        assert_eq!(initialled("VAN DER BERG", "JL"), "J L Van Der Berg");
    }
}
