//! The items, and the closed lists that some of them choose from.

use crate::code::coded;

coded! {
    /// One thing that is said about a step.
    pub enum Item {
        /// The day on which it happened.
        On = "on", "Date";
        /// Who did it, was asked, or confirmed it.
        Name = "name", "Name";
        /// Why.
        Reason = "reason", "Reason";
        /// What came of the explanation.
        Explanation = "explanation", "Explanation";
        /// The day on which the patient was told.
        ToldOn = "told_on", "Patient told on";
        /// How the patient was told.
        ToldHow = "told_how", "How the patient was told";
        /// What was offered instead.
        Alternatives = "alternatives", "Alternatives offered";
        /// The day on which the support block was given.
        SupportGivenOn = "support_given_on", "Support information given on";
        /// By which way it went.
        Method = "method", "Method";
        /// The number by which the post or the courier tracks it.
        Tracking = "tracking", "Tracking number";
        /// The e-RS booking reference.
        Ubrn = "ubrn", "UBRN";
        /// Where.
        Place = "place", "Place";
        /// What the second opinion was.
        Outcome = "outcome", "Outcome";
        /// What is done about it.
        Action = "action", "Action";
        /// The day on which the patient was informed of the opinion.
        InformedOn = "informed_on", "Patient informed on";
        /// Who is responsible for the patient's care now.
        Responsible = "responsible", "Responsible for the patient's care now";
        /// Who has looked through the pages that could not be compared by the program.
        LookedThrough = "looked_through", "Pages looked through by";
        /// Anything else.
        Note = "note", "Note";
    }
}

coded! {
    /// How a bundle goes to the new team (domain rules §0.3, §2.2).
    pub enum DispatchMethod {
        /// The NHS e-Referral Service.
        Ers = "ers", "NHS e-Referral Service";
        /// Secure e-mail.
        SecureEmail = "secure_email", "Secure e-mail";
        /// Recorded post.
        RecordedPost = "recorded_post", "Recorded post";
        /// Ordinary post.
        Post = "post", "Post";
        /// Internal mail.
        InternalMail = "internal_mail", "Internal mail";
        /// By hand.
        ByHand = "by_hand", "By hand";
    }
}

coded! {
    /// What the second opinion said: no word of winning or losing (domain rule S15).
    pub enum OpinionOutcome {
        /// The same diagnosis and treatment.
        Agrees = "agrees", "Agrees fully";
        /// The same diagnosis, another treatment.
        OtherTreatment = "other_treatment", "Agrees with the diagnosis, suggests other treatment";
        /// Another diagnosis.
        OtherDiagnosis = "other_diagnosis", "Another diagnosis";
        /// More tests first.
        FurtherTests = "further_tests", "Further tests needed";
        /// No opinion possible.
        Unable = "unable", "Unable to give an opinion";
        /// The patient was not seen.
        NotSeen = "not_seen", "Patient not seen";
    }
}
