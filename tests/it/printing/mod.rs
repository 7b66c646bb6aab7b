//! Printing, with a real printing service of its own: what comes out is what was shown, page for page.

mod failing;
mod recovery;
mod room;

use std::ops::ControlFlow;
use std::process::Command;

use pathway::gather_records::FileIn;
use pathway::view::{AssembleInput, EvidenceInput, RecordInput, UserInput, WorklistInput};
use pathway::{
    Desk, assemble_bundle, gather_records, keep_users, open_request, read_audit, take_step, worklist,
    write_letter,
};
use second_opinion_tests::{Clinic, PASSPHRASE, command, document, done, now, open, register, run, typed};
use serde_json::{Value, json};

use room::{Room, pages};

/// A signed request with its bundle, in which a record has pages of every size.
fn signed(clinic: &Clinic) -> String {
    let mut desk = clinic.clinician();
    let patient = register(&mut desk, "Jones", "943 476 5919");
    let request = open(&mut desk, &patient, typed("letter"));
    let mut version = request.version;
    let mut step = |desk: &mut Desk, step: &str, said: Value| {
        let said: Vec<_> = said
            .as_object()
            .unwrap()
            .iter()
            .map(|(item, answer)| EvidenceInput {
                item: item.clone(),
                answer: answer.as_str().unwrap().to_owned(),
            })
            .collect();
        if step == "submit" {
            let file = FileIn::new("pages of every size.pdf", every_size());
            let record: RecordInput = typed("record");
            gather_records::add(desk, &request.id, vec![file], &[record], now()).unwrap();
            version = open_request::show(desk, &request.id, now()).unwrap().version;
        }
        let taken = take_step::take(desk, &request.id, version, step, said, now()).unwrap();
        version = taken.version;
    };
    step(&mut desk, "explain", document("event"));
    step(
        &mut desk,
        "agree",
        json!({ "reason": "A second view will help." }),
    );
    step(&mut desk, "gather", json!({}));
    step(&mut desk, "submit", json!({}));
    let version = open_request::show(&mut desk, &request.id, now()).unwrap().version;
    write_letter::sign(&mut desk, &request.id, version, PASSPHRASE, now()).unwrap();
    assemble_bundle::assemble(
        &mut desk,
        &request.id,
        AssembleInput::default(),
        now(),
        &mut |_| ControlFlow::Continue(()),
    )
    .unwrap();
    request.reference
}

/// The command that prints, at this clinic, in this room.
fn send(clinic: &Clinic, room: &Room, request: &str, words: &[&str]) -> Command {
    let mut send = command(&clinic.home(), "sioned.price");
    room.enter(&mut send);
    send.args(["print", "send", request]).args(words);
    send
}

#[test]
fn the_whole_bundle_comes_out_of_the_printer_and_nothing_is_cut_off() {
    let clinic = Clinic::open();
    let request = signed(&clinic);
    let room = Room::open();
    let ward = room.printer("Ward");
    let file = clinic.file("bundle.pdf");
    let bundle = done(
        command(&clinic.home(), "sioned.price")
            .args(["bundle", "assemble", &request, "--out"])
            .arg(&file),
    );
    let shown = pages(&file);
    assert_eq!(Some(shown.len() as u64), bundle["pages"].as_u64());
    assert!(shown.iter().any(|page| page.contains("A3 wide top right")));

    let printed = done(&mut send(
        &clinic,
        &room,
        &request,
        &["--paper", "bundle", "--printer", "Ward", "--two-sided"],
    ));
    let came = ward.pages();
    assert_eq!(came.len(), shown.len());
    for (page, (came, shown)) in came.iter().zip(&shown).enumerate() {
        assert_eq!(came, shown, "page {}", page + 1);
    }
    assert_eq!(
        (printed["pages"].as_u64(), &printed["printer"]),
        (bundle["pages"].as_u64(), &json!("Ward"))
    );

    // The person counts, and what was said is kept.
    let count = |answer: &str| {
        let job = printed["job"].as_str().unwrap();
        let mut count = command(&clinic.home(), "sioned.price");
        count.args(["print", "count", &request, job, answer]);
        done(&mut count)["outcome"].clone()
    };
    assert_eq!(count("later"), "sent");
    assert_eq!(count("no"), "incomplete");
    // What was incomplete is out of the way: the next print takes its place, and is no copy.
    let again = ["--paper", "bundle", "--printer", "Ward", "--copies", "2"];
    let again = done(&mut send(&clinic, &room, &request, &again));
    // Both copies are one job, so that nobody else's pages come between them.
    let came = ward.pages();
    let (original, copy) = came.split_at(shown.len());
    assert_eq!(original, shown);
    assert_eq!(copy.len(), shown.len());
    assert!(
        copy.iter().all(|page| marks(page, "COPY 2 of v1") == 2),
        "{copy:?}"
    );
    assert_eq!(again["papers"][0]["copies"], 2);
    assert!(ward.is_empty());
}

#[test]
fn a_reprint_of_a_signed_letter_says_that_it_is_a_copy_and_the_trail_says_which() {
    let clinic = Clinic::open();
    let request = signed(&clinic);
    let room = Room::open();
    let (ward, _) = (room.printer("Ward"), room.printer("Office"));
    room.keeper("/usr/sbin/lpadmin", &["-d", "Ward"]);
    let letter = ["--paper", "letter"];

    let first = done(&mut send(&clinic, &room, &request, &letter));
    assert_eq!(first["printer"], "Ward", "the usual printer, where none is named");
    let original = ward.pages();
    assert!(original.iter().all(|page| marks(page, "COPY") == 0));

    let (status, refused) = run(&mut send(&clinic, &room, &request, &letter));
    assert_eq!((status, &refused["error"]["field"]), (2, &json!("reason")));
    assert!(ward.is_empty(), "without a reason nothing is printed again");

    let again = [letter.as_slice(), &["--reason", "For the ward's own notes"]].concat();
    let second = done(&mut send(&clinic, &room, &request, &again));
    let copy = ward.pages();
    assert_eq!(copy.len(), original.len());
    for (copy, original) in copy.iter().zip(&original) {
        assert_eq!(marks(copy, "COPY 2 of v1"), 2, "{copy}");
        for word in original.split(' ') {
            assert!(copy.contains(word), "{word} is missing on the copy");
        }
    }
    assert_eq!(second["papers"][0]["first_copy"], 2);

    let listed = done(command(&clinic.home(), "sioned.price").args(["print", "list", &request]));
    let reasons: Vec<_> = listed["prints"]
        .as_array()
        .unwrap()
        .iter()
        .map(|job| job["reason"].clone())
        .collect();
    assert_eq!(reasons, [json!("For the ward's own notes"), Value::Null]);
    let trail = read_audit::list(&mut clinic.clinician(), None, None, 1, now()).unwrap();
    let printed: Vec<_> = trail
        .rows
        .iter()
        .filter(|row| row.act == "letter_printed")
        .map(|row| (row.user.as_deref().unwrap(), row.detail.as_deref().unwrap()))
        .collect();
    assert_eq!(
        printed,
        [
            ("sioned.price", "copy 2, printer Ward"),
            ("sioned.price", "copy 1, printer Ward")
        ]
    );
}

#[test]
fn papers_that_are_printed_together_come_out_in_the_order_in_which_they_are_packed() {
    let clinic = Clinic::open();
    let request = signed(&clinic);
    let room = Room::open();
    let ward = room.printer("Ward");
    let papers = ["patient_copy", "bundle", "envelope", "dispatch_checklist"];
    let words: Vec<&str> = papers
        .iter()
        .flat_map(|paper| ["--paper", paper])
        .chain(["--printer", "Ward"])
        .collect();
    let printed = done(&mut send(&clinic, &room, &request, &words));
    let kinds: Vec<_> = printed["papers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|paper| paper["kind"].clone())
        .collect();
    assert_eq!(
        kinds,
        ["dispatch_checklist", "envelope", "bundle", "patient_copy"]
    );
    let first_words = [
        "Dispatch checklist",
        "Royal",
        "REFERRAL FOR A SECOND OPINION",
        "Your request for a second opinion",
    ];
    let came = ward.pages();
    assert!(ward.is_empty(), "all papers are one job");
    assert_eq!(printed["pages"].as_u64(), Some(came.len() as u64));
    // A printer without a way to turn the paper is told of before, and the list goes the same way as the papers.
    let single = room.printer_of_one_side("Office");
    let both = ["--paper", "envelope", "--printer", "Office", "--two-sided"];
    let (status, refused) = run(&mut send(&clinic, &room, &request, &both));
    assert_eq!((status, &refused["error"]["field"]), (2, &json!("duplex")));
    let mut list = command(&clinic.home(), "sioned.price");
    let list =
        done(
            room.enter(&mut list)
                .args(["print", "worklist", "--printer", "Office", "--copies", "2"]),
        );
    assert_eq!(list["copies"], 2);
    let lists = single.pages();
    assert_eq!(lists.len(), 2);
    assert!(lists[0] == lists[1] && lists[0].contains(&request), "{lists:?}");
    // Until somebody has counted, the request stands on a list of its own.
    let uncounted = || {
        let input = WorklistInput {
            list: Some("pages_not_counted".into()),
            ..WorklistInput::default()
        };
        let view = worklist::list(&mut clinic.clinician(), input, now()).unwrap();
        let count = view.lists.iter().find(|list| list.code == "pages_not_counted");
        assert_eq!(count.unwrap().count, view.total);
        view.total
    };
    assert_eq!(uncounted(), 1);
    let mut count = command(&clinic.home(), "sioned.price");
    let job = printed["job"].as_str().unwrap();
    let _ = done(count.args(["print", "count", &request, job, "yes"]));
    assert_eq!(uncounted(), 0);

    let mut at = 0;
    for (paper, words) in printed["papers"].as_array().unwrap().iter().zip(first_words) {
        assert!(came[at].contains(words), "{words}: {}", came[at]);
        at += paper["pages"].as_u64().unwrap() as usize;
    }
    assert_eq!(at, came.len());
}

#[test]
fn a_printer_that_cannot_print_is_told_of_in_plain_words_and_nothing_counts_as_printed() {
    let clinic = Clinic::open();
    let request = signed(&clinic);
    let mut room = Room::open();
    let letter = |printer: &'static str| ["--paper", "letter", "--printer", printer];
    let refused = |room: &Room, words: &[&str], because: &str| {
        let (status, refused) = run(&mut send(&clinic, room, &request, words));
        let message = refused["error"]["message"].as_str().unwrap();
        assert_eq!(
            (status, &refused["error"]["code"]),
            (5, &json!("print_failed")),
            "{message}"
        );
        assert!(message.contains(because), "{message}");
        assert!(
            message.contains("Nothing was lost") && message.contains("save it as PDF"),
            "{message}"
        );
    };
    refused(&room, &letter("Ward"), "this computer has no printer");
    let ward = room.printer("Ward");
    refused(
        &room,
        &letter("Attic"),
        "there is no such printer at this computer",
    );
    refused(&room, &["--paper", "letter"], "no printer was chosen");
    room.keeper("/usr/sbin/cupsreject", &["Ward"]);
    refused(&room, &letter("Ward"), "“Ward” takes no jobs at the moment");
    room.keeper("/usr/sbin/cupsaccept", &["Ward"]);
    room.keeper("/usr/sbin/cupsdisable", &["Ward"]);
    refused(&room, &letter("Ward"), "“Ward” is stopped");
    room.keeper("/usr/sbin/cupsenable", &["Ward"]);
    // A printer that is not for this person looks like any other until it is sent something.
    room.keeper("/usr/sbin/lpadmin", &["-p", "Ward", "-u", "allow:nobody-here"]);
    refused(
        &room,
        &letter("Ward"),
        "the printing service refused the job and says",
    );
    room.keeper("/usr/sbin/lpadmin", &["-p", "Ward", "-u", "allow:all"]);
    assert!(ward.is_empty());

    let trail = read_audit::list(&mut clinic.clinician(), None, None, 1, now()).unwrap();
    let failed: Vec<_> = trail
        .rows
        .iter()
        .filter(|row| row.act == "letter_printed" && row.outcome == "refused")
        .map(|row| row.detail.as_deref().unwrap())
        .collect();
    assert_eq!(failed, ["print_failed"]);
    // What was not taken is not out: the letter that comes out now is the first, and no reason is asked for.
    let printed = done(&mut send(&clinic, &room, &request, &letter("Ward")));
    assert_eq!(printed["papers"][0]["first_copy"], 1);
    assert!(ward.pages().iter().all(|page| marks(page, "COPY") == 0));

    room.close();
    refused(
        &room,
        &["--paper", "envelope", "--printer", "Ward"],
        "the printing service of this computer is not running",
    );
}

#[test]
fn a_reader_prints_nothing_and_counts_nothing() {
    let clinic = Clinic::open();
    let request = signed(&clinic);
    let reader = UserInput {
        name: "rea.der".into(),
        role: "reader".into(),
        ..typed("user")
    };
    keep_users::add(&mut clinic.clinician(), reader, PASSPHRASE, now()).unwrap();
    let nothing = "0".repeat(32);
    for words in [
        vec!["print", "send", &request, "--paper", "letter"],
        vec!["print", "count", &request, &nothing, "yes"],
    ] {
        let (status, refused) = run(command(&clinic.home(), "rea.der").args(words));
        assert_eq!((status, &refused["error"]["code"]), (3, &json!("role_may_not")));
    }
}

/// How often words stand across a page; of slanted words the tool gives each letter by itself.
fn marks(page: &str, words: &str) -> usize {
    page.replace(' ', "").matches(&words.replace(' ', "")).count()
}

/// A PDF with upright and wide pages of A3, A4 and A5, each with words in two corners.
fn every_size() -> Vec<u8> {
    let sizes = [
        (595, 842, "A4"),
        (842, 595, "A4 wide"),
        (842, 1191, "A3"),
        (1191, 842, "A3 wide"),
        (420, 595, "A5"),
    ];
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut kids = Vec::new();
    for (width, height, name) in sizes {
        let words = format!(
            "BT /F1 10 Tf 4 4 Td ({name} bottom left) Tj ET BT /F1 10 Tf {} {} Td ({name} top right) Tj ET",
            width - 90,
            height - 12
        );
        objects.push(format!(
            "<< /Length {} >>\nstream\n{words}\nendstream",
            words.len()
        ));
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>",
            objects.len()
        ));
        kids.push(format!("{} 0 R", objects.len()));
    }
    objects[1] = format!(
        "<< /Type /Pages /Kids [{}] /Count {} >>",
        kids.join(" "),
        kids.len()
    );
    let mut text = "%PDF-1.7\n".to_owned();
    let mut places = String::new();
    for (number, object) in (1..).zip(&objects) {
        places += &format!("{:010} 00000 n \n", text.len());
        text += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let (start, size) = (text.len(), objects.len() + 1);
    text +=
        &format!("xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<< /Size {size} /Root 1 0 R >>\n");
    text += &format!("startxref\n{start}\n%%EOF\n");
    text.into_bytes()
}
