//! A picture of any kind but DICOM: JPEG, PNG, TIFF, WebP, BMP, GIF, JPEG 2000.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use second_opinion_fuzz::{mend, take};

/// How the kinds begin; what begins otherwise is the matter of other targets.
const BEGINNINGS: [&[u8]; 11] = [
    &[0xFF, 0xD8, 0xFF],
    b"\x89PNG\r\n\x1a\n",
    b"II*\0",
    b"MM\0*",
    b"II+\0",
    b"MM\0+",
    b"RIFF",
    b"GIF8",
    b"BM",
    b"\0\0\0\x0CjP  ",
    &[0xFF, 0x4F, 0xFF, 0x51],
];

fuzz_target!(|bytes: &[u8]| {
    if BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning)) && bytes.get(128..132) != Some(b"DICM")
    {
        take(bytes);
    }
});

fuzz_mutator!(|bytes: &mut [u8], length: usize, most: usize, seed: u32| {
    let length = fuzzer_mutate(bytes, length, most);
    if seed % 8 != 0 && bytes.starts_with(BEGINNINGS[1]) {
        mend::png(&mut bytes[..length]);
    }
    length
});
