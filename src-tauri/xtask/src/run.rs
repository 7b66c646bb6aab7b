//! `cargo xtask run`: the product in front of you, on a window where there is a display and as a PDF where there is none.

use std::fs;

use crate::machine::{self, Purpose};
use crate::phases::Phases;
use crate::shell::{self, Outcome};
use crate::ui;

/// Installs what is missing, builds, and opens the window; without a display does the main job headless.
pub(crate) fn run() -> Outcome {
    let mut phases = Phases::default();
    if machine::has_display() {
        phases.run("machine", || machine::prepare(Purpose::Window))?;
        phases.run("front end", || ui::install().and_then(|()| ui::build()))?;
        phases.run("build", || {
            shell::execute(&mut machine::cargo(&["build", "-p", "second-opinion"]))
        })?;
        phases.print();
        shell::execute(&mut machine::cargo(&["run", "-p", "second-opinion"]))
    } else {
        println!("There is no display here, so the main job is done without the window.");
        phases.run("machine", || machine::prepare(Purpose::Core))?;
        phases.run("build", || {
            shell::execute(&mut machine::cargo(&["build", "-p", "second-opinion-cli"]))
        })?;
        let mut bundle = String::new();
        phases.run("demonstration", || {
            bundle = demonstrate()?;
            Ok(())
        })?;
        phases.print();
        println!("\nThe demonstration's bundle: {bundle}");
        Ok(())
    }
}

/// Makes the demonstration store in a fresh folder and returns the path of the bundle it reports.
fn demonstrate() -> Outcome<String> {
    let folder = shell::target().join("demonstration");
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .map_err(|error| format!("the last demonstration cannot be removed: {error}"))?;
    }
    let mut demo = shell::command(shell::built("second-opinion-cli"), &["demo", "--out"]);
    let said = shell::execute_and_read(demo.arg(&folder))?;
    bundle_in(&said, |path| shell::root().join(path).is_file())
        .ok_or_else(|| "the demonstration ended well but reported no bundle PDF that exists".to_owned())
}

/// The last path to a PDF file in what the demonstration said, if such a file exists.
fn bundle_in(said: &str, exists: impl Fn(&str) -> bool) -> Option<String> {
    said.lines().rev().find_map(|line| {
        let end = line.rfind(".pdf")? + ".pdf".len();
        // A path may hold blanks, so every beginning of a word is tried, the longest path first.
        let starts = std::iter::once(0).chain(line.match_indices([' ', '"', '\t']).map(|(at, _)| at + 1));
        starts
            .filter(|start| *start < end)
            .map(|start| &line[start..end])
            .find(|path| exists(path))
            .map(str::to_owned)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundle_is_found_in_words_and_in_json_even_with_blanks_in_its_path() {
        let is = |wanted: &'static str| move |path: &str| path == wanted;
        assert_eq!(
            bundle_in(
                "Letter\n  bundle: out/a b.pdf (9 pages)\nDone\n",
                is("out/a b.pdf")
            )
            .as_deref(),
            Some("out/a b.pdf")
        );
        assert_eq!(
            bundle_in(r#"{"out":"out/a.pdf","pages":9}"#, is("out/a.pdf")).as_deref(),
            Some("out/a.pdf")
        );
        assert_eq!(bundle_in("bundle: out/a.pdf", |_| false), None);
        assert_eq!(bundle_in("no bundle", |_| true), None);
    }
}
