use super::*;

use TransferStep::{
    AskedByPatient, AskedOfNewTeam, CareMoved, FirstTeamInformed, GivenUp, GpInformed, HospitalAccepted,
    NotAccepted, TakenBack, TeamAccepted,
};

fn after(steps: &[TransferStep]) -> Transfer {
    Transfer::of(steps.iter().copied())
}

#[test]
fn care_moves_only_when_team_and_hospital_have_accepted_and_both_others_know() {
    let all = [
        AskedByPatient,
        AskedOfNewTeam,
        TeamAccepted,
        HospitalAccepted,
        FirstTeamInformed,
        GpInformed,
    ];
    assert!(after(&all).allows(CareMoved));
    for left_out in &all[2..] {
        let others: Vec<_> = all.iter().copied().filter(|step| step != left_out).collect();
        assert!(!after(&others).allows(CareMoved), "without {left_out:?}");
    }
    assert_eq!(after(&all[..3]).status(), TransferStatus::Asked);
    assert_eq!(after(&all[..4]).status(), TransferStatus::Accepted);
    let moved = after(&[&all[..], &[CareMoved]].concat());
    assert_eq!(
        (moved.status(), moved.last_move()),
        (TransferStatus::Moved, Some(6))
    );
}

#[test]
fn each_step_waits_for_those_before_it() {
    let nothing = Transfer::default();
    for step in TransferStep::ALL {
        assert_eq!(nothing.allows(*step), *step == AskedByPatient, "{step:?}");
    }
    assert!(!after(&[AskedByPatient]).allows(TeamAccepted));
    assert!(!after(&[AskedByPatient]).allows(AskedByPatient));
    assert!(after(&[AskedByPatient, AskedOfNewTeam]).allows(HospitalAccepted));
}

#[test]
fn a_mistake_is_taken_back_and_the_transfer_stands_where_it_stood() {
    let before = [AskedByPatient, AskedOfNewTeam];
    let taken_back = after(&[before[0], before[1], TeamAccepted, TakenBack]);
    assert_eq!(taken_back.status(), after(&before).status());
    assert_eq!(taken_back.place_of(TeamAccepted), None);
    assert!(after(&[AskedByPatient, TakenBack]).allows(AskedByPatient));
    // The wish for a second transfer was a mistake: the first one counts again.
    let resumed = after(&[AskedByPatient, GivenUp, AskedByPatient, TakenBack]);
    assert_eq!(resumed.status(), TransferStatus::GivenUp);
}

#[test]
fn a_transfer_that_was_refused_can_be_asked_for_again_and_begins_anew() {
    let refused = after(&[AskedByPatient, AskedOfNewTeam, TeamAccepted, NotAccepted]);
    assert_eq!(refused.status(), TransferStatus::NotAccepted);
    assert!(!refused.allows(HospitalAccepted));
    let again = after(&[
        AskedByPatient,
        AskedOfNewTeam,
        TeamAccepted,
        NotAccepted,
        AskedByPatient,
    ]);
    assert_eq!(
        (again.status(), again.place_of(TeamAccepted)),
        (TransferStatus::Wished, None)
    );
}

#[test]
fn only_a_clinician_says_who_is_responsible_and_takes_that_back() {
    let moved = after(&[
        AskedByPatient,
        AskedOfNewTeam,
        TeamAccepted,
        HospitalAccepted,
        FirstTeamInformed,
        GpInformed,
        CareMoved,
    ]);
    assert_eq!(CareMoved.permission(), Permission::Decide);
    assert_eq!(moved.permission(TakenBack), Permission::Decide);
    assert_eq!(
        after(&[AskedByPatient]).permission(TakenBack),
        Permission::WorkOnRequests
    );
}
