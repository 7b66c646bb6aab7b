//! The statuses and the steps.

use crate::code::coded;

coded! {
    /// Where a request stands.
    pub enum Status {
        /// The ask is written down.
        Logged = "logged", "Logged";
        /// The first team goes over the diagnosis again.
        WithFirstTeam = "with_first_team", "With first team";
        /// A named clinician considers the request.
        DecisionPending = "decision_pending", "Decision pending";
        /// A clinician agreed.
        Agreed = "agreed", "Agreed";
        /// A clinician declined, with a reason, and the patient was told.
        Declined = "declined", "Declined";
        /// Another route fits better.
        Redirected = "redirected", "Redirected";
        /// The patient no longer wants it.
        Withdrawn = "withdrawn", "Withdrawn";
        /// Records and letter are being put together.
        GatheringRecords = "gathering_records", "Gathering records";
        /// The letter waits for a clinician.
        AwaitingSignature = "awaiting_signature", "Awaiting signature";
        /// Signed, and not yet sent.
        Signed = "signed", "Signed";
        /// Sent; nobody has confirmed receipt.
        Dispatched = "dispatched", "Dispatched";
        /// The new team has it.
        Received = "received", "Received";
        /// The new team will see the patient.
        Accepted = "accepted", "Accepted, no appointment yet";
        /// The new team sent it back with a reason.
        Returned = "returned", "Returned";
        /// An appointment is made.
        Booked = "booked", "Booked";
        /// The patient has been seen.
        Seen = "seen", "Seen";
        /// The opinion has come.
        OpinionReceived = "opinion_received", "Opinion received";
        /// Finished.
        Closed = "closed", "Closed";
    }
}

coded! {
    /// A step of the pathway.
    pub enum Step {
        /// Ask the first team to go over the diagnosis again.
        AskFirstTeam = "ask_first_team", "Ask the first team to explain again";
        /// Record the first team's explanation.
        Explain = "explain", "Record the explanation";
        /// Put the request before a named clinician.
        AskDecision = "ask_decision", "Ask a clinician to decide";
        /// Agree to the request.
        Agree = "agree", "Agree";
        /// Decline the request.
        Decline = "decline", "Decline";
        /// Send the patient by another route.
        Redirect = "redirect", "Redirect";
        /// Record that the patient no longer wants it.
        Withdraw = "withdraw", "Withdraw";
        /// Begin to gather the records.
        Gather = "gather", "Gather records";
        /// Hand the letter to a clinician for signature.
        Submit = "submit", "Ask for signature";
        /// Give a letter back for changes.
        SendBack = "send_back", "Send back for changes";
        /// Sign the letter.
        Sign = "sign", "Sign";
        /// Begin a new version of a signed letter.
        Amend = "amend", "Start a new version";
        /// Record that the bundle has gone.
        Dispatch = "dispatch", "Record dispatch";
        /// Record that records which arrived late have gone as a supplement.
        SendSupplement = "send_supplement", "Record that a supplement was sent";
        /// Record that the new team has it.
        Receive = "receive", "Record receipt";
        /// Record that the new team accepts the patient.
        Accept = "accept", "Record acceptance";
        /// Record that the new team sent it back.
        Return = "return", "Record return";
        /// Take up a returned request again.
        Revise = "revise", "Revise and send again";
        /// Record the appointment.
        Book = "book", "Record the appointment";
        /// Record that the patient was seen.
        See = "see", "Record that the patient was seen";
        /// Record the opinion.
        ReceiveOpinion = "receive_opinion", "Record the opinion";
        /// Close the request.
        Close = "close", "Close";
    }
}
