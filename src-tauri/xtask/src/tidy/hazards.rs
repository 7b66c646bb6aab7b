//! The hazard log names the place of each control and the test that shows it; both must exist.

use std::collections::HashSet;

use super::rust;
use super::tree::{Fault, Tree};

const LOG: &str = "assets/safety/hazards.txt";

/// Every `at` is a file and every `shown by` a test.
pub(super) fn shown(tree: &Tree) -> Vec<Fault> {
    let Some(log) = tree.text(LOG) else {
        return vec![Fault::at(LOG, 0, "the hazard log is missing")];
    };
    let tests = tests(tree);
    (1..)
        .zip(log.lines())
        .filter_map(|(number, line)| {
            let (word, says) = line.split_once(": ")?;
            let is_there = match word {
                "at" => tree.text(says).is_some(),
                "shown by" => tests.contains(says),
                _ => true,
            };
            (!is_there).then(|| Fault::at(LOG, number, format!("there is no such thing as {says}")))
        })
        .collect()
}

/// Where the journeys through the window are told.
const JOURNEYS: &str = "tests/e2e/journeys/";

/// The names of all tests written in Rust, and of the journeys through the window.
fn tests(tree: &Tree) -> HashSet<String> {
    let mut tests = HashSet::new();
    for file in tree.ending(&[".rs"]).filter(|file| file.text.contains("#[test]")) {
        let code = rust::take_apart(&file.text).code;
        for after in code.split("#[test]").skip(1) {
            let name = after.split_once("fn ").and_then(|(_, rest)| rest.split_once('('));
            tests.extend(name.map(|(name, _)| name.trim().to_owned()));
        }
    }
    let journeys = tree.ending(&[".mjs"]).filter_map(|file| {
        let name = file.path.strip_prefix(JOURNEYS)?.strip_suffix(".mjs")?;
        Some(format!("window journey {name}"))
    });
    tests.extend(journeys);
    tests
}

#[cfg(test)]
mod tests {
    use super::*;

    const TESTS: (&str, &str) = (
        "tests/it/a.rs",
        "#[test]\nfn one_is_sent() {}\n#[test]\n#[cfg(unix)]\nfn two_is_not() {}\nfn helper() {}",
    );

    #[test]
    fn a_control_without_its_place_or_its_test_is_found() {
        let log = |text: &'static str| Tree::of(&[TESTS, (LOG, text)]);
        let sound = "[H1] A hazard\ncontrol: It is sent.\nat: tests/it/a.rs\nshown by: one_is_sent\nshown by: two_is_not";
        assert!(shown(&log(sound)).is_empty());
        let journey = ("tests/e2e/journeys/switching.mjs", "");
        let by_journey = (
            LOG,
            "shown by: window journey switching\nshown by: window journey other",
        );
        assert_eq!(shown(&Tree::of(&[journey, by_journey])).len(), 1);
        assert_eq!(shown(&log("at: tests/it/b.rs\nshown by: helper")).len(), 2);
        assert_eq!(shown(&Tree::of(&[TESTS])).len(), 1);
    }
}
