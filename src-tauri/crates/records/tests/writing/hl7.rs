//! HL7 version 2 messages.

use super::*;

const RESULTS: &str = "\x0BMSH|^~\\&|WINPATH|KCH LAB^RJZ|EHR|RJZ|202608141030||ORU^R01^ORU_R01|M0001|P|2.4|||||||UNICODE UTF-8\r\
PID|1||9434765919^^^NHS^NH~H123456^^^RJZ^MR||Smith^John^A^^Mr||19800814|M|||1 High Street^^London^^SE5 9RS\r\
OBR|1|A12|L34|FBC^Full blood count^LOCAL|||202608140905|||||||202608141000|BLD^Blood|C1234567^Jones^Mary^^^Dr||||||202608141025||HM|F\r\
OBX|1|NM|HB^Haemoglobin^LOCAL||118|g/L|130 - 180|L|||F|||202608140905\r\
NTE|1||Repeat advised \\T\\ discuss\\.br\\with GP\r\
OBX|2|NM|WBC^White cell count||11.90|10*9/L||HH|||P\r\
OBX|3|SN|CRP^C-reactive protein||<^5||0 - 5||||C\r\
OBX|4|CE|BG^Blood group||OPOS^O positive^LOCAL||||||F\r\
OBX|5|TX|FILM^Blood film||Slight polychromasia.||||||F\r\
OBX|6|TX|FILM^Blood film||No blasts seen \\F\\ reviewed by Dr Ŵyn.||||||F\r\x1C\r";

#[test]
fn results_become_a_table_with_every_unit_range_flag_status_and_date() {
    insta::assert_snapshot!(read(RESULTS.as_bytes(), Format::Hl7));
}

#[test]
fn a_missing_unit_or_range_is_said_in_words() {
    let page = read(RESULTS.as_bytes(), Format::Hl7);
    // The range of the white cells, unit of the protein, unit and range of the group.
    assert_eq!(page.matches("not given").count(), 4, "{page}");
    assert!(page.contains("Not all of this is final"));
}

#[test]
fn a_trailing_nought_of_a_result_is_kept() {
    assert!(read(RESULTS.as_bytes(), Format::Hl7).contains("11.90"));
}

#[test]
fn the_identifiers_of_a_message_are_found() {
    let found = checked(RESULTS.as_bytes()).unwrap().found;
    assert_eq!(found.nhs_numbers.len(), 1);
    assert_eq!(found.births.len(), 1);
}

#[test]
fn an_embedded_document_becomes_pages_after_the_message() {
    use base64::Engine as _;
    let inner = pages(b"The report of the radiologist", Format::Text, None)
        .unwrap()
        .made
        .unwrap();
    let encoded = base64::engine::general_purpose::STANDARD.encode(inner);
    let message = format!(
        "MSH|^~\\&|RIS|KCH|||20260814||MDM^T02|M2|P|2.4\rPID|1||9434765919^^^NHS||Smith^John||19800814|M\r\
         TXA|1|CT^CT report||20260813|||||C1^Jones^Mary^^^Dr||||||||AU\r\
         OBX|1|ED|PDF^Radiology report||RIS^AP^PDF^Base64^{encoded}||||||F\r"
    );
    let text = read(message.as_bytes(), Format::Hl7);
    let (message_page, report_page) = text.split_once("\n----\n").unwrap();
    assert!(
        message_page.contains("Attachment: Radiology report"),
        "{message_page}"
    );
    assert!(
        report_page.contains("The report of the radiologist"),
        "{report_page}"
    );
    assert!(
        notes(message.as_bytes()).is_empty(),
        "{:?}",
        checked(message.as_bytes()).unwrap().notes
    );
}

#[test]
fn what_a_message_only_points_at_is_named_and_noted() {
    let message = "MSH|^~\\&|RIS|KCH|||20260814||MDM^T02|M2|P|2.4\rOBX|1|RP|SCAN^Scan of letter||\\\\server\\x.pdf||||||F\r";
    assert!(read(message.as_bytes(), Format::Hl7).contains("Attachment: Scan of letter"));
    assert_eq!(notes(message.as_bytes()), ["attachment_left_out"]);
}

#[test]
fn a_message_without_results_is_refused() {
    let message = "MSH|^~\\&|PAS|KCH|||20260814||ADT^A01|M3|P|2.4\rPID|1||9434765919\r";
    assert_eq!(
        checked(message.as_bytes()).unwrap_err().code,
        "unsupported_format"
    );
}

#[test]
fn broken_messages_never_stop_the_program() {
    for end in 0..RESULTS.len() {
        if RESULTS.is_char_boundary(end) && end % 7 == 0 {
            let _ = checked(&RESULTS.as_bytes()[..end]);
        }
    }
    for message in [
        "MSH|",
        "MSH|^~\\&|||||||||\rOBX",
        "MSH|||||||||||\rOBX|1|NM|||5",
        "MSH|^~\\&|a\rOBX|1|ED|x||a^b^c^Base64^!!!\rOBX|2|FT|y||\\X4\\ \\XZZ\\ \\ \\.sp99999999999999\\ \\",
    ] {
        let _ = checked(message.as_bytes());
    }
}
