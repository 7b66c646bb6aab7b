//! `patient`: register, amend, find, show.

use pathway::view::{PatientInput, PatientMatch, SignatureInput};
use pathway::{Error, register_patient};

use crate::arguments::{Arguments, Compared, Patient};
use crate::output::Output;
use crate::{clock, door};

/// Registers, amends, finds and shows patients.
pub(crate) fn run(command: &Patient, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    let mut desk = door::enter(arguments)?;
    let now = clock::now();
    match command {
        Patient::Add { from, compared } => {
            let input: PatientInput = door::from_file(from)?;
            let signature = signature(compared)?;
            let patient = register_patient::register(&mut desk, input, signature.as_ref(), now)?;
            output.answer(&patient, || format!("{}  {}", patient.id, patient.banner_name));
        }
        Patient::Amend { id, from, compared } => {
            let input: PatientInput = door::from_file(from)?;
            let signature = signature(compared)?;
            let version = register_patient::show(&mut desk, id, now)?.version;
            let patient = register_patient::amend(&mut desk, id, version, input, signature.as_ref(), now)?;
            output.answer(&patient, || format!("{}  {}", patient.id, patient.banner_name));
        }
        Patient::Find { words } => {
            let found = register_patient::find(&mut desk, &words.join(" "), now)?;
            list(&found, output);
        }
        Patient::Similar { from, but } => {
            let typed = door::from_file(from)?;
            let found = register_patient::similar_to(&mut desk, &typed, but.as_deref(), now)?;
            list(&found, output);
        }
        Patient::Show { id } => {
            let patient = register_patient::show(&mut desk, id, now)?;
            output.answer(&patient, || {
                format!(
                    "{}  Born {} ({})  {}  {} {}",
                    patient.banner_name,
                    patient.born,
                    patient.age,
                    patient.gender,
                    patient.number_label,
                    patient.number
                )
            });
        }
    }
    Ok(())
}

/// The signature of the clinician who has compared, where one is named.
fn signature(compared: &Compared) -> Result<Option<SignatureInput>, Error> {
    let Some(name) = &compared.signed_by else {
        return Ok(None);
    };
    Ok(Some(SignatureInput {
        name: name.clone(),
        passphrase: door::signature(compared.signature_file.as_ref())?,
    }))
}

fn list(found: &[PatientMatch], output: &Output) {
    output.answer(&serde_json::json!({ "patients": found }), || {
        let line = |patient: &PatientMatch| {
            let warning = if patient.is_similar_to_another {
                "  (similar patients: compare)"
            } else {
                ""
            };
            format!(
                "{}  {}  Born {} ({})  {}{warning}",
                patient.id, patient.banner_name, patient.born, patient.age, patient.number
            )
        };
        found.iter().map(line).collect::<Vec<_>>().join("\n")
    });
}
