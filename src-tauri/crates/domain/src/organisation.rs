//! The organisation that uses the program: its letterhead, its support block, its urgent line.

use crate::code::coded;
use crate::letterhead::Letterhead;
use crate::patient::PostalAddress;

coded! {
    /// The nation whose rules and support bodies apply.
    pub enum Nation {
        /// England.
        England = "england", "England";
        /// Scotland.
        Scotland = "scotland", "Scotland";
        /// Wales.
        Wales = "wales", "Wales";
        /// Northern Ireland.
        NorthernIreland = "northern_ireland", "Northern Ireland";
    }
}

/// A text that cannot be an ODS code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an ODS code has three to ten letters and digits")]
pub struct OdsCodeError;

/// The code of an organisation or site in the Organisation Data Service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OdsCode(String);

impl OdsCode {
    /// Reads three to ten letters and digits; new codes need not keep an older pattern (domain rule §2.4).
    ///
    /// # Errors
    /// [`OdsCodeError`] for any other text.
    pub fn parse(text: &str) -> Result<Self, OdsCodeError> {
        let code = text.trim().to_uppercase();
        let fits = (3..=10).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric());
        if fits { Ok(Self(code)) } else { Err(OdsCodeError) }
    }

    /// The code in capitals.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code of the trust to which a site belongs: a trust has three characters, and a site of it those three and two
    /// more (domain rule §2.4). Any other code is its own.
    #[must_use]
    pub fn trust(&self) -> &str {
        match (self.0.len(), self.0.starts_with('R')) {
            (5, true) => &self.0[..3],
            _ => &self.0,
        }
    }
}

/// The organisation whose people use the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// The name on the letterhead.
    pub name: String,
    /// The department or clinic below it.
    pub department: Option<String>,
    /// Its ODS code.
    pub ods_code: Option<OdsCode>,
    /// Its address.
    pub address: PostalAddress,
    /// The telephone number on the letterhead.
    pub phone: String,
    /// The e-mail address on the letterhead.
    pub email: Option<String>,
    /// The nation.
    pub nation: Nation,
    /// Whom a patient can turn to.
    pub support: SupportBlock,
    /// Whom to call when an inpatient gets worse.
    pub urgent_line: UrgentLine,
    /// How its letters look.
    pub letterhead: Letterhead,
}

/// Whom a patient can turn to for advice or support: printed on every patient document (domain rule S18).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportBlock {
    /// The service, such as `Patient Advice and Liaison Service (PALS)`.
    pub service: String,
    /// Its telephone number.
    pub phone: String,
    /// Its e-mail address.
    pub email: Option<String>,
    /// When it answers.
    pub hours: Option<String>,
}

/// The line for an inpatient who is getting worse: Martha's Rule in England, the local escalation elsewhere.
///
/// A store cannot be set up without it (domain rules S4, S5; hazard H13).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrgentLine {
    /// The telephone number, which may be the switchboard's.
    pub phone: String,
    /// What to ask for.
    pub words: String,
}
