//! Values, concepts and codes of FHIR in words.

use pdf::typeset::Definition;

use crate::writing::json::Json;
use crate::writing::{hl7, moment};

/// A concept in its own words, or as its codes.
pub(super) fn concept(concept: &Json) -> String {
    let text = concept.get("text").text();
    if !text.is_empty() {
        return text.to_owned();
    }
    let codings = concept.get("coding").list();
    let word = |name: &str| {
        codings
            .iter()
            .map(|coding| coding.get(name).text())
            .find(|text| !text.is_empty())
    };
    word("display")
        .or_else(|| word("code"))
        .unwrap_or_default()
        .to_owned()
}

/// A quantity with its comparator, without its unit.
pub(super) fn quantity(quantity: &Json) -> String {
    let number = quantity.get("value").text();
    if number.is_empty() {
        return String::new();
    }
    [quantity.get("comparator").text(), number]
        .join(" ")
        .trim()
        .to_owned()
}

/// The unit of a quantity.
fn unit(quantity: &Json) -> String {
    let unit = quantity.get("unit").text();
    if unit.is_empty() {
        quantity.get("code").text()
    } else {
        unit
    }
    .to_owned()
}

/// The value of an observation or component and its unit; why there is none, where that is said.
pub(super) fn value_of(of: &Json) -> (String, String) {
    let measured = of.get("valueQuantity");
    if measured.is_there() {
        return (quantity(measured), unit(measured));
    }
    let range = of.get("valueRange");
    if range.is_there() {
        let (low, high) = (range.get("low"), range.get("high"));
        return (format!("{} – {}", quantity(low), quantity(high)), unit(low));
    }
    let ratio = of.get("valueRatio");
    if ratio.is_there() {
        let (above, below) = (ratio.get("numerator"), ratio.get("denominator"));
        let value = format!("{} : {}", quantity(above), quantity(below));
        let units = [unit(above), unit(below)].join(" : ");
        return (value, units.trim_matches([' ', ':']).to_owned());
    }
    let period = of.get("valuePeriod");
    if period.is_there() {
        let ends = [period.get("start"), period.get("end")].map(|end| moment::fhir(end.text()));
        return (ends.join(" – "), String::new());
    }
    let coded = of.get("valueCodeableConcept");
    if coded.is_there() {
        return (concept(coded), String::new());
    }
    let dated = of.get("valueDateTime");
    if dated.is_there() {
        return (moment::fhir(dated.text()), String::new());
    }
    for name in ["valueString", "valueInteger", "valueTime"] {
        if of.get(name).is_there() {
            return (of.get(name).text().to_owned(), String::new());
        }
    }
    match of.get("valueBoolean").text() {
        "true" => return ("Yes".to_owned(), String::new()),
        "false" => return ("No".to_owned(), String::new()),
        _ => {}
    }
    if of.get("valueSampledData").is_there() {
        return ("a series of samples, not printed".to_owned(), String::new());
    }
    let reason = concept(of.get("dataAbsentReason"));
    let value = if reason.is_empty() {
        String::new()
    } else {
        format!("no value: {reason}")
    };
    (value, String::new())
}

/// When a report or observation holds for.
pub(super) fn when(of: &Json) -> String {
    let period = of.get("effectivePeriod");
    let moments = [
        of.get("effectiveDateTime").text(),
        of.get("effectiveInstant").text(),
        period.get("start").text(),
    ];
    moments
        .into_iter()
        .find(|text| !text.is_empty())
        .map(moment::fhir)
        .unwrap_or_default()
}

/// How a result compares with what is usual, and whether it stands out.
pub(super) fn interpretation(interpretation: &Json) -> (String, bool) {
    for coding in interpretation.get("coding").list() {
        let code = coding.get("code").text();
        if !code.is_empty() {
            let (words, stands_out) = hl7::flag(code);
            let own = concept(interpretation);
            return if words.starts_with("code ") {
                (own, true)
            } else {
                (words, stands_out)
            };
        }
    }
    let own = concept(interpretation);
    let is_normal = own.eq_ignore_ascii_case("normal") || own.is_empty();
    (own, !is_normal)
}

/// How final a report or result is, and whether it is anything but final.
pub(super) fn status(code: &str) -> (String, bool) {
    let words = match code {
        "" => return (String::new(), true),
        "final" => return ("Final".to_owned(), false),
        "registered" => "Registered, no result yet",
        "partial" => "Partial",
        "preliminary" => "Preliminary",
        "amended" => "Amended",
        "corrected" => "Corrected",
        "appended" => "Added to",
        "cancelled" => "Cancelled",
        "entered-in-error" => "Entered in error: withdrawn",
        "unknown" => "Unknown",
        other => other,
    };
    (words.to_owned(), true)
}

/// A person's name as clinicians read it: surname first, in capitals.
pub(super) fn person_name(name: &Json) -> String {
    let family = name.get("family").text();
    let words = |field: &str| {
        name.get(field)
            .list()
            .iter()
            .map(Json::text)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let (given, title) = (words("given"), words("prefix"));
    if family.is_empty() && given.is_empty() {
        return name.get("text").text().to_owned();
    }
    let mut written = family.to_uppercase();
    if !given.is_empty() {
        written = format!("{written}, {given}");
    }
    if !title.is_empty() {
        written = format!("{written} ({title})");
    }
    written
}

/// Adds a line where there is something to say.
pub(super) fn put(rows: &mut Vec<Definition>, label: &str, value: &str) {
    if !value.trim().is_empty() {
        rows.push(Definition::new(label, value.trim()));
    }
}
