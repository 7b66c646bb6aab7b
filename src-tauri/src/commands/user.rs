//! The people who may sign in.

use pathway::view::{UserInput, UserView};
use pathway::{keep_passphrase, keep_users};
use zeroize::Zeroizing;

use super::{Answer, AtWorkplace};

/// Everybody who may sign in, or could once.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_users(workplace: AtWorkplace<'_>) -> Answer<Vec<UserView>> {
    workplace.at_desk(keep_users::list).await
}

/// Adds a person.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_user(
    workplace: AtWorkplace<'_>,
    input: UserInput,
    passphrase: String,
) -> Answer<UserView> {
    let passphrase = Zeroizing::new(passphrase);
    workplace
        .at_desk(move |desk, now| keep_users::add(desk, input, &passphrase, now))
        .await
}

/// Keeps a person from signing in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn disable_user(workplace: AtWorkplace<'_>, name: String) -> Answer<UserView> {
    workplace
        .at_desk(move |desk, now| keep_users::disable(desk, &name, now))
        .await
}

/// Lets a person sign in again, with a new passphrase.
#[tauri::command]
#[specta::specta]
pub(crate) async fn enable_user(
    workplace: AtWorkplace<'_>,
    name: String,
    passphrase: String,
) -> Answer<UserView> {
    let passphrase = Zeroizing::new(passphrase);
    workplace
        .at_desk(move |desk, now| keep_users::enable(desk, &name, &passphrase, now))
        .await
}

/// Lets a person who has failed too often try again at once.
#[tauri::command]
#[specta::specta]
pub(crate) async fn unlock_user(workplace: AtWorkplace<'_>, name: String) -> Answer<UserView> {
    workplace
        .at_desk(move |desk, now| keep_passphrase::unlock(desk, &name, now))
        .await
}

/// Gives a person who has forgotten theirs a new passphrase.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reset_passphrase(
    workplace: AtWorkplace<'_>,
    name: String,
    passphrase: String,
) -> Answer<UserView> {
    let passphrase = Zeroizing::new(passphrase);
    workplace
        .at_desk(move |desk, now| keep_passphrase::reset(desk, &name, &passphrase, now))
        .await
}
