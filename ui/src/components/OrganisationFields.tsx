import type { Problem } from '@/lib/failure';
import type { Choice, OrganisationInput } from '@/lib/wire';
import { fieldId, problemOf } from './ErrorSummary';
import { LineField, LinesField, RadioField } from './fields';

interface Props {
  organisation: OrganisationInput;
  nations: Choice[];
  problems: Problem[];
  onChange: (organisation: OrganisationInput) => void;
}

/** The organisation, whom patients can turn to, and the urgent line: when a store is set up, and whenever they change. */
export function OrganisationFields({ organisation, nations, problems, onChange }: Props) {
  const { support, urgent_line } = organisation;
  const set = (change: Partial<OrganisationInput>) => onChange({ ...organisation, ...change });
  const field = (name: string, label: string, hint?: string) => {
    const path = `organisation.${name}`;
    return { id: fieldId(path), label, hint, error: problemOf(problems, path) };
  };
  return (
    <>
      <fieldset className="nhsuk-fieldset so-card">
        <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">Your organisation</legend>
        <p className="so-soft">It stands at the head of every letter.</p>
        <LineField {...field('name', 'Name of the organisation')} value={organisation.name} onChange={(name) => set({ name })} />
        <LineField {...field('department', 'Department or clinic (optional)')} value={organisation.department} onChange={(department) => set({ department })} />
        <LinesField {...field('address_lines', 'Organisation address', 'One line for each line of the letterhead')} value={organisation.address_lines} onChange={(address_lines) => set({ address_lines })} />
        <div className="so-pair">
          <LineField {...field('postcode', 'Organisation postcode')} width={10} value={organisation.postcode} onChange={(postcode) => set({ postcode })} />
          <LineField {...field('ods_code', 'ODS code (optional)')} width={10} value={organisation.ods_code} onChange={(ods_code) => set({ ods_code })} />
        </div>
        <div className="so-pair">
          <LineField {...field('phone', 'Organisation telephone')} type="tel" value={organisation.phone} onChange={(phone) => set({ phone })} />
          <LineField {...field('email', 'Organisation e-mail (optional)')} type="email" value={organisation.email} onChange={(email) => set({ email })} />
        </div>
        <RadioField {...field('nation', 'Nation')} isInline choices={nations} value={organisation.nation} onChange={(nation) => set({ nation })} />
      </fieldset>

      <fieldset className="nhsuk-fieldset so-card">
        <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">Support for patients</legend>
        <p className="so-soft">Whom a patient can turn to, such as your PALS. It is printed on everything a patient is given.</p>
        <LineField {...field('support.service', 'Name of the support service')} value={support.service} onChange={(service) => set({ support: { ...support, service } })} />
        <div className="so-pair">
          <LineField {...field('support.phone', 'Support telephone')} type="tel" value={support.phone} onChange={(phone) => set({ support: { ...support, phone } })} />
          <LineField {...field('support.email', 'Support e-mail (optional)')} type="email" value={support.email} onChange={(email) => set({ support: { ...support, email } })} />
        </div>
        <LineField {...field('support.hours', 'Hours (optional)', 'For example, Monday to Friday 9 to 4')} value={support.hours} onChange={(hours) => set({ support: { ...support, hours } })} />
      </fieldset>

      <fieldset className="nhsuk-fieldset so-card">
        <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">Urgent line</legend>
        <p className="so-soft">Whom to call when an inpatient gets worse (Martha’s Rule, or its equivalent where you are). It is shown before every new request.</p>
        <LineField {...field('urgent_line.phone', 'Number of the urgent line')} type="tel" value={urgent_line.phone} onChange={(phone) => set({ urgent_line: { ...urgent_line, phone } })} />
        <LineField {...field('urgent_line.words', 'What to ask for', 'For example, the critical care outreach team')} value={urgent_line.words} onChange={(words) => set({ urgent_line: { ...urgent_line, words } })} />
      </fieldset>
    </>
  );
}
