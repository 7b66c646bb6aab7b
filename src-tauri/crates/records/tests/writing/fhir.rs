//! FHIR R4 in JSON.

use super::*;

const REPORT: &str = r##"{"resourceType":"Bundle","type":"collection","entry":[
{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient","id":"p","name":[{"family":"Smith","given":["John"],"prefix":["Mr"]}],
 "birthDate":"1980-08-14","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9434765919"}],"gender":"male"}},
{"resource":{"resourceType":"DiagnosticReport","id":"r","status":"final","code":{"text":"Renal profile"},"effectiveDateTime":"2026-08-14T09:05:00Z",
 "issued":"2026-08-14T10:30:00Z","performer":[{"display":"KCH Laboratory"}],"conclusion":"Stable.",
 "result":[{"reference":"Observation/k"},{"reference":"urn:uuid:2"},{"reference":"Observation/gone"}]}},
{"resource":{"resourceType":"Observation","id":"k","status":"final","code":{"text":"Potassium"},"valueQuantity":{"value":5.10,"unit":"mmol/L"},
 "interpretation":[{"coding":[{"code":"N"}]}],"referenceRange":[{"low":{"value":3.5},"high":{"value":5.3}}],"effectiveDateTime":"2026-08-14"}},
{"fullUrl":"urn:uuid:2","resource":{"resourceType":"Observation","id":"bp","status":"preliminary","code":{"coding":[{"display":"Blood pressure"}]},
 "component":[{"code":{"text":"Systolic"},"valueQuantity":{"value":182,"unit":"mmHg"},"interpretation":[{"coding":[{"code":"H"}]}]},
 {"code":{"text":"Diastolic"},"dataAbsentReason":{"text":"not measured"}}]}},
{"resource":{"resourceType":"AllergyIntolerance","id":"a"}}]}"##;

#[test]
fn a_report_becomes_a_table_of_its_observations() {
    insta::assert_snapshot!(read(REPORT.as_bytes(), Format::Fhir));
}

#[test]
fn what_is_missing_or_not_printed_is_noted() {
    assert_eq!(notes(REPORT.as_bytes()), ["results_missing", "parts_not_printed"]);
}

#[test]
fn the_identifiers_of_a_fhir_patient_are_found() {
    let found = checked(REPORT.as_bytes()).unwrap().found;
    assert_eq!((found.nhs_numbers.len(), found.births.len()), (1, 1));
}

#[test]
fn a_document_reference_with_its_data_becomes_pages() {
    let json = r#"{"resourceType":"DocumentReference","status":"current","type":{"text":"Clinic letter"},
        "content":[{"attachment":{"contentType":"text/plain","title":"letter","data":"RGVhciBEciBKb25lcw=="}},
        {"attachment":{"title":"scan","url":"https://example.test/x"}}]}"#;
    assert!(read(json.as_bytes(), Format::Fhir).contains("Dear Dr Jones"));
    assert_eq!(notes(json.as_bytes()), ["attachment_left_out"]);
}

#[test]
fn observations_that_lead_to_each_other_come_to_an_end() {
    let json = r#"{"resourceType":"Bundle","entry":[
        {"resource":{"resourceType":"Observation","id":"a","code":{"text":"A"},"hasMember":[{"reference":"Observation/b"}]}},
        {"resource":{"resourceType":"Observation","id":"b","code":{"text":"B"},"hasMember":[{"reference":"Observation/a"}]}}]}"#;
    assert!(checked(json.as_bytes()).is_ok());
}

#[test]
fn fhir_in_xml_and_fhir_without_results_are_refused_by_name() {
    let xml = br#"<?xml version="1.0"?><Bundle xmlns="http://hl7.org/fhir"><entry/></Bundle>"#;
    let refused = checked(xml).unwrap_err();
    assert!(
        refused.message.contains("FHIR document in XML"),
        "{}",
        refused.message
    );
    let empty = br#"{"resourceType":"Patient","id":"p"}"#;
    assert_eq!(checked(empty).unwrap_err().code, "unsupported_format");
    let torn = &REPORT.as_bytes()[..REPORT.len() - 3];
    assert_eq!(checked(torn).unwrap_err().code, "unreadable");
}
