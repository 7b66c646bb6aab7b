//! Everything that the store holds, in forms that any program reads: for an organisation that takes its data elsewhere, or
//! must show that it could. The copy is not encrypted, and whoever makes it is told so.

mod folder;
mod table;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::Path;

use domain::role::Permission;
use store::audit::{Act, Entry};
use store::everything::TABLES;
use vault::sealed::{FileName, must_have_room};

use crate::view::{EverythingView, ProgressView, SignatureInput};
use crate::{Desk, Error, Now, csv, home, let_in};
use folder::Folder;
use table::{Explained, Row};

/// What is said to whoever makes an export, and stands at the head of its explanation.
const WARNING: &str = "This copy is NOT encrypted. Anybody who can open the folder reads every patient's name and records. Keep it only on an encrypted disk, hand it over by a road that your information governance lead has agreed, and destroy it when it has been taken in.";

/// A file of a record, a letter, a bundle or a logo, and where it goes.
struct Kept {
    sealed: FileName,
    to: String,
    of: &'static str,
    id: String,
    reference: String,
    original_name: String,
}

/// Writes everything into a new folder: each table as CSV and JSON, each file as it came, an explanation of every column,
/// and the digest of every file. The folder has its name only when it is whole; one audit entry names its digest.
///
/// An administrator reads no clinical text, so a clinician signs for the export; whoever both keeps the store and reads
/// requests needs nobody.
///
/// # Errors
/// [`Error::Refused`] by role, without the signature, or when there is such a folder; [`Error::NotLetIn`] for a signature
/// that is none; [`Error::Cancelled`]; [`Error::Store`] for a damaged file; [`Error::File`] when the disk refuses.
pub fn export(
    desk: &mut Desk,
    to: &Path,
    signature: Option<&SignatureInput>,
    now: Now,
    tell: &mut dyn FnMut(&ProgressView) -> ControlFlow<()>,
) -> Result<EverythingView, Error> {
    home::permit_upkeep(desk, Act::Exported, now)?;
    let mut entry = Entry::done(Act::Exported).with("everything");
    if !desk.may(Permission::ReadClinical) {
        let signed_by = signed(desk, signature, now)?;
        entry = entry.with(format!("everything signed_by={signed_by}"));
    }
    let mut folder = Folder::beside(to)?;
    let written = desk.store.read(|tx| {
        let tables = TABLES.len() as u32;
        let mut explanation = head(desk);
        let explained = Explained::read();
        let (mut rows, mut kept, mut references) = (0, Vec::new(), BTreeMap::new());
        for (done, table) in (0..).zip(TABLES) {
            progress(tell, "writing", done, tables)?;
            let (columns, count) = table::write(tx, &mut folder, table, |row| {
                if let ("request", Some(id)) = (table.name, row.text("id")) {
                    references.insert(id.to_owned(), reference(row));
                }
                kept.extend(file_of(table.name, row, &references));
            })?;
            rows += count;
            explanation.push_str(&format!(
                "\r\n{}  ({count} rows)\r\n{}\r\n",
                table.name,
                explained.table(table.name)
            ));
            for column in &columns {
                explanation.push_str(&format!(
                    "  {column}: {}\r\n",
                    explained.column(table.name, column)
                ));
            }
        }
        Ok::<_, Error>((explanation, rows, kept))
    });
    let (explanation, rows, kept) = written?;
    let files = write_files(desk, &mut folder, &kept, tell)?;
    folder.write("README.txt", |out| out.text(&explanation))?;
    let sums: String = folder
        .sums
        .iter()
        .map(|(name, sum)| format!("{sum}  {name}\n"))
        .collect();
    folder.write("SHA256SUMS", |out| out.text(&sums))?;
    let sha256 = folder.sums.last().map(|(_, sum)| sum.clone()).unwrap_or_default();
    // The folder gets its name within the action that tells of it: there is no export that the trail does not know.
    let told = desk.act(entry.of(&sha256), now, |_| folder.finish());
    if told.is_err() {
        folder.take_back();
    }
    told?;
    Ok(EverythingView {
        out: to.to_string_lossy().into_owned(),
        tables: TABLES.len() as u32,
        rows: u32::try_from(rows).unwrap_or(u32::MAX),
        files,
        sha256,
        warning: WARNING.to_owned(),
    })
}

fn signed(desk: &Desk, signature: Option<&SignatureInput>, now: Now) -> Result<domain::id::UserId, Error> {
    let refusal = "An export shows clinical text, which your role does not read: a clinician signs for it. Nothing was written.";
    match signature {
        Some(signature) => let_in::signatory(desk, signature, refusal.to_owned(), now),
        None => Err(Error::refused("signature_needed", refusal)),
    }
}

/// Writes the files of records, letters, bundles and logos as they came, and a list of them.
fn write_files(
    desk: &Desk,
    folder: &mut Folder,
    kept: &[Kept],
    tell: &mut dyn FnMut(&ProgressView) -> ControlFlow<()>,
) -> Result<u32, Error> {
    let sealed = desk.store.files();
    let bytes = |kept: &Kept| std::fs::metadata(sealed.path_of(&kept.sealed)).map_or(0, |file| file.len());
    must_have_room(folder.path(), kept.iter().map(bytes).sum())?;
    let of = u32::try_from(kept.len()).unwrap_or(u32::MAX);
    let mut list = format!(
        "{}{}",
        csv::MARK,
        csv::line(&["file", "of", "id", "reference", "original_name", "sha256"])
    );
    for (done, file) in (0..).zip(kept) {
        progress(tell, "copying", done, of)?;
        folder.write(&file.to, |out| {
            sealed.copy_out(&file.sealed, &mut *out)?;
            out.flush()
                .map_err(|error| Error::Fault(format!("a file of the export: {error}")))
        })?;
        let sum = folder.sums.last().map_or("", |(_, sum)| sum);
        list.push_str(&csv::line(&[
            &file.to,
            file.of,
            &file.id,
            &file.reference,
            &file.original_name,
            sum,
        ]));
    }
    folder.write("files.csv", |out| out.text(&list))?;
    Ok(of)
}

/// Where the file of a row goes: under names of our own, since a name that came with a file may hold anything.
fn file_of(table: &'static str, row: &Row<'_>, references: &BTreeMap<String, String>) -> Option<Kept> {
    let sealed = FileName::parse(row.text("file_name")?)?;
    let id = row.text("id").unwrap_or_default().to_owned();
    let short = id.get(..8).unwrap_or(&id);
    let request = row.text("request_id").unwrap_or_default();
    let reference = references.get(request).cloned().unwrap_or_default();
    let number = |column| row.number(column).unwrap_or_default();
    let original_name = row.text("original_name").unwrap_or_default().to_owned();
    let (of, to) = match table {
        "record" => (
            "record",
            format!(
                "records/{reference}/record-{:02}-{short}.{}",
                number("position"),
                ending(&original_name, row.text("format").unwrap_or_default())
            ),
        ),
        "letter" => (
            "letter",
            format!("records/{reference}/letter-{}.pdf", number("version")),
        ),
        "bundle" => (
            "bundle",
            format!(
                "records/{reference}/bundle-{}-{short}.pdf",
                number("letter_version")
            ),
        ),
        "logo" => ("logo", format!("pictures/logo-{}", &sealed.to_string()[..8])),
        _ => return None,
    };
    Some(Kept {
        sealed,
        to,
        of,
        id,
        reference,
        original_name,
    })
}

/// The ending that a file came with, if it is one that says nothing but what kind of file it is.
fn ending(original_name: &str, format: &str) -> String {
    let came_with = original_name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_plain =
        |text: &str| (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    [came_with, format, "bin"]
        .into_iter()
        .find(|text| is_plain(text))
        .unwrap_or("bin")
        .to_lowercase()
}

fn reference(row: &Row<'_>) -> String {
    let number = |column| row.number(column).unwrap_or_default();
    format!(
        "SO-{}-{:04}",
        number("reference_year"),
        number("reference_number")
    )
}

fn progress(
    tell: &mut dyn FnMut(&ProgressView) -> ControlFlow<()>,
    stage: &str,
    done: u32,
    of: u32,
) -> Result<(), Error> {
    let told = tell(&ProgressView {
        stage: stage.to_owned(),
        done,
        of,
    });
    match told {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Error::Cancelled),
    }
}

fn head(desk: &Desk) -> String {
    format!(
        "Everything that Second Opinion holds for {}\r\n\r\n{WARNING}\r\n\r\n\
         tables/      each table twice: NAME.csv for a spreadsheet (UTF-8 with a mark at its head, comma, quotation marks;\r\n             \
         a cell that a spreadsheet would calculate begins with an apostrophe) and NAME.json (UTF-8, exact)\r\n\
         records/     records as they came, signed letters and bundles, by the reference of the request\r\n\
         pictures/    logos\r\n\
         files.csv    where each file belongs\r\n\
         SHA256SUMS   the digest of every other file; `sha256sum --check SHA256SUMS` checks them\r\n\r\n\
         Moments are in UTC, days are year-month-day, 1 and 0 are yes and no. Left out: keys and passphrases, pictures of\r\n\
         signatures (they are on the letters), what somebody had half typed when a desk was locked, and what is computed\r\n\
         from the rest.\r\n",
        desk.organisation.name
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_an_ending_that_says_what_it_is_and_no_other() {
        for (name, format, kept) in [
            ("scan.PDF", "pdf", "pdf"),
            ("../../x.p/../d", "pdf", "pdf"),
            ("no ending", "png", "png"),
            ("a.tar.gz?x", "un known", "bin"),
            ("a.\u{202e}fdp", "pdf", "pdf"),
        ] {
            assert_eq!(ending(name, format), kept, "{name}");
        }
    }
}
