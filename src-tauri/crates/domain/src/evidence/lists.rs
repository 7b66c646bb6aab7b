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
        /// The day by which it is to be done.
        DueOn = "due_on", "To be done by";
        /// Whether the patient could say it back.
        Understood = "understood", "Did the patient understand?";
        /// The day on which the patient was told that the opinion may be the same.
        ToldSameOn = "told_same_on", "Patient told that the opinion may be the same, on";
        /// On which ground a request is declined.
        Ground = "ground", "Ground";
        /// Which way the patient goes instead.
        Route = "route", "Which way instead?";
        /// How it stands with an appointment.
        Appointment = "appointment", "Appointment";
        /// The post that a person holds.
        Role = "role", "Role";
        /// How long a transfer of care is meant to last.
        Lasting = "lasting", "How long is it meant to last?";
        /// The last day of a temporary transfer of care.
        Until = "until", "Until";
        /// The day on which the patient agreed that the first team and the GP are told of a transfer.
        AgreesToTellOn = "agrees_to_tell_on", "Patient agrees that first team and GP are told, on";
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

coded! {
    /// Whether the patient could say the explanation back in their own words (domain rule S6).
    pub enum Understanding {
        /// Yes.
        Whole = "whole", "Yes, said it back in their own words";
        /// In part.
        Partly = "partly", "Partly";
        /// Nobody asked.
        NotAsked = "not_asked", "Not asked";
    }
}

coded! {
    /// On which ground a clinician declines (domain rule §1.3).
    pub enum DeclineGround {
        /// A second opinion would not help.
        NotAppropriate = "not_appropriate", "Not clinically appropriate";
        /// The wait could harm.
        HarmByDelay = "harm_by_delay", "The delay could harm the patient";
        /// There is one already.
        AlreadyGiven = "already_given", "A second opinion on this question has been given";
        /// The explanation answered the question.
        Settled = "settled", "The question has been answered in another way";
        /// Another ground, told in the reason.
        Other = "other", "Another ground, given in the reason";
    }
}

coded! {
    /// Which way a patient goes instead of a referral for a second opinion (domain rules §1.2, §1.3, S3).
    pub enum Route {
        /// A specialist advises on paper, without seeing the patient.
        AdviceAndGuidance = "advice_and_guidance", "Advice and guidance from a specialist";
        /// The first team goes over it again.
        FirstTeamMeeting = "first_team_meeting", "A meeting with the first team";
        /// Another GP of this or another practice.
        OtherGp = "other_gp", "Another GP";
        /// Care on the same day.
        UrgentCare = "urgent_care", "Urgent care on the same day";
        /// The Second Opinion Appointed Doctor of the Mental Health Act: statutory, and not this pathway.
        StatutoryOpinion = "statutory_opinion", "Second Opinion Appointed Doctor (Mental Health Act)";
        /// Another service.
        OtherService = "other_service", "Another service";
    }
}

coded! {
    /// How it stands with an appointment when the new team has accepted (domain rules §5, S13).
    pub enum AppointmentWait {
        /// It will be offered.
        ToFollow = "to_follow", "Will be offered to the patient";
        /// None is free: the patient waits on a list.
        NoSlot = "no_slot", "None free now: on their waiting list";
    }
}

coded! {
    /// How long a transfer of care is meant to last; the patient must know which (domain rule §1.5).
    pub enum Lasting {
        /// For a time.
        Temporary = "temporary", "For a time";
        /// For good.
        Permanent = "permanent", "For good";
    }
}
