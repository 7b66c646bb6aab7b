//! Journeys through core and command line, named by what a person does. One binary; the list below is complete,
//! which `cargo xtask tidy` checks.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a journey that cannot go on has failed"
)]

mod alike;
mod anywhere;
mod audit_trail;
mod backing_up_daily;
mod backup;
mod bundle_choices;
mod demonstration;
mod directory;
mod exporting;
#[cfg(target_os = "linux")]
mod faults;
mod identity;
mod kill;
mod kill_soak;
mod leaving;
mod letterhead;
mod letting_in;
mod lists;
mod locking;
mod main_job;
mod papers;
mod pathway;
#[cfg(target_os = "linux")]
mod power_cut;
mod printing;
mod recipient;
mod record_files;
mod refusals;
mod report;
mod roles;
mod sending;
mod typing;
#[cfg(target_os = "linux")]
mod watched;
mod worker;
