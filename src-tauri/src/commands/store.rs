//! The store: is there one, make one, fill one for a demonstration; and the lists that forms choose from.

use pathway::view::{
    ChoiceList, DemonstrationView, RecoveryKeyView, SetUpInput, SetUpView, StoreStateView, UserView,
};
use pathway::{demonstrate, home, keep_passphrase, set_up_store};
use zeroize::Zeroizing;

use super::{Answer, AtWorkplace};
use crate::clock;

/// Whether there is a store on this desk, and whether it can be used.
#[tauri::command]
#[specta::specta]
pub(crate) async fn store_state(workplace: AtWorkplace<'_>) -> Answer<StoreStateView> {
    workplace.away(|home, _| Ok(home::state(home))).await
}

/// Makes the store with its first user, and gives back the recovery key: once, and never again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_up(
    workplace: AtWorkplace<'_>,
    input: SetUpInput,
    passphrase: String,
) -> Answer<SetUpView> {
    let passphrase = Zeroizing::new(passphrase);
    workplace
        .away(move |home, now| set_up_store::set_up_calibrated(home, input, &passphrase, clock::timer(), now))
        .await
}

/// Makes a demonstration store with invented patients and one request carried through to its bundle.
#[tauri::command]
#[specta::specta]
pub(crate) async fn make_demonstration(workplace: AtWorkplace<'_>) -> Answer<DemonstrationView> {
    workplace.away(demonstrate::make).await
}

/// Every closed list that a form chooses from.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choices(workplace: AtWorkplace<'_>) -> Answer<Vec<ChoiceList>> {
    workplace.away(|_, _| Ok(pathway::choices())).await
}

/// Tries the recovery key as it was typed back from paper.
#[tauri::command]
#[specta::specta]
pub(crate) async fn test_recovery_key(workplace: AtWorkplace<'_>, recovery_key: String) -> Answer<()> {
    let recovery_key = Zeroizing::new(recovery_key);
    workplace
        .away(move |home, now| keep_passphrase::test_recovery(home, &recovery_key, now))
        .await
}

/// Makes a new recovery key in place of the one on paper, and gives it back once.
#[tauri::command]
#[specta::specta]
pub(crate) async fn renew_recovery_key(
    workplace: AtWorkplace<'_>,
    passphrase: String,
) -> Answer<RecoveryKeyView> {
    let passphrase = Zeroizing::new(passphrase);
    workplace
        .at_desk(move |desk, now| keep_passphrase::renew_recovery(desk, &passphrase, now))
        .await
}

/// Gives a person who keeps the store a new passphrase by the recovery key from paper.
#[tauri::command]
#[specta::specta]
pub(crate) async fn recover_passphrase(
    workplace: AtWorkplace<'_>,
    name: String,
    recovery_key: String,
    passphrase: String,
) -> Answer<UserView> {
    let (recovery_key, passphrase) = (Zeroizing::new(recovery_key), Zeroizing::new(passphrase));
    workplace
        .away(move |home, now| keep_passphrase::recover(home, &name, &recovery_key, &passphrase, now))
        .await
}
