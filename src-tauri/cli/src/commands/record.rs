//! `record`: check files, and gather the records of a request.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use pathway::gather_records::{self, FileIn};
use pathway::view::{RecordCheckView, RecordInput, RecordView, RequestView, TakenInput};
use pathway::{Desk, Error, Reader, open_request};
use serde::Deserialize;

use crate::arguments::{Arguments, Record, Said, Taken};
use crate::output::Output;
use crate::{clock, door};

/// What `--from` says of the files: the same for all, or one each.
#[derive(Deserialize)]
#[serde(untagged)]
enum Described {
    Each(Vec<RecordInput>),
    All(Box<RecordInput>),
}

/// Checks files, or changes the records of a request.
pub(crate) fn run(command: &Record, arguments: &Arguments, output: &Output) -> Result<ExitCode, Error> {
    if let Record::Check { files } = command {
        return Ok(check(files, output));
    }
    let mut desk = door::enter(arguments)?;
    let now = clock::now();
    let request = match command {
        Record::Check { .. } => return Ok(ExitCode::SUCCESS),
        Record::Add {
            request,
            files,
            from,
            taken,
        } => {
            let described = from.as_deref().map(door::from_file::<Described>).transpose()?;
            return add(&mut desk, request, files, described, taken, output);
        }
        Record::Replace {
            request,
            id,
            file,
            taken,
        } => gather_records::replace(&mut desk, request, id, read(file, taken)?, now)?,
        Record::Describe {
            request,
            id,
            from,
            said,
        } => {
            let shown = open_request::show(&mut desk, request, now)?;
            let known = shown.records.into_iter().find(|record| record.id == *id);
            let known = known.ok_or(Error::NotFound("record"))?;
            let input = from
                .as_deref()
                .map(door::from_file)
                .transpose()?
                .unwrap_or(known.input);
            let input = with_said(input, said);
            gather_records::describe(&mut desk, request, id, known.version, input, now)?
        }
        Record::Order { request, ids } => gather_records::order(&mut desk, request, ids.clone(), now)?,
        Record::Pages { request, id, pages } => {
            gather_records::choose_pages(&mut desk, request, id, pages, now)?
        }
        Record::Remove { request, id, reason } => {
            gather_records::remove(&mut desk, request, id, reason, now)?
        }
        Record::Restore { request, id } => gather_records::restore(&mut desk, request, id, now)?,
        Record::List { request } => open_request::show(&mut desk, request, now)?,
    };
    answer(&request, output);
    Ok(ExitCode::SUCCESS)
}

fn check(files: &[PathBuf], output: &Output) -> ExitCode {
    let reader = Reader::this_program();
    let checked: Vec<_> = files
        .iter()
        .map(|file| gather_records::check(file, &reader))
        .collect();
    let words = || checked.iter().map(line).collect::<Vec<_>>().join("\n");
    // One file is answered by its own object; several stand in a list, since there is one object on standard output.
    match checked.as_slice() {
        [only] => output.answer(only, words),
        several => output.answer(&serde_json::json!({ "files": several }), words),
    }
    let is_refused = checked.iter().any(|file| file.status == "refused");
    if is_refused {
        ExitCode::from(5)
    } else {
        ExitCode::SUCCESS
    }
}

fn add(
    desk: &mut Desk,
    request: &str,
    files: &[PathBuf],
    described: Option<Described>,
    taken: &Taken,
    output: &Output,
) -> Result<ExitCode, Error> {
    let known = match (&described, files.is_empty()) {
        (Some(Described::All(input)), true) => vec![(**input).clone()],
        _ => Vec::new(),
    };
    let inputs = match described {
        None => vec![RecordInput::default(); files.len()],
        Some(Described::All(input)) => vec![*input; files.len()],
        Some(Described::Each(inputs)) if inputs.len() == files.len() => inputs,
        Some(Described::Each(inputs)) => {
            return Err(pathway::usage(format!(
                "{} descriptions were given for {} files",
                inputs.len(),
                files.len()
            )));
        }
    };
    if files.is_empty() {
        let [known] = <[RecordInput; 1]>::try_from(known).map_err(|_| {
            pathway::usage("name a file, or describe one record that is not at hand with --from")
        })?;
        answer(
            &gather_records::add_known(desk, request, known, clock::now())?,
            output,
        );
        return Ok(ExitCode::SUCCESS);
    }
    let files = files
        .iter()
        .map(|file| read(file, taken))
        .collect::<Result<Vec<_>, _>>()?;
    let request = gather_records::add(desk, request, files, &inputs, clock::now())?;
    answer(&request, output);
    Ok(ExitCode::SUCCESS)
}

/// A file from the disk, with what the person takes upon themselves.
fn read(file: &Path, taken: &Taken) -> Result<FileIn, Error> {
    let taken = TakenInput {
        belongs_because: taken.belongs_because.clone(),
        as_it_is: taken.as_it_is,
        password: taken
            .record_password_file
            .as_ref()
            .map(door::first_line)
            .transpose()?,
    };
    FileIn::read_taken(file, &taken)
}

/// What was known of a record, with single words in its place; whoever says where it is held says that it does not go
/// along.
fn with_said(input: RecordInput, said: &Said) -> RecordInput {
    let is_held = said.held_at.is_some() || said.shared_with.is_some();
    let or = |new: &Option<String>, old| new.clone().or(old);
    RecordInput {
        starts_right: said.starts_right.unwrap_or(input.starts_right),
        enclosure: if is_held {
            Some("held_elsewhere".to_owned())
        } else {
            input.enclosure
        },
        held_at: or(&said.held_at, input.held_at),
        shared_with: or(&said.shared_with, input.shared_with),
        shared_on: or(&said.shared_on, input.shared_on),
        shared_until: or(&said.shared_until, input.shared_until).filter(|day| day != "none"),
        ..input
    }
}

fn answer(request: &RequestView, output: &Output) {
    let view = serde_json::json!({ "request": request.id, "reference": request.reference, "records": request.records });
    output.answer(&view, || {
        let line = |record: &RecordView| {
            let title = record.input.title.as_deref().unwrap_or("");
            let lacks: Vec<_> = record
                .hindrances
                .iter()
                .chain(&record.warnings)
                .map(|lack| format!("\n     {}", lack.message))
                .collect();
            format!(
                "{}. {}  {title}  {}{}",
                record.position,
                record.id,
                pages(record),
                lacks.concat()
            )
        };
        request.records.iter().map(line).collect::<Vec<_>>().join("\n")
    });
}

/// How much of a record goes along, or where it is.
fn pages(record: &RecordView) -> String {
    match &record.file {
        Some(file) => format!("{} of {} pages", file.chosen_count, file.page_count),
        None => record.enclosure_label.clone(),
    }
}

fn line(file: &RecordCheckView) -> String {
    let name = Path::new(&file.file)
        .file_name()
        .map_or_else(|| file.file.clone(), |name| name.to_string_lossy().into_owned());
    let notes: Vec<_> = file
        .notes
        .iter()
        .map(|note| format!("\n  {} [{}]", note.message, note.code))
        .collect();
    format!("{name}: {}, {} pages{}", file.status, file.pages, notes.concat())
}
