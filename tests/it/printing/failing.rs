//! The worker that puts copies together fails: nothing comes out, and no copy counts as printed.

use second_opinion_tests::{Clinic, done, run};

use super::room::Room;
use super::{send, signed};

#[cfg(debug_assertions)]
#[test]
fn a_worker_that_fails_over_the_papers_prints_nothing_and_the_copy_keeps_its_number() {
    let clinic = Clinic::open();
    let request = signed(&clinic);
    let room = Room::open();
    let ward = room.printer("Ward");
    let letter = ["--paper", "letter", "--printer", "Ward", "--copies", "2"];
    let mut failing = send(&clinic, &room, &request, &letter);
    let (status, told) = run(failing.env("SECOND_OPINION_WORKER_FAULT", "crash:1"));
    assert_eq!(
        (status, told["error"]["code"].as_str()),
        (5, Some("print_failed")),
        "{told}"
    );
    assert!(told.to_string().contains("Nothing was printed"), "{told}");
    assert!(ward.is_empty());
    let printed = done(&mut send(&clinic, &room, &request, &letter));
    assert_eq!(printed["papers"][0]["first_copy"], 1);
    assert!(!ward.pages().is_empty());
}
