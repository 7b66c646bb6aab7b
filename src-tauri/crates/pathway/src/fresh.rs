//! Fresh ids, from the operating system's own randomness.

use crate::Error;

/// Sixteen random bytes.
///
/// # Errors
/// [`Error::Fault`] where the system has no randomness to give.
pub(crate) fn bytes() -> Result<[u8; 16], Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| Error::Fault("the system gave no random numbers".into()))?;
    Ok(bytes)
}
