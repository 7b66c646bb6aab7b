//! Joins the PDFs named on the command line, for trying the join on files at hand: `join OUT FILE…`.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::expect_used)]

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use second_opinion_pdf::join::{Part, Plan, join};
use second_opinion_pdf::proof::{self, Original};
use second_opinion_pdf::source::{Limits, Source};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().expect("usage: join OUT FILE…");
    let start = Instant::now();
    let mut parts = Vec::new();
    let mut originals = Vec::new();
    for (at, file) in (1..).zip(arguments) {
        let bytes = std::fs::read(&file).expect("the file can be read");
        match Source::read(&bytes, None, &Limits::default()) {
            Ok(source) => {
                let notes: Vec<&str> = source.notes().iter().map(|note| note.code.as_str()).collect();
                println!("{file}: {} pages {notes:?}", source.page_count());
                let pages = (1..=source.page_count()).collect();
                let name = format!("enclosure-{at}");
                originals.push(Original {
                    bytes: Arc::new(bytes),
                    password: None,
                });
                parts.push(Part {
                    title: file,
                    name,
                    source,
                    pages,
                    stamped: true,
                    starts_right: false,
                    outline: Vec::new(),
                });
            }
            Err(refusal) => println!("{file}: REFUSED {} {refusal}", refusal.code()),
        }
    }
    let read = start.elapsed();
    let plan = Plan {
        parts,
        title: "Trial".to_owned(),
        language: "en-GB".to_owned(),
        id: [7; 16],
        created: "D:20260101000000Z".to_owned(),
        manifest: b"{}".to_vec(),
        producer: "Second Opinion".to_owned(),
        show_bookmarks: true,
        is_archival: false,
    };
    match join(plan, None) {
        Ok(joined) => {
            println!(
                "{} pages, {} bytes, read {read:?}, in all {:?}",
                joined.pages,
                joined.bytes.len(),
                start.elapsed()
            );
            std::fs::write(&out, &joined.bytes).expect("the bundle can be written");
            println!("written {:?}", start.elapsed());
            if std::env::var_os("NOPROOF").is_some() {
                return;
            }
            let start = Instant::now();
            let proof = proof::compare(&joined, &originals, 2, &AtomicBool::new(false));
            println!("proof {proof:?} {:?}", start.elapsed());
            println!(
                "{:?}",
                second_opinion_pdf::verify::verify(&joined.bytes).map(|verified| verified.pages)
            );
        }
        Err(error) => eprintln!("{error}"),
    }
}
