//! The lists of the day show what stands on them, the most pressing first.

use domain::id::{RequestId, UserId};
use domain::request::Priority;
use domain::role::Role;
use domain::status::{Status, Step};
use second_opinion_store::audit::Act;
use second_opinion_store::requests::{self, Filter, List, Place, RequestFields, StatusStep};
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
        (List::All, vec![10, 11, 12, 13, 15, 14]),
        (List::Mine, vec![10, 12, 13, 15]),
        (List::UrgentTreatment, vec![]),
        (List::AwaitingDecision, vec![10]),
        (List::Gathering, vec![15]),
        (List::AwaitingSignature, vec![11]),
        (List::ToSend, vec![13]),
        (List::NotHeardBack, vec![12]),
        (List::Answered, vec![]),
        (List::PagesNotCounted, vec![]),
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
    assert_eq!(numbers(&desk, &second), [15, 14]);
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

#[test]
fn the_day_of_treatment_comes_first_then_the_priority_then_the_age() {
    let desk = Desk::new();
    let patient = desk.patient(1, &john());
    let asked = [
        (10, None, None),
        (11, Some(Priority::Routine), None),
        (12, Some(Priority::Urgent), None),
        (13, Some(Priority::Routine), Some("2026-12-20")),
        (14, Some(Priority::UrgentSuspectedCancer), Some("2026-12-20")),
        (15, Some(Priority::Urgent), Some("2026-12-01")),
        (16, None, None),
    ];
    for (number, priority, treatment) in asked {
        let request = desk.request(number, patient);
        let fields = RequestFields {
            priority,
            treatment_on: treatment.map(day),
            ..form("?")
        };
        desk.act(Act::RequestWritten, |tx| {
            requests::save_form(tx, request, 1, None, &fields)
        })
        .unwrap();
    }
    let order = [15, 14, 13, 12, 10, 16, 11];
    assert_eq!(numbers(&desk, &whole(List::All)), order);
    assert_eq!(numbers(&desk, &whole(List::UrgentTreatment)), [15, 14]);

    // The same, page by page, each beginning where the one before ended.
    let mut filter = Filter {
        page_size: 3,
        ..whole(List::AwaitingDecision)
    };
    let mut seen = Vec::new();
    for more in [true, true, false] {
        let page = desk.read(|tx| requests::list(tx, &filter, day(TODAY)));
        assert_eq!((page.total, page.next.is_some()), (7, more));
        seen.extend(page.requests.iter().map(|line| line.id.bytes()[0]));
        filter.after = page.next.map(|next| Place::parse(&next.to_string()).unwrap());
    }
    assert_eq!(seen, order);
    let elsewhere = Filter {
        after: Place::parse("2026-11-23 09999-99-993202600000001"),
        ..whole(List::All)
    };
    let refused = desk.store.read(|tx| requests::list(tx, &elsewhere, day(TODAY)));
    assert!(matches!(refused, Err(StoreError::Refused { .. })));
}

#[test]
fn a_list_is_narrowed_by_everything_that_is_chosen_and_counted_as_it_changes() {
    let desk = Desk::new();
    let patient = desk.patient(1, &john());
    let asked = [
        (10, "Cardiology", "Barts", Priority::Urgent),
        (11, "cardiology", "Leeds General", Priority::Routine),
        (12, "Neurology", "Barts", Priority::Urgent),
        (13, "Cardiology", "barts", Priority::Routine),
    ];
    for (number, specialty, recipient, priority) in asked {
        let request = desk.request(number, patient);
        let fields = RequestFields {
            specialty: Some(specialty.into()),
            recipient: Some(recipient.into()),
            priority: Some(priority),
            ..form("Does the valve leak?")
        };
        desk.act(Act::RequestWritten, |tx| {
            requests::save_form(tx, request, 1, None, &fields)
        })
        .unwrap();
    }
    let cardiology = Filter {
        specialty: Some("CARDIOLOGY".into()),
        ..whole(List::All)
    };
    assert_eq!(numbers(&desk, &cardiology), [10, 11, 13]);
    let at_barts = Filter {
        recipient: Some("Barts".into()),
        list: List::AwaitingDecision,
        owner: Some(SECRETARY),
        ..cardiology.clone()
    };
    assert_eq!(numbers(&desk, &at_barts), [10, 13]);
    let urgent = Filter {
        priority: Some(Priority::Urgent),
        ..at_barts.clone()
    };
    assert_eq!(numbers(&desk, &urgent), [10]);
    let found = desk.read(|tx| requests::find(tx, "valve", &urgent));
    assert_eq!(
        found
            .found
            .iter()
            .map(|line| line.id.bytes()[0])
            .collect::<Vec<_>>(),
        [10]
    );

    let before = desk.read(requests::changes);
    let closed = StatusStep {
        step: Some(Step::Withdraw),
        status: Status::Withdrawn,
        ..logged()
    };
    let request = RequestId::from_bytes([10; 16]);
    desk.act(Act::StepTaken, |tx| requests::set_status(tx, request, 2, &closed))
        .unwrap();
    assert!(desk.read(requests::changes) > before);
    assert_eq!(numbers(&desk, &at_barts), [13]);
    assert_eq!(
        numbers(&desk, &cardiology),
        [11, 13, 10],
        "what is ended comes last"
    );
    let counts = desk.read(|tx| requests::counts(tx, day(TODAY), SECRETARY));
    assert_eq!((counts.of(List::Mine), counts.of(List::All)), (3, 4));
    assert!(desk.store.check().is_ok());
}

fn whole(list: List) -> Filter {
    Filter::of(list, 50)
}

fn numbers(desk: &Desk, filter: &Filter) -> Vec<u8> {
    let page = desk.read(|tx| requests::list(tx, filter, day(TODAY)));
    page.requests.iter().map(|line| line.id.bytes()[0]).collect()
}
