//! Who may do what: four roles, one table (domain rule §4.5).

use crate::code::coded;

coded! {
    /// The role of a person who signs in.
    pub enum Role {
        /// Decides, sets urgency, signs, reads the answer.
        Clinician = "clinician", "Clinician";
        /// Logs, gathers, drafts, orders, prints, dispatches, chases.
        Secretary = "secretary", "Secretary";
        /// Looks, and changes nothing.
        Reader = "reader", "Reader";
        /// Keeps users, organisation and backup, and sees no clinical text.
        Administrator = "administrator", "Administrator";
    }
}

/// What a person may be allowed to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// Read patients, requests, records and papers.
    ReadClinical,
    /// Add and change patients, requests, records and drafts; print, dispatch and chase.
    WorkOnRequests,
    /// Set or lower the urgency of a request.
    SetUrgency,
    /// Agree, decline or redirect.
    Decide,
    /// Sign a letter.
    Sign,
    /// Keep users and the organisation.
    Administer,
    /// Read the audit trail, which holds no clinical text.
    ReadAudit,
}

impl Permission {
    /// Every permission.
    pub const ALL: &'static [Self] = &[
        Self::ReadClinical,
        Self::WorkOnRequests,
        Self::SetUrgency,
        Self::Decide,
        Self::Sign,
        Self::Administer,
        Self::ReadAudit,
    ];
}

impl Role {
    /// Whether this role may do this.
    #[must_use]
    pub const fn may(self, permission: Permission) -> bool {
        match permission {
            Permission::ReadClinical => matches!(self, Self::Clinician | Self::Secretary | Self::Reader),
            Permission::WorkOnRequests => matches!(self, Self::Clinician | Self::Secretary),
            Permission::SetUrgency | Permission::Decide | Permission::Sign => matches!(self, Self::Clinician),
            Permission::Administer | Permission::ReadAudit => matches!(self, Self::Administrator),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cell_of_the_role_table_is_as_agreed() {
        // Columns in the order of `Permission::ALL`.
        let table = [
            (Role::Clinician, [true, true, true, true, true, false, false]),
            (Role::Secretary, [true, true, false, false, false, false, false]),
            (Role::Reader, [true, false, false, false, false, false, false]),
            (
                Role::Administrator,
                [false, false, false, false, false, true, true],
            ),
        ];
        assert_eq!(table.len(), Role::ALL.len());
        for (role, cells) in table {
            for (permission, expected) in Permission::ALL.iter().zip(cells) {
                assert_eq!(role.may(*permission), expected, "{role:?} {permission:?}");
            }
        }
    }
}
