//! Somebody speaks for the patient: by which authority, who has seen it, and what must wait until then.

use std::ops::ControlFlow;

use pathway::view::{AssembleInput, RequestForm, RequestView};
use pathway::{Desk, assemble_bundle, open_request, read_audit, write_letter};
use second_opinion_tests::{Clinic, PASSPHRASE, now};

use super::{code, named, pdf_text, request, take};

fn daughter(form: &RequestForm) -> RequestForm {
    RequestForm {
        asked_by: Some("proxy".into()),
        proxy_name: Some("Ann Jones".into()),
        proxy_relationship: Some("Daughter".into()),
        ..form.clone()
    }
}

fn save(desk: &mut Desk, view: &RequestView, form: RequestForm) -> RequestView {
    open_request::save(desk, &view.id, view.version, form, now()).unwrap()
}

/// What the letter lacks of the authority.
fn lacking(view: &RequestView) -> Vec<&str> {
    let fields = view.missing.iter().map(|missing| missing.field.as_str());
    fields.filter(|field| field.starts_with("proxy_")).collect()
}

#[test]
fn nothing_is_signed_saved_or_assembled_for_a_third_party_without_authority() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let view = request(&mut desk);
    let form = RequestForm {
        // Words alone, as they were written before evidence was asked for.
        proxy_authority: Some("She has a power of attorney".into()),
        ..daughter(&view.form)
    };
    let saved = save(&mut desk, &view, form);
    assert_eq!(lacking(&saved), ["proxy_authority_kind"]);
    assert_eq!(
        saved.form.proxy_authority.as_deref(),
        Some("She has a power of attorney"),
        "what was written is kept"
    );
    let letter = write_letter::save(&mut desk, &saved.id, &clinic.file("letter.pdf"), now());
    assert_eq!(named(letter), ["proxy_authority_kind"]);
    assert!(!clinic.file("letter.pdf").exists());
    let draft = AssembleInput {
        draft: true,
        ..AssembleInput::default()
    };
    let bundle = assemble_bundle::assemble(&mut desk, &saved.id, draft, now(), &mut |_| {
        ControlFlow::Continue(())
    });
    assert_eq!(named(bundle), ["proxy_authority_kind"]);
    let agreed = take(&mut desk, &saved, "agree", &[("reason", "It will help")]).unwrap();
    assert_eq!(code(take(&mut desk, &agreed, "submit", &[])), "letter_incomplete");
}

#[test]
fn an_attorney_is_heard_once_the_power_was_seen_and_a_clinician_found_that_the_patient_cannot_decide() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let view = request(&mut desk);
    let mut form = RequestForm {
        proxy_authority_kind: Some("health_attorney".into()),
        ..daughter(&view.form)
    };
    let mut view = save(&mut desk, &view, form.clone());
    assert_eq!(lacking(&view), ["proxy_evidence"]);
    form.proxy_evidence = Some("Sealed copy, register number 7012-3456".into());
    form.proxy_evidence_seen_by = Some("Bethan Sayce".into());
    form.proxy_evidence_seen_on = Some("2026-11-25".into());
    view = save(&mut desk, &view, form.clone());
    assert_eq!(lacking(&view), ["proxy_evidence"], "nobody has seen it tomorrow");
    form.proxy_evidence_seen_on = Some("2026-11-20".into());
    view = save(&mut desk, &view, form.clone());
    assert_eq!(lacking(&view), ["proxy_capacity_by"]);
    form.proxy_capacity_by = Some("Dr Mistry".into());
    form.proxy_capacity_on = Some("2026-11-21".into());
    form.proxy_until = Some("2026-11-23".into());
    view = save(&mut desk, &view, form.clone());
    assert_eq!(lacking(&view), ["proxy_until"], "it ended yesterday");
    form.proxy_until = Some("2026-11-24".into());
    view = save(&mut desk, &view, form.clone());
    assert!(lacking(&view).is_empty());
    assert_eq!(view.form, form, "every field is kept as typed");
    let agreed = take(&mut desk, &view, "agree", &[("reason", "It will help")]).unwrap();
    let letter = clinic.file("letter.pdf");
    write_letter::save(&mut desk, &agreed.id, &letter, now()).unwrap();
    let words = pdf_text(&letter).split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "Ann Jones (Daughter)",
        "Lasting power of attorney for health and welfare",
        "register number 7012-3456",
        "found unable to decide this by Dr Mistry on 21-Nov-2026",
        "Holds until 24-Nov-2026",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    write_letter::sign(&mut desk, &agreed.id, agreed.version, PASSPHRASE, now()).unwrap();
    let trail = read_audit::list(&mut desk, None, None, 1, now()).unwrap();
    let written = trail
        .rows
        .iter()
        .filter(|row| row.detail.as_deref() == Some("proxy_authority=health_attorney"));
    assert_eq!(
        written.count(),
        1,
        "the trail says when it was written down, once"
    );
}
