//! A clinician's signature by hand: kept sealed, seen by nobody else, and printed only on letters that they sign.

use std::path::Path;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use domain::letter::Signature;
use domain::role::Permission;
use store::audit::{Act, Entry};
use store::signatures;

use crate::keep_letterhead::{picture, picture_from};
use crate::view::SignatureView;
use crate::{Desk, Error, Now, Preview, keep_organisation, keep_users, keep_wording};

/// The signature that the person at the desk keeps.
///
/// # Errors
/// [`Error::Refused`] by role.
pub fn show(desk: &mut Desk, now: Now) -> Result<SignatureView, Error> {
    let entry = Entry::done(Act::SignatureViewed).of(desk.user.id);
    desk.permit(Permission::Sign, &entry, now)?;
    desk.act(entry, now, |tx| match signatures::latest(tx, desk.user.id)? {
        None => Ok(view(None)),
        Some(file) => Ok(view(Some(&desk.store.files().get(&file)?))),
    })
}

/// Shows the letter of a patient who does not exist, signed by the person at the desk; the signature stands at its end.
///
/// # Errors
/// [`Error::Refused`] by role, or while the person's registration is not recorded.
pub fn preview(desk: &mut Desk, now: Now) -> Result<Preview, Error> {
    let entry = Entry::done(Act::SignatureViewed).of(desk.user.id);
    desk.permit(Permission::Sign, &entry, now)?;
    let clinician = keep_users::clinician(&desk.user)?.ok_or_else(|| {
        Error::refused(
            "role_may_not",
            "Your registration is not recorded: an administrator must add it first.",
        )
    })?;
    let bytes = desk.act(entry, now, |tx| {
        let file = signatures::latest(tx, desk.user.id)?;
        let picture = file.map(|file| desk.store.files().get(&file)).transpose()?;
        let signature = Signature {
            clinician,
            at: now.local(),
            picture,
        };
        let organisation = keep_organisation::current(&desk.store, tx)?;
        let templates = keep_wording::templates(tx)?;
        keep_wording::example_letter(&organisation, &templates, Some(signature), now)
    })?;
    Preview::new(bytes)
}

/// Keeps a signature from a file.
///
/// # Errors
/// [`Error::File`] for what is no picture; [`Error::Refused`] by role.
pub fn keep_file(desk: &mut Desk, path: &Path, now: Now) -> Result<SignatureView, Error> {
    permit(desk, now)?;
    let bytes = picture_from(desk, path)?;
    append(desk, Some(bytes), now)
}

/// Keeps a signature that was drawn.
///
/// # Errors
/// As [`keep_file`].
pub fn keep_drawn(desk: &mut Desk, bytes: Vec<u8>, now: Now) -> Result<SignatureView, Error> {
    permit(desk, now)?;
    let bytes = picture(desk, bytes)?;
    append(desk, Some(bytes), now)
}

/// Takes the signature away; letters that were signed with it stay as they are.
///
/// # Errors
/// [`Error::Refused`] by role.
pub fn take_away(desk: &mut Desk, now: Now) -> Result<SignatureView, Error> {
    permit(desk, now)?;
    append(desk, None, now)
}

fn permit(desk: &Desk, now: Now) -> Result<(), Error> {
    let entry = Entry::done(Act::SignatureKept).of(desk.user.id);
    desk.permit(Permission::Sign, &entry, now)
}

fn append(desk: &Desk, bytes: Option<Vec<u8>>, now: Now) -> Result<SignatureView, Error> {
    let state = if bytes.is_some() { "kept" } else { "taken_away" };
    let entry = Entry::done(Act::SignatureKept).of(desk.user.id).with(state);
    desk.act(entry, now, |tx| {
        let file = bytes
            .as_ref()
            .map(|bytes| desk.store.files().put(bytes))
            .transpose()?;
        signatures::append(tx, desk.user.id, file.as_ref(), now.at().utc_ms)?;
        Ok(view(bytes.as_deref()))
    })
}

fn view(bytes: Option<&[u8]>) -> SignatureView {
    let media_type = bytes.map(|bytes| {
        if bytes.starts_with(b"\x89PNG") {
            "image/png"
        } else {
            "image/jpeg"
        }
    });
    SignatureView {
        picture: bytes.map(|bytes| BASE64_STANDARD.encode(bytes)),
        media_type: media_type.map(str::to_owned),
    }
}
