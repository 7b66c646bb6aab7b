//! Made-up people and places: names as common and as rare as in a telephone book, numbers that carry their check digit.

use chrono::{Days, NaiveDate};

const GIVEN: [&str; 64] = [
    "Olivia",
    "Amelia",
    "Isla",
    "Ava",
    "Mia",
    "Grace",
    "Freya",
    "Lily",
    "Siân",
    "Nia",
    "Zofia",
    "Aisha",
    "Priya",
    "Ngozi",
    "Mei",
    "Chloé",
    "Bronwen",
    "Eilidh",
    "Aoife",
    "Caitlin",
    "Margaret",
    "Susan",
    "Patricia",
    "Christine",
    "Elizabeth",
    "Jean",
    "Dorothy",
    "Sheila",
    "Anne-Marie",
    "Kathleen",
    "Noah",
    "Oliver",
    "George",
    "Arthur",
    "Muhammad",
    "Leo",
    "Harry",
    "Oscar",
    "Archie",
    "Jack",
    "Rhys",
    "Owain",
    "Hamish",
    "Callum",
    "Seán",
    "Łukasz",
    "José",
    "Kwame",
    "Arjun",
    "Wei",
    "John",
    "David",
    "Michael",
    "Peter",
    "Robert",
    "William",
    "James",
    "Thomas",
    "Christopher",
    "Stephen",
    "Kenneth",
    "Brian",
    "Derek",
    "Idris",
];
const COMMON: [&str; 32] = [
    "Smith", "Jones", "Taylor", "Williams", "Brown", "Davies", "Evans", "Wilson", "Thomas", "Roberts",
    "Johnson", "Lewis", "Walker", "Robinson", "Wood", "Thompson", "White", "Watson", "Jackson", "Wright",
    "Green", "Harris", "Cooper", "King", "Lee", "Martin", "Clarke", "James", "Morgan", "Hughes", "Edwards",
    "Hill",
];
const BEGIN: [&str; 50] = [
    "Ash", "Bar", "Bel", "Ben", "Bir", "Black", "Brad", "Bram", "Bur", "Car", "Chad", "Clay", "Cole", "Cran",
    "Dal", "Den", "Dray", "East", "Ed", "El", "Fair", "Far", "Fen", "Gar", "Good", "Green", "Had", "Har",
    "Hey", "Hol", "Kel", "Lang", "Law", "Lin", "Mar", "Mel", "Mor", "New", "Nor", "Old", "Pem", "Pres",
    "Rad", "Rock", "Sand", "Shef", "Stan", "Thorn", "Wal", "Whit",
];
const END: [&str; 40] = [
    "ton", "ley", "ford", "well", "wood", "field", "worth", "ham", "shaw", "more", "den", "by", "bury",
    "combe", "croft", "dale", "gate", "grave", "hurst", "land", "low", "man", "mer", "ridge", "side", "son",
    "stead", "stock", "stone", "thorpe", "tree", "wall", "water", "way", "wick", "win", "wright", "yard",
    "cote", "bridge",
];

/// A number that looks like any other and is the same for the same request.
pub(crate) const fn mixed(number: u64, salt: u64) -> u64 {
    let mut x = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ salt.wrapping_mul(0xD1B5_4A32_D192_ED03);
    x ^= x >> 29;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^ (x >> 32)
}

pub(crate) fn pick<'a>(list: &[&'a str], number: u64, salt: u64) -> &'a str {
    list[(mixed(number, salt) % list.len() as u64) as usize]
}

pub(crate) fn given(number: u64) -> &'static str {
    pick(&GIVEN, number, 4)
}

/// One in eight has a name that many have, one in forty a name of two parts.
pub(crate) fn family(number: u64) -> String {
    let rare = |salt: u64| format!("{}{}", pick(&BEGIN, number, salt), pick(&END, number, salt + 1));
    match mixed(number, 15) % 40 {
        0..5 => pick(&COMMON, number, 16).to_owned(),
        5 => format!("{}-{}", pick(&COMMON, number, 16), rare(1)),
        6 => format!("O'{}", rare(1)),
        _ => rare(1),
    }
}

/// A hospital of the made-up country.
pub(crate) fn hospital(number: u64) -> String {
    format!(
        "{}{} Hospital",
        pick(&BEGIN, number, 7),
        pick(&END[..8], number, 14)
    )
}

/// A street, a place and a postcode, by which a patient is found as well.
pub(crate) fn address(number: u64) -> String {
    format!(
        "{} {} Street, {}ford {}{} {}AB",
        number % 300,
        pick(&END, number, 20),
        pick(&BEGIN, number, 9),
        ["LS", "CF", "M", "EH", "BT", "SW"][(mixed(number, 21) % 6) as usize],
        mixed(number, 22) % 28 + 1,
        mixed(number, 23) % 9
    )
}

pub(crate) fn born(number: u64) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(1930, 1, 1).unwrap();
    first + Days::new(mixed(number, 3) % 33_000)
}

/// The next number that carries its check digit, counted from the beginning of an issued range.
pub(crate) fn nhs_number(number: u64) -> String {
    // Of eleven numbers one has no check digit: each request takes the first of two neighbours that has one.
    (400_000_000 + number * 2..)
        .find_map(|nine| {
            let digits = format!("{nine:09}");
            let sum: u64 = digits
                .bytes()
                .zip((2..=10).rev())
                .map(|(digit, weight)| u64::from(digit - b'0') * weight)
                .sum();
            let check = 11 - sum % 11;
            match check {
                10 => None,
                11 => Some(format!("{digits}0")),
                check => Some(format!("{digits}{check}")),
            }
        })
        .unwrap()
}

/// A booking reference.
pub(crate) fn ubrn(number: u64) -> String {
    format!("{:012}", mixed(number, 24) % 1_000_000_000_000)
}
