//! A PDF: read, cleaned, joined, verified; its table of objects is mended after most mutations.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use second_opinion_fuzz::{bundle, mend};

fuzz_target!(|bytes: &[u8]| {
    let _ = bundle(bytes);
});

fuzz_mutator!(|bytes: &mut [u8], length: usize, most: usize, seed: u32| {
    let length = fuzzer_mutate(bytes, length, most);
    // A quarter stays broken, for what repairs files.
    if seed % 4 == 0 {
        return length;
    }
    let mended = mend::pdf(&bytes[..length]);
    if mended.len() > most {
        return length;
    }
    bytes[..mended.len()].copy_from_slice(&mended);
    mended.len()
});
