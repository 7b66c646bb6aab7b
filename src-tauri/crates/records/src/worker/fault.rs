//! Faults on demand, so that tests see what becomes of a worker that fails while it joins. A release build has none.

/// The variable that names the fault and the record at which it strikes, as `crash:2`.
#[cfg(debug_assertions)]
pub(super) const SWITCH: &str = "SECOND_OPINION_WORKER_FAULT";

/// Takes all memory, and only the allocator is in the way, as where a system has no limit to set.
#[cfg(debug_assertions)]
const ALLOCATOR_ALONE: &str = "allocator";

/// Whether the kernel is to leave the bound to the allocator.
#[cfg(debug_assertions)]
pub(super) fn is_of_allocator() -> bool {
    std::env::var(SWITCH).is_ok_and(|fault| fault.starts_with(ALLOCATOR_ALONE))
}

/// Does what a file made to harm could bring about: ends at once, hangs, or takes all memory.
#[cfg(debug_assertions)]
pub(super) fn strike(record: usize) {
    let fault = std::env::var(SWITCH).unwrap_or_default();
    let Some((fault, at)) = fault.split_once(':') else {
        return;
    };
    if at.parse() != Ok(record) {
        return;
    }
    match fault {
        "crash" => std::process::abort(),
        "hang" => loop {
            std::thread::sleep(std::time::Duration::from_secs(1));
        },
        "memory" | ALLOCATOR_ALONE => {
            let mut taken = Vec::new();
            loop {
                taken.push(vec![1_u8; 16 << 20]);
            }
        }
        _ => {}
    }
}

/// Never.
#[cfg(not(debug_assertions))]
pub(super) const fn is_of_allocator() -> bool {
    false
}

/// Nothing.
#[cfg(not(debug_assertions))]
pub(super) fn strike(_record: usize) {}
