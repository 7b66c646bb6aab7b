//! Says of each file named what a check says of it: `check FILE…`.
#![allow(clippy::print_stdout)]

use second_opinion_records::{Limits, check};

fn main() {
    for path in std::env::args_os().skip(1) {
        let name = path.to_string_lossy().into_owned();
        let Ok(bytes) = std::fs::read(&path) else {
            println!("{name}: cannot be read");
            continue;
        };
        match check(&bytes, &name, None, &Limits::default()) {
            Ok(checked) => {
                let notes: Vec<&str> = checked.notes.iter().map(|note| note.code.as_str()).collect();
                println!(
                    "{name}: {} of {} pages {notes:?}",
                    checked.format.code(),
                    checked.pages
                );
            }
            Err(refused) => println!("{name}: refused, {}: {}", refused.code, refused.message),
        }
    }
}
