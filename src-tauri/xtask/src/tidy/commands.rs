//! The commands Rust offers are the commands the window knows, and the window has one door to them.

use std::collections::BTreeSet;

use super::rust;
use super::tree::{Fault, Tree};

const SHELL: &[&str] = &["src-tauri/src/"];
const BINDINGS: &str = "ui/src/lib/bindings.ts";
const DOOR: &[&str] = &["ui/src/lib/"];

/// Ways into Rust that must not be used but through the generated file and its neighbours.
const WAYS_IN: [&str; 2] = ["@tauri-apps/api/core", "__TAURI_INTERNALS__"];

/// Written = registered = exported, and called through one door.
pub(super) fn agree(tree: &Tree) -> Vec<Fault> {
    let (mut written, mut registered) = (BTreeSet::new(), BTreeSet::new());
    for file in tree.ending(&[".rs"]).filter(|file| file.is_in(SHELL)) {
        let code = rust::take_apart(&file.text).code;
        written.extend(written_in(&code));
        registered.extend(registered_in(&code));
    }
    let exported = exported_in(tree.text(BINDINGS).unwrap_or_default());

    let mut faults = Vec::new();
    for name in written.difference(&registered) {
        faults.push(Fault::at(
            "src-tauri/src",
            0,
            format!("the command {name} is written and not registered"),
        ));
    }
    let expected: BTreeSet<_> = registered.iter().map(|name| camel_case(name)).collect();
    for name in expected.difference(&exported) {
        faults.push(Fault::at(
            BINDINGS,
            0,
            format!("{name} is missing: run `cargo xtask bindings`"),
        ));
    }
    for name in exported.difference(&expected) {
        faults.push(Fault::at(
            BINDINGS,
            0,
            format!("{name} is offered and not registered: run `cargo xtask bindings`"),
        ));
    }
    for file in tree
        .ending(&[".ts", ".tsx"])
        .filter(|file| file.is_in(&["ui/src/"]) && !file.is_in(DOOR))
    {
        for (index, line) in file.text.lines().enumerate() {
            if WAYS_IN.iter().any(|way| line.contains(way)) {
                faults.push(file.fault(index + 1, "Rust is called through ui/src/lib only"));
            }
        }
    }
    faults
}

/// The names of functions marked as commands.
fn written_in(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices("#[tauri::command") {
        // Other attributes and the visibility may stand between the mark and the function.
        if let Some((_, rest)) = code[at..].split_once("fn ") {
            names.push(
                rest.chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect(),
            );
        }
    }
    names
}

/// The last words of the paths inside `collect_commands![…]` and `generate_handler![…]`.
fn registered_in(code: &str) -> Vec<String> {
    let lists = ["collect_commands![", "generate_handler!["];
    let insides = lists.iter().flat_map(|list| {
        code.match_indices(list)
            .map(|(at, list)| &code[at + list.len()..])
    });
    let paths = insides.flat_map(|rest| rest.split(']').next().unwrap_or_default().split(','));
    let name = |path: &str| {
        let path = path.split("::<").next().unwrap_or(path);
        path.rsplit("::").next().unwrap_or(path).trim().to_owned()
    };
    paths.map(name).filter(|name| !name.is_empty()).collect()
}

/// The members of the object `commands` in the generated file.
fn exported_in(bindings: &str) -> BTreeSet<String> {
    let inside = bindings
        .lines()
        .skip_while(|line| !line.starts_with("export const commands"))
        .skip(1);
    let members = inside.take_while(|line| !line.starts_with('}'));
    let name = |line: &str| {
        let member = line
            .strip_prefix(['\t', ' '])?
            .trim_start()
            .trim_start_matches("async ");
        let name: String = member
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        let after = &member[name.len()..];
        (!name.is_empty() && (after.starts_with(": (") || after.starts_with('('))).then_some(name)
    };
    members.filter_map(name).collect()
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_').filter(|word| !word.is_empty());
    let mut camel = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: (&str, &str) = (
        "src-tauri/src/commands/patient.rs",
        "#[tauri::command(async)]\n#[specta::specta]\npub(crate) async fn add_patient(a: u32) {}\n#[tauri::command]\nfn find() {}",
    );
    const REGISTERED: (&str, &str) = (
        "src-tauri/src/lib.rs",
        "tauri_specta::collect_commands![\n  patient::add_patient,\n  patient::find::<tauri::Wry>,\n]",
    );
    const EXPORTED: (&str, &str) = (
        BINDINGS,
        "/** x */\nexport const commands = {\n\t/** (y) */\n\taddPatient: (a: number) => 1,\n\tfind: () => 2,\n};\nexport type A = {\n\tb: (c: d) => e,\n};",
    );

    #[test]
    fn commands_that_agree_are_no_fault() {
        assert_eq!(agree(&Tree::of(&[WRITTEN, REGISTERED, EXPORTED])), []);
    }

    #[test]
    fn a_command_that_was_not_registered_is_found() {
        let short = ("src-tauri/src/lib.rs", "collect_commands![patient::add_patient]");
        let bindings = (
            BINDINGS,
            "export const commands = {\n    addPatient: (a: number) => 1,\n};",
        );
        assert_eq!(agree(&Tree::of(&[WRITTEN, short, bindings])).len(), 1);
    }

    #[test]
    fn bindings_that_are_stale_are_found_in_both_directions() {
        let stale = (
            BINDINGS,
            "export const commands = {\n\taddPatient: (a: number) => 1,\n\tgone: () => 2,\n};",
        );
        assert_eq!(agree(&Tree::of(&[WRITTEN, REGISTERED, stale])).len(), 2);
        assert_eq!(agree(&Tree::of(&[WRITTEN, REGISTERED])).len(), 2);
    }

    #[test]
    fn there_is_one_door() {
        let import = "import { invoke } from '@tauri-apps/api/core';";
        assert_eq!(
            agree(&Tree::of(&[("ui/src/features/patient/Add.tsx", import)])).len(),
            1
        );
        assert!(agree(&Tree::of(&[("ui/src/lib/call.ts", import)])).is_empty());
    }
}
