//! What each step of a transfer of care asks for.

use super::asked::{Answer, Asked, choices, may, must};
use super::lists::{DispatchMethod, Item, Lasting};
use crate::transfer::TransferStep;

const LASTING: &[(&str, &str)] = choices!(Lasting: Temporary, Permanent);

const METHODS: &[(&str, &str)] =
    choices!(DispatchMethod: SecureEmail, RecordedPost, Post, InternalMail, ByHand);

/// What a step of a transfer of care asks for, in the order in which a person is asked.
#[must_use]
pub const fn asked_of_transfer(step: TransferStep) -> &'static [Asked] {
    match step {
        TransferStep::AskedByPatient => {
            const {
                &[
                    must(Item::On, Answer::PastDay),
                    must(Item::Lasting, Answer::Choice(LASTING)),
                    may(Item::Until, Answer::AnyDay),
                    // Care cannot move behind the first team's back (domain rules S12, S16).
                    must(Item::AgreesToTellOn, Answer::PastDay),
                    may(Item::Note, Answer::Note),
                ]
            }
        }
        TransferStep::AskedOfNewTeam => {
            const {
                &[
                    must(Item::On, Answer::PastDay),
                    must(Item::Name, Answer::Line),
                    must(Item::Place, Answer::Line),
                    may(Item::Method, Answer::Choice(METHODS)),
                    may(Item::DueOn, Answer::AnyDay),
                    may(Item::Note, Answer::Note),
                ]
            }
        }
        TransferStep::TeamAccepted | TransferStep::HospitalAccepted => {
            const {
                &[
                    must(Item::On, Answer::PastDay),
                    must(Item::Name, Answer::Line),
                    must(Item::Role, Answer::Line),
                    may(Item::Note, Answer::Note),
                ]
            }
        }
        TransferStep::FirstTeamInformed | TransferStep::GpInformed => {
            const {
                &[
                    must(Item::On, Answer::PastDay),
                    must(Item::Name, Answer::Line),
                    may(Item::Method, Answer::Choice(METHODS)),
                    may(Item::Note, Answer::Note),
                ]
            }
        }
        TransferStep::CareMoved => {
            const {
                &[
                    must(Item::On, Answer::AnyDay),
                    must(Item::Responsible, Answer::Line),
                    must(Item::InformedOn, Answer::PastDay),
                    may(Item::Note, Answer::Note),
                ]
            }
        }
        TransferStep::NotAccepted => {
            const {
                &[
                    must(Item::On, Answer::PastDay),
                    must(Item::Name, Answer::Line),
                    must(Item::Reason, Answer::Note),
                    must(Item::InformedOn, Answer::PastDay),
                ]
            }
        }
        TransferStep::GivenUp => {
            const { &[must(Item::On, Answer::PastDay), must(Item::Reason, Answer::Note)] }
        }
        TransferStep::TakenBack => const { &[must(Item::Reason, Answer::Note)] },
    }
}
