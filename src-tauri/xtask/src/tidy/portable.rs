//! Nothing of one machine or one network in the repository.

use super::tree::{Fault, Tree};

/// Folders of one machine, written in halves so that this file does not accuse itself.
const MACHINE: [&str; 5] = [
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/wo", "rk/"),
    concat!("/Us", "ers/"),
    concat!("C:", "\\Users"),
];

/// The one home that may be spoken of, because nobody lives in it.
const MADE_UP: &str = "ann/";

/// A temporary folder may be spoken of in tests, which make their own.
const TEMPORARY: &str = concat!("/t", "mp/");

/// Settings that send a package manager to one particular place.
const REGISTRY: [&str; 4] = [
    concat!("regis", "try="),
    concat!("\"regis", "try\":"),
    concat!("replace", "-with"),
    concat!("[sour", "ce."),
];

/// No path of a machine, and no registry but the reader's own.
pub(super) fn portable(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in &tree.files {
        let may_be_temporary = file.is_in(&["tests/"]);
        for (index, line) in file.text.lines().enumerate() {
            let named = MACHINE.iter().find(|folder| begins_a_path(line, folder));
            let temporary = (!may_be_temporary && begins_a_path(line, TEMPORARY)).then_some(&TEMPORARY);
            if let Some(folder) = named.or(temporary) {
                faults.push(file.fault(index + 1, format!("{folder} is a place on one machine")));
            }
        }
        if file.path.ends_with("package-lock.json") {
            let lines = file
                .text
                .lines()
                .enumerate()
                .filter(|(_, line)| line.trim_start().starts_with("\"resolved\": \"http"));
            faults.extend(lines.map(|(index, _)| {
                file.fault(
                    index + 1,
                    "a registry's address; `omit-lockfile-registry-resolved=true` in .npmrc leaves it out",
                )
            }));
        }
        if file.path.ends_with(".npmrc") || file.path.starts_with(".cargo/") {
            for (index, line) in file
                .text
                .lines()
                .enumerate()
                .filter(|(_, line)| !line.trim_start().starts_with('#'))
            {
                let dense: String = line.split_whitespace().collect();
                if REGISTRY.iter().any(|setting| dense.contains(setting)) {
                    faults.push(file.fault(index + 1, "whoever builds chooses the registry"));
                }
            }
        }
    }
    faults
}

/// True if `folder` stands in the line at the beginning of a path, and not inside an address or a longer path.
fn begins_a_path(line: &str, folder: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || "._-~/}*$".contains(c);
    line.match_indices(folder).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + folder.len()..]);
        !before.ends_with(inside) && !after.starts_with(MADE_UP)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(path: &str, text: &str) -> usize {
        portable(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn a_path_of_a_machine_is_found_and_an_address_is_not() {
        assert_eq!(
            faults("src-tauri/src/a.rs", &format!("let a = \"{}x\";", MACHINE[1])),
            1
        );
        assert_eq!(faults("README.md", &format!("see ({}main)", MACHINE[2])), 1);
        assert_eq!(
            faults("README.md", &format!("for example {}ann/store", MACHINE[1])),
            0
        );
        assert_eq!(
            faults("README.md", &format!("see https://example.org{}page", MACHINE[2])),
            0
        );
        assert_eq!(faults("README.md", &format!("see assets{}page", MACHINE[2])), 0);
    }

    #[test]
    fn a_temporary_folder_is_for_tests() {
        assert_eq!(faults("src-tauri/src/a.rs", &format!("\"{TEMPORARY}a\"")), 1);
        assert_eq!(faults("tests/it/a.rs", &format!("\"{TEMPORARY}a\"")), 0);
    }

    #[test]
    fn a_lock_file_names_no_registry() {
        assert_eq!(
            faults(
                "ui/package-lock.json",
                "  \"resolved\": \"https://example.org/a.tgz\","
            ),
            1
        );
        assert_eq!(
            faults("ui/package-lock.json", "  \"integrity\": \"sha512-a\","),
            0
        );
    }

    #[test]
    fn a_setting_that_chooses_a_registry_is_found() {
        assert_eq!(
            faults(
                "ui/.npmrc",
                &format!("{} https://example.org/", REGISTRY[0].replace('=', " ="))
            ),
            1
        );
        assert_eq!(
            faults(".cargo/config.toml", &format!("{}crates-io]", REGISTRY[3])),
            1
        );
        assert_eq!(
            faults(".cargo/config.toml", "# All automation is one program\n[alias]"),
            0
        );
        assert_eq!(faults("ui/.npmrc", "omit-lockfile-registry-resolved=true"), 0);
    }
}
