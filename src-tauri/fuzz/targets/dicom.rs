//! A DICOM file, with its mark or without.

#![no_main]

use libfuzzer_sys::fuzz_target;
use second_opinion_fuzz::take;

fuzz_target!(|bytes: &[u8]| {
    // A data set without a mark begins with its first group; other files are the matter of other targets.
    if bytes.get(128..132) == Some(b"DICM") || matches!(bytes, [8 | 2 | 0, 0 | 8, ..]) {
        take(bytes);
    }
});
