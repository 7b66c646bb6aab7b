//! `letter`: write, show and print.

use pathway::{Error, open_request, print_paper, write_letter};
use serde_json::{Map, Value};

use crate::arguments::{Arguments, Letter};
use crate::output::Output;
use crate::{clock, door};

/// The kind that is the letter itself.
const REFERRAL: &str = "referral";

/// Writes, shows and prints the letter.
pub(crate) fn run(command: &Letter, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    let mut desk = door::enter(arguments)?;
    let now = clock::now();
    match command {
        Letter::Write { request, from } => {
            let parts: Map<String, Value> = from
                .as_deref()
                .map(door::from_file)
                .transpose()?
                .unwrap_or_default();
            let shown = open_request::show(&mut desk, request, now)?;
            let form = merged(&shown.form, parts)?;
            let saved = open_request::save(&mut desk, request, shown.version, form, now)?;
            let answer = serde_json::json!({
                "id": saved.id, "reference": saved.reference, "version": saved.version, "missing": saved.missing, "problems": saved.problems,
            });
            output.answer(&answer, || {
                format!(
                    "{}  saved; {} parts missing",
                    saved.reference,
                    saved.missing.len()
                )
            });
        }
        Letter::Show { request } => {
            let shown = open_request::show(&mut desk, request, now)?;
            let answer = serde_json::json!({
                "id": shown.id, "reference": shown.reference, "form": shown.form, "missing": shown.missing, "problems": shown.problems,
                "warnings": shown.warnings, "letters": shown.letters,
            });
            output.answer(&answer, || {
                let missing: Vec<_> = shown
                    .missing
                    .iter()
                    .map(|part| format!("  lacks {}", part.message))
                    .chain(
                        shown
                            .warnings
                            .iter()
                            .map(|warning| format!("  note: {}", warning.message)),
                    )
                    .collect();
                format!(
                    "{}  {}\n{}",
                    shown.reference,
                    shown.status_label,
                    missing.join("\n")
                )
            });
        }
        Letter::Print {
            request,
            kind,
            size,
            language,
            out,
        } => {
            let printed = if kind == REFERRAL {
                if size.is_some() || language.is_some() {
                    return Err(pathway::usage("the referral has one size and one language"));
                }
                write_letter::save(&mut desk, request, out, now)?
            } else {
                let kinds = print_paper::kinds();
                if !kinds.iter().any(|known| known.code == *kind) {
                    let codes: Vec<&str> = kinds.iter().map(|known| known.code.as_str()).collect();
                    return Err(pathway::usage(format!(
                        "the kinds of paper are: {REFERRAL}, {}",
                        codes.join(", ")
                    )));
                }
                let (size, language) = (size.unwrap_or(12), language.as_deref().unwrap_or("en-GB"));
                print_paper::save(&mut desk, request, kind, size, language, out, now)?
            };
            output.answer(&printed, || format!("{}  ({} pages)", printed.out, printed.pages));
        }
    }
    Ok(())
}

/// The form with the named parts replaced.
fn merged(
    form: &pathway::view::RequestForm,
    parts: Map<String, Value>,
) -> Result<pathway::view::RequestForm, Error> {
    let off_form =
        |error: serde_json::Error| pathway::usage(format!("the --from file does not have the form: {error}"));
    let Value::Object(mut whole) = serde_json::to_value(form).map_err(off_form)? else {
        return Err(pathway::usage("the --from file must hold one object"));
    };
    whole.extend(parts);
    serde_json::from_value(Value::Object(whole)).map_err(off_form)
}
