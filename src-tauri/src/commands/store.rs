//! The store: is there one, make one, fill one for a demonstration; and the lists that forms choose from.

use pathway::view::{ChoiceList, DemonstrationView, SetUpInput, SetUpView, StoreStateView};
use pathway::{demonstrate, home, set_up_store};
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
