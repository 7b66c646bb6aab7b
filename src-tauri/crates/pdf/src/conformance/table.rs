//! Tables and lists: rows of equal length under headings, items with a body.

use lopdf::{Document, ObjectId};

use super::structure::{Element, Elements};
use super::{Faults, is};
use crate::access::{get_dict, get_number};

pub(super) fn check(document: &Document, elements: &Elements<'_>, found: &mut Faults) {
    for element in elements.values() {
        match element.kind {
            b"Table" => one(document, element, elements, found),
            b"TR" => children(element, elements, &[b"TH", b"TD"], "14289-1 7.2", found),
            b"L" => children(element, elements, &[b"LI", b"Caption"], "14289-1 7.6", found),
            b"LI" => {
                children(element, elements, &[b"Lbl", b"LBody"], "14289-1 7.6", found);
                let has_body = kinds(element, elements).any(|kind| kind == b"LBody");
                found.unless(has_body, "14289-1 7.6", "an item of a list has no body");
            }
            _ => {}
        }
        for (child, parent) in [
            (b"TR".as_slice(), b"Table".as_slice()),
            (b"LI", b"L"),
            (b"LBody", b"LI"),
        ] {
            let strays = kinds(element, elements).any(|kind| kind == child) && element.kind != parent;
            found.unless(
                !strays,
                "14289-1 7.2",
                "a row or an item is outside its table or list",
            );
        }
    }
}

fn kinds<'a>(element: &'a Element<'_>, elements: &'a Elements<'_>) -> impl Iterator<Item = &'a [u8]> {
    element
        .children
        .iter()
        .filter_map(|child| Some(elements.get(child)?.kind))
}

fn children(
    element: &Element<'_>,
    elements: &Elements<'_>,
    allowed: &[&[u8]],
    clause: &'static str,
    found: &mut Faults,
) {
    let all = kinds(element, elements).all(|kind| allowed.contains(&kind));
    found.unless(
        all && !element.has_content,
        clause,
        "a table or list has something in it that is no part of one",
    );
}

/// A table: its caption first, every row as long as the others, every cell under or beside a heading.
fn one(document: &Document, table: &Element<'_>, elements: &Elements<'_>, found: &mut Faults) {
    let clause = "14289-1 7.5";
    children(table, elements, &[b"Caption", b"TR"], clause, found);
    let captions: Vec<usize> = kinds(table, elements)
        .enumerate()
        .filter(|(_, kind)| *kind == b"Caption")
        .map(|(at, _)| at)
        .collect();
    found.unless(
        matches!(captions[..], [] | [0]),
        "14289-1 7.2",
        "the caption of a table is not its first part",
    );
    let rows: Vec<&Element<'_>> = table
        .children
        .iter()
        .filter_map(|child| elements.get(child))
        .filter(|row| row.kind == b"TR")
        .collect();
    let length = |row: &Element<'_>| -> i64 {
        row.children
            .iter()
            .map(|cell| span(document, *cell, elements))
            .sum()
    };
    let first = rows.first().map(|row| length(row));
    found.unless(
        rows.iter().all(|row| Some(length(row)) == first),
        clause,
        "the rows of a table differ in length",
    );
    let headings = rows
        .iter()
        .flat_map(|row| &row.children)
        .filter_map(|cell| elements.get(cell))
        .filter(|cell| cell.kind == b"TH");
    let mut count = 0;
    for heading in headings {
        count += 1;
        let attributes = get_dict(document, heading.dictionary, b"A");
        let has_scope = attributes.is_some_and(|of| {
            is(of, b"O", b"Table")
                && [b"Row".as_slice(), b"Column", b"Both"]
                    .iter()
                    .any(|scope| is(of, b"Scope", scope))
        });
        found.unless(
            has_scope,
            clause,
            "a heading of a table does not say what it heads",
        );
    }
    found.unless(count > 0, clause, "a table has no headings");
}

fn span(document: &Document, cell: ObjectId, elements: &Elements<'_>) -> i64 {
    let attributes = elements
        .get(&cell)
        .and_then(|cell| get_dict(document, cell.dictionary, b"A"));
    attributes
        .and_then(|of| get_number(document, of, b"ColSpan"))
        .map_or(1, |span| span as i64)
}
