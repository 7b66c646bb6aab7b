import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote, Inset } from '@/components/Callout';
import { Dialog } from '@/components/Dialog';
import { ErrorSummary, fieldId, problemOf } from '@/components/ErrorSummary';
import { LineField, RadioField, SelectField } from '@/components/fields';
import { NewPassphraseFields, UNTYPED, placed } from '@/components/NewPassphraseFields';
import { PageHead } from '@/components/PageHead';
import { Tag } from '@/components/Tag';
import type { PersonInput, UserInput, UserView } from '@/lib/wire';
import { useChoices } from '@/lib/choices';
import { commands } from '@/lib/commands';
import { Failure } from '@/lib/failure';
import { useHeld } from '@/lib/held';
import { cache, queries } from '@/lib/queries';
import { useSession } from '@/lib/session';

/** The people who sign in at this store. */
export function Users() {
  const session = useSession();
  const users = useQuery(queries.users());
  const [isAdding, setIsAdding] = useHeld('adding a user', false);
  const [renewed, setRenewed] = useState<UserView | null>(null);
  const [said, setSaid] = useState('');
  const tell = async (words: string) => {
    setSaid(words);
    announce(words);
    await cache.invalidateQueries({ queryKey: queries.users().queryKey });
  };
  const stopping = useMutation({
    mutationFn: (user: UserView) => commands.disableUser(user.name),
    onSuccess: (user) => tell(`${user.shown_name} can no longer sign in.`),
  });
  const unlocking = useMutation({
    mutationFn: (user: UserView) => commands.unlockUser(user.name),
    onSuccess: (user) => tell(`${user.shown_name} can try again at once.`),
  });
  return (
    <>
      <PageHead title="Users">
        <Button onClick={() => setIsAdding(true)}>Add a user</Button>
      </PageHead>
      <FailureNote error={users.error ?? stopping.error ?? unlocking.error} />
      {said && (
        <Inset tone="good">
          <p>{said}</p>
        </Inset>
      )}
      <table className="nhsuk-table so-table">
        <caption className="nhsuk-u-visually-hidden">People who sign in</caption>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Signs in as</th>
            <th scope="col">Role</th>
            <th scope="col">May sign in</th>
            <th scope="col">What you can do</th>
          </tr>
        </thead>
        <tbody>
          {users.data?.map((user) => (
            <tr key={user.id}>
              <td>{user.shown_name}</td>
              <td>{user.name}</td>
              <td>{user.role_label}</td>
              <td>
                {!user.is_active && <Tag>No</Tag>}
                {user.is_active && user.wait_seconds === null && <Tag tone="green">Yes</Tag>}
                {user.is_active && user.wait_seconds !== null && <Tag tone="red">Must wait</Tag>}
              </td>
              <td>
                <div className="so-deeds">
                  {user.wait_seconds !== null && (
                    <Button look="small" aria-label={`Let try again: ${user.shown_name}`} onClick={() => unlocking.mutate(user)}>
                      Let try again
                    </Button>
                  )}
                  <Button look="small" aria-label={`${user.is_active ? 'New passphrase' : 'Let sign in again'}: ${user.shown_name}`} onClick={() => setRenewed(user)}>
                    {user.is_active ? 'New passphrase' : 'Let sign in again'}
                  </Button>
                  {user.is_active && user.id !== session.user.id && (
                    <Button look="small" aria-label={`Stop: ${user.shown_name}`} onClick={() => stopping.mutate(user)}>
                      Stop
                    </Button>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {isAdding && <AddUser onClose={() => setIsAdding(false)} />}
      {renewed && (
        <NewPassphrase
          user={renewed}
          onClose={() => setRenewed(null)}
          onDone={(words) => {
            setRenewed(null);
            void tell(words);
          }}
        />
      )}
    </>
  );
}

/** A new passphrase for somebody who has forgotten theirs, or who comes back. */
function NewPassphrase({ user, onClose, onDone }: { user: UserView; onClose: () => void; onDone: (words: string) => void }) {
  const [passphrase, setPassphrase] = useState(UNTYPED);
  const giving = useMutation({
    mutationFn: () => (user.is_active ? commands.resetPassphrase(user.name, passphrase.first) : commands.enableUser(user.name, passphrase.first)),
    onSuccess: () => onDone(user.is_active ? `${user.shown_name} has a new passphrase. The old one opens nothing any more.` : `${user.shown_name} can sign in again, with the new passphrase.`),
  });
  const problems = giving.error ? placed(Failure.from(giving.error)) : [];
  return (
    <Dialog title={user.is_active ? `New passphrase for ${user.shown_name}` : `Let ${user.shown_name} sign in again`} onClose={onClose}>
      <ErrorSummary problems={problems} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!giving.isPending) giving.mutate();
        }}
      >
        <p>Make sure that it is really {user.shown_name} who asks. Tell the new passphrase in person; they change it under their own name at the top of the window.</p>
        <NewPassphraseFields isTold typed={passphrase} onChange={setPassphrase} problems={problems} />
        <div className="nhsuk-button-group">
          <Button type="submit" busy={giving.isPending}>
            Give the new passphrase
          </Button>
          <Button look="second" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const BLANK: UserInput = {
  name: '', role: '', person: { title: null, given: '', family: '', post: null, register: null, registration: null, phone: null },
};

function AddUser({ onClose }: { onClose: () => void }) {
  const choices = useChoices();
  const [input, setInput] = useHeld('new user', BLANK);
  const [passphrase, setPassphrase] = useState(UNTYPED);
  const adding = useMutation({
    mutationFn: () => commands.addUser(input, passphrase.first),
    onSuccess: async (user) => {
      await cache.invalidateQueries({ queryKey: queries.users().queryKey });
      announce(`${user.shown_name} was added`);
      onClose();
    },
  });
  const problems = adding.error ? placed(Failure.from(adding.error)) : [];
  const { person } = input;
  const setPerson = (change: Partial<PersonInput>) => setInput({ ...input, person: { ...person, ...change } });
  const field = (name: string, label: string, hint?: string) => ({ id: fieldId(name), label, hint, error: problemOf(problems, name) });
  return (
    <Dialog title="Add a user" onClose={onClose}>
      <ErrorSummary problems={problems} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!adding.isPending) adding.mutate();
        }}
      >
        <div className="so-triple">
          <LineField {...field('person.title', 'Title (optional)')} value={person.title} onChange={(title) => setPerson({ title })} />
          <LineField {...field('person.given', 'Given name')} value={person.given} onChange={(given) => setPerson({ given })} />
          <LineField {...field('person.family', 'Family name')} value={person.family} onChange={(family) => setPerson({ family })} />
        </div>
        <RadioField {...field('role', 'Role')} choices={choices('role')} value={input.role} onChange={(role) => setInput({ ...input, role })} />
        {input.role === 'clinician' && (
          <>
            <LineField {...field('person.post', 'Post')} value={person.post} onChange={(post) => setPerson({ post })} />
            <div className="so-pair">
              <SelectField {...field('person.register', 'Professional register')} choices={choices('register')} value={person.register} onChange={(register) => setPerson({ register })} />
              <LineField {...field('person.registration', 'Registration number')} value={person.registration} onChange={(registration) => setPerson({ registration })} />
            </div>
          </>
        )}
        <LineField {...field('name', 'Name to sign in with')} width={20} spellCheck={false} value={input.name} onChange={(name) => setInput({ ...input, name })} />
        <p>Tell the first passphrase in person; they change it under their own name at the top of the window.</p>
        <NewPassphraseFields label="First passphrase" isTold typed={passphrase} onChange={setPassphrase} problems={problems} />
        <div className="nhsuk-button-group">
          <Button type="submit" busy={adding.isPending}>
            Add
          </Button>
          <Button look="second" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
