//! `codes`: the lists for work, listed, shown, changed and taken back.

use pathway::view::CodeListView;
use pathway::{Desk, Error, keep_codes};

use crate::arguments::{Arguments, Codes};
use crate::output::Output;
use crate::{clock, door};

/// Lists, shows, changes and takes back.
pub(crate) fn run(command: &Codes, arguments: &Arguments, output: &Output) -> Result<(), Error> {
    let mut desk = door::enter(arguments)?;
    let now = clock::now();
    match command {
        Codes::List => {
            let lists = keep_codes::list(&mut desk, now)?;
            output.answer(&serde_json::json!({ "lists": lists }), || {
                lists.iter().map(line).collect::<Vec<_>>().join("\n")
            });
        }
        Codes::Show { list } => {
            let list = named(&mut desk, list)?;
            output.answer(&list, || list.text.clone());
        }
        Codes::Set { list, file } => {
            let text = std::fs::read_to_string(file)
                .map_err(|error| pathway::usage(format!("the list cannot be read: {error}")))?;
            let version = named(&mut desk, list)?.version;
            let kept = keep_codes::set(&mut desk, list, version, &text, now)?;
            output.answer(&kept, || line(&kept));
        }
        Codes::Reset { list } => {
            let version = named(&mut desk, list)?.version;
            let kept = keep_codes::reset(&mut desk, list, version, now)?;
            output.answer(&kept, || line(&kept));
        }
    }
    Ok(())
}

fn named(desk: &mut Desk, code: &str) -> Result<CodeListView, Error> {
    let lists = keep_codes::list(desk, clock::now())?;
    let found = lists.into_iter().find(|list| list.code == code);
    found.ok_or_else(|| pathway::usage("the lists are: reasons, specialties, checklists"))
}

fn line(list: &CodeListView) -> String {
    let state = match &list.changed_by {
        Some(by) if list.is_changed => format!("version {}, changed by {by}", list.version),
        _ => "as supplied".to_owned(),
    };
    format!("{:<14} {state}", list.code)
}
