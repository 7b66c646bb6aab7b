//! The people who may sign in.

use pathway::keep_users;
use pathway::view::{UserInput, UserView};
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

/// Lets a person sign in, or no longer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_user_active(
    workplace: AtWorkplace<'_>,
    id: String,
    is_active: bool,
) -> Answer<UserView> {
    workplace
        .at_desk(move |desk, now| keep_users::set_active(desk, &id, is_active, now))
        .await
}
