import { DirectoryField } from '@/components/DirectoryField';
import { ErrorSummary, fieldId, problemOf } from '@/components/ErrorSummary';
import { FormButtons } from '@/components/FormButtons';
import { CheckField, DayField, LineField, LinesField, NumberField, RadioField } from '@/components/fields';
import type { GpPracticeInput, PatientInput } from '@/lib/wire';
import { useChoices } from '@/lib/choices';
import type { Problem } from '@/lib/failure';
import { useHeld } from '@/lib/held';

/** A patient of whom nothing is known yet. */
export const NOBODY: PatientInput = {
  title: null, given: '', family: '', preferred_name: null, born_on: '', gender: '', identifier_kind: 'nhs', identifier: null,
  identifier_proof: null, no_identifier_reason: null, other_identifier: null, address_lines: [], postcode: null,
  address_is_sensitive: false, phone: null, email: null, gp_practice: null, died_on: null, another_person_because: null,
};

const NO_PRACTICE: GpPracticeInput = { name: '', ods_code: null, gp_name: null, address_lines: [], postcode: null };

const KINDS = [
  { code: 'nhs', label: 'NHS number (England, Wales, Isle of Man)' },
  { code: 'chi', label: 'CHI number (Scotland)' },
  { code: 'health_and_care', label: 'Health and Care number (Northern Ireland)' },
  { code: 'none', label: 'No number is known' },
];

interface Props {
  /** Under which name what is typed outlives a lock. */
  heldAs: string;
  start: PatientInput;
  problems: Problem[];
  busy: boolean;
  submitLabel: string;
  /** None for a person who may look and not change. */
  onSubmit: ((input: PatientInput) => void) | null;
  onCancel: () => void;
}

/** Who the patient is. */
export function PatientForm({ heldAs, start, problems, busy, submitLabel, onSubmit, onCancel }: Props) {
  const choices = useChoices();
  const isLocked = onSubmit === null;
  const [input, setInput] = useHeld(heldAs, start);
  const set = (change: Partial<PatientInput>) => setInput({ ...input, ...change });
  const practice = input.gp_practice ?? NO_PRACTICE;
  const setPractice = (change: Partial<GpPracticeInput>) => set({ gp_practice: { ...practice, ...change } });
  const field = (name: string, label: string, hint?: string) => ({ id: fieldId(name), label, hint, error: problemOf(problems, name) });
  const asksProof = Boolean(input.identifier_proof) || problems.some((problem) => problem.field === 'identifier_proof');
  const isNumbered = input.identifier_kind !== 'none';
  // A CHI number is written as one block.
  const Identifier = input.identifier_kind === 'chi' ? LineField : NumberField;
  return (
    <>
      <ErrorSummary problems={problems} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) onSubmit?.(input);
        }}
      >
        <fieldset className="nhsuk-fieldset so-card" disabled={isLocked}>
          <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">Who the patient is</legend>
          <div className="so-triple">
            <LineField {...field('title', 'Title (optional)')} value={input.title} onChange={(title) => set({ title })} />
            <LineField {...field('given', 'Given name')} value={input.given} onChange={(given) => set({ given })} />
            <LineField {...field('family', 'Family name')} value={input.family} onChange={(family) => set({ family })} />
          </div>
          <LineField {...field('preferred_name', 'Preferred name, if another')} width={20} value={input.preferred_name} onChange={(preferred_name) => set({ preferred_name })} />
          <DayField {...field('born_on', 'Date of birth', 'For example, 15 3 1984')} value={input.born_on} onChange={(born_on) => set({ born_on })} />
          <RadioField {...field('gender', 'Gender')} isInline choices={choices('gender')} value={input.gender} onChange={(gender) => set({ gender })} />
          <RadioField {...field('identifier_kind', 'Which number identifies the patient?')} choices={KINDS} value={input.identifier_kind} onChange={(identifier_kind) => set({ identifier_kind })} />
          {isNumbered && <Identifier {...field('identifier', NUMBER_LABELS[input.identifier_kind] ?? 'Number', 'Ten digits; you can paste it')} value={input.identifier} onChange={(identifier: string) => set({ identifier })} />}
          {isNumbered && asksProof && (
            <LineField {...field('identifier_proof', 'What you saw that shows the number is right', 'For example, the number on the patient’s appointment letter')} value={input.identifier_proof} onChange={(identifier_proof) => set({ identifier_proof })} />
          )}
          {!isNumbered && (
            <>
              <LineField {...field('no_identifier_reason', 'Why is there no number?', 'For example, a visitor from abroad')} value={input.no_identifier_reason} onChange={(no_identifier_reason) => set({ no_identifier_reason })} />
              <LineField {...field('other_identifier', 'Other number, such as the hospital’s own (optional)')} value={input.other_identifier} onChange={(other_identifier) => set({ other_identifier })} />
            </>
          )}
        </fieldset>
        <fieldset className="nhsuk-fieldset so-card" disabled={isLocked}>
          <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">How to reach the patient</legend>
          <LinesField {...field('address_lines', 'Address', 'One line for each line of the envelope')} value={input.address_lines} onChange={(address_lines) => set({ address_lines })} />
          <LineField {...field('postcode', 'Postcode')} width={10} value={input.postcode} onChange={(postcode) => set({ postcode })} />
          <CheckField id="address_is_sensitive" label="The address is sensitive" hint="It then never appears on copies for others" value={input.address_is_sensitive} onChange={(address_is_sensitive) => set({ address_is_sensitive })} />
          <div className="so-pair">
            <LineField {...field('phone', 'Telephone (optional)')} type="tel" value={input.phone} onChange={(phone) => set({ phone })} />
            <LineField {...field('email', 'E-mail (optional)')} type="email" value={input.email} onChange={(email) => set({ email })} />
          </div>
        </fieldset>
        <fieldset className="nhsuk-fieldset so-card" disabled={isLocked}>
          <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">GP practice</legend>
          <DirectoryField
            {...field('gp_practice.name', 'Name of the practice', 'Type the name, town or code to find it in the directory')}
            kinds={['practice']}
            value={practice.name}
            onChange={(name) => setPractice({ name })}
            onChoose={({ name, recipient }) =>
              setPractice({ name, ods_code: recipient.ods_code, address_lines: recipient.address_lines, postcode: recipient.postcode })
            }
          />
          <div className="so-pair">
            <DirectoryField
              {...field('gp_practice.gp_name', 'GP who knows the patient (optional)')}
              kinds={['gp']}
              value={practice.gp_name}
              onChange={(gp_name) => setPractice({ gp_name })}
              onChoose={({ name }) => setPractice({ gp_name: name })}
            />
            <LineField {...field('gp_practice.ods_code', 'Practice ODS code (optional)')} value={practice.ods_code} onChange={(ods_code) => setPractice({ ods_code })} />
          </div>
          <LinesField {...field('gp_practice.address_lines', 'Practice address')} value={practice.address_lines} onChange={(address_lines) => setPractice({ address_lines })} />
          <LineField {...field('gp_practice.postcode', 'Practice postcode')} width={10} value={practice.postcode} onChange={(postcode) => setPractice({ postcode })} />
        </fieldset>
        {start.family !== '' && (
          <DayField {...field('died_on', 'Date of death', 'Leave empty for a living patient')} disabled={isLocked} value={input.died_on} onChange={(died_on) => set({ died_on })} />
        )}
        <FormButtons submit={isLocked ? null : submitLabel} busy={busy} onCancel={onCancel} cancel={isLocked ? 'Back' : 'Cancel'} />
      </form>
    </>
  );
}

const NUMBER_LABELS: Record<string, string> = { nhs: 'NHS number', chi: 'CHI number', health_and_care: 'Health and Care number' };
