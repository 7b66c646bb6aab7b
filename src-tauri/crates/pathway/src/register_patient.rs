//! Registering, finding and amending patients: beyond doubt who is meant (hazards H2, H24, H25).

use domain::id::{PatientId, UserId};
use domain::patient::Patient;
use domain::role::Permission;
use store::Tx;
use store::audit::{Act, Entry};
use store::patients::{self, PatientFields, PatientRow};

use crate::view::document::{from_json, to_json};
use crate::view::{FieldProblem, PatientInput, PatientMatch, PatientView, SignatureInput};
use crate::{Desk, Error, Now, fresh, let_in};

/// The most patients that a search gives: one more than a window shows, which says that the words should say more.
const FOUND: u32 = 21;

/// Registers a patient. Whoever was born on the same day as somebody in the store and has a similar name is stopped, not
/// warned about (product rule §3.12, hazard H2): a clinician then signs, at whoever's desk, that they are two people.
///
/// # Errors
/// [`Error::Input`] naming every field; [`Error::Refused`] when the number is already a patient's, by role, when a
/// demonstration number meets a live store or the other way round (hazard H35), or with `similar_patient` and the ids of
/// those who are alike; [`Error::NotLetIn`] for a signature that is none.
pub fn register(
    desk: &mut Desk,
    input: PatientInput,
    signature: Option<&SignatureInput>,
    now: Now,
) -> Result<PatientView, Error> {
    let entry = Entry::done(Act::PatientRegistered);
    desk.permit(Permission::WorkOnRequests, &entry, now)?;
    let patient = parse(desk, &input, now)?;
    let id = PatientId::from_bytes(fresh::bytes()?);
    let fields = fields_of(&input, &patient)?;
    let alike = desk.store.read(|tx| alike(tx, &fields))?;
    let signed_by = compared(desk, &alike, &input, signature, REGISTERED, now)?;
    let at = now.at().utc_ms;
    desk.act(entry.of_patient(id), now, |tx| {
        // Somebody may have registered the very same person while the clinician read and signed.
        if self::alike(tx, &fields)? != alike {
            return Err(Error::Stale);
        }
        tell_of(tx, signed_by, &alike);
        Ok(patients::insert(tx, id, &fields, at)?)
    })?;
    Ok(PatientView::new(id.to_string(), 1, input, &patient, now.today()))
}

/// Those in the store whom a patient may be taken for.
fn alike(tx: &mut Tx<'_>, fields: &PatientFields) -> Result<Vec<PatientId>, Error> {
    let rows = patients::similar_to(tx, &fields.family, &fields.given, fields.born_on)?;
    Ok(rows
        .iter()
        .filter(|row| fields.may_be_taken_for(&row.fields))
        .map(|row| row.id)
        .collect())
}

/// Those whom a patient would come to resemble by new details; whom it resembled before was compared before.
fn newly_alike(tx: &mut Tx<'_>, id: PatientId, fields: &PatientFields) -> Result<Vec<PatientId>, Error> {
    let now = patients::get(tx, id)?.fields;
    let before = alike(tx, &now)?;
    let is_new = |other: &PatientId| *other != id && !before.contains(other);
    Ok(alike(tx, fields)?.into_iter().filter(is_new).collect())
}

/// What a patient who is stopped was not: the words that end the sentence.
type NotDone = &'static str;
const REGISTERED: NotDone = "Nobody was registered.";
const AMENDED: NotDone = "Nothing was changed.";

/// The clinician who has compared the patient with those who are alike, where there are any, and signs for it.
fn compared(
    desk: &Desk,
    alike: &[PatientId],
    input: &PatientInput,
    signature: Option<&SignatureInput>,
    not_done: NotDone,
    now: Now,
) -> Result<Option<UserId>, Error> {
    match (alike, signature) {
        ([], _) => Ok(None),
        (_, Some(signature)) if input.another_person_because.is_some() => {
            signatory(desk, signature, not_done, now).map(Some)
        }
        _ => Err(similar_patient(alike, not_done)),
    }
}

/// Puts into the trail who signed, and who was compared.
fn tell_of(tx: &mut Tx<'_>, signed_by: Option<UserId>, alike: &[PatientId]) {
    if let Some(clinician) = signed_by {
        let ids: Vec<_> = alike.iter().map(ToString::to_string).collect();
        tx.adds(format!(
            "stop_overridden=similar_patient signed_by={clinician} alike={}",
            ids.join(",")
        ));
    }
}

/// The clinician who signs, by name and passphrase; guesses are counted here as at the door.
fn signatory(desk: &Desk, signature: &SignatureInput, not_done: NotDone, now: Now) -> Result<UserId, Error> {
    let refusal =
        format!("Only a clinician may sign that two patients who are alike are two people. {not_done}");
    let_in::signatory(desk, signature, refusal, now)
}

fn similar_patient(alike: &[PatientId], not_done: NotDone) -> Error {
    Error::Refused {
        code: "similar_patient",
        message: format!(
            "Somebody else in this store was born on the same day and has a similar name. {not_done} Compare the two: if it \
             is the same person, go on with the one who is there; if they are two people, a clinician signs that they are."
        ),
        details: alike
            .iter()
            .map(|id| FieldProblem {
                field: id.to_string(),
                message: "born on the same day, with a similar name".into(),
            })
            .collect(),
    }
}

/// Changes what is known of a patient. Whoever would by that come to resemble somebody else is stopped as at
/// registration (hazard H2); a resemblance that was there before was compared before.
///
/// # Errors
/// As [`register`], and [`Error::Stale`] when somebody else changed it first.
pub fn amend(
    desk: &mut Desk,
    id: &str,
    version: u32,
    input: PatientInput,
    signature: Option<&SignatureInput>,
    now: Now,
) -> Result<PatientView, Error> {
    let id = PatientId::parse(id).map_err(|_| Error::NotFound("patient"))?;
    let entry = Entry::done(Act::PatientAmended).of_patient(id);
    desk.permit(Permission::WorkOnRequests, &entry, now)?;
    let patient = parse(desk, &input, now)?;
    let fields = fields_of(&input, &patient)?;
    let alike = desk.store.read(|tx| newly_alike(tx, id, &fields))?;
    let signed_by = compared(desk, &alike, &input, signature, AMENDED, now)?;
    let version = desk.act(entry, now, |tx| {
        if newly_alike(tx, id, &fields)? != alike {
            return Err(Error::Stale);
        }
        tell_of(tx, signed_by, &alike);
        Ok(patients::update(
            tx,
            id,
            version.into(),
            &fields,
            now.at().utc_ms,
        )?)
    })?;
    Ok(PatientView::new(
        id.to_string(),
        number(version),
        input,
        &patient,
        now.today(),
    ))
}

/// Finds patients by name in any order, number with or without blanks, or date of birth in any usual form.
///
/// # Errors
/// [`Error::Refused`] by role.
pub fn find(desk: &mut Desk, words: &str, now: Now) -> Result<Vec<PatientMatch>, Error> {
    let entry = Entry::done(Act::PatientsSearched);
    desk.permit(Permission::ReadClinical, &entry, now)?;
    desk.act(entry, now, |tx| {
        let found = patients::find(tx, words, FOUND)?;
        matches(tx, &found.found, now)
    })
}

/// Patients for whom one who is about to be registered may be taken (hazard H2); or, with `but`, that patient with new
/// details.
///
/// # Errors
/// [`Error::Input`] naming every field; [`Error::NotFound`]; [`Error::Refused`] by role.
pub fn similar_to(
    desk: &mut Desk,
    input: &PatientInput,
    but: Option<&str>,
    now: Now,
) -> Result<Vec<PatientMatch>, Error> {
    let entry = Entry::done(Act::PatientsSearched).with("similar");
    desk.permit(Permission::ReadClinical, &entry, now)?;
    let but = but
        .map(|id| PatientId::parse(id).map_err(|_| Error::NotFound("patient")))
        .transpose()?;
    let fields = fields_of(input, &parse(desk, input, now)?)?;
    desk.act(entry, now, |tx| {
        let rows = patients::similar_to(tx, &fields.family, &fields.given, fields.born_on)?;
        let alike: Vec<_> = rows
            .into_iter()
            .filter(|row| Some(row.id) != but && fields.may_be_taken_for(&row.fields))
            .collect();
        matches(tx, &alike, now)
    })
}

/// Shows a patient.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] by role.
pub fn show(desk: &mut Desk, id: &str, now: Now) -> Result<PatientView, Error> {
    let id = PatientId::parse(id).map_err(|_| Error::NotFound("patient"))?;
    let entry = Entry::done(Act::PatientViewed).of_patient(id);
    desk.permit(Permission::ReadClinical, &entry, now)?;
    desk.act(entry, now, |tx| view(tx, id, now))
}

fn matches(tx: &mut Tx<'_>, rows: &[PatientRow], now: Now) -> Result<Vec<PatientMatch>, Error> {
    rows.iter()
        .map(|row| {
            let (_, patient) = read(row, now)?;
            let PatientFields {
                family,
                given,
                born_on,
                ..
            } = &row.fields;
            Ok(PatientMatch {
                id: row.id.to_string(),
                banner_name: patient.name.banner(),
                born: domain::date::clinical(patient.born),
                age: domain::date::age(patient.born, patient.died.unwrap_or(now.today())),
                number: patient.identifier.labelled(),
                address: patient.address.on_one_line(),
                is_similar_to_another: patients::resembles_another(tx, row.id, family, given, *born_on)?,
            })
        })
        .collect()
}

/// The view of a stored patient.
pub(crate) fn view(tx: &mut Tx<'_>, id: PatientId, now: Now) -> Result<PatientView, Error> {
    let row = patients::get(tx, id)?;
    let (input, patient) = read(&row, now)?;
    Ok(PatientView::new(
        id.to_string(),
        number(row.version),
        input,
        &patient,
        now.today(),
    ))
}

/// A stored patient.
pub(crate) fn patient(tx: &mut Tx<'_>, id: PatientId, now: Now) -> Result<Patient, Error> {
    Ok(read(&patients::get(tx, id)?, now)?.1)
}

fn parse(desk: &Desk, input: &PatientInput, now: Now) -> Result<Patient, Error> {
    let patient = input.parse(now.today())?;
    match (desk.is_demonstration(), patient.identifier.is_demonstration()) {
        (false, true) => Err(Error::refused(
            "demonstration_number",
            "Numbers that begin with 999 are for demonstrations. This store holds patients: enter the patient's own number.",
        )),
        (true, false) if patient.identifier.compact().is_some() => Err(Error::refused(
            "demonstration_number",
            "This is a demonstration store: it takes only made-up patients, with NHS numbers that begin with 999.",
        )),
        _ => Ok(patient),
    }
}

fn read(row: &PatientRow, now: Now) -> Result<(PatientInput, Patient), Error> {
    let input: PatientInput = from_json(&row.fields.body)?;
    let patient = input
        .parse(now.today())
        .map_err(|_| Error::Fault("a stored patient cannot be read".into()))?;
    Ok((input, patient))
}

fn fields_of(input: &PatientInput, patient: &Patient) -> Result<PatientFields, Error> {
    let further = [
        patient.preferred_name.as_deref(),
        input.other_identifier.as_deref(),
        patient.address.postcode.as_deref(),
    ];
    Ok(PatientFields {
        family: patient.name.family().to_owned(),
        given: patient.name.given().to_owned(),
        title: patient.name.title().map(str::to_owned),
        born_on: patient.born,
        gender: patient.gender,
        identifier_kind: patient.identifier.kind().to_owned(),
        identifier_value: patient.identifier.compact(),
        words: further.into_iter().flatten().collect::<Vec<_>>().join(" "),
        body: to_json(input)?,
    })
}

/// A version as it goes over the wire.
pub(crate) fn number(version: i64) -> u32 {
    u32::try_from(version).unwrap_or(u32::MAX)
}
