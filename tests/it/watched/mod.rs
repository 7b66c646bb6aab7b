//! The command line watched from outside: what it writes is sealed and lies where it should, and it speaks to nobody
//! (hazard H28). What a person prints or saves is plain, at the place that they chose.

mod needles;
mod trace;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use second_opinion_tests::{Clinic, PASSPHRASE, command, document, done, killed_after};
use serde_json::{Value, json};

use needles::Needles;
use trace::Trace;

const SURNAME: &str = "Zebrathorne";
const PHRASE: &str = "quagga stripes on the left";
const IN_A_RECORD: &str = "okapi lesion of the tongue";

/// A clinic in a world of its own: home, temporary files, what goes in and what comes out by a person's wish.
struct World {
    clinic: Clinic,
    trace: Trace,
}

impl World {
    fn new() -> Self {
        let clinic = Clinic::open();
        for folder in ["home", "tmp", "in", "out"] {
            std::fs::create_dir(clinic.file(folder)).unwrap();
        }
        let trace = Trace::new(clinic.file("trace"));
        Self { clinic, trace }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.clinic.file(name)
    }

    /// A file that somebody brings.
    fn brought(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path("in").join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// A command that finds nothing but this world.
    fn command(&self, words: &[&str]) -> Command {
        let mut command = command(&self.clinic.home(), "rhiannon.mistry");
        command
            .args(words)
            .current_dir(self.path("home"))
            .env("HOME", self.path("home"))
            .env("TMPDIR", self.path("tmp"))
            .env("XDG_CACHE_HOME", self.path("home").join("cache"))
            .env("XDG_CONFIG_HOME", self.path("home").join("config"))
            .env("XDG_DATA_HOME", self.path("home").join("data"));
        command
    }

    /// Does what a person does, watched.
    fn watched(&self, words: &[&str]) -> Value {
        done(&mut self.trace.of(&self.command(words)))
    }

    /// Everything that was written except what a person brought or asked for.
    fn kept(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for folder in ["store", "home", "tmp", "backups"] {
            files_below(&self.path(folder), &mut files);
        }
        files
    }
}

#[test]
fn a_thief_reads_nothing_of_what_the_program_has_written_and_no_other_computer_is_spoken_to() {
    let world = World::new();
    let needles = Needles::new(&[
        SURNAME,
        PHRASE,
        IN_A_RECORD,
        PASSPHRASE,
        "943 476 5919",
        "9434765919",
    ]);
    let (request, out) = works(&world);

    // While somebody works: a desk is open, its log is not yet emptied.
    let mut desk = world.clinic.clinician();
    let _ = pathway::open_request::show(&mut desk, &request, second_opinion_tests::now()).unwrap();
    let kept = world.kept();
    assert!(kept.iter().any(|file| file.ends_with("store.db-wal")), "{kept:?}");
    assert_eq!(needles.found_in(&kept), Vec::<PathBuf>::new());
    drop(desk);
    assert_eq!(needles.found_in(&world.kept()), Vec::<PathBuf>::new());

    // Killed in the middle of an addition and of a bundle, at many moments.
    let mut killed = 0;
    let described = world.path("in").join("described.json");
    let described = described.to_str().unwrap();
    for (round, moment) in (0..).zip([60, 150, 250, 400, 600, 900]) {
        let record = world.brought("again.txt", format!("{SURNAME}, {IN_A_RECORD}, visit {round}"));
        for words in [
            vec![
                "record",
                "add",
                request.as_str(),
                record.to_str().unwrap(),
                "--from",
                described,
            ],
            vec![
                "bundle",
                "assemble",
                &request,
                "--draft",
                "--out",
                out[1].to_str().unwrap(),
            ],
        ] {
            let ended = killed_after(&mut world.command(&words), Duration::from_millis(moment));
            killed += usize::from(!ended);
        }
        assert_eq!(
            needles.found_in(&world.kept()),
            Vec::<PathBuf>::new(),
            "after {moment} ms"
        );
    }
    assert!(killed > 4, "only {killed} were killed before they had ended");

    // What a person asked for is plain: the same search finds it there.
    assert_eq!(needles.found_in(&out[..1]), [out[0].clone()]);

    // Nothing was written anywhere else, and nobody was spoken to.
    let seen = world.trace.read();
    assert!(seen.written.len() > 20, "{:?}", seen.written);
    let root = world.path("");
    let astray =
        |path: &&PathBuf| !path.starts_with(&root) && !path.starts_with("/dev") && !path.starts_with("/proc");
    assert_eq!(seen.written.iter().find(astray), None);
    assert_eq!(seen.spoken_to, Vec::<String>::new());
}

/// The main job; the request, and the files that were asked for: a list as words, and a bundle.
fn works(world: &World) -> (String, [PathBuf; 2]) {
    let text = |name: &str, value: &Value| {
        world
            .brought(name, value.to_string())
            .to_string_lossy()
            .into_owned()
    };
    let mut patient = document("patient");
    patient["family"] = SURNAME.into();
    let patient = world.watched(&["patient", "add", "--from", &text("patient.json", &patient)]);
    let mut form = document("letter");
    form["questions"][0] = PHRASE.into();
    let opened = json!({
        "patient_id": patient["id"], "in_hospital": false, "getting_worse": false, "form": form,
    });
    let opened = world.watched(&["request", "open", "--from", &text("request.json", &opened)]);
    let request = opened["id"].as_str().unwrap().to_owned();
    let record = world.brought("record.txt", format!("{SURNAME}: {IN_A_RECORD}"));
    let described = text("described.json", &document("record"));
    let _ = world.watched(&[
        "record",
        "add",
        &request,
        record.to_str().unwrap(),
        "--from",
        &described,
    ]);
    let _ = world.watched(&["patient", "find", SURNAME]);
    let _ = world.watched(&["request", "find", "quagga"]);
    let bundle = world.path("out").join("bundle.pdf");
    let _ = world.watched(&[
        "bundle",
        "assemble",
        &request,
        "--draft",
        "--out",
        bundle.to_str().unwrap(),
    ]);
    let _ = world.watched(&["audit", "list"]);
    std::fs::create_dir(world.path("backups")).unwrap();
    let backup = world.path("backups").join("monday.backup");
    let _ = world.watched(&["backup", "make", "--to", backup.to_str().unwrap()]);
    let found = world.watched(&["request", "show", &request]);
    let words = world.path("out").join("request.json");
    std::fs::write(&words, found.to_string()).unwrap();
    (request, [words, bundle])
}

fn files_below(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            files_below(&entry.path(), files);
        } else {
            files.push(entry.path());
        }
    }
}
