//! The shape of the house: what stands at its door, how long a file may be, and that fonts bring their licence.

use std::collections::BTreeSet;

use super::tree::{Fault, Tree};

const TOP_LEVEL: [&str; 7] = [
    "Cargo.lock",
    "Cargo.toml",
    "README.md",
    "assets",
    "src-tauri",
    "tests",
    "ui",
];

const LONGEST: usize = 400;
const REASON: &str = "tidy: long because ";

/// Code that people write. The bindings are written by Rust, and their length is that of the commands.
const CODE: &[&str] = &[".rs", ".ts", ".tsx", ".mjs"];
const GENERATED: &[&str] = &["ui/src/lib/bindings.ts"];

const FONTS: &[&str] = &[".ttf", ".otf", ".woff", ".woff2"];
const LICENCES: [&str; 4] = ["OFL", "LICENSE", "LICENCE", "COPYING"];

/// The visible entries of the root are exactly the seven.
pub(super) fn top_level(tree: &Tree) -> Vec<Fault> {
    let found: BTreeSet<&str> = tree
        .files
        .iter()
        .filter_map(|file| file.path.split('/').next())
        .collect();
    let visible = found
        .iter()
        .filter(|name| !name.starts_with('.') && !TOP_LEVEL.contains(name));
    let surplus = visible.map(|name| Fault::at(name, 0, "does not belong at the top level"));
    let missing = TOP_LEVEL.iter().filter(|name| !found.contains(**name));
    surplus
        .chain(missing.map(|name| Fault::at(name, 0, "is missing at the top level")))
        .collect()
}

/// No file of code is longer than 400 lines unless it begins with its reason.
pub(super) fn length(tree: &Tree) -> Vec<Fault> {
    let files = tree.ending(CODE).filter(|file| !file.is_in(GENERATED));
    let long = files.filter(|file| file.text.lines().count() > LONGEST && !gives_reason(&file.text));
    long.map(|file| {
        file.fault(
            0,
            format!("{} lines, more than {LONGEST}", file.text.lines().count()),
        )
    })
    .collect()
}

/// Every folder with a font holds a licence.
pub(super) fn licences(tree: &Tree) -> Vec<Fault> {
    let folder = |path: &str| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let with_fonts: BTreeSet<_> = tree.ending(FONTS).map(|file| folder(&file.path)).collect();
    let is_licence = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path).to_uppercase();
        LICENCES.iter().any(|licence| name.contains(licence))
    };
    let with_licences: BTreeSet<_> = tree
        .files
        .iter()
        .filter(|file| is_licence(&file.path))
        .map(|file| folder(&file.path))
        .collect();
    with_fonts
        .difference(&with_licences)
        .map(|folder| Fault::at(folder, 0, "a font without its licence"))
        .collect()
}

fn gives_reason(text: &str) -> bool {
    let reason = |line: &str| line.split_once(REASON).map(|(_, reason)| reason.trim().len());
    text.lines().take(3).filter_map(reason).any(|length| length >= 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUSE: [(&str, &str); 7] = [
        ("Cargo.lock", ""),
        ("Cargo.toml", ""),
        ("README.md", ""),
        ("assets/a", ""),
        ("src-tauri/a", ""),
        ("tests/a", ""),
        ("ui/a", ""),
    ];

    #[test]
    fn the_seven_names_and_hidden_files_are_the_whole_top_level() {
        let with = |more: (&'static str, &'static str)| Tree::of(&[HOUSE.as_slice(), &[more]].concat());
        assert!(top_level(&with((".github/workflows/test.yml", ""))).is_empty());
        assert_eq!(top_level(&with(("notes.md", ""))).len(), 1);
        assert_eq!(top_level(&Tree::of(&HOUSE[1..])).len(), 1);
    }

    #[test]
    fn a_long_file_must_begin_with_its_reason() {
        let long = "x\n".repeat(401);
        let with_reason = format!("//! tidy: long because the table is one thing.\n{long}");
        let with_excuse = format!("// tidy: long because\n{long}");
        assert!(length(&Tree::of(&[("ui/src/a.ts", &"x\n".repeat(400))])).is_empty());
        assert_eq!(length(&Tree::of(&[("ui/src/a.ts", &long)])).len(), 1);
        assert!(length(&Tree::of(&[("src-tauri/src/a.rs", &with_reason)])).is_empty());
        assert_eq!(
            length(&Tree::of(&[("src-tauri/src/a.rs", &with_excuse)])).len(),
            1
        );
    }

    #[test]
    fn a_font_needs_a_licence_in_its_own_folder() {
        assert!(
            licences(&Tree::of(&[
                ("assets/fonts/a/A.ttf", ""),
                ("assets/fonts/a/OFL.txt", "")
            ]))
            .is_empty()
        );
        assert_eq!(
            licences(&Tree::of(&[
                ("assets/fonts/a/A.ttf", ""),
                ("assets/fonts/OFL.txt", "")
            ]))
            .len(),
            1
        );
    }
}
