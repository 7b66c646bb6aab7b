//! The house rules that no compiler holds. A rule is a function from the tree of files to its faults, and each
//! says why it exists, because a rule without a reason is the first to be broken.

mod commands;
mod hazards;
mod journeys;
mod layout;
mod portable;
mod sources;
mod walls;

mod manifest;
mod rust;
mod tree;

use crate::shell::{self, Outcome};
use tree::{Fault, Tree};

/// One house rule.
struct Rule {
    name: &'static str,
    why: &'static str,
    check: fn(&Tree) -> Vec<Fault>,
}

const RULES: &[Rule] = &[
    Rule {
        name: "top level",
        why: "a newcomer sees the whole house in the seven names at its door; tools keep their settings in hidden files",
        check: layout::top_level,
    },
    Rule {
        name: "length",
        why: "a file read in one sitting is a file reviewed; beyond 400 lines it must say why: `tidy: long because …`",
        check: layout::length,
    },
    Rule {
        name: "licences",
        why: "a font without its licence beside it may not be shipped",
        check: layout::licences,
    },
    Rule {
        name: "arrows",
        why: "each crate may use those below it only; one arrow upward and the floors become one crate",
        check: walls::arrows,
    },
    Rule {
        name: "homes",
        why: "a library with one home can be replaced, pinned and audited in one place",
        check: walls::homes,
    },
    Rule {
        name: "domain",
        why: "the meaning of the words depends on no storage, no format and no clock",
        check: walls::domain,
    },
    Rule {
        name: "serde",
        why: "what can be serialised is a promise to somebody; only the crates that hold a format may make one",
        check: walls::serde,
    },
    Rule {
        name: "sql",
        why: "SQL has one home, the store, so that both engines run the same text",
        check: sources::sql,
    },
    Rule {
        name: "clock",
        why: "the clock is read once at the edge and handed in, so that a test can say what day it is",
        check: sources::clock,
    },
    Rule {
        name: "journeys",
        why: "a test that is not listed, or is ignored, proves nothing and looks as if it did",
        check: journeys::listed,
    },
    Rule {
        name: "commands",
        why: "the window can call exactly what Rust offers, through one door, or a button does nothing",
        check: commands::agree,
    },
    Rule {
        name: "hazards",
        why: "a control that no test shows is a promise; whoever signs for safety must be able to look it up",
        check: hazards::shown,
    },
    Rule {
        name: "portable",
        why: "nothing in the repository may depend on the machine or the network it was written on",
        check: portable::portable,
    },
];

/// Checks every rule and prints each fault with its place and the rule's reason.
pub(crate) fn tidy() -> Outcome {
    let tree =
        Tree::read(&shell::root()).map_err(|error| format!("the repository cannot be read: {error}"))?;
    let mut count = 0;
    for rule in RULES {
        let faults = (rule.check)(&tree);
        for fault in &faults {
            println!("{fault}");
        }
        if !faults.is_empty() {
            println!("  rule “{}”: {}\n", rule.name, rule.why);
        }
        count += faults.len();
    }
    if count == 0 {
        println!("{} house rules hold in {} files", RULES.len(), tree.files.len());
        return Ok(());
    }
    Err(format!(
        "{count} broken house rules; each is told above with its place and its reason"
    ))
}
