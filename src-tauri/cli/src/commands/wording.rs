//! `wording`: the words of the papers, listed, shown, changed and taken back.

use std::path::Path;

use pathway::view::{TemplateView, WordingView};
use pathway::{Desk, Error, keep_wording};

use crate::arguments::{Arguments, Wording};
use crate::output::Output;
use crate::{clock, door};

/// Lists, shows, changes and takes back.
pub(crate) fn run(command: &Wording, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    let mut desk = door::enter(arguments)?;
    let now = clock::now();
    match command {
        Wording::List => {
            let templates = keep_wording::list(&mut desk, now)?;
            let answer = serde_json::json!({ "templates": templates });
            output.answer(&answer, || {
                templates.iter().map(line).collect::<Vec<_>>().join("\n")
            });
        }
        Wording::Show { template, version } => {
            let shown = match version {
                Some(version) => keep_wording::version(&mut desk, template, *version, now)?,
                None => keep_wording::show(&mut desk, template, now)?,
            };
            output.answer(&shown, || shown.text.clone());
        }
        Wording::Set { template, file } => {
            let text = read(file)?;
            let version = latest(&mut desk, template)?;
            let kept = keep_wording::set(&mut desk, template, version, &text, now)?;
            output.answer(&kept, || told(&kept));
        }
        Wording::Reset { template } => {
            let version = latest(&mut desk, template)?;
            let kept = keep_wording::reset(&mut desk, template, version, now)?;
            output.answer(&kept, || told(&kept));
        }
    }
    Ok(())
}

fn latest(desk: &mut Desk, template: &str) -> Result<u32, Error> {
    Ok(keep_wording::show(desk, template, clock::now())?.template.version)
}

fn read(file: &Path) -> Result<String, Error> {
    std::fs::read_to_string(file)
        .map_err(|error| pathway::usage(format!("the file of words cannot be read: {error}")))
}

fn told(kept: &WordingView) -> String {
    let state = if kept.template.is_changed {
        "your own words"
    } else {
        "as supplied"
    };
    format!(
        "{}  version {}, {state}",
        kept.template.code, kept.template.version
    )
}

fn line(template: &TemplateView) -> String {
    let state = match (&template.changed_by, template.is_changed) {
        (Some(by), true) => format!(
            "changed by {by}, {}",
            template.changed_at.as_deref().unwrap_or_default()
        ),
        _ => "as supplied".to_owned(),
    };
    let unchecked = if template.is_checked {
        ""
    } else {
        "; no translator has checked it"
    };
    format!("{:<24} {state}{unchecked}", template.code)
}
