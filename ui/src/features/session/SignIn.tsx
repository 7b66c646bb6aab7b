import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Inset } from '@/components/Callout';
import { ErrorSummary, problemOf } from '@/components/ErrorSummary';
import { LineField } from '@/components/fields';
import { PageHead } from '@/components/PageHead';
import type { SessionView } from '@/lib/wire';
import { commands } from '@/lib/commands';
import { Failure, type Problem } from '@/lib/failure';

interface Props {
  name?: string;
  isDemonstration: boolean;
  onDone: (session: SessionView) => void;
}

/** The door of the store. */
export function SignIn({ name: known = '', isDemonstration, onDone }: Props) {
  const [name, setName] = useState(known);
  const [passphrase, setPassphrase] = useState('');
  const [slips, setSlips] = useState<Problem[]>([]);
  const signing = useMutation({
    mutationFn: () => commands.signIn(name.trim(), passphrase),
    onSuccess: onDone,
    onError: () => setPassphrase(''),
  });
  const failure = signing.error ? Failure.from(signing.error) : null;
  const problems = slips.length > 0 ? slips : failure ? [{ field: 'passphrase', message: failure.message }] : [];
  return (
    <div className="so-door">
      <PageHead title="Sign in" />
      {isDemonstration && (
        <Inset>
          <p>This is a demonstration. All patients in it are invented.</p>
        </Inset>
      )}
      <ErrorSummary problems={problems} />
      <form
        noValidate
        className="so-card"
        onSubmit={(event) => {
          event.preventDefault();
          const empty = [
            ...(name.trim() === '' ? [{ field: 'name', message: 'Enter your name' }] : []),
            ...(passphrase === '' ? [{ field: 'passphrase', message: 'Enter your passphrase' }] : []),
          ];
          setSlips(empty);
          if (empty.length === 0 && !signing.isPending) signing.mutate();
        }}
      >
        <LineField id="name" label="Name" value={name} onChange={setName} autoFocus={known === ''} autoComplete="username" spellCheck={false} error={problemOf(problems, 'name')} />
        <LineField id="passphrase" label="Passphrase" type="password" value={passphrase} onChange={setPassphrase} autoFocus={known !== ''} autoComplete="current-password" error={problemOf(problems, 'passphrase')} />
        <Button type="submit" busy={signing.isPending}>
          {signing.isPending ? 'Signing in…' : 'Sign in'}
        </Button>
      </form>
    </div>
  );
}
