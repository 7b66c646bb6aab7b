//! Made-up requests, written straight through the store: a name, a number and a day of birth for each, and a history.

use std::path::Path;

use chrono::Days;
use domain::id::{PatientId, PrintId, RequestId};
use domain::patient::Gender;
use domain::request::{AskedBy, Priority};
use domain::status::{Status, Step};
use pathway::view::{PatientInput, RequestForm, example};
use second_opinion_pathway as pathway;
use store::audit::{Act, Actor, Entry};
use store::patients::{self, PatientFields};
use store::prints::{self, PrintRow};
use store::requests::{self, RequestFields, StatusStep};
use store::users;
use store::{At, Store, StoreError};
use vault::secret::Passphrase;
use vault::slots::KeySlots;

use crate::people::{address, born, family, given, hospital, mixed, nhs_number, pick, ubrn};

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
const PARTS: [&str; 16] = [
    "knee",
    "hip",
    "spine",
    "shoulder",
    "heart",
    "valve",
    "kidney",
    "liver",
    "lung",
    "thyroid",
    "breast",
    "prostate",
    "bowel",
    "eye",
    "skin",
    "pituitary",
];
const WORRIES: [&str; 12] = [
    "Is an operation the best course for the",
    "Would radiotherapy do as much as surgery for the",
    "Is it safe to wait and watch the",
    "Could the tremor and the pain come from the",
    "Has everything been tried before replacing the",
    "Is the diagnosis certain, and what else could explain the",
    "Which medicine is right beside warfarin for the",
    "Is there a trial that fits the",
    "Does the scan show what the report says of the",
    "Should the biopsy be repeated of the",
    "What would you advise if it were your own",
    "How urgent is treatment of the",
];
const SAID: [&str; 6] = [
    "My own team has explained it and I would like another view",
    "I am frightened of the operation and my daughter thinks so too",
    "They were kind but in a hurry, and I did not understand the options",
    "A friend was treated differently elsewhere",
    "I have read about keyhole surgery and want to ask",
    "The pain keeps me awake and nobody can tell me why",
];
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
        format!("{} {}", given(number), family(number)),
        format!("{} {}", family(number), given(number)),
        format!("{} {} {}", &digits[..3], &digits[3..6], &digits[6..]),
        born(number).format("%d/%m/%Y").to_string(),
        born(number).format("%-d %b %Y").to_string(),
        reference(number),
        format!("{} {}", pick(&SPECIALTIES, number, 6), hospital(number)),
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
            given: given(number).into(),
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
    let hospital = hospital(number);
    let days_ago = mixed(number, 8) % 290 + 30;
    let fields = PatientFields {
        family: family(number),
        given: given(number).into(),
        title: None,
        born_on: born(number),
        gender: Gender::Female,
        identifier_kind: "nhs".into(),
        identifier_value: Some(nhs_number(number)),
        words: address(number),
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
            "{} {}?",
            pick(&WORRIES, number, 17),
            pick(&PARTS, number, 18)
        )),
        asked_by: Some(AskedBy::Patient),
        asked_on: Some(at(days_ago).local_date()),
        words: pick(&SAID, number, 19).into(),
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
    for (version, (name, status)) in (1..).zip(way_of(number)) {
        let days_before = days_ago.saturating_sub(version as u64 * 9);
        if name == Step::Dispatch && mixed(number, 25).is_multiple_of(2) {
            requests::set_ubrn(tx, request, &ubrn(number))?;
        }
        requests::set_status(tx, request, version, &step(Some(name), status, days_before))?;
    }
    if is_open && mixed(number, 26).is_multiple_of(20) {
        prints::insert(tx, &uncounted(request, owner, bytes, at(days_ago).utc_ms))?;
    }
    Ok(())
}

/// The steps that a request took. Those that have ended were begun and ended, and what lies between is left out, so that
/// filling ends as well.
fn way_of(number: u64) -> Vec<(Step, Status)> {
    let way = [
        (Step::Agree, Status::Agreed),
        (Step::Gather, Status::GatheringRecords),
        (Step::Submit, Status::AwaitingSignature),
        (Step::Sign, Status::Signed),
        (Step::Dispatch, Status::Dispatched),
        (Step::Receive, Status::Received),
        (Step::ReceiveOpinion, Status::OpinionReceived),
    ];
    if number.is_multiple_of(OPEN) {
        let steps = (mixed(number, 13) % (way.len() as u64 + 1)) as usize;
        return way[..steps].last().copied().into_iter().collect();
    }
    match mixed(number, 27) % 10 {
        0 => vec![(Step::Decline, Status::Declined)],
        1 => vec![(Step::Redirect, Status::Redirected)],
        2 => vec![(Step::Withdraw, Status::Withdrawn)],
        _ => vec![way[4], (Step::Close, Status::Closed)],
    }
}

/// A paper of which nobody has said whether all of it came out.
fn uncounted(request: RequestId, by: domain::id::UserId, bytes: [u8; 16], at: i64) -> PrintRow {
    PrintRow {
        job: PrintId::from_bytes(bytes),
        position: 1,
        request,
        paper: "letter".into(),
        version: 1,
        copies: 1,
        first_copy: 1,
        pages: 2,
        printer: "Office".into(),
        is_two_sided: false,
        reason: None,
        printed_by: by,
        printed_at: at,
    }
}
