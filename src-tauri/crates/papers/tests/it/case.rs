//! One case in full: a patient, a request, a clinician and an organisation, on a fixed day.

use chrono::NaiveDate;
use domain::bundle::Reference;
use domain::clinician::{Clinician, Register, Registration};
use domain::identifier::NhsNumber;
use domain::letter::Signature;
use domain::letterhead::Letterhead;
use domain::name::PersonName;
use domain::organisation::{Nation, OdsCode, Organisation, SupportBlock, UrgentLine};
use domain::patient::{Gender, GpPractice, Patient, PatientIdentifier, PostalAddress};
use domain::recipient::Recipient;
use domain::record::{Enclosure, RecordKind, ReportStatus};
use domain::request::*;
use second_opinion_papers::index::IndexEntry;
use second_opinion_papers::letter::LetterContent;
use second_opinion_papers::template::Templates;

/// Everything that a letter is made of.
pub(crate) struct Case {
    pub(crate) organisation: Organisation,
    pub(crate) patient: Patient,
    pub(crate) details: RequestDetails,
    pub(crate) clinician: Clinician,
    pub(crate) signature: Signature,
    pub(crate) reference: Reference,
    pub(crate) records: Vec<IndexEntry>,
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn address(lines: &[&str], postcode: &str) -> PostalAddress {
    PostalAddress {
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        postcode: Some(postcode.into()),
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

impl Case {
    pub(crate) fn full() -> Self {
        let clinician = Clinician {
            name: PersonName::parse(Some("Dr"), "Rhiannon", "Mistry").unwrap(),
            post: "Consultant cardiologist".into(),
            registration: Registration::parse(Register::Gmc, "9999127").unwrap(),
            phone: some("01632 960 126"),
        };
        Self {
            organisation: organisation(),
            patient: patient(),
            details: details(),
            signature: Signature {
                clinician: clinician.clone(),
                at: day("2026-11-24").and_hms_opt(9, 5, 0).unwrap(),
                picture: None,
            },
            clinician,
            reference: Reference::new(2026, 42),
            records: records(),
        }
    }

    /// A case as most are: the same matter in fewer words.
    pub(crate) fn usual() -> Self {
        let mut case = Self::full();
        case.details.urgency = Urgency::new(Priority::Routine, None).ok();
        case.details.time_critical = Some(TimeCritical::No);
        case.details.questions.truncate(2);
        case.details.communication = Some(CommunicationNeeds::default());
        case.details.completeness = Some(Completeness::AllEnclosed);
        case.details.pathway_dates = None;
        case.details.clinical.history = some(
            "Breathlessness for 14 months, now on one flight of stairs. Hodgkin lymphoma 1984: mantle radiotherapy. \
             COPD, FEV₁ 58% of predicted. Stopped smoking in 2009.",
        );
        case.details.clinical.investigations = some(
            "Echocardiogram 20-Oct-2026: peak velocity 4.3 m/s, mean gradient 44 mmHg, valve area 0.8 cm², ejection \
             fraction 52%. Bloods 02-Nov-2026: creatinine 124 µmol/L (59–104), eGFR 53.",
        );
        case.details.clinical.alerts = None;
        case.details.clinical.medication = Some(Medication {
            state: MedicationState::Listed,
            details: some("Bisoprolol 2.5 mg orally once daily\nRamipril 5 mg orally once daily"),
        });
        case.details.first_opinion.plan = some("Open aortic valve replacement with one bypass graft.");
        case.details.explanation = Some((Explanation::Done, None));
        case.records.truncate(2);
        case
    }

    /// The letter as signed.
    pub(crate) fn signed(&self) -> LetterContent<'_> {
        LetterContent {
            organisation: &self.organisation,
            templates: Templates::supplied(),
            patient: &self.patient,
            details: &self.details,
            clinician: Some(&self.clinician),
            signature: Some(&self.signature),
            reference: &self.reference,
            version: 1,
            replaces: None,
            records: &self.records,
            today: day("2026-11-24"),
            is_draft: false,
            demonstration: false,
        }
    }
}

fn organisation() -> Organisation {
    Organisation {
        name: "Wrekin Vale Hospital".into(),
        department: some("Department of Cardiology"),
        ods_code: None,
        address: address(&["Ercall Way", "Oakengates"], "ZZ2 6JT"),
        phone: "01632 960 120".into(),
        email: some("cardiology@wrekinvale.example"),
        nation: Nation::England,
        support: SupportBlock {
            service: "PALS".into(),
            phone: "01632 960 118".into(),
            email: None,
            hours: None,
        },
        urgent_line: UrgentLine {
            phone: "01632 960 199".into(),
            words: "Ask for an urgent review".into(),
        },
        letterhead: Letterhead::default(),
    }
}

fn patient() -> Patient {
    let number = NhsNumber::parse("999 000 0018").unwrap();
    Patient {
        name: PersonName::parse(Some("Mr"), "Idris Llŷr", "Ŵyn-Parry").unwrap(),
        preferred_name: some("Llŷr"),
        born: day("1958-02-03"),
        gender: Gender::Male,
        identifier: PatientIdentifier::nhs(number, None).unwrap(),
        address: address(&["14 Weir Cottages", "Pont Felin"], "ZZ3 8LD"),
        address_is_sensitive: false,
        phone: some("01632 960 163"),
        email: None,
        gp_practice: Some(GpPractice {
            name: "Pont Felin Surgery".into(),
            ods_code: OdsCode::parse("Z99999").ok(),
            gp_name: some("Dr Tomos Achterberg"),
            address: address(&["2 Mill Lane", "Pont Felin"], "ZZ3 8AA"),
        }),
        died: None,
    }
}

fn details() -> RequestDetails {
    RequestDetails {
        own_reasons: Vec::new(),
        same_team_reason: None,
        asked_by: Some(AskedBy::Patient),
        proxy: None,
        asked_on: Some(day("2026-11-16")),
        received_how: Some(ReceivedHow::InPerson),
        patient_words: some(
            "I do not want my chest opened if there is another way that is as good for me. I would like somebody \
             who does both to tell me.",
        ),
        expectation: some(
            "To know whether a catheter valve is possible for him, and what he would gain or give up by choosing it.",
        ),
        about: Some(About::Treatment),
        reasons: vec![Reason::OtherTreatment, Reason::Surgery],
        questions: vec![
            "Is transcatheter aortic valve implantation a suitable alternative to open valve replacement for this \
             patient?"
                .into(),
            "How do his mantle radiotherapy (1984) and moderate COPD change the balance of risk between the two?".into(),
            "If a catheter valve is advised, how should the moderate stenosis of the mid left anterior descending \
             artery be managed?"
                .into(),
        ],
        first_opinion: FirstOpinion {
            clinician: some("Dr Amara Okonkwo"),
            registration: None,
            service: None,
            ods_code: None,
            organisation: some("St Brannoc’s Hospital"),
            seen_on: Some(day("2026-11-05")),
            diagnosis: some(
                "Severe symptomatic calcific aortic stenosis with preserved ejection fraction; moderate stenosis of \
                 the mid left anterior descending artery.",
            ),
            plan: some("Open aortic valve replacement with one bypass graft. Operating list of 14-Jan-2027."),
            told_patient: some(
                "Risk of death about 4% and of stroke about 2%. A catheter valve was not advised as the first choice \
                 at his age. He is free to ask for another opinion.",
            ),
            treatment_started: Some(false),
            name_withheld: false,
        },
        explanation: Some((Explanation::Done, some("by Dr Okonkwo on 05-Nov-2026, with the patient’s wife present"))),
        inform_first_team: Some(InformFirstTeam::Yes),
        urgency: Urgency::new(
            Priority::Urgent,
            some(
                "Severe symptomatic aortic stenosis with light-headedness on exertion; an operation is planned for \
                 14-Jan-2027.",
            ),
        )
        .ok(),
        time_critical: Some(TimeCritical::Yes {
            treatment: "Open aortic valve replacement at St Brannoc’s Hospital".into(),
            on: Some(day("2027-01-14")),
            delay: Delay::Discussed {
                on: day("2026-11-18"),
                words: "Dr Mistry explained that waiting beyond the planned date carries a risk of sudden \
                        deterioration, and which symptoms mean calling 999."
                    .into(),
                decision: DelayDecision::GoAhead,
            },
        }),
        care_request: Some(CareRequest::OpinionOnly),
        sharing: Some(Sharing {
            basis: SharingBasis::Explicit,
            words: some("Explained by Dr Mistry on 18-Nov-2026; the patient agreed to each enclosed record"),
        }),
        communication: Some(CommunicationNeeds {
            interpreter: None,
            format: some("Large print, 18 point"),
            adjustments: some(
                "Breathless on one flight of stairs: lift or ground floor. His wife drives him; appointments after \
                 10:00 suit best. Speaks Welsh and English, reads both",
            ),
        }),
        clinical: clinical(),
        recipient: Some(Recipient {
            preferred_clinician: some("Professor Ewa Łukasiewicz"),
            specialty: "cardiology".into(),
            service: some("Structural Heart Team"),
            organisation: "Royal Marches Heart Centre".into(),
            ods_code: None,
            address: address(&["Castle Foregate", "Marchester"], "ZZ5 2HQ"),
            address_verified_on: Some(day("2026-11-18")),
            registration: None,
        }),
        return_response_to: None,
        pathway_dates: some(
            "Referred to cardiology 21-Jul-2026; decision to treat 05-Nov-2026; first definitive treatment not yet \
             given.",
        ),
        completeness: Some(Completeness::NotEnclosed(
            "Oncology notes of 1984, destroyed at the end of their retention".into(),
        )),
    }
}

fn clinical() -> ClinicalContent {
    ClinicalContent {
        summary: some(
            "68-year-old retired joiner with severe symptomatic aortic stenosis (NYHA class II to III), chest \
             radiotherapy at 26 and moderate COPD. Open replacement is planned; he asks whether a catheter valve would \
             serve him as well.",
        ),
        history: some(
            "Breathlessness for 14 months, now on one flight of stairs. One episode of light-headedness on exertion in \
             September 2026. No syncope, no chest pain at rest, no admission for heart failure.\nHodgkin lymphoma \
             1984: mantle radiotherapy, in remission since. COPD, FEV₁ 1.71 L (58% of predicted). Chronic kidney \
             disease G3a A2. Hypertension. Stopped smoking in 2009 (30 pack-years). Clinical frailty scale 3.",
        ),
        examination: some(
            "Pulse 72 regular, blood pressure 128/74 mmHg, saturation 95% on air. Ejection systolic murmur to both \
             carotids, soft second sound. Skin atrophy over the sternum. No oedema.",
        ),
        investigations: some(
            "Echocardiogram 20-Oct-2026: peak velocity 4.3 m/s, mean gradient 44 mmHg, valve area 0.8 cm², ejection \
             fraction 52%.\nCT 28-Oct-2026: tricuspid calcified valve, annulus area 482 mm², ascending aorta 34 mm \
             without circumferential calcification, left coronary height 13 mm, right 15 mm; femoral arteries above \
             7 mm on both sides; moderate mid LAD stenosis.\nBloods 02-Nov-2026: haemoglobin 118 g/L (130–180), \
             creatinine 124 µmol/L (59–104), eGFR 53, NT-proBNP 1,840 ng/L (below 400).",
        ),
        allergies: Some(Allergies {
            state: AllergyState::Known,
            details: some("Penicillin: widespread rash (1996)"),
        }),
        medication: Some(Medication {
            state: MedicationState::Listed,
            details: some(
                "Bisoprolol 2.5 mg orally once daily\nRamipril 5 mg orally once daily\nAtorvastatin 40 mg orally at \
                 night\nAspirin 75 mg orally once daily\nTiotropium 2.5 micrograms, two puffs inhaled once daily",
            ),
        }),
        alerts: some("Earlier chest radiotherapy. eGFR 53: limit contrast."),
    }
}

/// A record that goes along.
pub(crate) fn entry(title: &str, kind: RecordKind, dated: &str, source: &str) -> IndexEntry {
    IndexEntry {
        title: title.into(),
        kind: Some(kind),
        dated: Some(day(dated)),
        source: some(source),
        report_status: Some(ReportStatus::Final),
        enclosure: Enclosure::Enclosed,
        words: None,
        page_words: None,
        remarks: Vec::new(),
        place: None,
        in_part: None,
    }
}

/// Records that do not go along.
pub(crate) fn others() -> Vec<IndexEntry> {
    vec![
        IndexEntry {
            enclosure: Enclosure::HeldElsewhere,
            words: some("sent by the Image Exchange Portal to Royal Marches Heart Centre on 19-Nov-2026"),
            report_status: Some(ReportStatus::NotApplicable),
            ..entry(
                "CT of the heart, aorta and femoral arteries",
                RecordKind::Image,
                "2026-10-28",
                "St Brannoc’s Hospital",
            )
        },
        IndexEntry {
            enclosure: Enclosure::ToFollow,
            words: some("Dr Mistry will forward the report"),
            dated: None,
            ..entry(
                "Lung function tests",
                RecordKind::Other,
                "2026-11-23",
                "Wrekin Vale Hospital",
            )
        },
    ]
}

fn records() -> Vec<IndexEntry> {
    let mut records = vec![
        entry(
            "Clinic letter, cardiothoracic surgery",
            RecordKind::ClinicLetter,
            "2026-11-05",
            "St Brannoc’s Hospital",
        ),
        IndexEntry {
            page_words: some("pages 1–2, 4 of 4"),
            ..entry(
                "Blood results with one-year course",
                RecordKind::LabResult,
                "2026-11-02",
                "St Brannoc’s Hospital",
            )
        },
    ];
    records.extend(others());
    records
}
