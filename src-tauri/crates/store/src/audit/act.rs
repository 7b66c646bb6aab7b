//! What a person can do that is written into the audit trail: a closed list of codes (domain rule §4.4).

use domain::code::coded;

coded! {
    /// An action, as the audit trail names it.
    pub enum Act {
        /// The store was set up.
        SetUp = "set_up", "Store set up";
        /// A person signed in.
        SignIn = "sign_in", "Signed in";
        /// Somebody was not let in.
        SignInFailed = "sign_in_failed", "Sign-in failed";
        /// A person signed out.
        SignOut = "sign_out", "Signed out";
        /// The window was locked.
        Lock = "lock", "Locked";
        /// The window was unlocked.
        Unlock = "unlock", "Unlocked";
        /// The recovery key was used.
        RecoveryUsed = "recovery_used", "Recovery key used";
        /// The recovery key was typed back from paper, and is right.
        RecoveryTested = "recovery_tested", "Recovery key tested";
        /// A new recovery key was made, in place of the one before.
        RecoveryRenewed = "recovery_renewed", "Recovery key renewed";
        /// The recovery key was printed; how often and where is the detail.
        RecoveryPrinted = "recovery_printed", "Recovery key printed";
        /// The store was put under another key; how many people got a new passphrase is the detail.
        StoreRekeyed = "store_rekeyed", "Store's key changed";
        /// How the store is looked after was looked at.
        SettingsViewed = "settings_viewed", "Settings viewed";
        /// How the store is looked after was changed.
        SettingsChanged = "settings_changed", "Settings changed";
        /// The organisation's details were looked at by somebody who keeps them.
        OrganisationViewed = "organisation_viewed", "Organisation viewed";
        /// The organisation's details were changed.
        OrganisationChanged = "organisation_changed", "Organisation changed";
        /// The words of a paper were looked at by somebody who keeps them; which paper is the detail.
        WordingViewed = "wording_viewed", "Wording viewed";
        /// The words of a paper were changed, or as supplied again; which paper is the detail.
        WordingChanged = "wording_changed", "Wording changed";
        /// How letters look was changed.
        LetterheadChanged = "letterhead_changed", "Letterhead changed";
        /// A person's signature by hand was looked at by that person.
        SignatureViewed = "signature_viewed", "Own signature viewed";
        /// A person kept a signature by hand, or took it away.
        SignatureKept = "signature_kept", "Own signature changed";
        /// A user was added.
        UserAdded = "user_added", "User added";
        /// A user's details or role were changed.
        UserChanged = "user_changed", "User changed";
        /// A user may no longer sign in.
        UserDisabled = "user_disabled", "User disabled";
        /// A user may sign in again.
        UserEnabled = "user_enabled", "User enabled";
        /// A user who had failed too often may try again.
        UserUnlocked = "user_unlocked", "User unlocked";
        /// A user's passphrase was changed.
        PassphraseChanged = "passphrase_changed", "Passphrase changed";
        /// The list of users was looked at.
        UsersListed = "users_listed", "Users listed";
        /// A person was shown around, or did not wish to be.
        TourEnded = "tour_ended", "Tour ended";
        /// A person chose what the window looks like to them; what they chose is the detail.
        AppearanceChosen = "appearance_chosen", "Appearance chosen";
        /// A patient was registered.
        PatientRegistered = "patient_registered", "Patient registered";
        /// A patient's details were changed.
        PatientAmended = "patient_amended", "Patient amended";
        /// A patient's details were looked at.
        PatientViewed = "patient_viewed", "Patient viewed";
        /// Patients were searched for.
        PatientsSearched = "patients_searched", "Patients searched";
        /// A request was opened.
        RequestOpened = "request_opened", "Request opened";
        /// What a request says was changed.
        RequestWritten = "request_written", "Request written";
        /// A request was looked at.
        RequestViewed = "request_viewed", "Request viewed";
        /// Requests were searched for.
        RequestsSearched = "requests_searched", "Requests searched";
        /// A list of requests was looked at.
        ListViewed = "list_viewed", "List viewed";
        /// A person kept what they look for under a name.
        FilterKept = "filter_kept", "Filter kept";
        /// A person gave up a filter that they had kept.
        FilterForgotten = "filter_forgotten", "Filter removed";
        /// The team's report was looked at; its period is the detail.
        ReportViewed = "report_viewed", "Report viewed";
        /// The history of a request was looked at.
        HistoryViewed = "history_viewed", "History viewed";
        /// A step of the pathway was taken; which one is the detail.
        StepTaken = "step_taken", "Step taken";
        /// The transfer of care beside a request was looked at.
        TransferViewed = "transfer_viewed", "Transfer of care viewed";
        /// A step of a transfer of care was recorded; which one is the detail.
        TransferStepTaken = "transfer_step_taken", "Transfer of care: step recorded";
        /// A record was added.
        RecordAdded = "record_added", "Record added";
        /// What is known of a record was changed.
        RecordDescribed = "record_described", "Record described";
        /// The records were put in another order.
        RecordsOrdered = "records_ordered", "Records ordered";
        /// The pages of a record that go along were chosen.
        PagesChosen = "pages_chosen", "Pages chosen";
        /// A record was taken out.
        RecordRemoved = "record_removed", "Record removed";
        /// A record that was taken out was brought back; which one is the detail.
        RecordRestored = "record_restored", "Record brought back";
        /// Another file was put in the place of a record; which record is the detail.
        RecordReplaced = "record_replaced", "Record replaced";
        /// A record was looked at.
        RecordViewed = "record_viewed", "Record viewed";
        /// The records of a request were looked at as a list.
        RecordsListed = "records_listed", "Records listed";
        /// A hard stop was overridden by a clinician; which one is the detail.
        StopOverridden = "stop_overridden", "Stop overridden";
        /// A letter was looked at.
        LetterViewed = "letter_viewed", "Letter viewed";
        /// A letter was signed.
        LetterSigned = "letter_signed", "Letter signed";
        /// A letter was printed.
        LetterPrinted = "letter_printed", "Letter printed";
        /// A letter was saved as a file.
        LetterSaved = "letter_saved", "Letter saved";
        /// A bundle was put together.
        BundleAssembled = "bundle_assembled", "Bundle assembled";
        /// A bundle was looked at.
        BundleViewed = "bundle_viewed", "Bundle viewed";
        /// A bundle was printed.
        BundlePrinted = "bundle_printed", "Bundle printed";
        /// A bundle was saved as a file.
        BundleSaved = "bundle_saved", "Bundle saved";
        /// A paper beside the letter was looked at; which one is the detail.
        PaperViewed = "paper_viewed", "Paper viewed";
        /// A paper beside the letter was saved as a file; which one is the detail.
        PaperSaved = "paper_saved", "Paper saved";
        /// Something else was printed; what is the detail.
        PaperPrinted = "paper_printed", "Paper printed";
        /// A person said whether all pages came out of the printer; the answer is the detail.
        PagesCounted = "pages_counted", "Printed pages counted";
        /// A paper was opened in the system's own viewer; which one is the detail.
        PaperOpened = "paper_opened", "Paper opened in the system’s viewer";
        /// Something was exported; what is the detail.
        Exported = "exported", "Exported";
        /// Something was imported; what is the detail.
        Imported = "imported", "Imported";
        /// An entry of the directory was added, changed, retired or marked as preferred; which and how is the detail.
        DirectoryChanged = "directory_changed", "Directory changed";
        /// Somebody said that the recipient's address is still the same.
        AddressConfirmed = "address_confirmed", "Recipient’s address confirmed";
        /// The audit trail was looked at.
        AuditViewed = "audit_viewed", "Audit trail viewed";
        /// The audit trail was verified.
        AuditVerified = "audit_verified", "Audit trail verified";
        /// A backup was made.
        BackupMade = "backup_made", "Backup made";
        /// A backup was opened and read again.
        BackupChecked = "backup_checked", "Backup checked";
        /// The store was restored from a backup, or its loss accepted; how many entries were missing is the detail.
        Restored = "restored", "Restored";
        /// The store was checked for damage.
        StoreChecked = "store_checked", "Store checked";
        /// The store's key was changed.
        KeyChanged = "key_changed", "Key changed";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_has_a_code_of_its_own() {
        for act in Act::ALL {
            assert_eq!(Act::from_code(act.code()), Some(*act));
        }
    }
}
