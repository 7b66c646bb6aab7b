//! The lists of the day show what stands on them, the most pressing first.

use domain::id::UserId;
use domain::role::Role;
use domain::status::{Status, Step};
use second_opinion_store::audit::Act;
use second_opinion_store::requests::{self, Filter, List, RequestFields, StatusStep};
use second_opinion_store::{At, StoreError, users};

use crate::desk::{Desk, NOON, SECRETARY, day, form, john, logged, user};

const TODAY: &str = "2026-11-24";

#[test]
fn each_list_shows_its_requests_and_counts_them() {
    let desk = Desk::new();
    let patient = desk.patient(1, &john());
    let clinician = UserId::from_bytes([8; 16]);
    desk.act(Act::UserAdded, |tx| {
        users::insert(tx, clinician, &user("Dr Jones", Role::Clinician), 0)
    })
    .unwrap();
    let standing = [
        (10, Status::Logged, Some("2026-11-30")),
        (11, Status::AwaitingSignature, Some("2026-11-23")),
        (12, Status::Dispatched, Some("2026-11-20")),
        (13, Status::Signed, Some("2026-11-25")),
        (14, Status::Closed, None),
        (15, Status::Returned, Some("2026-11-24")),
    ];
    for (number, status, due) in standing {
        let request = desk.request(number, patient);
        let step = StatusStep {
            step: Some(Step::Agree),
            status,
            next_action_by: due.map(day),
            ..logged()
        };
        desk.act(Act::StepTaken, |tx| requests::set_status(tx, request, 1, &step))
            .unwrap();
        if status == Status::AwaitingSignature {
            let handed = RequestFields {
                owner: clinician,
                ..form("?")
            };
            desk.act(Act::RequestWritten, |tx| {
                requests::save_form(tx, request, 2, due.map(day), &handed)
            })
            .unwrap();
        }
    }
    let counts = desk.read(|tx| requests::counts(tx, day(TODAY), SECRETARY));
    for (list, expected) in [
        (List::All, vec![12, 11, 15, 13, 10, 14]),
        (List::Mine, vec![12, 15, 13, 10]),
        (List::AwaitingDecision, vec![10]),
        (List::Gathering, vec![15]),
        (List::AwaitingSignature, vec![11]),
        (List::ToSend, vec![13]),
        (List::NotHeardBack, vec![12]),
        (List::Answered, vec![]),
        (List::Overdue, vec![12, 11]),
    ] {
        let owner = (list == List::Mine).then_some(SECRETARY);
        let shown = numbers(&desk, &Filter { owner, ..whole(list) });
        assert_eq!(shown, expected, "{list:?}");
        assert_eq!(counts.of(list), expected.len() as u64, "{list:?}");
    }

    let due = Filter {
        due_before: Some(day("2026-11-25")),
        ..whole(List::All)
    };
    assert_eq!(numbers(&desk, &due), [12, 11, 15]);
    let signed = Filter {
        status: Some(Status::Signed),
        ..whole(List::All)
    };
    assert_eq!(numbers(&desk, &signed), [13]);
    let second = Filter {
        page: 1,
        page_size: 4,
        ..whole(List::All)
    };
    assert_eq!(numbers(&desk, &second), [10, 14]);
    let nobodys = desk
        .store
        .read(|tx| requests::list(tx, &whole(List::Mine), day(TODAY)));
    assert!(matches!(nobodys, Err(StoreError::Refused { .. })));
}

#[test]
fn a_request_for_the_same_specialty_is_found_before_it_is_asked_twice() {
    let desk = Desk::new();
    let patient = desk.patient(1, &john());
    let request = desk.request(2, patient);
    let recent = |specialty: Option<&str>, at: At| {
        let since = at.utc_ms;
        let found = desk.read(|tx| requests::recent_for(tx, patient, specialty, since));
        found.iter().map(|line| line.id).collect::<Vec<_>>()
    };
    assert_eq!(recent(Some("cardiology"), NOON.days_earlier(90)), [request]);
    assert_eq!(recent(None, NOON), [request]);
    assert_eq!(recent(Some("Neurology"), NOON.days_earlier(90)), []);
    assert_eq!(
        recent(
            None,
            At {
                utc_ms: NOON.utc_ms + 1,
                ..NOON
            }
        ),
        []
    );
}

fn whole(list: List) -> Filter {
    Filter {
        list,
        status: None,
        due_before: None,
        owner: None,
        page: 0,
        page_size: 50,
    }
}

fn numbers(desk: &Desk, filter: &Filter) -> Vec<u8> {
    let page = desk.read(|tx| requests::list(tx, filter, day(TODAY)));
    page.requests.iter().map(|line| line.id.bytes()[0]).collect()
}
