//! How a paper looks with words that are not kept yet: of a patient who does not exist, or of a request.

use chrono::Days;
use domain::bundle::Reference;
use domain::clinician::Clinician;
use domain::id::BundleId;
use domain::letter::Signature;
use domain::organisation::Organisation;
use domain::patient::Patient;
use domain::record::RecordDetails;
use domain::request::RequestDetails;
use domain::role::{Permission, Role};
use papers::bundle::Supplement;
use papers::index::IndexEntry;
use papers::kind::{self, Kind, PaperContent, Setting};
use papers::language::TypeSize;
use papers::letter::{self, LetterContent};
use papers::template::{Template, Templates};
use papers::worklist::{WorklistContent, WorklistEntry};
use store::audit::{Act, Entry};
use store::requests;

use super::{permitted, rewritten, tried};
use crate::supplement::{Sent, nothing_sent, records_of};
use crate::typed::Problems;
use crate::view::example::{PATIENT, RECORDS, REQUEST, SETUP};
use crate::view::{PatientInput, RecordInput, RequestForm, SetUpInput, WordingLineInput, parse_form};
use crate::write_letter::{Parts, described, unprintable};
use crate::{Desk, Error, Now, Preview, open_request, print_paper};

/// Shows a paper with these words: of the demonstration's patient, or of a request that the person may read.
///
/// # Errors
/// [`Error::Input`] naming every line that is wrong; [`Error::NotFound`]; [`Error::Refused`] by role or by a rule.
pub fn preview(
    desk: &mut Desk,
    code: &str,
    lines: Vec<WordingLineInput>,
    request: Option<&str>,
    now: Now,
) -> Result<Preview, Error> {
    let template = permitted(desk, code, Act::WordingViewed, now)?;
    let templates = tried(desk, template, &rewritten(template, lines))?;
    match request.map(str::trim).filter(|request| !request.is_empty()) {
        None => Preview::new(example(desk, template, &templates, now)?),
        Some(request) => of_request(desk, template, templates, request, now),
    }
}

/// The paper of a patient who does not exist, on the organisation's own letterhead.
pub(super) fn example(
    desk: &Desk,
    template: Template,
    templates: &Templates,
    now: Now,
) -> Result<Vec<u8>, Error> {
    let example = Example::read(now)?;
    let letter = example.letter(&desk.organisation, templates, now);
    let paper = |kind, language| {
        let content = PaperContent {
            letter,
            sent_on: now.today().checked_sub_days(Days::new(1)),
            heard_by: now.today().checked_add_days(Days::new(14)),
            bundle_pages: Some(12),
            transfer: None,
        };
        let size = TypeSize::Usual;
        let printed = kind::print(kind, &content, Setting { language, size });
        printed.map_err(print_paper::refused)
    };
    let printed = match template {
        Template::Letter => letter::print(&letter).map_err(unprintable)?,
        Template::Paper(kind, language) => paper(kind, language)?,
        // They are seen at work on a sheet that has most of them.
        Template::Common(language) => paper(Kind::PatientCopy, language)?,
        Template::Supplement => example
            .supplement(now)
            .print_notice(&letter, 2)
            .map_err(print_paper::refused)?,
        Template::Worklist => worklist(desk, templates, &example, now)?,
    };
    Ok(printed.bytes)
}

/// The letter of a patient who does not exist, under any letterhead, signed by whoever is named.
pub(crate) fn example_letter(
    organisation: &Organisation,
    templates: &Templates,
    signature: Option<Signature>,
    now: Now,
) -> Result<Vec<u8>, Error> {
    let mut example = Example::read(now)?;
    if let Some(signature) = signature {
        example.signature = signature;
    }
    let printed = letter::print(&example.letter(organisation, templates, now)).map_err(unprintable)?;
    Ok(printed.bytes)
}

fn of_request(
    desk: &mut Desk,
    template: Template,
    templates: Templates,
    request: &str,
    now: Now,
) -> Result<Preview, Error> {
    let entry = Entry::done(Act::PaperViewed).with(template.code());
    desk.permit(Permission::ReadClinical, &entry, now)?;
    let (kind, language) = match template {
        Template::Supplement => return notice(desk, templates, request, entry, now),
        Template::Paper(kind, language) => (Some(kind), language),
        Template::Common(language) => (Some(Kind::PatientCopy), language),
        Template::Letter => (None, template.language()),
        Template::Worklist => {
            return Err(Error::field("request", "the worklist is of no single request"));
        }
    };
    let setting = Setting {
        language,
        size: TypeSize::Usual,
    };
    Preview::new(print_paper::with_templates(
        desk, request, kind, setting, templates, entry, now,
    )?)
}

/// The notice of the supplement that a request would send next.
fn notice(
    desk: &mut Desk,
    templates: Templates,
    request: &str,
    entry: Entry,
    now: Now,
) -> Result<Preview, Error> {
    let id = open_request::find(desk, request)?;
    let (parts, supplement) = desk.act(entry.of_request(id), now, |tx| {
        let row = requests::get(tx, id)?;
        tx.touches_patient(row.line.patient_id);
        let sent = Sent::of(tx, &row, now)?.ok_or_else(nothing_sent)?;
        let all = store::records::list(tx, id)?;
        let told = sent.told(&all);
        let parts = Parts {
            records: records_of(all, sent.open()),
            templates,
            ..Parts::signed(desk, tx, &row, now)?
        };
        Ok::<_, Error>((parts, told))
    })?;
    let signature = parts.signature.as_ref();
    let clinician = signature.map(|signature| &signature.clinician);
    let letter = LetterContent {
        today: now.today(),
        ..parts.content(desk, signature, clinician, &[], now)
    };
    let enclosures = u32::try_from(parts.records.len()).unwrap_or(u32::MAX).max(1);
    let printed = supplement.print_notice(&letter, enclosures);
    Preview::new(printed.map_err(print_paper::refused)?.bytes)
}

fn worklist(
    desk: &Desk,
    templates: &Templates,
    example: &Example,
    now: Now,
) -> Result<pdf::typeset::Typeset, Error> {
    let entry = WorklistEntry {
        patient: example.patient.name.banner(),
        identity: format!(
            "Born {}\n{}",
            domain::date::clinical(example.patient.born),
            example.patient.identifier.labelled()
        ),
        reference: example.reference.to_string(),
        recipient: example
            .details
            .recipient
            .as_ref()
            .map(|team| team.organisation.clone()),
        state: domain::status::Status::Dispatched.label().to_owned(),
        since: now.today(),
        priority: example
            .details
            .urgency
            .as_ref()
            .map(|urgency| urgency.priority.label().to_owned()),
        next_action_by: now.today().checked_sub_days(Days::new(1)),
    };
    let content = WorklistContent {
        organisation: &desk.organisation.name,
        templates,
        list: "Not heard back",
        entries: &[entry],
        at: now.local(),
        printed_by: &desk.user.fields.shown_name,
        demonstration: true,
    };
    papers::worklist::print(&content).map_err(crate::worklist::unprintable_list)
}

/// The demonstration's request, which is in no store.
struct Example {
    patient: Patient,
    details: RequestDetails,
    records: Vec<IndexEntry>,
    signature: Signature,
    reference: Reference,
}

impl Example {
    fn read(now: Now) -> Result<Self, Error> {
        let today = now.today();
        let setup: SetUpInput = SETUP.read(today)?;
        let (_, clinician) = setup
            .user
            .person
            .parse(Some(Role::Clinician), &mut Problems::default())
            .ok_or_else(|| Error::Fault("the demonstration has no clinician".into()))?;
        let clinician: Clinician =
            clinician.ok_or_else(|| Error::Fault("the demonstration has no clinician".into()))?;
        let records = RECORDS.read::<Vec<RecordInput>>(today)?;
        let records: Result<Vec<RecordDetails>, _> =
            records.iter().map(|record| record.parse(1, "record")).collect();
        let form: RequestForm = REQUEST.read(today)?;
        Ok(Self {
            patient: PATIENT.read::<PatientInput>(today)?.parse(today)?,
            details: parse_form(&form).0,
            records: records?.iter().map(|record| described(record, Some(1))).collect(),
            signature: Signature {
                clinician,
                at: now.local(),
                picture: None,
            },
            reference: Reference::new(2026, 1),
        })
    }

    /// Two records that came after a bundle with three had been sent.
    fn supplement(&self, now: Now) -> Supplement {
        Supplement {
            number: 1,
            to: BundleId::from_bytes([7; 16]),
            sent_on: now.today().checked_sub_days(Days::new(6)).unwrap_or(now.today()),
            pages: 12,
            enclosures_before: 3,
        }
    }

    fn letter<'a>(
        &'a self,
        organisation: &'a Organisation,
        templates: &'a Templates,
        now: Now,
    ) -> LetterContent<'a> {
        LetterContent {
            organisation,
            templates,
            patient: &self.patient,
            details: &self.details,
            clinician: Some(&self.signature.clinician),
            signature: Some(&self.signature),
            reference: &self.reference,
            version: 1,
            replaces: None,
            records: &self.records,
            today: now.today(),
            is_draft: false,
            demonstration: true,
        }
    }
}
