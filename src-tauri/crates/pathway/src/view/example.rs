//! The made-up people of the demonstration, which are also the examples of every file that the command line takes.

use chrono::{Days, NaiveDate};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Error;

/// A document of the demonstration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Example(&'static str);

macro_rules! example {
    ($name:literal) => {
        Example(include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../assets/demonstration/",
            $name
        )))
    };
}

/// The organisation and its first user.
pub(crate) const SETUP: Example = example!("setup.json");
/// A secretary.
pub(crate) const USER: Example = example!("user.json");
/// The patient.
pub(crate) const PATIENT: Example = example!("patient.json");
/// What the request says.
pub(crate) const REQUEST: Example = example!("request.json");
/// What is known of each record.
pub(crate) const RECORDS: Example = example!("records.json");
/// Records that are known of and not at hand.
pub(crate) const NOT_AT_HAND: Example = example!("not_at_hand.json");
/// What is said about the explanation.
pub(crate) const EVENT: Example = example!("event.json");

impl Example {
    /// Reads the document. A text `@-12` stands for the day twelve days ago and `@+12` for one to come, so that a demonstration never grows old.
    ///
    /// # Errors
    /// [`Error::Fault`] for a document that does not have the form.
    pub(crate) fn read<T: DeserializeOwned>(self, today: NaiveDate) -> Result<T, Error> {
        let fault = |error: serde_json::Error| Error::Fault(format!("the demonstration: {error}"));
        let mut value: Value = serde_json::from_str(self.0).map_err(fault)?;
        settle_days(&mut value, today);
        serde_json::from_value(value).map_err(fault)
    }
}

/// A complete example of a file that the command line takes: `setup`, `user`, `patient`, `request`, `record`, `letter`
/// or `event`.
#[must_use]
pub fn example(kind: &str, today: NaiveDate) -> Option<Value> {
    let read = |example: Example| example.read::<Value>(today).ok();
    match kind {
        "setup" => read(SETUP),
        "user" => read(USER),
        "patient" => read(PATIENT),
        "letter" => read(REQUEST),
        "request" => Some(serde_json::json!({
            "patient_id": "the id that `patient add` gave",
            "in_hospital": false,
            "getting_worse": false,
            "form": read(REQUEST)?,
        })),
        "record" => read(RECORDS)?.get(0).cloned(),
        "event" => read(EVENT),
        _ => None,
    }
}

fn settle_days(value: &mut Value, today: NaiveDate) {
    match value {
        Value::String(text) => {
            let days = |sign| text.strip_prefix(sign).and_then(|days: &str| days.parse().ok());
            let day = match (days("@-"), days("@+")) {
                (Some(days), _) => today.checked_sub_days(Days::new(days)),
                (None, Some(days)) => today.checked_add_days(Days::new(days)),
                (None, None) => None,
            };
            if let Some(day) = day {
                *text = day.to_string();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| settle_days(item, today)),
        Value::Object(fields) => fields.values_mut().for_each(|field| settle_days(field, today)),
        _ => {}
    }
}
