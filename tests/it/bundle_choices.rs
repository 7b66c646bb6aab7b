//! How a bundle is made is the secretary's choice: kept, told in the trail, and true of the paper.

use std::ops::ControlFlow;

use pathway::assemble_bundle::assemble;
use pathway::gather_records::{self, FileIn};
use pathway::view::{AssembleInput, BundleChoices, RecordInput};
use pathway::{open_request, read_audit};
use second_opinion_tests::{Clinic, demonstration, done, now, open, record, register, typed};
use tempfile::TempDir;

#[test]
fn a_record_is_put_on_a_right_hand_page_and_the_blank_page_before_it_is_accounted_for() {
    let clinic = Clinic::open();
    let mut desk = clinic.clinician();
    let patient = register(&mut desk, "Jones", "943 476 5919");
    let request = open(&mut desk, &patient, typed("letter"));
    let files =
        ["chest-x-ray.png", "echo-report-photograph.jpg"].map(|name| FileIn::read(&record(name)).unwrap());
    let inputs = [typed::<RecordInput>("record"), typed("record")];
    let added = gather_records::add(&mut desk, &request.id, files.into(), &inputs, now()).unwrap();
    let draft = |choices| AssembleInput { draft: true, choices };
    let mut watch = |_: &_| ControlFlow::Continue(());
    let plain = assemble(
        &mut desk,
        &request.id,
        draft(BundleChoices::default()),
        now(),
        &mut watch,
    )
    .unwrap();
    let first = plain.enclosures[0].first_page;
    // Of two records of one page each, one begins on a left-hand page.
    let left = usize::from(first % 2 == 1);

    let moved = &added.records[left];
    let input = RecordInput {
        starts_right: true,
        ..moved.input.clone()
    };
    let _ = gather_records::describe(&mut desk, &request.id, &moved.id, moved.version, input, now()).unwrap();
    let right = assemble(
        &mut desk,
        &request.id,
        draft(BundleChoices::default()),
        now(),
        &mut watch,
    )
    .unwrap();
    assert_eq!(
        right.enclosures[left].first_page,
        plain.enclosures[left].first_page + 1
    );
    assert_eq!(right.blank_pages, [plain.enclosures[left].first_page]);
    assert_eq!(right.pages, plain.pages + 1);

    let all = BundleChoices { right_hand: true };
    let both = assemble(&mut desk, &request.id, draft(all), now(), &mut watch).unwrap();
    assert!(both.enclosures.iter().all(|one| one.first_page % 2 == 1));
    assert_eq!(both.choices, all);
    assert!(
        open_request::show(&mut desk, &request.id, now()).unwrap().records[left]
            .input
            .starts_right
    );
    drop(desk);
    let trail = read_audit::list(&mut clinic.clinician(), None, None, 1, now()).unwrap();
    assert!(
        trail
            .rows
            .iter()
            .any(|row| row.act == "bundle_assembled" && row.detail.as_deref() == Some("right_hand"))
    );
}

#[test]
fn a_bundle_for_printing_on_both_sides_still_counts_every_page() {
    let folder = TempDir::new().unwrap();
    let (made, words) = demonstration(&folder);
    let out = folder.path().join("bundle.pdf");
    let reference = made["reference"].as_str().unwrap();
    let right = done(
        words()
            .args(["bundle", "assemble", reference, "--right-hand", "--out"])
            .arg(&out),
    );
    for enclosure in right["enclosures"].as_array().unwrap() {
        assert_eq!(enclosure["first_page"].as_u64().unwrap() % 2, 1, "{enclosure}");
    }
    let blank = right["blank_pages"].as_array().unwrap().len() as u64;
    assert_eq!(
        right["pages"].as_u64().unwrap(),
        made["bundle"]["pages"].as_u64().unwrap() + blank
    );
    assert!(blank > 0);
    let verified = done(words().args(["bundle", "verify"]).arg(&out));
    assert_eq!(verified["blank_pages"], right["blank_pages"]);
}
