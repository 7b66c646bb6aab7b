//! The window of Second Opinion.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    // The same program is also the worker that reads files it does not trust: it must become that before it
    // becomes anything else.
    records::worker::run_if_asked();
    second_opinion_window::run();
}
