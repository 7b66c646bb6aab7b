// The request's form as data: which section asks what, and when. The names are those of the wire.
import type { RequestForm, RequestView } from '@/lib/wire';

type Named<T> = { [Name in keyof RequestForm]-?: RequestForm[Name] extends T ? Name : never }[keyof RequestForm];
type TextName = Named<string | null | undefined>;
type ListName = Named<string[] | undefined>;
type FlagName = Named<boolean | undefined>;

interface Common {
  label: string;
  hint?: string;
  /** Shown only while this holds. */
  when?: (form: RequestForm, view: RequestView) => boolean;
  /** Only a clinician may change it. */
  isClinical?: boolean;
}

/** One question of a section. */
export type Question = Common &
  (
    | { kind: 'line' | 'note' | 'day' | 'yes_no'; name: TextName; rows?: number }
    | { kind: 'choice'; name: TextName; list: string }
    | { kind: 'choices'; name: ListName; list: string }
    | { kind: 'lines'; name: ListName }
    | { kind: 'questions'; name: ListName }
    | { kind: 'tick'; name: FlagName }
    | { kind: 'reasons'; name: ListName }
    | { kind: 'specialty'; name: TextName }
    | { kind: 'entry'; name: TextName; entries: string[]; side: 'first' | 'recipient' }
  );

/** A part of the request that is filled in on a page of its own. */
export interface Section {
  code: string;
  title: string;
  lead: string;
  questions: Question[];
}

const isProxy = (form: RequestForm) => form.asked_by === 'proxy';
const hasAuthority = (form: RequestForm) => isProxy(form) && Boolean(form.proxy_authority_kind);
const needsCapacity = (form: RequestForm) => hasAuthority(form) && form.proxy_authority_kind !== 'consent';
const isForChild = (form: RequestForm) => hasAuthority(form) && form.proxy_authority_kind === 'parental_responsibility';
const isPending = (form: RequestForm) => form.time_critical === 'yes';
const wasDiscussed = (form: RequestForm) => isPending(form) && form.delay_discussed === 'yes';
const wasNotDiscussed = (form: RequestForm) => isPending(form) && form.delay_discussed === 'no';
const hasNeeds = (form: RequestForm) => form.communication_needs === 'yes';

export const SECTIONS: Section[] = [
  {
    code: 'ask',
    title: 'Patient’s request',
    lead: 'Who asks, what for, and what they hope for. Use the patient’s own words where you can: the letter quotes them.',
    questions: [
      { kind: 'choice', name: 'asked_by', label: 'Who asked for the second opinion?', list: 'asked_by' },
      { kind: 'line', name: 'proxy_name', label: 'Name of the person who speaks for the patient', when: isProxy },
      { kind: 'line', name: 'proxy_relationship', label: 'Relationship to the patient', when: isProxy },
      {
        kind: 'choice',
        name: 'proxy_authority_kind',
        label: 'Authority to speak for the patient',
        hint: 'A power of attorney for property alone, or an enduring one, gives no say in health and is not one of these',
        list: 'proxy_authority_kind',
        when: isProxy,
      },
      {
        kind: 'note',
        name: 'proxy_evidence',
        label: 'What was seen of it',
        hint: 'For example the patient’s signed consent, the birth certificate, or the registered power with its number. For a best-interests decision: who was asked, and what weighed',
        rows: 2,
        when: hasAuthority,
      },
      { kind: 'line', name: 'proxy_evidence_seen_by', label: 'Who has seen it', when: hasAuthority },
      { kind: 'day', name: 'proxy_evidence_seen_on', label: 'Seen on', when: hasAuthority },
      {
        kind: 'line',
        name: 'proxy_capacity_by',
        label: 'Clinician who found that the patient cannot decide this',
        hint: 'Such an authority counts only while the patient cannot decide',
        when: (form) => needsCapacity(form) && !isForChild(form),
      },
      {
        kind: 'line',
        name: 'proxy_capacity_by',
        label: 'Clinician who considered whether the child can decide',
        hint: 'A child who understands what is asked may decide alone (Gillick competence). In Scotland parental responsibility ends at 16',
        when: isForChild,
      },
      { kind: 'day', name: 'proxy_capacity_on', label: 'Considered on', when: needsCapacity },
      { kind: 'note', name: 'proxy_limits', label: 'What the authority does not cover', hint: 'Leave empty if it has no limits', rows: 2, when: hasAuthority },
      { kind: 'day', name: 'proxy_until', label: 'Last day on which it holds', hint: 'Leave empty if it has none', when: hasAuthority },
      { kind: 'day', name: 'proxy_patient_told_on', label: 'Patient told of this request on', when: isProxy },
      {
        kind: 'note',
        name: 'proxy_authority',
        label: 'Authority as it was written before',
        hint: 'Kept, and printed in the letter. Words alone are no evidence: choose the authority above, and say what was seen',
        rows: 2,
        when: (form) => isProxy(form) && Boolean(form.proxy_authority),
      },
      { kind: 'day', name: 'asked_on', label: 'Date of the request', hint: 'For example, 24 11 2026' },
      { kind: 'choice', name: 'received_how', label: 'How did it arrive?', list: 'received_how' },
      { kind: 'note', name: 'patient_words', label: 'The patient’s own words', hint: 'Quoted in the letter', rows: 3 },
      { kind: 'choice', name: 'about', label: 'What is the second opinion about?', list: 'about' },
      { kind: 'reasons', name: 'reasons', label: 'Why is it asked for?', hint: 'Tick all that apply' },
      { kind: 'questions', name: 'questions', label: 'Questions to be answered', hint: 'One to three, as the new team should read them' },
      {
        kind: 'yes_no',
        name: 'complaint',
        label: 'Does the patient also wish to complain?',
        hint: 'A complaint is a way of its own, and goes on beside this request. Nothing of it ever stands in the letter.',
      },
      {
        kind: 'day',
        name: 'complaint_told_on',
        label: 'Details of PALS and the complaints team given on',
        hint: 'Give them to the patient today',
        when: (form) => form.complaint === 'yes',
      },
      { kind: 'note', name: 'expectation', label: 'What the patient hopes for', rows: 2 },
    ],
  },
  {
    code: 'first-opinion',
    title: 'First opinion',
    lead: 'Whose opinion was first, and what it was. The letter always says this.',
    questions: [
      { kind: 'entry', name: 'first_clinician', label: 'Clinician who gave the first opinion', entries: ['consultant', 'gp'], side: 'first' },
      { kind: 'line', name: 'first_gmc_number', label: 'That clinician’s GMC number, if known', hint: 'It tells two people of one name apart' },
      {
        kind: 'tick',
        name: 'first_name_withheld',
        label: 'The patient does not want this clinician named',
        hint: 'The letter then says so in neutral words. The new team may know less for it.',
      },
      { kind: 'entry', name: 'first_service', label: 'Service or clinic of the first opinion', entries: ['service'], side: 'first' },
      { kind: 'entry', name: 'first_organisation', label: 'Hospital, clinic or practice', entries: ['organisation', 'site', 'practice'], side: 'first' },
      { kind: 'line', name: 'first_ods_code', label: 'ODS code of the first opinion’s site, if known' },
      { kind: 'day', name: 'first_seen_on', label: 'Date of the first opinion', hint: 'For example, 3 10 2026' },
      { kind: 'note', name: 'first_diagnosis', label: 'Diagnosis as given', rows: 2 },
      { kind: 'note', name: 'first_plan', label: 'Plan or treatment as offered', rows: 2 },
      { kind: 'note', name: 'first_told_patient', label: 'What the patient was told', rows: 2 },
      { kind: 'yes_no', name: 'first_treatment_started', label: 'Has treatment started?' },
      {
        kind: 'choice',
        name: 'explanation',
        label: 'Has the first team gone over the diagnosis again?',
        hint: 'Worth offering, and never a condition',
        list: 'explanation',
      },
      { kind: 'note', name: 'explanation_words', label: 'When and by whom, or why not', rows: 2, when: (form) => Boolean(form.explanation) && form.explanation !== 'not_yet' },
      {
        kind: 'choice',
        name: 'inform_first_team',
        label: 'Does the patient wish the first team to know?',
        hint: 'The choice is the patient’s. Undecided counts as no.',
        list: 'inform_first_team',
      },
    ],
  },
  {
    code: 'urgency',
    title: 'Urgency and time',
    lead: 'A clinician sets the priority of this referral. There is no default.',
    questions: [
      { kind: 'choice', name: 'priority', label: 'Priority', list: 'priority', isClinical: true },
      {
        kind: 'note',
        name: 'priority_reason',
        label: 'Reason for the priority',
        isClinical: true,
        rows: 2,
        when: (form) => form.priority === 'urgent' || form.priority === 'urgent_suspected_cancer',
      },
      { kind: 'yes_no', name: 'time_critical', label: 'Is treatment urgent or already planned?' },
      { kind: 'note', name: 'time_critical_treatment', label: 'Treatment or decision that is pending', rows: 2, when: isPending },
      { kind: 'day', name: 'time_critical_on', label: 'Date of treatment or decision', hint: 'Leave empty if it is not fixed', when: isPending },
      { kind: 'yes_no', name: 'delay_discussed', label: 'Was the effect of a delay discussed with the patient?', when: isPending },
      { kind: 'day', name: 'delay_discussed_on', label: 'Date of that discussion', when: wasDiscussed },
      { kind: 'note', name: 'delay_words', label: 'Who discussed it, and what was said', rows: 2, when: wasDiscussed },
      { kind: 'choice', name: 'delay_decision', label: 'What did the patient decide?', list: 'delay_decision', when: wasDiscussed },
      {
        kind: 'note',
        name: 'delay_not_discussed_reason',
        label: 'Clinician’s reason for going on without',
        isClinical: true,
        rows: 2,
        when: wasNotDiscussed,
      },
      { kind: 'note', name: 'pathway_dates', label: 'Pathway dates', hint: 'Pathway identifier, clock start and treatment status as you know them. Printed, never calculated.', rows: 2 },
    ],
  },
  {
    code: 'clinical',
    title: 'Clinical content',
    lead: 'The letter must stand alone: the new team may not see the notes.',
    questions: [
      { kind: 'note', name: 'summary', label: 'Clinical summary', hint: 'Two or three sentences', rows: 3 },
      { kind: 'note', name: 'history', label: 'History', rows: 5 },
      { kind: 'note', name: 'examination', label: 'Examination findings', hint: 'With left or right where it matters', rows: 3 },
      { kind: 'note', name: 'investigations', label: 'Investigations', hint: 'With dates, units and reference ranges', rows: 4 },
      { kind: 'choice', name: 'allergies', label: 'Allergies', list: 'allergies' },
      { kind: 'note', name: 'allergy_details', label: 'Which allergies, and which reactions', rows: 2, when: (form) => form.allergies === 'known' },
      { kind: 'choice', name: 'medication', label: 'Current medication', list: 'medication' },
      { kind: 'note', name: 'medication_details', label: 'Medicines with dose and route', rows: 4, when: (form) => form.medication === 'listed' },
      { kind: 'note', name: 'alerts', label: 'Safety alerts', rows: 2 },
    ],
  },
  {
    code: 'needs',
    title: 'Needs and consent',
    lead: 'What the new team must prepare, and the basis on which information is shared.',
    questions: [
      { kind: 'yes_no', name: 'communication_needs', label: 'Does the patient have communication or access needs?' },
      { kind: 'line', name: 'interpreter', label: 'Interpreter: which language?', when: hasNeeds },
      { kind: 'line', name: 'reading_format', label: 'Format in which the patient reads', hint: 'For example, large print', when: hasNeeds },
      { kind: 'note', name: 'adjustments', label: 'Reasonable adjustments, mobility and travel', rows: 2, when: hasNeeds },
      { kind: 'choice', name: 'sharing_basis', label: 'On which basis is information shared?', list: 'sharing_basis' },
      { kind: 'note', name: 'sharing_words', label: 'Who explained it and when, or why consent was not obtained', rows: 2 },
    ],
  },
  {
    code: 'new-team',
    title: 'New team',
    lead: 'Who is asked. A patient may prefer a person; the letter says so as a preference.',
    questions: [
      { kind: 'specialty', name: 'recipient_specialty', label: 'Specialty' },
      {
        kind: 'entry',
        name: 'recipient_service',
        label: 'Service or clinic',
        hint: 'Type to find it in the directory; what is not there can be typed in full',
        entries: ['service'],
        side: 'recipient',
      },
      { kind: 'entry', name: 'recipient_organisation', label: 'Hospital or organisation', entries: ['organisation', 'site', 'practice'], side: 'recipient' },
      { kind: 'entry', name: 'recipient_preferred_clinician', label: 'Preferred clinician, if there is one', entries: ['consultant', 'gp'], side: 'recipient' },
      { kind: 'line', name: 'recipient_gmc_number', label: 'GMC number, if known' },
      { kind: 'line', name: 'recipient_ods_code', label: 'ODS code, if known' },
      { kind: 'lines', name: 'recipient_address_lines', label: 'Address', hint: 'One line for each line of the envelope' },
      { kind: 'line', name: 'recipient_postcode', label: 'Postcode' },
      { kind: 'day', name: 'recipient_address_verified_on', label: 'Address last checked on', hint: 'Within the last 90 days' },
      {
        kind: 'note',
        name: 'recipient_same_team_reason',
        label: 'Clinician’s reason for asking the same clinician or service again',
        hint: 'Only where the new team is the very one whose opinion was first',
        isClinical: true,
        rows: 2,
        when: (form, view) =>
          Boolean(form.recipient_same_team_reason) || view.missing.some(({ field }) => field === 'recipient_preferred_clinician' || field === 'recipient_service'),
      },
      {
        kind: 'choice',
        name: 'care_request',
        label: 'What is asked of the new team?',
        hint: 'Care never moves by itself. Without a choice, the letter asks for an opinion only.',
        list: 'care_request',
      },
      { kind: 'note', name: 'return_response_to', label: 'Where the answer goes, if not to the signatory', rows: 2 },
    ],
  },
];

/** The questions about the records as a whole; they stand on the records’ page. */
export const COMPLETENESS: Section = {
  code: 'completeness',
  title: 'Records',
  lead: '',
  questions: [
    { kind: 'yes_no', name: 'records_complete', label: 'Is everything relevant that you know of enclosed?' },
    {
      kind: 'note',
      name: 'records_not_enclosed',
      label: 'Results or X-rays that are not enclosed, and why',
      hint: 'The letter lists them',
      rows: 2,
      when: (form) => form.records_complete === 'no',
    },
  ],
};

/** The section that holds a field: its code, `records`, `patient`, or nothing. */
export function sectionOf(field: string): string | null {
  if (field.startsWith('patient_')  && field !== 'patient_words') return 'patient';
  if (COMPLETENESS.questions.some((question) => question.name === field)) return 'records';
  return SECTIONS.find((section) => section.questions.some((question) => question.name === field))?.code ?? null;
}

/** The label of a field. */
export function labelOf(field: string): string {
  const all = [...SECTIONS, COMPLETENESS].flatMap((section) => section.questions);
  return all.find((question) => question.name === field)?.label ?? field;
}
