//! Every journey is listed, and no test is left out quietly.

use super::rust;
use super::tree::{Fault, Tree};

const FOLDER: &str = "tests/it/";

/// How a test is set aside in the front end and in the window's journeys.
const SET_ASIDE: [&str; 8] = [
    "it.skip(",
    "it.only(",
    "test.skip(",
    "test.only(",
    "describe.skip(",
    "describe.only(",
    "xit(",
    "it.todo(",
];

/// Every file under `tests/it` is reached from `main.rs`, and nothing is ignored anywhere.
pub(super) fn listed(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree.ending(&[".rs"]).filter(|file| file.is_in(&[FOLDER])) {
        let inside = &file.path[FOLDER.len()..];
        let Some((parent, name)) = parent_of(inside) else {
            continue;
        };
        let parents = parent.map(|name| format!("{FOLDER}{name}"));
        let is_listed = parents
            .iter()
            .filter_map(|path| tree.text(path))
            .any(|text| declares(text, &name));
        if !is_listed {
            faults.push(file.fault(0, format!("add `mod {name};` to {}", parents[0])));
        }
    }
    for file in tree.ending(&[".rs"]) {
        for (index, line) in rust::take_apart(&file.text).code.lines().enumerate() {
            if line.trim_start().starts_with("#[ignore") {
                faults.push(file.fault(
                    index + 1,
                    "an ignored test: assert what happens today and say why, or remove it",
                ));
            }
        }
    }
    for file in tree.ending(&[".ts", ".tsx", ".mjs"]) {
        for (index, line) in file.text.lines().enumerate() {
            let start = line.trim_start();
            if SET_ASIDE.iter().any(|word| start.starts_with(word)) {
                faults.push(file.fault(index + 1, "a test set aside, or one that sets all others aside"));
            }
        }
    }
    faults
}

/// The files that may declare this one, and the name they declare it by; nothing for the root of the binary.
fn parent_of(inside: &str) -> Option<([String; 2], String)> {
    let module = inside
        .strip_suffix("/mod.rs")
        .or_else(|| inside.strip_suffix(".rs"))?;
    if module == "main" {
        return None;
    }
    Some(match module.rsplit_once('/') {
        Some((folder, name)) => (
            [format!("{folder}/mod.rs"), format!("{folder}.rs")],
            name.to_owned(),
        ),
        None => (["main.rs".to_owned(), "main.rs".to_owned()], module.to_owned()),
    })
}

fn declares(text: &str, name: &str) -> bool {
    let code = rust::take_apart(text).code;
    let wanted = [
        format!("mod {name};"),
        format!("pub mod {name};"),
        format!("pub(crate) mod {name};"),
    ];
    code.lines()
        .any(|line| wanted.iter().any(|wanted| line.trim() == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forgotten_journey_is_found() {
        let main = ("tests/it/main.rs", "mod opening;\nmod bundle;\n// mod lost;");
        let listed_ones = [
            main,
            ("tests/it/opening.rs", ""),
            ("tests/it/bundle/mod.rs", "mod order;"),
            ("tests/it/bundle/order.rs", ""),
        ];
        assert!(listed(&Tree::of(&listed_ones)).is_empty());
        assert_eq!(listed(&Tree::of(&[main, ("tests/it/lost.rs", "")])).len(), 1);
        assert_eq!(
            listed(&Tree::of(&[
                main,
                ("tests/it/bundle/mod.rs", ""),
                ("tests/it/bundle/order.rs", "")
            ]))
            .len(),
            1
        );
    }

    #[test]
    fn a_test_set_aside_is_found_in_either_language() {
        assert_eq!(
            listed(&Tree::of(&[(
                "src-tauri/src/a.rs",
                "#[test]\n#[ignore = \"slow\"]\nfn a() {}"
            )]))
            .len(),
            1
        );
        assert_eq!(
            listed(&Tree::of(&[("ui/src/a.test.ts", "  it.only('x', () => {})")])).len(),
            1
        );
        assert!(listed(&Tree::of(&[("ui/src/a.test.ts", "  it('x', () => {})")])).is_empty());
    }
}
