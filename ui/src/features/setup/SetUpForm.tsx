import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorSummary, fieldId, problemOf } from '@/components/ErrorSummary';
import { FormButtons } from '@/components/FormButtons';
import { LineField, RadioField, SelectField } from '@/components/fields';
import { NewPassphraseFields, UNTYPED, placed, slipsOf } from '@/components/NewPassphraseFields';
import { OrganisationFields } from '@/components/OrganisationFields';
import { PageHead } from '@/components/PageHead';
import type { PersonInput, SetUpInput, SetUpView } from '@/lib/wire';
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
  const [passphrase, setPassphrase] = useState(UNTYPED);
  const [slips, setSlips] = useState<Problem[]>([]);
  const setting = useMutation({ mutationFn: () => commands.setUp(input, passphrase.first), onSuccess: onDone });
  const problems = slips.length > 0 ? slips : setting.error ? placed(Failure.from(setting.error)) : [];

  const { organisation, user } = input;
  const { person } = user;
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
          const found = slipsOf(passphrase);
          setSlips(found);
          if (found.length === 0 && !setting.isPending) setting.mutate();
        }}
      >
        <OrganisationFields organisation={organisation} nations={choices('nation')} problems={problems} onChange={(organisation) => setInput({ ...input, organisation })} />

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
          <NewPassphraseFields label="Passphrase" typed={passphrase} onChange={setPassphrase} problems={problems} />
        </fieldset>

        <FormButtons submit={setting.isPending ? 'Setting up…' : 'Set up'} busy={setting.isPending} onCancel={onBack} cancel="Back" />
      </form>
    </div>
  );
}
