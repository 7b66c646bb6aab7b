//! What may be written where: SQL in the store, the clock at the edge.

use super::rust;
use super::tree::{Fault, Tree};

const STORE: &[&str] = &["src-tauri/crates/store/"];

/// Where a program begins and may look at the clock.
const EDGE: &[&str] = &["src-tauri/src/", "src-tauri/cli/src/"];

/// The first words of a statement; in capitals, as SQL is written, so that an English sentence is no statement.
const STATEMENTS: [&str; 12] = [
    "SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP", "PRAGMA", "BEGIN", "COMMIT",
    "ROLLBACK", "WITH",
];

const CLOCKS: [&str; 3] = ["Utc::now", "Local::now", "SystemTime::now"];

/// How SQL asks for the time, in either engine; the first stands for the timestamp too.
const SQL_CLOCKS: [&str; 5] = ["current_time", "current_date", "'now'", "now()", "unixepoch("];

/// No statement outside the store, in a string or in a file.
pub(super) fn sql(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree.files.iter().filter(|file| !file.is_in(STORE)) {
        if file.path.ends_with(".sql") {
            faults.push(file.fault(0, "statements are kept in the store"));
        } else if file.path.ends_with(".rs") {
            for (line, text) in rust::take_apart(&file.text).strings {
                if is_statement(&text) {
                    faults.push(file.fault(line, "a statement outside the store"));
                }
            }
        }
    }
    faults
}

/// No clock is read outside the edge, and none inside a statement.
pub(super) fn clock(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree.ending(&[".rs"]).filter(|file| !file.is_in(EDGE)) {
        let code = rust::take_apart(&file.text).code;
        for (index, line) in code.lines().enumerate() {
            for clock in CLOCKS.iter().filter(|clock| line.contains(**clock)) {
                faults.push(file.fault(
                    index + 1,
                    format!("{clock} is for the edge: take the time as a parameter"),
                ));
            }
        }
    }
    for file in tree.ending(&[".sql"]) {
        for (index, line) in file.text.lines().enumerate() {
            let line = line.split("--").next().unwrap_or(line).to_lowercase();
            for clock in SQL_CLOCKS.iter().filter(|clock| line.contains(**clock)) {
                faults.push(file.fault(
                    index + 1,
                    format!("{clock} reads the clock: bind the time as a parameter"),
                ));
            }
        }
    }
    faults
}

fn is_statement(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default();
    STATEMENTS.contains(&first) && words.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_a_fault_outside_the_store_only() {
        let source = "fn f() { g(\"SELECT 1 FROM patients\"); }";
        assert_eq!(
            sql(&Tree::of(&[("src-tauri/crates/pathway/src/a.rs", source)])).len(),
            1
        );
        assert!(sql(&Tree::of(&[("src-tauri/crates/store/src/a.rs", source)])).is_empty());
        assert_eq!(
            sql(&Tree::of(&[("src-tauri/crates/pathway/src/a.sql", "")])).len(),
            1
        );
    }

    #[test]
    fn a_sentence_or_a_comment_is_no_statement() {
        let source = "// \"SELECT 1 FROM patients\"\nlet a = \"Select a patient\"; let b = \"UPDATE\"; let c = \"Delete this record?\";";
        assert!(sql(&Tree::of(&[("src-tauri/crates/pathway/src/a.rs", source)])).is_empty());
    }

    #[test]
    fn the_clock_is_read_at_the_edge_only() {
        let source = "let now = chrono::Utc::now(); // Utc::now";
        assert_eq!(
            clock(&Tree::of(&[("src-tauri/crates/domain/src/a.rs", source)])).len(),
            1
        );
        assert!(clock(&Tree::of(&[("src-tauri/cli/src/main.rs", source)])).is_empty());
    }

    #[test]
    fn a_statement_may_not_read_the_clock() {
        let statement = "/* add */ INSERT INTO audit (at) VALUES (CURRENT_TIMESTAMP); -- never now()";
        assert_eq!(
            clock(&Tree::of(&[("src-tauri/crates/store/src/a.sql", statement)])).len(),
            1
        );
        assert!(
            clock(&Tree::of(&[(
                "src-tauri/crates/store/src/a.sql",
                "/* one */ SELECT 1 -- now()"
            )]))
            .is_empty()
        );
    }
}
