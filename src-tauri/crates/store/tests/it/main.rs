//! Journeys through a real store on a real disk.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on says so by panicking"
)]

mod desk;

mod aggregates;
mod at_rest;
mod audit_trail;
mod backups;
mod durability;
mod faults;
mod finding;
mod lists;
mod records;
mod two_desks;
