import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { ErrorSummary, fieldId, problemOf } from '@/components/ErrorSummary';
import { LineField, LinesField, RadioField, SelectField } from '@/components/fields';
import { PageHead } from '@/components/PageHead';
import type { OrganisationInput, PersonInput, SetUpInput, SetUpView } from '@/lib/wire';
import { useChoices } from '@/lib/choices';
import { commands } from '@/lib/commands';
import { Failure, type Problem } from '@/lib/failure';

const BLANK: SetUpInput = {
  organisation: {
    name: '', department: null, ods_code: null, address_lines: [], postcode: null, phone: '', email: null, nation: '',
    support: { service: '', phone: '', email: null, hours: null },
    urgent_line: { phone: '', words: '' },
  },
  user: { name: '', role: '', person: { title: null, given: '', family: '', post: null, register: null, registration: null, phone: null } },
};

/** What a new store needs: the organisation, whom patients can turn to, the urgent line, and the first person. */
export function SetUpForm({ onDone, onBack }: { onDone: (made: SetUpView) => void; onBack: () => void }) {
  const choices = useChoices();
  const [input, setInput] = useState(BLANK);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [slip, setSlip] = useState<Problem[]>([]);
  const setting = useMutation({ mutationFn: () => commands.setUp(input, passphrase), onSuccess: onDone });
  const problems = slip.length > 0 ? slip : setting.error ? Failure.from(setting.error).problems() : [];

  const { organisation, user } = input;
  const { person } = user;
  const setOrganisation = (change: Partial<OrganisationInput>) => setInput({ ...input, organisation: { ...organisation, ...change } });
  const setPerson = (change: Partial<PersonInput>) => setInput({ ...input, user: { ...user, person: { ...person, ...change } } });
  const field = (name: string, label: string, hint?: string) => ({
    id: fieldId(name), label, hint, error: problemOf(problems, name),
  });
  const isClinician = user.role === 'clinician';

  return (
    <div className="so-narrow">
      <PageHead title="Set up for real use" caption="Step 1 of 3" />
      <ErrorSummary problems={problems} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const differs = passphrase !== again;
          setSlip(differs ? [{ field: 'passphrase_again', message: 'The two passphrases are not the same' }] : []);
          if (!differs) setting.mutate();
        }}
      >
        <fieldset className="nhsuk-fieldset so-card">
          <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">Your organisation</legend>
          <p className="so-soft">It stands at the head of every letter.</p>
          <LineField {...field('organisation.name', 'Name of the organisation')} value={organisation.name} onChange={(name) => setOrganisation({ name })} />
          <LineField {...field('organisation.department', 'Department or clinic (optional)')} value={organisation.department} onChange={(department) => setOrganisation({ department })} />
          <LinesField {...field('organisation.address_lines', 'Organisation address', 'One line for each line of the letterhead')} value={organisation.address_lines} onChange={(address_lines) => setOrganisation({ address_lines })} />
          <div className="so-pair">
            <LineField {...field('organisation.postcode', 'Organisation postcode')} width={10} value={organisation.postcode} onChange={(postcode) => setOrganisation({ postcode })} />
            <LineField {...field('organisation.ods_code', 'ODS code (optional)')} width={10} value={organisation.ods_code} onChange={(ods_code) => setOrganisation({ ods_code })} />
          </div>
          <div className="so-pair">
            <LineField {...field('organisation.phone', 'Organisation telephone')} type="tel" value={organisation.phone} onChange={(phone) => setOrganisation({ phone })} />
            <LineField {...field('organisation.email', 'Organisation e-mail (optional)')} type="email" value={organisation.email} onChange={(email) => setOrganisation({ email })} />
          </div>
          <RadioField {...field('organisation.nation', 'Nation')} isInline choices={choices('nation')} value={organisation.nation} onChange={(nation) => setOrganisation({ nation })} />
        </fieldset>

        <fieldset className="nhsuk-fieldset so-card">
          <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">Support for patients</legend>
          <p className="so-soft">Whom a patient can turn to, such as your PALS. It is printed on everything a patient is given.</p>
          <LineField {...field('organisation.support.service', 'Name of the support service')} value={organisation.support.service} onChange={(service) => setOrganisation({ support: { ...organisation.support, service } })} />
          <div className="so-pair">
            <LineField {...field('organisation.support.phone', 'Support telephone')} type="tel" value={organisation.support.phone} onChange={(phone) => setOrganisation({ support: { ...organisation.support, phone } })} />
            <LineField {...field('organisation.support.email', 'Support e-mail (optional)')} type="email" value={organisation.support.email} onChange={(email) => setOrganisation({ support: { ...organisation.support, email } })} />
          </div>
          <LineField {...field('organisation.support.hours', 'Hours (optional)', 'For example, Monday to Friday 9 to 4')} value={organisation.support.hours} onChange={(hours) => setOrganisation({ support: { ...organisation.support, hours } })} />
        </fieldset>

        <fieldset className="nhsuk-fieldset so-card">
          <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">Urgent line</legend>
          <p className="so-soft">Whom to call when an inpatient gets worse (Martha’s Rule, or its equivalent where you are). It is shown before every new request.</p>
          <LineField {...field('organisation.urgent_line.phone', 'Number of the urgent line')} type="tel" value={organisation.urgent_line.phone} onChange={(phone) => setOrganisation({ urgent_line: { ...organisation.urgent_line, phone } })} />
          <LineField {...field('organisation.urgent_line.words', 'What to ask for', 'For example, the critical care outreach team')} value={organisation.urgent_line.words} onChange={(words) => setOrganisation({ urgent_line: { ...organisation.urgent_line, words } })} />
        </fieldset>

        <fieldset className="nhsuk-fieldset so-card">
          <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">First person to sign in</legend>
          <p className="so-soft">An administrator adds the others. A clinician who works alone can be the first and only one.</p>
          <div className="so-triple">
            <LineField {...field('user.person.title', 'Title (optional)')} value={person.title} onChange={(title) => setPerson({ title })} />
            <LineField {...field('user.person.given', 'Given name')} value={person.given} onChange={(given) => setPerson({ given })} />
            <LineField {...field('user.person.family', 'Family name')} value={person.family} onChange={(family) => setPerson({ family })} />
          </div>
          <RadioField {...field('user.role', 'Role')} choices={choices('role').filter(({ code }) => code === 'administrator' || code === 'clinician')} value={user.role} onChange={(role) => setInput({ ...input, user: { ...user, role } })} />
          {isClinician && (
            <>
              <LineField {...field('user.person.post', 'Post', 'Printed in the letters you sign, for example Consultant cardiologist')} value={person.post} onChange={(post) => setPerson({ post })} />
              <div className="so-pair">
                <SelectField {...field('user.person.register', 'Professional register')} choices={choices('register')} value={person.register} onChange={(register) => setPerson({ register })} />
                <LineField {...field('user.person.registration', 'Registration number')} value={person.registration} onChange={(registration) => setPerson({ registration })} />
              </div>
              <LineField {...field('user.person.phone', 'Telephone for replies (optional)')} type="tel" value={person.phone} onChange={(phone) => setPerson({ phone })} />
            </>
          )}
          <LineField {...field('user.name', 'Name to sign in with', 'Short and without blanks, for example asmith')} width={20} spellCheck={false} value={user.name} onChange={(name) => setInput({ ...input, user: { ...user, name } })} />
          <LineField {...field('passphrase', 'Passphrase', 'At least 12 characters. Three or four words that do not belong together are best.')} type="password" autoComplete="new-password" value={passphrase} onChange={setPassphrase} />
          <LineField {...field('passphrase_again', 'Passphrase again')} type="password" autoComplete="new-password" value={again} onChange={setAgain} />
        </fieldset>

        <div className="nhsuk-button-group">
          <Button type="submit" busy={setting.isPending}>
            {setting.isPending ? 'Setting up…' : 'Set up'}
          </Button>
          <Button look="second" onClick={onBack}>
            Back
          </Button>
        </div>
      </form>
    </div>
  );
}
