//! The walls between crates: who may use whom, and which library lives where.

use super::manifest::{self, Manifest};
use super::rust;
use super::tree::{Fault, File, Tree};

/// A crate of the house, its folder, and the crates it may use.
struct Room {
    name: &'static str,
    folder: &'static str,
    may_use: &'static [&'static str],
}

const fn room(name: &'static str, folder: &'static str, may_use: &'static [&'static str]) -> Room {
    Room {
        name,
        folder,
        may_use,
    }
}

/// From the ground up; the same order and the same reasons as in the workspace's manifest.
const ROOMS: [Room; 14] = [
    room("domain", "src-tauri/crates/domain/", &[]),
    room("pdf", "src-tauri/crates/pdf/", &[]),
    room("vault", "src-tauri/crates/vault/", &[]),
    room("records", "src-tauri/crates/records/", &["domain", "pdf"]),
    room("store", "src-tauri/crates/store/", &["domain", "vault"]),
    room("interop", "src-tauri/crates/interop/", &["domain"]),
    room(
        "papers",
        "src-tauri/crates/papers/",
        &["domain", "pdf", "records"],
    ),
    room(
        "pathway",
        "src-tauri/crates/pathway/",
        &["domain", "pdf", "vault", "records", "store", "interop", "papers"],
    ),
    room("cli", "src-tauri/cli/", &["pathway", "records"]),
    room("tests", "tests/", &["pathway", "records", "domain"]),
    // What the window is measured against stands apart from the automation that builds it.
    room("empty-window", "src-tauri/xtask/fixtures/empty-window/", &[]),
    room("xtask", "src-tauri/xtask/", &[]),
    room("fuzz", "src-tauri/fuzz/", &["pdf", "records"]),
    // Last, because its folder holds all the others' folders. Records, because window and command line are each
    // their own worker: the same program, started again in a cage, reads the foreign files.
    room("window", "src-tauri/", &["pathway", "records"]),
];

/// A library and the only room that may name it.
const HOMES: [(&str, &str); 6] = [
    ("printpdf", "pdf"),
    ("lopdf", "pdf"),
    ("hayro", "pdf"),
    ("rusqlite", "store"),
    ("libsqlite3-sys", "store"),
    ("postgres", "store"),
];

/// The rooms that hold a format: on the wire, in a key slot, in a manifest, in somebody else's standard.
/// The journeys read what the command line answers.
const FORMATS: [&str; 8] = [
    "pathway", "cli", "window", "vault", "pdf", "interop", "tests", "records",
];

/// All that the domain may depend on.
const DOMAIN: [&str; 2] = ["chrono", "thiserror"];

/// Every crate uses only crates below it, and automation uses nothing at all.
pub(super) fn arrows(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (file, manifest) in manifests(tree) {
        let Some(room) = room_of(file) else {
            faults.push(file.fault(
                0,
                "this crate has no place in the house: give it one in the table of rooms",
            ));
            continue;
        };
        for used in &manifest.dependencies {
            let own = used.name.strip_prefix("second-opinion-").unwrap_or(&used.name);
            if ROOMS.iter().any(|other| other.name == own) && !room.may_use.contains(&own) {
                faults.push(file.fault(used.line, format!("{} may not use {own}", room.name)));
            }
            if room.name == "xtask" {
                faults.push(file.fault(
                    used.line,
                    format!(
                        "automation needs no {}: the standard library is enough",
                        used.name
                    ),
                ));
            }
        }
    }
    faults
}

/// A library with one home is neither depended on nor named elsewhere.
pub(super) fn homes(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (file, manifest) in manifests(tree) {
        for used in &manifest.dependencies {
            if let Some((name, home)) = HOMES.iter().find(|(name, _)| *name == used.name)
                && room_of(file).is_none_or(|room| room.name != *home)
            {
                faults.push(file.fault(used.line, format!("{name} lives in {home} only")));
            }
        }
    }
    for file in tree.ending(&[".rs"]) {
        let code = rust::take_apart(&file.text).code;
        for (name, home) in HOMES {
            if room_of(file).is_none_or(|room| room.name != home) {
                let lines = rust::lines_naming(&code, &name.replace('-', "_"));
                faults.extend(
                    lines
                        .into_iter()
                        .map(|line| file.fault(line, format!("{name} is named in {home} only"))),
                );
            }
        }
    }
    faults
}

/// The domain depends on three libraries, and on nothing that knows a format, a file or a clock.
pub(super) fn domain(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (file, manifest) in
        manifests(tree).filter(|(file, _)| room_of(file).is_some_and(|room| room.name == "domain"))
    {
        for used in manifest
            .dependencies
            .iter()
            .filter(|used| !used.for_tests && !DOMAIN.contains(&used.name.as_str()))
        {
            faults.push(file.fault(used.line, format!("the domain may not depend on {}", used.name)));
        }
    }
    faults
}

/// Serde stays with the crates that hold a format; in the pathway it stays with what crosses the border.
pub(super) fn serde(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (file, manifest) in manifests(tree) {
        let holds_a_format = room_of(file).is_some_and(|room| FORMATS.contains(&room.name));
        for used in manifest
            .dependencies
            .iter()
            .filter(|used| !used.for_tests && used.name.starts_with("serde"))
        {
            if !holds_a_format {
                faults.push(file.fault(
                    used.line,
                    format!("{} is for crates that hold a format", used.name),
                ));
            }
        }
    }
    let (pathway, view) = (
        "src-tauri/crates/pathway/src/",
        "src-tauri/crates/pathway/src/view",
    );
    for file in tree
        .ending(&[".rs"])
        .filter(|file| file.is_in(&[pathway]) && !file.is_in(&[view]))
    {
        let code = rust::take_apart(&file.text).code;
        for line in rust::lines_naming(&code, "serde") {
            faults.push(file.fault(
                line,
                "in the pathway serde belongs to view/, what crosses the border",
            ));
        }
    }
    faults
}

/// Every member's manifest; the root's has no package.
fn manifests(tree: &Tree) -> impl Iterator<Item = (&File, Manifest)> {
    tree.ending(&["/Cargo.toml"])
        .map(|file| (file, manifest::read(&file.text)))
        .filter(|(_, manifest)| !manifest.name.is_empty())
}

fn room_of(file: &File) -> Option<&'static Room> {
    let room = ROOMS.iter().find(|room| file.is_in(&[room.folder]))?;
    // A folder under crates/ that is in no other room is not the window's: it is a crate without a place.
    let lost = room.name == "window" && file.is_in(&["src-tauri/crates/"]);
    (!lost).then_some(room)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crate_with(folder: &'static str, dependencies: &str) -> Tree {
        let manifest = format!("[package]\nname = \"x\"\n{dependencies}");
        Tree {
            files: vec![File {
                path: format!("{folder}Cargo.toml"),
                text: manifest,
            }],
        }
    }

    #[test]
    fn an_arrow_upward_is_a_fault_and_one_downward_is_not() {
        assert!(
            arrows(&crate_with(
                "src-tauri/crates/papers/",
                "[dependencies]\npdf.workspace = true"
            ))
            .is_empty()
        );
        assert_eq!(
            arrows(&crate_with(
                "src-tauri/crates/pdf/",
                "[dependencies]\npapers.workspace = true"
            ))
            .len(),
            1
        );
        assert_eq!(
            arrows(&crate_with(
                "src-tauri/",
                "[dependencies]\nstore.workspace = true"
            ))
            .len(),
            1
        );
        assert_eq!(
            arrows(&crate_with(
                "src-tauri/cli/",
                "[dependencies]\nsecond-opinion-store = { path = \"x\" }"
            ))
            .len(),
            1
        );
    }

    #[test]
    fn an_arrow_upward_for_tests_is_an_arrow_too() {
        assert_eq!(
            arrows(&crate_with(
                "src-tauri/crates/domain/",
                "[dev-dependencies]\nstore.workspace = true"
            ))
            .len(),
            1
        );
    }

    #[test]
    fn a_crate_without_a_place_is_a_fault() {
        assert_eq!(arrows(&crate_with("src-tauri/crates/core/", "")).len(), 1);
    }

    #[test]
    fn a_library_may_not_leave_its_home_by_manifest_or_by_name() {
        assert!(
            homes(&crate_with(
                "src-tauri/crates/pdf/",
                "[dependencies]\nlopdf.workspace = true"
            ))
            .is_empty()
        );
        assert_eq!(
            homes(&crate_with(
                "src-tauri/crates/papers/",
                "[dependencies]\nlopdf.workspace = true"
            ))
            .len(),
            1
        );
        let named = [(
            "src-tauri/crates/papers/src/lib.rs",
            "use pdf::lopdf::Document; // lopdf::Object",
        )];
        assert_eq!(homes(&Tree::of(&named)).len(), 1);
        let spoken_of = [(
            "src-tauri/crates/papers/src/lib.rs",
            "//! Uses lopdf:: nowhere.\nlet a = \"lopdf::Document\";",
        )];
        assert!(homes(&Tree::of(&spoken_of)).is_empty());
    }

    #[test]
    fn the_domain_has_two_friends_and_any_for_its_tests() {
        let friends = "[dependencies]\nchrono.workspace = true\nthiserror.workspace = true\n[dev-dependencies]\nproptest = \"1\"";
        assert!(domain(&crate_with("src-tauri/crates/domain/", friends)).is_empty());
        assert_eq!(
            domain(&crate_with(
                "src-tauri/crates/domain/",
                "[dependencies]\nuuid = \"1\""
            ))
            .len(),
            1
        );
    }

    #[test]
    fn serde_stays_with_the_formats() {
        assert!(
            serde(&crate_with(
                "src-tauri/crates/pathway/",
                "[dependencies]\nserde.workspace = true"
            ))
            .is_empty()
        );
        assert_eq!(
            serde(&crate_with(
                "src-tauri/crates/store/",
                "[dependencies]\nserde_json.workspace = true"
            ))
            .len(),
            1
        );
        let view = [(
            "src-tauri/crates/pathway/src/view/patient.rs",
            "use serde::Serialize;",
        )];
        assert!(serde(&Tree::of(&view)).is_empty());
        let step = [(
            "src-tauri/crates/pathway/src/open_request.rs",
            "use serde::Serialize;",
        )];
        assert_eq!(serde(&Tree::of(&step)).len(), 1);
    }
}
