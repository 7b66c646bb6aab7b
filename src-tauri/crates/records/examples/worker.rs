//! The smallest program that can be a worker: what the window and the command line do first in their own `main`.

fn main() {
    second_opinion_records::worker::run_if_asked();
}
