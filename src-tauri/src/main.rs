//! The window of Second Opinion.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

/// As on the command line: a bundle is a million small pieces of memory.
#[global_allocator]
static MEMORY: records::worker::Memory = records::worker::memory();

fn main() {
    // The same program is also the worker that reads files it does not trust: it must become that before it
    // becomes anything else.
    records::worker::run_if_asked(&MEMORY);
    second_opinion_window::run();
}
