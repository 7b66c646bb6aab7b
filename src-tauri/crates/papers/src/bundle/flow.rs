//! How much is under way at once: many small enclosures, or one that is large.

use std::sync::{Condvar, Mutex, PoisonError};

/// Bytes of enclosures that may be under way at once; one that is larger is under way alone.
const UNDER_WAY: u64 = 16 << 20;

/// The bytes that are under way.
#[derive(Default)]
pub(super) struct Flow {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    bytes: u64,
    is_halted: bool,
}

impl Flow {
    /// Waits until there is room for `length` bytes more; false when nothing more is to be begun.
    pub(super) fn enter(&self, length: u64) -> bool {
        let is_full =
            |state: &mut State| !state.is_halted && state.bytes > 0 && state.bytes + length > UNDER_WAY;
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_while(state, is_full);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        state.bytes += length;
        !state.is_halted
    }

    /// So many bytes are done with.
    pub(super) fn leave(&self, length: u64) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.bytes -= length;
        self.changed.notify_all();
    }

    /// Nothing more is begun.
    pub(super) fn halt(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.is_halted = true;
        self.changed.notify_all();
    }
}

/// Halts what it holds when it is let go.
pub(super) struct Halt<'a>(pub(super) &'a Flow);

impl Drop for Halt<'_> {
    fn drop(&mut self) {
        self.0.halt();
    }
}
