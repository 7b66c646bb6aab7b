//! The files of the Organisation Data Service, as they are published and as they are mangled on the way.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use second_opinion_interop::ods::{OdsError, OdsFile, read};

/// A row of 27 columns with these filled, from 1 as the service counts them.
fn row(cells: &[(usize, &str)]) -> String {
    let mut columns = vec![""; 27];
    for (at, text) in cells {
        columns[at - 1] = text;
    }
    let quoted: Vec<String> = columns.iter().map(|cell| format!("\"{cell}\"")).collect();
    quoted.join(",")
}

fn practice(code: &str, status: &str, closed: &str) -> String {
    row(&[
        (1, code),
        (2, "THE DENSHAM SURGERY"),
        (3, "Y63"),
        (5, "THE HEALTH CENTRE"),
        (6, "LAWSON STREET"),
        (8, "STOCKTON-ON-TEES"),
        (10, "TS18 1HU"),
        (11, "19740401"),
        (12, closed),
        (13, status),
        (15, "16C"),
        (18, "01642 672351"),
        (26, "4"),
    ])
}

#[test]
fn a_practice_is_read_with_address_dates_and_telephone() {
    let file = [practice("A81001", "A", ""), practice("A81002", "C", "20240331")].join("\r\n");
    let read = read(file.as_bytes(), OdsFile::Practices).unwrap();
    let [open, closed] = read.rows.as_slice() else {
        panic!("two practices are expected")
    };
    assert_eq!(open.entry.name, "The Densham Surgery");
    assert_eq!(
        open.entry.address.on_one_line(),
        "The Health Centre, Lawson Street, Stockton-On-Tees, TS18 1HU"
    );
    assert_eq!(open.entry.opened_on, "1974-04-01".parse().ok());
    assert_eq!(open.entry.phone.as_deref(), Some("01642 672351"));
    assert_eq!(open.entry.parent, None, "who commissions it is no place of work");
    assert!(!open.entry.is_closed && closed.entry.is_closed);
    assert_eq!(closed.entry.closed_on, "2024-03-31".parse().ok());
}

#[test]
fn what_is_no_practice_is_left_out_and_counted() {
    let walk_in = row(&[(1, "Y00001"), (2, "WALK IN CENTRE"), (13, "A"), (26, "1")]);
    let file = [practice("A81001", "A", ""), walk_in].join("\n");
    let read = read(file.as_bytes(), OdsFile::Practices).unwrap();
    assert_eq!((read.rows.len(), read.left_out), (1, 1));
}

#[test]
fn a_gp_and_a_consultant_are_read_with_where_they_work() {
    let gp = row(&[(1, "G0102005"), (2, "ALLISON JL"), (13, "A"), (15, "A81001")]);
    let gps = read(gp.as_bytes(), OdsFile::Gps).unwrap().rows;
    assert_eq!(gps[0].entry.name, "J L Allison");
    assert_eq!(gps[0].entry.parent.as_ref().unwrap().as_str(), "A81001");

    let consultant = "1234567,C1234567,OKONKWO,AB,F,320,C,RJZ,,,,,";
    let twice = format!("{consultant}\n{}", consultant.replace("RJZ", "RH8"));
    let rows = read(twice.as_bytes(), OdsFile::Consultants).unwrap().rows;
    assert_eq!(rows.len(), 2, "one person at two trusts");
    let entry = &rows[0].entry;
    assert_eq!(entry.name, "A B Okonkwo");
    assert_eq!(entry.registration.as_ref().unwrap().number(), "1234567");
    assert_eq!(entry.specialty.as_deref(), Some("320"));
}

#[test]
fn a_file_with_a_header_is_read_by_the_names_of_its_columns() {
    let file =
        "Postcode,Organisation Code,Organisation Name,Status\nSE5 9RS,RJZ01,KING'S COLLEGE HOSPITAL,Active\n";
    let rows = read(file.as_bytes(), OdsFile::Sites).unwrap().rows;
    assert_eq!(rows[0].entry.name, "King's College Hospital");
    assert_eq!(rows[0].entry.address.postcode.as_deref(), Some("SE5 9RS"));
    let nameless = "Postcode,Organisation Code\nSE5 9RS,RJZ01\n";
    assert_eq!(
        read(nameless.as_bytes(), OdsFile::Sites),
        Err(OdsError::NoColumn("name"))
    );
}

#[test]
fn every_bad_row_is_named_by_its_line_and_nothing_is_read() {
    let file = [
        practice("A81001", "A", ""),
        practice("A8!", "A", ""),
        "only,three,columns".to_owned(),
        practice("A81004", "A", "31.03.24"),
        practice("A81001", "A", ""),
        practice("A81006", "Z", ""),
    ]
    .join("\r\n");
    let OdsError::Rows { bad, more } = read(file.as_bytes(), OdsFile::Practices).unwrap_err() else {
        panic!("rows are refused")
    };
    let lines: Vec<u64> = bad.iter().map(|bad| bad.line).collect();
    assert_eq!((lines, more), (vec![2, 3, 4, 5, 6], 0));
    assert_eq!(bad[1].problem, "it has 3 columns, and 27 are expected");
    assert_eq!(bad[3].problem, "this is the same as line 1");
    assert_eq!(read(b"\n\n", OdsFile::Sites), Err(OdsError::Empty));
}

#[test]
fn letters_as_windows_writes_them_are_read() {
    let mut file = practice("W91001", "A", "").into_bytes();
    let at = file.windows(7).position(|part| part == b"DENSHAM").unwrap();
    file[at + 1] = 0xC9;
    let rows = read(&file, OdsFile::Practices).unwrap().rows;
    assert_eq!(rows[0].entry.name, "The Dénsham Surgery");
}

#[test]
fn the_name_of_a_file_says_what_it_holds() {
    assert_eq!(OdsFile::of_name("epraccur.csv"), Some(OdsFile::Practices));
    assert_eq!(OdsFile::of_name("ETS-2026.csv"), Some(OdsFile::Sites));
    assert_eq!(OdsFile::of_name("etr.csv"), Some(OdsFile::Trusts));
    assert_eq!(OdsFile::of_name("people.csv"), None);
}
