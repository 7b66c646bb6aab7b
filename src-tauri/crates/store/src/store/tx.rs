//! What an action sees of the store while its transaction is open.

use domain::id::{PatientId, RequestId};
use vault::secret::AuditKey;

use crate::audit::Entry;
use crate::engine::Db;

/// An open transaction: the functions of each noun take it.
pub struct Tx<'a> {
    pub(crate) db: &'a mut Db,
    pub(crate) audit_key: &'a AuditKey,
    pub(crate) store_id: &'a str,
    pub(super) entry: Entry,
}

impl Tx<'_> {
    /// Names the patient in the audit entry, once the action has found out whose data it touches.
    pub fn touches_patient(&mut self, patient: PatientId) {
        self.entry.patient = Some(patient);
    }

    /// Names the request in the audit entry.
    pub fn touches_request(&mut self, request: RequestId) {
        self.entry.request = Some(request);
    }

    /// Names the id or digest of the thing that is touched in the audit entry.
    pub fn touches(&mut self, object: impl ToString) {
        self.entry.object = Some(object.to_string());
    }

    /// Says in codes what the audit entry should add.
    pub fn adds(&mut self, detail: impl ToString) {
        self.entry.detail = Some(detail.to_string());
    }
}
