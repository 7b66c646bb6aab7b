//! How letters look: the organisation's logo and colour, the signature of whoever signs, and the same words and dates
//! whatever language the system speaks.

use pathway::keep_organisation;
use pathway::view::LetterheadInput;
use second_opinion_tests::{
    Clinic, command, demonstration, document, done, now, open, record, register, run, typed,
};
use serde_json::json;
use tempfile::TempDir;

/// Whether the file says these words as they are: what a picture shows is written plainly in a PDF.
fn says(file: &std::path::Path, words: &str) -> bool {
    let bytes = std::fs::read(file).unwrap();
    bytes.windows(words.len()).any(|found| found == words.as_bytes())
}

/// The words of a page, as somebody else's tool reads them.
fn page_words(file: &std::path::Path, page: u32) -> String {
    let page = page.to_string();
    let mut read = std::process::Command::new("pdftotext");
    let said = read
        .args(["-f", &page, "-l", &page])
        .arg(file)
        .arg("-")
        .output()
        .unwrap();
    String::from_utf8(said.stdout).unwrap()
}

/// How many pictures a page has.
fn pictures(file: &std::path::Path, page: u32) -> usize {
    let page = page.to_string();
    let mut list = std::process::Command::new("pdfimages");
    let said = list
        .args(["-list", "-f", &page, "-l", &page])
        .arg(file)
        .output()
        .unwrap();
    String::from_utf8(said.stdout).unwrap().lines().skip(2).count()
}

#[test]
fn letters_carry_the_logo_and_the_signature_of_the_clinician_who_signs_and_of_nobody_else() {
    let clinic = Clinic::open();
    let clinician = || command(&clinic.home(), "rhiannon.mistry");
    let secretary = || command(&clinic.home(), "sioned.price");

    // What cannot be read, and what is no picture, is refused; and not everybody may.
    let (status, pale) = run(clinician().args(["organisation", "set", "--colour", "#FFB81C"]));
    assert_ne!(status, 0);
    assert!(
        pale.to_string().contains("too pale to be read on white"),
        "{pale}"
    );
    let (_, other) = run(clinician()
        .args(["organisation", "set", "--logo"])
        .arg(record("blood-results.pdf")));
    assert_eq!(other["error"]["code"], "picture_refused");
    let (_, refused) = run(secretary().args(["organisation", "set", "--colour", "#003D6B"]));
    assert_eq!(refused["error"]["code"], "role_may_not");
    let (_, refused) = run(secretary()
        .args(["user", "signature"])
        .arg(record("chest-x-ray.png")));
    assert_eq!(refused["error"]["code"], "role_may_not");

    let set = done(
        clinician()
            .args([
                "organisation",
                "set",
                "--colour",
                "#005eb8",
                "--envelope-window",
                "c5",
            ])
            .args(["--logo-words", "The hospital by the river", "--logo"])
            .arg(record("chest-x-ray.png")),
    );
    assert_eq!(
        (&set["colour"], &set["envelope"]),
        (&json!("#005EB8"), &json!("c5"))
    );
    let kept = done(
        clinician()
            .args(["user", "signature"])
            .arg(record("echo-report-photograph.jpg")),
    );
    assert_eq!(kept["kept"], true);
    let shown = done(clinician().args(["organisation", "show"]));
    assert_eq!(shown["logo_words"], "The hospital by the river");

    let request = {
        let mut desk = clinic.clinician();
        let patient = register(&mut desk, "Jones", "943 476 5919");
        open(&mut desk, &patient, typed("letter")).reference
    };
    let print = |name: &str| {
        let out = clinic.file(name);
        let _ = done(clinician().args(["letter", "print", &request, "--out"]).arg(&out));
        out
    };
    let draft = print("draft.pdf");
    assert!(says(&draft, "The hospital by the river"));
    assert!(!says(&draft, "Signature of"), "a draft is signed by nobody");

    let event = |name: &str, words: serde_json::Value| {
        let file = clinic.file("event.json");
        std::fs::write(&file, words.to_string()).unwrap();
        let _ = done(
            clinician()
                .args(["request", "event", &request, name, "--from"])
                .arg(file),
        );
    };
    event("explain", document("event"));
    event(
        "agree",
        json!({ "reason": "A second view will help him decide." }),
    );
    event("gather", json!({}));
    event("submit", json!({}));
    event("sign", json!({}));
    let signed = print("signed.pdf");
    assert!(says(&signed, "The hospital by the river") && says(&signed, "Signature of Dr Rhiannon Mistry"));

    // The organisation takes another name and look: what is signed keeps the head that it was signed under, and a
    // change of a colleague in the meantime is not written over.
    let details = done(clinician().args(["organisation", "details"]));
    let renamed = json!({ "name": "Hafren Heart Hospital" });
    let mut changed = details.clone();
    changed["name"] = renamed["name"].clone();
    let file = clinic.file("organisation.json");
    std::fs::write(&file, changed.to_string()).unwrap();
    let (_, refused) = run(secretary().args(["organisation", "change", "--from"]).arg(&file));
    assert_eq!(refused["error"]["code"], "role_may_not");
    let saved = done(clinician().args(["organisation", "change", "--from"]).arg(&file));
    assert_eq!(saved["name"], renamed["name"]);
    changed["name"] = json!("");
    std::fs::write(&file, changed.to_string()).unwrap();
    let (_, refused) = run(clinician().args(["organisation", "change", "--from"]).arg(&file));
    assert_eq!(refused["error"]["field"], "organisation.name", "{refused}");
    let (_, other) = run(clinician().args(["organisation", "set", "--logo", ""]));
    assert_eq!(other["logo_words"], json!(null));
    {
        let mut desk = clinic.clinician();
        let seen = keep_organisation::show(&mut desk, now()).unwrap();
        let stale = keep_organisation::save(
            &mut desk,
            seen.version - 1,
            &seen.details,
            &LetterheadInput::default(),
            now(),
        );
        assert_eq!(stale.unwrap_err().code(), "stale");
    }

    // Taken away later, it stays on what was signed with it, in the bundle and in a backup too.
    assert_eq!(
        done(clinician().args(["user", "signature", "--remove"]))["kept"],
        false
    );
    let bundle = clinic.file("bundle.pdf");
    let _ = done(
        clinician()
            .args(["bundle", "assemble", &request, "--out"])
            .arg(&bundle),
    );
    let _ = done(clinician().args(["bundle", "verify"]).arg(&bundle));
    assert_eq!(pictures(&bundle, 1), 1, "the letter of the bundle keeps its logo");
    let first_page = page_words(&bundle, 1);
    assert!(!first_page.contains("Hafren") && first_page.contains(details["name"].as_str().unwrap()));
    let leaflet = clinic.file("leaflet.pdf");
    let _ = done(
        clinician()
            .args(["letter", "print", &request, "--kind", "patient_copy", "--out"])
            .arg(&leaflet),
    );
    assert!(
        page_words(&leaflet, 1).contains("Hafren Heart Hospital"),
        "a new paper has the new name"
    );
    assert_eq!(
        std::fs::read(&signed).unwrap(),
        std::fs::read(print("again.pdf")).unwrap()
    );
    let _ = done(clinician().args(["store", "check"]));
    let backup = clinic.file("kept.backup");
    let _ = done(clinician().args(["backup", "make", "--to"]).arg(&backup));
    let restored = clinic.file("restored");
    let _ = done(
        clinician()
            .args(["backup", "restore"])
            .arg(&backup)
            .arg("--to")
            .arg(&restored),
    );
    let mut elsewhere = command(&restored, "rhiannon.mistry");
    let again = clinic.file("restored.pdf");
    let _ = done(
        elsewhere
            .args(["bundle", "assemble", &request, "--out"])
            .arg(&again),
    );
    let trail = done(clinician().args(["audit", "list"])).to_string();
    assert!(trail.contains("letterhead_changed") && trail.contains("signature_kept"));
}

#[test]
fn names_and_dates_are_the_same_whatever_language_the_system_speaks() {
    let folder = TempDir::new().unwrap();
    let (made, words) = demonstration(&folder);
    let reference = made["reference"].as_str().unwrap();
    let said = ["C", "en_US.UTF-8", "ar_EG.UTF-8", "tr_TR.UTF-8", "th_TH.UTF-8"].map(|language| {
        let out = folder.path().join("paper.pdf");
        let mut all = Vec::new();
        for kind in ["referral", "what_happens_next", "dispatch_checklist"] {
            let mut print = words();
            for name in ["LANG", "LC_ALL", "LC_TIME", "LANGUAGE"] {
                print.env(name, language);
            }
            let _ = done(
                print
                    .args(["letter", "print", reference, "--kind", kind, "--out"])
                    .arg(&out),
            );
            all.push(std::fs::read(&out).unwrap());
        }
        let mut show = words();
        show.env("LC_ALL", language).env("LANG", language);
        all.push(
            done(show.args(["letter", "show", reference]))
                .to_string()
                .into_bytes(),
        );
        all
    });
    for other in &said[1..] {
        assert!(
            other == &said[0],
            "a paper or an answer differs with the language"
        );
    }
}
