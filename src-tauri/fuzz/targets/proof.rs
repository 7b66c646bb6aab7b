//! A sound PDF that was joined, drawn on both sides and compared: no page may differ from its source.

#![no_main]

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use pdf::proof::{Original, ProofError, compare};
use second_opinion_fuzz::{bundle, mend};

fuzz_target!(|bytes: &[u8]| {
    let Some((source, joined)) = bundle(bytes) else {
        return;
    };
    // Two readers may take damage differently; then no bundle is made, which is as it should be.
    if source.notes().iter().any(|note| note.code.is_repair()) {
        return;
    }
    let original = Original {
        bytes: Arc::new(bytes.to_vec()),
        password: None,
    };
    let proved = compare(&joined, &[original], 1, &AtomicBool::new(false));
    assert!(!matches!(proved, Err(ProofError::Differences(_))), "{proved:?}");
});

fuzz_mutator!(|bytes: &mut [u8], length: usize, most: usize, seed: u32| {
    let length = fuzzer_mutate(bytes, length, most);
    let mended = mend::pdf(&bytes[..length]);
    if seed % 8 == 0 || mended.len() > most {
        return length;
    }
    bytes[..mended.len()].copy_from_slice(&mended);
    mended.len()
});
