//! Fills a store with made-up requests and measures what a window asks of it, through the same steps as the window.
//!
//! `lists_at_size FOLDER REQUESTS`: a line for each thing that was done, with the time of the one in the middle, that within
//! which ninety-nine of a hundred were done, and the longest, in microseconds, divided by tabs. Built with the
//! feature `filling`, it fills the folder instead.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a measurement that cannot go on says so by ending"
)]

mod fill;
mod people;

use std::path::Path;
use std::time::{Duration, Instant};

use pathway::view::{SetUpInput, WorklistInput, WorklistView, example};
use pathway::{Desk, Now, open_request, register_patient, search, set_up_store, sign_in, worklist};
use second_opinion_pathway as pathway;

const PASSPHRASE: &str = "quiet harbour under snow";
const USER: &str = "rhiannon.mistry";

/// How often each thing is done.
const TIMES: u64 = 300;

const LISTS: [&str; 11] = [
    "mine",
    "urgent_treatment",
    "awaiting_decision",
    "gathering",
    "awaiting_signature",
    "to_send",
    "pages_not_counted",
    "not_heard_back",
    "answered",
    "overdue",
    "all",
];

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let [_, folder, requests] = words.as_slice() else {
        eprintln!("lists_at_size FOLDER REQUESTS");
        std::process::exit(2);
    };
    let folder = Path::new(folder);
    let requests = requests.parse::<u64>().expect("a number of requests");
    let home = folder.join(format!("store-{requests}"));
    let filled = folder.join(format!("store-{requests}.filled"));
    if cfg!(feature = "filling") {
        let _ = std::fs::remove_dir_all(&home);
        let setup: SetUpInput = serde_json::from_value(example("setup", now().today()).unwrap()).unwrap();
        set_up_store::set_up(&home, setup, PASSPHRASE, now()).unwrap();
        let begun = Instant::now();
        fill::fill(&home, USER, PASSPHRASE, requests);
        eprintln!("{requests} requests in {:.0} s", begun.elapsed().as_secs_f64());
        std::fs::write(&filled, "").unwrap();
        return;
    }
    assert!(
        filled.exists(),
        "build with the feature `filling` to fill the store first"
    );
    let begun = Instant::now();
    let mut desk = sign_in::sign_in(&home, USER, PASSPHRASE, now()).unwrap();
    eprintln!("signed in after {:?}", begun.elapsed());
    measure(&mut desk, requests);
}

fn now() -> Now {
    Now::new(
        "2026-11-24T09:00:00Z".parse().unwrap(),
        "2026-11-24T09:00:00".parse().unwrap(),
    )
}

fn measure(desk: &mut Desk, requests: u64) {
    run("a list opened, each in turn", |at| {
        page(desk, listing(LISTS[at as usize % LISTS.len()]));
    });
    let mut after = None;
    run("the next page of all", |at| {
        // Now and then from somewhere in the middle of the list, and on from there.
        if at % 20 == 0 {
            after = Some(fill::place_of(1 + (at * 7919) % requests));
        }
        let input = WorklistInput {
            after: after.clone(),
            ..WorklistInput::default()
        };
        after = page(desk, input).next;
    });
    run("a narrowed list", |at| {
        let at = at as usize;
        page(desk, narrowed(listing(LISTS[at % LISTS.len()]), at));
    });
    run("the choices to narrow by", |_| {
        worklist::choices(desk).unwrap();
    });
    run("the counts, asked for every two seconds", |_| {
        worklist::news(desk, now()).unwrap();
    });
    run("a request opened", |at| {
        let reference = fill::reference(1 + (at * 104_729) % requests);
        open_request::show(desk, &reference, now()).unwrap();
    });
    run("two requests, in turn", |at| {
        let reference = fill::reference(1 + at % 2);
        open_request::show(desk, &reference, now()).unwrap();
    });
    // What a person types, letter by letter: each keystroke is a search of its own.
    let typed = keystrokes(requests);
    run_over("a keystroke in the search from anywhere", &typed, |words| {
        search::search(desk, words, now()).unwrap();
    });
    run_over("a keystroke in the search of requests", &typed, |words| {
        page(desk, searching(words));
    });
    run_over("a keystroke in a narrowed search", &typed, |words| {
        page(desk, narrowed(searching(words), words.len()));
    });
    run_over("a keystroke in the search of patients", &typed, |words| {
        register_patient::find(desk, words, now()).unwrap();
    });
    let gathering = page(desk, listing("gathering")).rows;
    run("what is typed, saved", |at| {
        let view = open_request::show(desk, &gathering[at as usize % gathering.len()].id, now()).unwrap();
        let mut form = view.form;
        form.patient_words = Some(format!("I have said it for the {at}th time"));
        open_request::save(desk, &view.id, view.version, form, now()).unwrap();
    });
}

fn listing(list: &str) -> WorklistInput {
    WorklistInput {
        list: Some(list.into()),
        ..WorklistInput::default()
    }
}

fn searching(words: &str) -> WorklistInput {
    WorklistInput {
        words: Some(words.into()),
        ..WorklistInput::default()
    }
}

fn narrowed(input: WorklistInput, at: usize) -> WorklistInput {
    WorklistInput {
        specialty: Some(fill::SPECIALTIES[at % fill::SPECIALTIES.len()].into()),
        priority: Some("urgent".into()),
        ..input
    }
}

fn page(desk: &mut Desk, input: WorklistInput) -> WorklistView {
    worklist::list(desk, input, now()).unwrap()
}

/// The beginnings of names, numbers, days of birth and references, as they grow under somebody's fingers.
fn keystrokes(requests: u64) -> Vec<String> {
    let mut typed = Vec::new();
    for at in 0..14 {
        for whole in fill::typed(1 + (at * 7919) % requests) {
            let letters: Vec<char> = whole.chars().collect();
            typed.extend((1..=letters.len()).map(|end| letters[..end].iter().collect::<String>()));
        }
    }
    typed
}

fn run(name: &str, mut act: impl FnMut(u64)) {
    let mut times: Vec<Duration> = (0..TIMES).map(|at| timed(|| act(at))).collect();
    report(name, &mut times);
}

fn run_over(name: &str, typed: &[String], mut act: impl FnMut(&str)) {
    let mut times: Vec<(Duration, &str)> = typed
        .iter()
        .map(|words| (timed(|| act(words)), words.as_str()))
        .collect();
    times.sort_unstable();
    for (took, words) in times.iter().rev().take(5) {
        eprintln!("  slow: “{words}”, {took:?}");
    }
    report(name, &mut times.iter().map(|(took, _)| *took).collect::<Vec<_>>());
}

fn timed(act: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    act();
    begun.elapsed()
}

fn report(name: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_micros();
    println!("{name}\t{}\t{}\t{}", at(50), at(99), at(100));
}
