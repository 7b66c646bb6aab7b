//! A demonstration: a store of made-up people, in which the main job is done from nothing (hazard H35).

use std::ops::ControlFlow;
use std::path::Path;

use chrono::NaiveDate;
use store::Purpose;

use crate::gather_records::FileIn;
use crate::view::example::{EVENT, NOT_AT_HAND, PATIENT, RECORDS, REQUEST, SETUP, USER};
use crate::view::{
    BundleView, DemonstrationView, EvidenceInput, OpenRequestInput, PatientInput, RecordInput, RequestForm,
    SetUpInput,
};
use crate::{
    Desk, Error, Now, Reader, assemble_bundle, gather_records, keep_users, open_request, register_patient,
    set_up_store, sign_in, take_step, write_letter,
};

/// The passphrase of every person of the demonstration.
const PASSPHRASE: &str = "made up people only";

macro_rules! asset {
    ($name:literal) => {
        include_bytes!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../assets/demonstration/",
            $name
        ))
    };
}

/// The records of the demonstration, in the order of the bundle, by the name of their file.
const FILES: &[(&str, &[u8])] = &[
    ("clinic-letter.pdf", asset!("clinic-letter.pdf")),
    ("echo-report-photograph.jpg", asset!("echo-report-photograph.jpg")),
    ("blood-results.pdf", asset!("blood-results.pdf")),
    ("chest-x-ray.png", asset!("chest-x-ray.png")),
];

/// Makes a demonstration store in an empty folder, up to a signed letter and its bundle.
///
/// # Errors
/// [`Error::Store`] when the folder holds a store already or cannot be written to.
pub fn make(home: &Path, now: Now) -> Result<DemonstrationView, Error> {
    let (mut desk, prepared) = prepare(home, now)?;
    let bundle = bundle(&mut desk, &prepared, now)?;
    desk.sign_out(now)?;
    Ok(prepared.view(home, bundle))
}

/// Makes a folder with a demonstration store in `store` and its bundle beside it.
///
/// # Errors
/// As [`make`], and [`Error::File`] when the bundle cannot be written.
pub fn make_with_bundle(folder: &Path, now: Now) -> Result<DemonstrationView, Error> {
    let home = folder.join("store");
    let (mut desk, prepared) = prepare(&home, now)?;
    let bundle = bundle(&mut desk, &prepared, now)?;
    let out = folder.join(format!("{}-bundle.pdf", prepared.reference));
    let saved = assemble_bundle::save(&mut desk, &prepared.request, &bundle.id, &out, now)?;
    desk.sign_out(now)?;
    Ok(prepared.view(
        &home,
        BundleView {
            seconds: bundle.seconds,
            ..saved
        },
    ))
}

/// What there is before the bundle.
struct Prepared {
    user: String,
    request: String,
    reference: String,
}

impl Prepared {
    fn view(self, home: &Path, bundle: BundleView) -> DemonstrationView {
        DemonstrationView {
            store: home.to_string_lossy().into_owned(),
            user: self.user,
            passphrase: PASSPHRASE.to_owned(),
            request: self.request,
            reference: self.reference,
            bundle,
        }
    }
}

fn bundle(desk: &mut Desk, prepared: &Prepared, now: Now) -> Result<BundleView, Error> {
    assemble_bundle::assemble(
        desk,
        &prepared.request,
        crate::view::AssembleInput::default(),
        now,
        &mut |_| ControlFlow::Continue(()),
    )
}

fn prepare(home: &Path, now: Now) -> Result<(Desk, Prepared), Error> {
    let today = now.today();
    let setup: SetUpInput = SETUP.read(today)?;
    set_up_store::make(home, &setup, PASSPHRASE, Purpose::Demonstration, None, now)?;
    let mut desk = sign_in::sign_in(home, &setup.user.name, PASSPHRASE, now)?;
    // The records are our own, and this may run in a program that is no worker.
    desk.reader = Reader::Here;
    keep_users::add(&mut desk, USER.read(today)?, PASSPHRASE, now)?;
    let patient = register_patient::register(&mut desk, PATIENT.read::<PatientInput>(today)?, None, now)?;
    let form: RequestForm = REQUEST.read(today)?;
    let opened = open_request::open(
        &mut desk,
        OpenRequestInput {
            patient_id: patient.id,
            in_hospital: false,
            getting_worse: false,
            told: None,
            not_a_duplicate_because: None,
            form,
        },
        now,
    )?;
    let request = opened.id.clone();
    let explained: Vec<EvidenceInput> = answers(today)?;
    step(&mut desk, &request, "explain", explained, now)?;
    let reason = "An operation is one of two good options, and the patient has questions that a second team can answer best.";
    step(
        &mut desk,
        &request,
        "agree",
        vec![EvidenceInput {
            item: "reason".into(),
            answer: reason.into(),
        }],
        now,
    )?;
    step(&mut desk, &request, "gather", Vec::new(), now)?;
    let inputs: Vec<RecordInput> = RECORDS.read(today)?;
    let files = FILES
        .iter()
        .map(|(name, bytes)| FileIn::new(*name, bytes.to_vec()));
    gather_records::add(&mut desk, &request, files.collect(), &inputs, now)?;
    for known in NOT_AT_HAND.read::<Vec<RecordInput>>(today)? {
        gather_records::add_known(&mut desk, &request, known, now)?;
    }
    step(&mut desk, &request, "submit", Vec::new(), now)?;
    let version = open_request::show(&mut desk, &request, now)?.version;
    write_letter::sign(&mut desk, &request, version, PASSPHRASE, now)?;
    Ok((
        desk,
        Prepared {
            user: setup.user.name,
            request: opened.id,
            reference: opened.reference,
        },
    ))
}

fn step(
    desk: &mut Desk,
    request: &str,
    step: &str,
    evidence: Vec<EvidenceInput>,
    now: Now,
) -> Result<(), Error> {
    let version = open_request::show(desk, request, now)?.version;
    take_step::take(desk, request, version, step, evidence, now).map(|_| ())
}

fn answers(today: NaiveDate) -> Result<Vec<EvidenceInput>, Error> {
    let said: std::collections::BTreeMap<String, String> = EVENT.read(today)?;
    Ok(said
        .into_iter()
        .map(|(item, answer)| EvidenceInput { item, answer })
        .collect())
}
