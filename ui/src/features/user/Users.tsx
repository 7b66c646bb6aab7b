import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote } from '@/components/Callout';
import { Dialog } from '@/components/Dialog';
import { ErrorSummary, fieldId, problemOf } from '@/components/ErrorSummary';
import { LineField, RadioField, SelectField } from '@/components/fields';
import { PageHead } from '@/components/PageHead';
import { Tag } from '@/components/Tag';
import type { PersonInput, UserInput } from '@/lib/wire';
import { useChoices } from '@/lib/choices';
import { commands } from '@/lib/commands';
import { Failure } from '@/lib/failure';
import { cache, queries } from '@/lib/queries';

/** The people who sign in at this store. */
export function Users() {
  const users = useQuery(queries.users());
  const [isAdding, setIsAdding] = useState(false);
  const switching = useMutation({
    mutationFn: ({ id, isActive }: { id: string; isActive: boolean }) => commands.setUserActive(id, isActive),
    onSuccess: () => cache.invalidateQueries({ queryKey: queries.users().queryKey }),
  });
  return (
    <>
      <PageHead title="Users">
        <Button onClick={() => setIsAdding(true)}>Add a user</Button>
      </PageHead>
      <FailureNote error={users.error ?? switching.error} />
      <table className="nhsuk-table so-table">
        <caption className="nhsuk-u-visually-hidden">People who sign in</caption>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Signs in as</th>
            <th scope="col">Role</th>
            <th scope="col">May sign in</th>
          </tr>
        </thead>
        <tbody>
          {users.data?.map((user) => (
            <tr key={user.id}>
              <td>{user.shown_name}</td>
              <td>{user.name}</td>
              <td>{user.role_label}</td>
              <td className="so-switch">
                {user.is_active ? <Tag tone="green">Yes</Tag> : <Tag>No</Tag>}
                <Button look="quiet" aria-label={user.is_active ? `Stop ${user.shown_name} signing in` : `Let ${user.shown_name} sign in`} onClick={() => switching.mutate({ id: user.id, isActive: !user.is_active })}>
                  {user.is_active ? 'Stop' : 'Allow'}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {isAdding && <AddUser onClose={() => setIsAdding(false)} />}
    </>
  );
}

const BLANK: UserInput = {
  name: '', role: '', person: { title: null, given: '', family: '', post: null, register: null, registration: null, phone: null },
};

function AddUser({ onClose }: { onClose: () => void }) {
  const choices = useChoices();
  const [input, setInput] = useState(BLANK);
  const [passphrase, setPassphrase] = useState('');
  const adding = useMutation({
    mutationFn: () => commands.addUser(input, passphrase),
    onSuccess: async (user) => {
      await cache.invalidateQueries({ queryKey: queries.users().queryKey });
      announce(`${user.shown_name} was added`);
      onClose();
    },
  });
  const problems = adding.error ? Failure.from(adding.error).problems() : [];
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
        <LineField {...field('passphrase', 'First passphrase', 'At least 12 characters')} type="password" autoComplete="new-password" value={passphrase} onChange={setPassphrase} />
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
