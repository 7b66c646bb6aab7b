//! Results: HL7 version 2 messages and FHIR resources in JSON.

#![no_main]

use libfuzzer_sys::fuzz_target;
use second_opinion_fuzz::take;

fuzz_target!(|bytes: &[u8]| {
    let start = bytes.trim_ascii_start();
    if [&b"MSH"[..], b"FHS", b"BHS", b"{"]
        .iter()
        .any(|beginning| start.starts_with(beginning))
        && !start.starts_with(b"{\\rtf")
    {
        take(bytes);
    }
});
