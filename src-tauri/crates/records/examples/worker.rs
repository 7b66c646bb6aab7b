//! The smallest program that can be a worker: what the window and the command line do first in their own `main`. Its
//! memory is counted as it is where the system sets no bound, so that tests see that bound on every system.

use second_opinion_records::worker;

#[global_allocator]
static MEMORY: cap::Cap<mimalloc::MiMalloc> = cap::Cap::new(mimalloc::MiMalloc, usize::MAX);

fn main() {
    worker::run_if_asked(&MEMORY);
}
