//! tidy: long because each paper is one short test, and they are read as a list.
//!
//! The papers beside the letter, as a person reads them, and what must never stand on one.

use domain::letter::Missing;
use domain::organisation::Nation;
use domain::request::{AskedBy, InformFirstTeam, Proxy};
use pdf::source::{Limits, Source};
use second_opinion_papers::kind::{Kind, PaperContent, PaperError, Setting, Transfer, compose, print};
use second_opinion_papers::language::{Language, TypeSize};
use second_opinion_papers::template::{Template, Templates};

use crate::case::{Case, day};
use crate::plain;

fn content(case: &Case) -> PaperContent<'_> {
    PaperContent {
        letter: case.signed(),
        sent_on: Some(day("2026-11-24")),
        heard_by: Some(day("2026-12-08")),
        bundle_pages: Some(27),
        transfer: None,
    }
}

fn in_language(language: Language) -> Setting {
    Setting {
        language,
        size: TypeSize::Usual,
    }
}

/// The text of a paper in its usual setting.
fn text(kind: Kind, content: &PaperContent<'_>) -> String {
    plain::text(&compose(kind, content, Setting::default()).unwrap().1).replace('\u{A0}', " ")
}

/// The words that are on the pages of the PDF.
fn printed(kind: Kind, content: &PaperContent<'_>, setting: Setting) -> (u32, Vec<String>) {
    let paper = print(kind, content, setting).unwrap();
    let source = Source::read(&paper.bytes, None, &Limits::default()).unwrap();
    assert_eq!(source.page_count(), paper.pages);
    let words: Vec<String> = (1..=paper.pages)
        .flat_map(|page| {
            let text = source.page_text(page).replace('\u{A0}', " ");
            text.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    (paper.pages, words)
}

#[test]
fn each_paper_reads_as_agreed_in_each_of_its_languages() {
    let case = Case::full();
    for kind in Kind::ALL {
        for language in kind.languages() {
            let (paper, blocks) = compose(*kind, &content(&case), in_language(language)).unwrap();
            let line = |line: Option<pdf::typeset::Running>| {
                line.map(|line| format!("{} | {}", line.left, line.right))
                    .unwrap_or_default()
            };
            let (head, foot) = (line(paper.running_head), line(paper.running_foot));
            insta::assert_snapshot!(
                format!("{}_{}", kind.code(), language.code()),
                format!("{head}\n{}\n{foot}", plain::text(&blocks)).replace('\u{A0}', " ")
            );
        }
    }
}

#[test]
fn every_point_of_the_source_is_on_the_sheet_for_the_patient() {
    let mut case = Case::full();
    case.details.inform_first_team = Some(InformFirstTeam::Undecided);
    let sheet = text(Kind::WhatHappensNext, &content(&case));
    for point in [
        "considers your circumstances and whether a second opinion is needed",
        "go over your diagnosis again and to explain everything clearly",
        "We tell them that this is for a second opinion",
        "the test results and X-rays that matter for it",
        "The new consultant does not take it over just because they give an opinion",
        "this has to be arranged with them and with their hospital",
        "like that of any new patient, and assesses it in the same way",
        "It may be at another hospital. You may have to travel further",
        "The second opinion may be the same as the first",
        "you may wish to tell the team that gave you the first opinion",
        "Ask them whether any delay in starting treatment could affect your wellbeing",
        "If you need advice or support, you can speak to: PALS",
        "Under Martha’s Rule",
        "Keep your existing appointments",
        "by 8 December 2026, ring us on 01632 960 120. Please give our reference: SO-2026-0042",
    ] {
        assert!(sheet.contains(point), "{point}: {sheet}");
    }
}

#[test]
fn every_paper_for_the_patient_has_the_support_block_in_every_language_and_size() {
    let mut case = Case::full();
    case.organisation.support.email = Some("pals@wrekinvale.example".into());
    case.organisation.support.hours = Some("Monday to Friday".into());
    for kind in Kind::ALL.iter().filter(|kind| kind.is_for_patient()) {
        for language in kind.languages() {
            for size in [
                TypeSize::Usual,
                TypeSize::Large,
                TypeSize::Larger,
                TypeSize::Largest,
            ] {
                let (_, blocks) = compose(*kind, &content(&case), Setting { language, size }).unwrap();
                let text = plain::text(&blocks).replace('\u{A0}', " ");
                for words in [
                    "PALS",
                    "01632 960 118",
                    "pals@wrekinvale.example",
                    "Monday to Friday",
                ] {
                    assert!(text.contains(words), "{kind:?} {language:?} {words}");
                }
            }
        }
    }
}

#[test]
fn a_paper_for_the_patient_without_the_support_block_is_refused_by_its_name() {
    for (service, phone) in [("", "01632 960 118"), ("PALS", " ")] {
        let mut case = Case::full();
        case.organisation.support.service = service.into();
        case.organisation.support.phone = phone.into();
        for kind in Kind::ALL {
            let printed = compose(*kind, &content(&case), Setting::default());
            if kind.is_for_patient() {
                let refused = printed.unwrap_err();
                assert_eq!(refused, PaperError::NoSupportBlock(*kind));
                assert!(refused.to_string().contains(kind.label()));
            } else {
                assert!(printed.is_ok(), "{kind:?}");
            }
        }
    }
}

#[test]
fn an_organisation_has_its_own_words_on_its_papers_and_what_is_locked_stays() {
    let case = Case::full();
    let next = Template::Paper(Kind::WhatHappensNext, Language::English);
    let words = [
        ("same_words", "Two teams have then looked at everything."),
        ("care_words", "The new team takes over."),
    ];
    let words = words.map(|(key, words)| (key.to_owned(), words.to_owned()));
    let own = Templates::supplied().with(next, Some(next.rewritten(&words.into())));
    let mut ours = content(&case);
    ours.letter.templates = &own;
    let sheet = text(Kind::WhatHappensNext, &ours);
    assert!(sheet.contains("Two teams have then looked at everything."));
    assert!(!sheet.contains("The new team takes over.") && sheet.contains("stays responsible for your care"));
    let copy = text(Kind::PatientCopy, &ours);
    assert_eq!(
        copy,
        text(Kind::PatientCopy, &content(&case)),
        "no other paper is changed"
    );
}

#[test]
fn a_patient_reads_long_dates_and_a_clinician_short_ones() {
    let case = Case::full();
    for kind in Kind::ALL {
        let mut dated = case.details.clone();
        dated.first_opinion.plan = None;
        let mut of = content(&case);
        of.letter.details = &dated;
        let text = text(*kind, &of);
        let has_short = text.contains("-Nov-2026") || text.contains("-Jan-2027");
        if kind.is_for_patient() {
            assert!(!has_short, "{kind:?}: {text}");
        } else if *kind != Kind::Envelope {
            assert!(has_short && !text.contains("24 November 2026"), "{kind:?}");
        }
    }
}

#[test]
fn the_first_team_is_told_on_the_patients_wish_and_in_no_other_case() {
    for wish in [None, Some(InformFirstTeam::No), Some(InformFirstTeam::Undecided)] {
        let mut case = Case::full();
        case.details.inform_first_team = wish;
        let refused = print(Kind::FirstTeam, &content(&case), Setting::default()).unwrap_err();
        assert_eq!(refused, PaperError::FirstTeamNotToBeTold);
        let checklist = text(Kind::DispatchChecklist, &content(&case));
        assert!(checklist.contains("First team: NO copy"), "{wish:?}");
    }
    let case = Case::full();
    let told = text(Kind::FirstTeam, &content(&case));
    assert!(told.contains("The patient remains under your care. Please keep all appointments"));
    assert!(
        !told.contains("I do not want my chest opened"),
        "the patient's words are for the new team"
    );
}

#[test]
fn a_request_for_transfer_is_a_letter_of_its_own_with_two_acceptances() {
    let case = Case::full();
    let transfer = text(Kind::TransferRequest, &content(&case));
    for words in [
        "REQUEST FOR TRANSFER OF CARE",
        "assume management (AM)",
        "until both your team and your hospital have accepted it in writing",
        "1. The clinical team",
        "2. The hospital or service",
        "- Temporary, until the day written below",
        "- Permanent",
    ] {
        assert!(transfer.contains(words), "{words}: {transfer}");
    }
    let mut lasting = content(&case);
    lasting.transfer = Some(Transfer::Temporary {
        until: day("2027-03-31"),
    });
    assert!(text(Kind::TransferRequest, &lasting).contains("Temporary, until 31-Mar-2027"));
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::TransferRequest) {
        assert!(
            !text(*kind, &content(&case)).contains("assume management"),
            "{kind:?}"
        );
    }
    let (_, words) = printed(Kind::TransferRequest, &content(&case), Setting::default());
    assert_eq!(words.iter().filter(|word| *word == "registration").count(), 2);
}

#[test]
fn large_print_takes_more_pages_and_loses_no_word() {
    let case = Case::full();
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Envelope) {
        for language in kind.languages() {
            let (usual, _) = printed(*kind, &content(&case), in_language(language));
            let largest = Setting {
                language,
                size: TypeSize::Largest,
            };
            let (pages, printed) = printed(*kind, &content(&case), largest);
            assert!(
                pages > usual,
                "{kind:?} {language:?}: {pages} pages after {usual}"
            );
            if language == Language::Arabic {
                // Its letters are read back in another order than they are written in.
                continue;
            }
            let (_, blocks) = compose(*kind, &content(&case), in_language(language)).unwrap();
            let printed = printed.join(" ");
            for word in plain::text(&blocks).replace('\u{A0}', " ").split_whitespace() {
                let word = word.trim_matches(|c| matches!(c, '#' | '|' | '!' | '>' | '-' | '/' | '☐' | ':'));
                assert!(printed.contains(word), "{kind:?} {language:?} lost “{word}”");
            }
        }
    }
}

#[test]
fn a_number_is_never_divided_between_two_lines_of_the_running_head() {
    let case = Case::full();
    for size in [TypeSize::Usual, TypeSize::Largest] {
        let setting = Setting {
            language: Language::English,
            size,
        };
        let (paper, _) = compose(Kind::GpRequest, &content(&case), setting).unwrap();
        assert!(
            paper
                .running_head
                .unwrap()
                .left
                .contains("NHS\u{A0}No.\u{A0}999\u{A0}000\u{A0}0018")
        );
    }
}

#[test]
fn a_usual_patient_copy_takes_two_pages_whether_its_translation_is_checked_or_not() {
    let case = Case::full();
    for language in [Language::English, Language::Welsh, Language::Polish] {
        let (pages, _) = printed(Kind::PatientCopy, &content(&case), in_language(language));
        assert_eq!(pages, 2, "{language:?}");
    }
}

#[test]
fn an_unchecked_translation_says_so_on_the_sheet_and_the_original_does_not() {
    let case = Case::full();
    for language in Kind::WhatHappensNext.languages() {
        let (_, blocks) = compose(Kind::WhatHappensNext, &content(&case), in_language(language)).unwrap();
        let says =
            plain::text(&blocks).contains("A translator must check it before it is given to a patient");
        assert_eq!(says, language != Language::English, "{language:?}");
    }
}

#[test]
fn a_paper_without_words_in_a_language_is_refused_and_never_printed_in_another() {
    let case = Case::full();
    for (kind, language) in [
        (Kind::FirstTeam, Language::Polish),
        (Kind::Envelope, Language::Arabic),
        (Kind::GpRequest, Language::Welsh),
    ] {
        let refused = compose(kind, &content(&case), in_language(language)).unwrap_err();
        assert_eq!(refused, PaperError::NoSuchLanguage { kind, language });
    }
}

#[test]
fn an_address_that_must_stay_secret_is_on_no_paper() {
    let mut case = Case::full();
    case.patient.address_is_sensitive = true;
    for kind in Kind::ALL {
        let text = text(*kind, &content(&case));
        assert!(
            !text.contains("Weir Cottages") && !text.contains("ZZ3 8LD") && !text.contains("01632 960 163"),
            "{kind:?}"
        );
    }
    let copy = text(Kind::PatientCopy, &content(&case));
    assert!(copy.contains("Not to be posted: hand this over in person."));
}

#[test]
fn an_envelope_tells_nothing_of_the_patient() {
    let case = Case::full();
    let (_, words) = printed(Kind::Envelope, &content(&case), Setting::default());
    let printed = words.join(" ");
    for secret in ["Parry", "PARRY", "999 000", "1958", "opinion"] {
        assert!(!printed.contains(secret), "{secret}: {printed}");
    }
    assert!(printed.contains("Royal Marches Heart Centre") && printed.contains("ZZ5 2HQ"));
}

#[test]
fn the_patients_copy_has_no_clinical_part_that_no_clinician_released() {
    let case = Case::full();
    let copy = text(Kind::PatientCopy, &content(&case));
    for clinical in ["Hodgkin", "frailty", "limit contrast", "Bisoprolol", "NT-proBNP"] {
        assert!(!copy.contains(clinical), "{clinical}");
    }
}

#[test]
fn a_day_that_has_passed_is_not_promised_to_the_patient() {
    let case = Case::full();
    let mut late = content(&case);
    late.heard_by = Some(day("2026-11-23"));
    let sheet = text(Kind::WhatHappensNext, &late);
    assert!(!sheet.contains("23 November 2026") && sheet.contains("ring us on 01632 960 120"));
}

#[test]
fn a_checklist_says_loudly_what_must_not_be_sent() {
    let case = Case::full();
    let mut unready = content(&case);
    unready.bundle_pages = None;
    unready.letter.signature = None;
    let stale = day("2027-06-01");
    unready.letter.today = stale;
    let checklist = text(Kind::DispatchChecklist, &unready);
    for words in [
        "No final bundle has been put together. Do not send.",
        "Not signed. Do not send.",
        "The address was not checked within the last 90 days.",
    ] {
        assert!(checklist.contains(words), "{words}: {checklist}");
    }
    let ready = text(Kind::DispatchChecklist, &content(&case));
    assert!(
        ready.contains("27 came out") && ready.contains("“Page 27 of 27”") && !ready.contains("Do not send")
    );
}

#[test]
fn nothing_is_printed_for_the_dead_or_for_a_proxy_without_authority() {
    let mut dead = Case::full();
    dead.patient.died = Some(day("2026-11-20"));
    let mut proxy = Case::full();
    proxy.details.asked_by = Some(AskedBy::Proxy);
    proxy.details.proxy = Some(Proxy {
        name: "Ms Sara Parry".into(),
        relationship: Some("daughter".into()),
        authority: None,
        patient_told_on: None,
        words: Some("She says that she has one".into()),
    });
    for kind in Kind::ALL {
        for (case, missing) in [(&dead, Missing::Living), (&proxy, Missing::ProxyAuthority)] {
            // What is signed had its authority on the day of the signature.
            let mut content = content(case);
            content.letter.signature = None;
            let refused = compose(*kind, &content, Setting::default()).unwrap_err();
            assert_eq!(refused, PaperError::Lacks(missing), "{kind:?}");
        }
    }
}

#[test]
fn marthas_rule_is_named_in_england_alone() {
    for (nation, named) in [
        (Nation::England, true),
        (Nation::Wales, false),
        (Nation::Scotland, false),
        (Nation::NorthernIreland, false),
    ] {
        let mut case = Case::full();
        case.organisation.nation = nation;
        let sheet = text(Kind::WhatHappensNext, &content(&case));
        assert_eq!(sheet.contains("Martha’s Rule"), named, "{nation:?}");
        assert!(
            sheet.contains("01632 960 199") && sheet.contains("call 999"),
            "{nation:?}"
        );
    }
}

#[test]
fn a_demonstration_says_so_across_every_page_of_every_paper() {
    let case = Case::full();
    let mut demonstration = content(&case);
    demonstration.letter.demonstration = true;
    for kind in Kind::ALL {
        let paper = print(*kind, &demonstration, Setting::default()).unwrap();
        let source = Source::read(&paper.bytes, None, &Limits::default()).unwrap();
        for page in 1..=paper.pages {
            assert!(
                source.page_text(page).contains("DEMONSTRATION"),
                "{kind:?} page {page}"
            );
        }
    }
}

#[test]
fn an_address_too_long_for_a_window_is_still_printed_whole() {
    let mut case = Case::full();
    let recipient = case.details.recipient.as_mut().unwrap();
    recipient.address.lines = (1..=9)
        .map(|line| format!("Line {line} of a long address"))
        .collect();
    case.organisation.department = Some("Department\n".repeat(12));
    let (_, words) = printed(Kind::TransferRequest, &content(&case), Setting::default());
    let printed = words.join(" ");
    for line in 1..=9 {
        assert!(
            printed.contains(&format!("Line {line} of a long address")),
            "{printed}"
        );
    }
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let case = Case::full();
    let once = print(Kind::WhatHappensNext, &content(&case), Setting::default()).unwrap();
    let again = print(Kind::WhatHappensNext, &content(&case), Setting::default()).unwrap();
    assert_eq!(once.bytes, again.bytes);
}
