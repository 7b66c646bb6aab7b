//! FHIR R4 in JSON: reports and observations as tables of results, documents in it as pages.
//!
//! Resources that hold neither are counted on the page rather than passed over in silence.

use std::collections::{BTreeMap, HashSet};

use pdf::typeset::{Block, Definition, Span};

use crate::check::Note;
use crate::refused::Refused;
use crate::writing::json::Json;
use crate::writing::results::{self, TestResult};
use crate::writing::{Document, Reading, enclosed, encoding, fhir_resources, fhir_value, moment};
use fhir_resources::Resources;
use fhir_value::{concept, person_name, put, quantity, value_of};

/// Reads a bundle, or one resource.
///
/// # Errors
/// [`Refused`] when it is no JSON or holds nothing that can be printed.
pub(super) fn read(bytes: &[u8], reading: Reading<'_>) -> Result<Document, Refused> {
    let root = Json::read(&encoding::decode(bytes).text)?;
    let resources = Resources::of(&root);
    let mut document = Document::default();
    document.add(vec![Block::heading(1, "Results and documents")]);
    let mut is_empty = true;
    for patient in resources.of_kind("Patient") {
        document.add(patient_block(patient));
    }
    let mut shown = HashSet::new();
    for report in resources.of_kind("DiagnosticReport") {
        is_empty = false;
        add_report(&mut document, report, &resources, &mut shown, reading);
    }
    let mut single = Vec::new();
    for observation in resources.of_kind("Observation") {
        if shown.insert(std::ptr::from_ref(observation)) {
            add_observation(&mut single, observation, &resources, 0, &mut shown);
        }
    }
    if !single.is_empty() {
        is_empty = false;
        document.add(vec![Block::heading(2, "Observations")]);
        document.add(results::blocks(&single));
    }
    for reference in resources.of_kind("DocumentReference") {
        is_empty = false;
        add_reference(&mut document, reference, &resources, reading);
    }
    if is_empty {
        return Err(Refused::new(
            "unsupported_format",
            "this FHIR document holds no report, observation or document that could be printed: ask for the results, or \
             for a PDF",
        ));
    }
    not_shown(&mut document, &resources);
    Ok(document)
}

fn patient_block(patient: &Json) -> Vec<Block> {
    let mut rows = Vec::new();
    for name in patient.get("name").list().iter().take(3) {
        put(&mut rows, "Patient", &person_name(name));
    }
    put(
        &mut rows,
        "Date of birth",
        &moment::fhir(patient.get("birthDate").text()),
    );
    for identifier in patient.get("identifier").list() {
        let system = identifier.get("system").text();
        let value = identifier.get("value").text();
        let label = if system.contains("nhs-number") {
            "NHS No."
        } else if system.contains("chi") {
            "CHI No."
        } else {
            "Number"
        };
        if label == "NHS No." {
            put(&mut rows, label, &results::patient_number(value));
        } else {
            put(&mut rows, label, value);
        }
    }
    put(&mut rows, "Gender", patient.get("gender").text());
    definitions(rows)
}

fn add_report<'a>(
    document: &mut Document,
    report: &'a Json,
    resources: &Resources<'a>,
    shown: &mut HashSet<*const Json>,
    reading: Reading<'_>,
) {
    let name = concept(report.get("code"));
    let (status, not_final) = fhir_value::status(report.get("status").text());
    let mut rows = Vec::new();
    let effective = fhir_value::when(report);
    put(&mut rows, "Date", &effective);
    put(&mut rows, "Issued", &moment::fhir(report.get("issued").text()));
    put(&mut rows, "Report status", &results::or_not_given(&status));
    put(
        &mut rows,
        "Performed by",
        &resources.names(report.get("performer")),
    );
    put(
        &mut rows,
        "Interpreted by",
        &resources.names(report.get("resultsInterpreter")),
    );
    let mut blocks = vec![Block::heading(
        2,
        if name.is_empty() {
            "Report".to_owned()
        } else {
            name
        },
    )];
    if not_final {
        blocks.push(results::warning());
    }
    blocks.extend(definitions(rows));
    document.add(blocks);
    let mut table = Vec::new();
    let mut absent = 0;
    for reference in report.get("result").list() {
        match resources.find(reference) {
            Some(observation) => {
                if shown.insert(std::ptr::from_ref(observation)) {
                    add_observation(&mut table, observation, resources, 0, shown);
                }
            }
            None => absent += 1,
        }
    }
    document.add(results::blocks(&table));
    if absent > 0 {
        let words = format!("{absent} of its results are not in this file.");
        document.add(vec![Block::body(vec![Span::bold(words)])]);
        document.notes.push(Note::new(
            "results_missing",
            "a report points at results that are not in the file: ask for the whole of it",
        ));
    }
    let mut conclusion = report.get("conclusion").text().to_owned();
    for code in report.get("conclusionCode").list() {
        conclusion = format!("{conclusion}\n{}", concept(code));
    }
    if !conclusion.trim().is_empty() {
        document.add(vec![
            Block::heading(3, "Conclusion"),
            Block::paragraph(conclusion.trim()),
        ]);
    }
    for attachment in report.get("presentedForm").list() {
        add_attachment(document, attachment, resources, reading);
    }
}

/// Adds an observation, its components, and its members.
fn add_observation<'a>(
    table: &mut Vec<TestResult>,
    observation: &'a Json,
    resources: &Resources<'a>,
    depth: u32,
    shown: &mut HashSet<*const Json>,
) {
    let (status, not_final) = fhir_value::status(observation.get("status").text());
    let date = fhir_value::when(observation);
    let mut own = result(observation, &status, not_final, &date, depth > 0);
    own.comments = observation
        .get("note")
        .list()
        .iter()
        .map(|note| note.get("text").text().to_owned())
        .filter(|note| !note.is_empty())
        .collect();
    let parts = observation.get("component").list();
    let members = observation.get("hasMember").list();
    if own.value.is_empty() && !(parts.is_empty() && members.is_empty()) {
        own.value = "see below".to_owned();
        own.unit = "–".to_owned();
        own.range = "–".to_owned();
    }
    table.push(own);
    table.extend(
        parts
            .iter()
            .map(|part| result(part, &status, not_final, &date, true)),
    );
    for member in members {
        // A member is shown once, so that references in a circle come to an end.
        if let Some(found) = resources.find(member).filter(|_| depth < 5)
            && shown.insert(std::ptr::from_ref(found))
        {
            add_observation(table, found, resources, depth + 1, shown);
        }
    }
}

fn result(of: &Json, status: &str, not_final: bool, date: &str, is_component: bool) -> TestResult {
    let (value, unit) = value_of(of);
    let mut flags = Vec::new();
    let mut stands_out = false;
    for interpretation in of.get("interpretation").list() {
        let (words, abnormal) = fhir_value::interpretation(interpretation);
        stands_out |= abnormal;
        if !words.is_empty() {
            flags.push(words);
        }
    }
    let ranges = of.get("referenceRange").list().iter().map(|range| {
        let text = range.get("text").text();
        let (low, high) = (quantity(range.get("low")), quantity(range.get("high")));
        match (low.is_empty(), high.is_empty()) {
            _ if !text.is_empty() => text.to_owned(),
            (true, true) => String::new(),
            (false, true) => format!("at least {low}"),
            (true, false) => format!("up to {high}"),
            (false, false) => format!("{low} – {high}"),
        }
    });
    TestResult {
        test: concept(of.get("code")),
        value,
        unit,
        range: ranges
            .filter(|range| !range.is_empty())
            .collect::<Vec<_>>()
            .join("; "),
        flag: flags.join(", "),
        stands_out,
        status: status.to_owned(),
        not_final,
        date: date.to_owned(),
        comments: Vec::new(),
        is_component,
    }
}

fn add_reference(document: &mut Document, reference: &Json, resources: &Resources<'_>, reading: Reading<'_>) {
    let mut rows = Vec::new();
    put(&mut rows, "Date", &moment::fhir(reference.get("date").text()));
    put(&mut rows, "Author", &resources.names(reference.get("author")));
    put(&mut rows, "Document status", reference.get("docStatus").text());
    let described = reference.get("description").text();
    let kind = concept(reference.get("type"));
    let name = [described, &kind, "Document"]
        .into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or_default();
    document.add(vec![Block::heading(2, name)]);
    if ["preliminary", "amended", "entered-in-error"].contains(&reference.get("docStatus").text())
        || ["superseded", "entered-in-error"].contains(&reference.get("status").text())
    {
        document.add(vec![results::warning()]);
        put(&mut rows, "Reference status", reference.get("status").text());
    }
    document.add(definitions(rows));
    for content in reference.get("content").list() {
        add_attachment(document, content.get("attachment"), resources, reading);
    }
}

fn add_attachment(
    document: &mut Document,
    attachment: &Json,
    resources: &Resources<'_>,
    reading: Reading<'_>,
) {
    let title = attachment.get("title").text();
    let name = if title.is_empty() {
        attachment.get("contentType").text()
    } else {
        title
    };
    let url = attachment.get("url").text();
    let binary = resources
        .by_reference
        .get(url)
        .map(|binary| binary.get("data").text());
    let encoded = [attachment.get("data").text(), binary.unwrap_or_default()];
    match encoded
        .into_iter()
        .find(|encoded| !encoded.is_empty())
        .map(enclosed::base64)
    {
        Some(Some(bytes)) => enclosed::add(document, name, &bytes, reading),
        Some(None) => enclosed::add_unread(
            document,
            name,
            "The document in the file is damaged. Ask for it again.",
        ),
        None => enclosed::add_unread(
            document,
            name,
            "The file only points at the document, which is held elsewhere.",
        ),
    }
}

/// Says what else is in the file and was not printed.
fn not_shown(document: &mut Document, resources: &Resources<'_>) {
    const SHOWN: [&str; 8] = [
        "Patient",
        "DiagnosticReport",
        "Observation",
        "DocumentReference",
        "Binary",
        "Practitioner",
        "PractitionerRole",
        "Organization",
    ];
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for resource in &resources.all {
        let kind = resource.get("resourceType").text();
        if !SHOWN.contains(&kind) {
            *counts.entry(kind).or_default() += 1;
        }
    }
    if counts.is_empty() {
        return;
    }
    let list = counts
        .iter()
        .map(|(kind, count)| format!("{kind} ({count})"))
        .collect::<Vec<_>>()
        .join(", ");
    document.add(vec![
        Block::heading(2, "Also in this file, not printed"),
        Block::paragraph(list.chars().take(2_000).collect::<String>()),
    ]);
    document.notes.push(Note::new(
        "parts_not_printed",
        "the file also holds parts that are no results or documents: the last page names their kinds",
    ));
}

fn definitions(rows: Vec<Definition>) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Block::Definitions {
        rows,
        label_width: 0.24,
    }]
}
