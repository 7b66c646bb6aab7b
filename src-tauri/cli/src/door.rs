//! Getting in: which store, who, and the passphrase, which is never an argument.

use std::path::{Path, PathBuf};

use pathway::{Desk, Error, sign_in};
use serde::de::DeserializeOwned;

use crate::arguments::Arguments;
use crate::clock;

/// The folder of the store that was named.
///
/// # Errors
/// When none was named.
pub(crate) fn home(arguments: &Arguments) -> Result<&Path, Error> {
    let home = arguments.store.as_deref();
    let home = home.ok_or_else(|| pathway::usage("name the store with --store or SECOND_OPINION_STORE"))?;
    if home
        .to_str()
        .is_some_and(|place| place.starts_with("postgres://"))
    {
        return Err(pathway::home::team_store_unknown());
    }
    Ok(home)
}

/// Signs in as the user who was named.
///
/// # Errors
/// When no store or user is named, or the person is not let in.
pub(crate) fn enter(arguments: &Arguments) -> Result<Desk, Error> {
    let home = home(arguments)?;
    let name = name(arguments)?;
    let passphrase = passphrase(arguments)?;
    sign_in::sign_in(home, name, &passphrase, clock::now())
}

/// The name of the person who signs in.
///
/// # Errors
/// When none was named.
pub(crate) fn name(arguments: &Arguments) -> Result<&str, Error> {
    let name = arguments.user.as_deref();
    name.ok_or_else(|| pathway::usage("name the user with --user or SECOND_OPINION_USER"))
}

/// The recovery key from paper.
///
/// # Errors
/// When it is nowhere to be had.
pub(crate) fn recovery_key(file: Option<&PathBuf>) -> Result<String, Error> {
    secret(
        file,
        "SECOND_OPINION_RECOVERY_KEY",
        "Recovery key, as on the paper: ",
    )
}

/// The passphrase of the person who signs in.
///
/// # Errors
/// When it is nowhere to be had.
pub(crate) fn passphrase(arguments: &Arguments) -> Result<String, Error> {
    secret(
        arguments.passphrase_file.as_ref(),
        "SECOND_OPINION_PASSPHRASE",
        "Passphrase: ",
    )
}

/// A new passphrase.
///
/// # Errors
/// When it is nowhere to be had.
pub(crate) fn new_passphrase(file: Option<&PathBuf>) -> Result<String, Error> {
    secret(file, "SECOND_OPINION_NEW_PASSPHRASE", "New passphrase: ")
}

/// The passphrase of a clinician who signs at a colleague's desk.
///
/// # Errors
/// When it is nowhere to be had.
pub(crate) fn signature(file: Option<&PathBuf>) -> Result<String, Error> {
    secret(
        file,
        "SECOND_OPINION_SIGNATURE_PASSPHRASE",
        "Passphrase of the clinician who signs: ",
    )
}

/// Reads a JSON file that `--from` names.
///
/// # Errors
/// When it cannot be read, or does not have the form; the line and column are named, never the content.
pub(crate) fn from_file<T: DeserializeOwned>(path: &Path) -> Result<T, Error> {
    let text = std::fs::read(path)
        .map_err(|error| pathway::usage(format!("the --from file cannot be read: {error}")))?;
    serde_json::from_slice(&text)
        .map_err(|error| pathway::usage(format!("the --from file does not have the form: {error}")))
}

/// The first line of a file that holds a secret.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn first_line(file: &PathBuf) -> Result<String, Error> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| pathway::usage(format!("the file with the secret cannot be read: {error}")))?;
    Ok(text.lines().next().unwrap_or("").to_owned())
}

fn secret(file: Option<&PathBuf>, variable: &str, prompt: &str) -> Result<String, Error> {
    if let Some(file) = file {
        return first_line(file);
    }
    if let Ok(value) = std::env::var(variable) {
        return Ok(value);
    }
    rpassword::prompt_password(prompt)
        .map_err(|_| pathway::usage(format!("give the passphrase with {variable} or a file")))
}
