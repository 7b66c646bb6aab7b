//! Made-up requests, written straight through the store: a name, a number and a day of birth for each, and a history.

use std::path::Path;

use chrono::{Days, NaiveDate};
use domain::id::{PatientId, RequestId};
use domain::patient::Gender;
use domain::request::{AskedBy, Priority};
use domain::status::{Status, Step};
use pathway::view::{PatientInput, RequestForm, example};
use second_opinion_pathway as pathway;
use store::audit::{Act, Actor, Entry};
use store::patients::{self, PatientFields};
use store::requests::{self, RequestFields, StatusStep};
use store::users;
use store::{At, Store, StoreError};
use vault::secret::Passphrase;
use vault::slots::KeySlots;

/// How many requests one transaction writes.
const BATCH: u64 = 2_000;

/// The year of every reference.
const YEAR: i32 = 2026;

/// One in so many is still open: a store of a million has twenty thousand under way.
const OPEN: u64 = 50;

pub(crate) const SPECIALTIES: [&str; 24] = [
    "Cardiology",
    "Neurology",
    "Rheumatology",
    "Gastroenterology",
    "Dermatology",
    "Haematology",
    "Clinical oncology",
    "Medical oncology",
    "Urology",
    "Gynaecology",
    "Ophthalmology",
    "Orthopaedics",
    "Neurosurgery",
    "Nephrology",
    "Respiratory medicine",
    "Endocrinology",
    "General surgery",
    "Vascular surgery",
    "Ear, nose and throat",
    "Paediatrics",
    "Psychiatry",
    "Pain management",
    "Plastic surgery",
    "Hepatology",
];
const GIVEN: [&str; 40] = [
    "Olivia", "Amelia", "Isla", "Ava", "Mia", "Grace", "Freya", "Lily", "Siân", "Nia", "Zofia", "Aisha",
    "Priya", "Ngozi", "Mei", "Chloé", "Bronwen", "Eilidh", "Aoife", "Caitlin", "Noah", "Oliver", "George",
    "Arthur", "Muhammad", "Leo", "Harry", "Oscar", "Archie", "Jack", "Rhys", "Owain", "Hamish", "Callum",
    "Seán", "Łukasz", "José", "Kwame", "Arjun", "Wei",
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
const fn mixed(number: u64, salt: u64) -> u64 {
    let mut x = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ salt.wrapping_mul(0xD1B5_4A32_D192_ED03);
    x ^= x >> 29;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^ (x >> 32)
}

fn pick<'a>(list: &[&'a str], number: u64, salt: u64) -> &'a str {
    list[(mixed(number, salt) % list.len() as u64) as usize]
}

fn family(number: u64) -> String {
    format!("{}{}", pick(&BEGIN, number, 1), pick(&END, number, 2))
}

fn born(number: u64) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(1930, 1, 1).unwrap();
    first + Days::new(mixed(number, 3) % 33_000)
}

/// The next number that carries its check digit, counted from the beginning of an issued range.
fn nhs_number(number: u64) -> String {
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

/// `SO-2026-0042`.
pub(crate) fn reference(number: u64) -> String {
    domain::bundle::Reference::new(YEAR, number as u32).to_string()
}

/// Where a request that has ended stands on the list of all.
pub(crate) fn place_of(number: u64) -> String {
    format!("1{:04}{:08}", 9999 - YEAR, 99_999_999 - number)
}

/// What somebody who looks for a request types.
pub(crate) fn typed(number: u64) -> Vec<String> {
    let digits = nhs_number(number);
    vec![
        format!("{} {}", family(number), pick(&GIVEN, number, 4)),
        format!("{} {} {}", &digits[..3], &digits[3..6], &digits[6..]),
        born(number).format("%d/%m/%Y").to_string(),
        reference(number),
    ]
}

/// Fills the store of a folder.
pub(crate) fn fill(home: &Path, name: &str, passphrase: &str, requests: u64) {
    let slots = KeySlots::load(&home.join("keys")).unwrap();
    let key = slots.open(name, &Passphrase::parse(passphrase).unwrap()).unwrap();
    let store = Store::open(home, &key).unwrap();
    let owner = store
        .read(|tx| users::by_name(tx, name))
        .unwrap()
        .expect("the person who set it up")
        .id;
    let documents = Documents::new();
    let mut next = 1;
    while next <= requests {
        let last = (next + BATCH - 1).min(requests);
        let entry = Entry::done(Act::Imported).with(format!("made up {next} to {last}"));
        store
            .act(&Actor::default(), entry, at(0), |tx| {
                for number in next..=last {
                    one(tx, number, owner, &documents)?;
                }
                Ok::<_, StoreError>(())
            })
            .unwrap();
        if last.is_multiple_of(50_000) {
            eprintln!("  {last} of {requests}");
        }
        next = last + 1;
    }
    store.settle().unwrap();
}

/// The documents that stand beside the columns: those of the examples.
struct Documents {
    patient: PatientInput,
    form: String,
}

impl Documents {
    fn new() -> Self {
        let today = at(0).local_date();
        let form: RequestForm = serde_json::from_value(example("letter", today).unwrap()).unwrap();
        Self {
            patient: serde_json::from_value(example("patient", today).unwrap()).unwrap(),
            form: serde_json::to_string(&form).unwrap(),
        }
    }

    fn patient(&self, number: u64) -> String {
        let patient = PatientInput {
            family: family(number),
            given: pick(&GIVEN, number, 4).into(),
            born_on: born(number).to_string(),
            identifier: Some(nhs_number(number)),
            ..self.patient.clone()
        };
        serde_json::to_string(&patient).unwrap()
    }
}

/// Nine in the morning, so many days before 24 November 2026.
fn at(days_before: u64) -> At {
    At {
        utc_ms: 1_795_510_800_000 - days_before as i64 * 86_400_000,
        offset_minutes: 0,
    }
}

fn one(
    tx: &mut store::Tx<'_>,
    number: u64,
    owner: domain::id::UserId,
    documents: &Documents,
) -> Result<(), StoreError> {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&mixed(number, 5).to_be_bytes());
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    let (patient, request) = (PatientId::from_bytes(bytes), RequestId::from_bytes(bytes));
    let specialty = pick(&SPECIALTIES, number, 6);
    let hospital = format!(
        "{}{} Hospital",
        pick(&BEGIN, number, 7),
        pick(&END[..8], number, 14)
    );
    let days_ago = mixed(number, 8) % 290 + 30;
    let fields = PatientFields {
        family: family(number),
        given: pick(&GIVEN, number, 4).into(),
        title: None,
        born_on: born(number),
        gender: Gender::Female,
        identifier_kind: "nhs".into(),
        identifier_value: Some(nhs_number(number)),
        words: format!("{} High Street, {}ford", number % 300, pick(&BEGIN, number, 9)),
        body: documents.patient(number),
    };
    patients::insert(tx, patient, &fields, at(days_ago).utc_ms)?;
    let today = at(0).local_date();
    let is_open = number.is_multiple_of(OPEN);
    let said = RequestFields {
        priority: Some(match mixed(number, 10) % 10 {
            0 => Priority::UrgentSuspectedCancer,
            1 | 2 => Priority::Urgent,
            _ => Priority::Routine,
        }),
        treatment_on: (is_open && mixed(number, 11).is_multiple_of(4))
            .then(|| today + Days::new(mixed(number, 12) % 60)),
        owner,
        recipient: Some(hospital),
        specialty: Some(specialty.into()),
        question: Some(format!(
            "Is an operation the best course for this {} condition?",
            specialty.to_lowercase()
        )),
        asked_by: Some(AskedBy::Patient),
        asked_on: Some(at(days_ago).local_date()),
        words: "My own team has explained it and I would like another view".into(),
        form: documents.form.clone(),
    };
    let step = |step: Option<Step>, status: Status, days_before: u64| StatusStep {
        step,
        status,
        at: at(days_before),
        happened_on: None,
        by: owner,
        on_behalf_of: None,
        evidence: "[]".into(),
        next_action_by: status.next_action_by(at(days_before).local_date(), said.priority),
    };
    requests::insert(tx, request, patient, &said, &step(None, Status::Logged, days_ago))?;
    let way = [
        (Step::Agree, Status::Agreed),
        (Step::Gather, Status::GatheringRecords),
        (Step::Submit, Status::AwaitingSignature),
        (Step::Sign, Status::Signed),
        (Step::Dispatch, Status::Dispatched),
        (Step::ReceiveOpinion, Status::OpinionReceived),
        (Step::Close, Status::Closed),
    ];
    let steps = if is_open {
        (mixed(number, 13) % 7) as usize
    } else {
        way.len()
    };
    // Those that have ended were begun and ended; what lies between is left out, so that filling ends as well.
    let taken: Vec<_> = match is_open {
        true => way[..steps].last().copied().into_iter().collect(),
        false => vec![way[0], way[4], way[6]],
    };
    for (version, (name, status)) in (1..).zip(taken) {
        let days_before = days_ago.saturating_sub(version as u64 * 9);
        requests::set_status(tx, request, version, &step(Some(name), status, days_before))?;
    }
    Ok(())
}
