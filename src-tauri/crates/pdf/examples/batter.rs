//! Batters the reader and the join with damaged copies of the files named: `batter ROUNDS FILE…`.
#![allow(clippy::print_stdout, clippy::expect_used)]

use std::time::{Duration, Instant};

use second_opinion_pdf::join::{Part, Plan, join};
use second_opinion_pdf::source::{Limits, Source};
use second_opinion_pdf::verify::verify;

/// Longer than any of the small files should ever take.
const SLOW: Duration = Duration::from_secs(3);

fn main() {
    let mut arguments = std::env::args().skip(1);
    let rounds: u64 = arguments
        .next()
        .and_then(|rounds| rounds.parse().ok())
        .expect("usage: batter ROUNDS FILE…");
    // The case at hand is kept, so that it can be looked at when the program ends on it.
    let kept = std::env::temp_dir().join("second-opinion-batter.pdf");
    let (mut read, mut joined, mut refused) = (0_u64, 0_u64, 0_u64);
    for file in arguments {
        let sound = std::fs::read(&file).expect("the file can be read");
        for round in 0..rounds {
            let bytes = damaged(&sound, round);
            std::fs::write(&kept, &bytes).expect("the case can be kept");
            let start = Instant::now();
            match Source::read(&bytes, None, &Limits::default()) {
                Err(_) => refused += 1,
                Ok(source) => {
                    read += 1;
                    let _ = source.page_text(1);
                    if let Ok(bundle) = join(plan(source), None) {
                        joined += 1;
                        if let Err(faults) = verify(&bundle.bytes) {
                            println!("{file} round {round}: {faults:?}");
                        }
                    }
                }
            }
            if start.elapsed() > SLOW {
                println!("{file} round {round}: {:?}", start.elapsed());
            }
        }
    }
    println!("{read} read, {joined} joined, {refused} refused");
}

fn plan(source: Source) -> Plan {
    let pages = (1..=source.page_count()).collect();
    let part = Part {
        title: "a".to_owned(),
        name: "a".to_owned(),
        source,
        pages,
        stamped: true,
        starts_right: false,
        outline: Vec::new(),
    };
    Plan {
        parts: vec![part],
        title: "a".to_owned(),
        language: "en-GB".to_owned(),
        id: [7; 16],
        created: "D:20260101000000Z".to_owned(),
        manifest: b"{}".to_vec(),
        producer: "Second Opinion".to_owned(),
        show_bookmarks: true,
        is_archival: false,
    }
}

/// A copy with some bytes changed, removed or repeated; the same for the same round.
fn damaged(sound: &[u8], round: u64) -> Vec<u8> {
    let mut state = round.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = |most: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % most.max(1) as u64) as usize
    };
    let mut bytes = sound.to_vec();
    for _ in 0..=next(6) {
        if bytes.is_empty() {
            break;
        }
        let at = next(bytes.len());
        let length = next(40).min(bytes.len() - at);
        match next(6) {
            0 => bytes[at] = next(256) as u8,
            1 => drop(bytes.drain(at..at + length)),
            2 => {
                let again = bytes[at..at + length].to_vec();
                bytes.splice(at..at, again);
            }
            3 => {
                let from = next(bytes.len());
                let piece = bytes[from..(from + length).min(bytes.len())].to_vec();
                let end = (at + piece.len()).min(bytes.len());
                bytes.splice(at..end, piece);
            }
            4 => {
                // Numbers matter most: references, lengths, offsets.
                if let Some(digit) = bytes[at..].iter().position(u8::is_ascii_digit) {
                    bytes[at + digit] = b'0' + next(10) as u8;
                }
            }
            _ => bytes.truncate(at.max(bytes.len() / 2)),
        }
    }
    bytes
}
