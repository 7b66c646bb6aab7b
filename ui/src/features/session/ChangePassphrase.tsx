import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { Inset } from '@/components/Callout';
import { ErrorSummary, problemOf } from '@/components/ErrorSummary';
import { LineField } from '@/components/fields';
import { NewPassphraseFields, UNTYPED, placed, slipsOf } from '@/components/NewPassphraseFields';
import { commands } from '@/lib/commands';
import { Failure, type Problem } from '@/lib/failure';

/** One’s own passphrase, changed by whoever knows the old one. */
export function ChangePassphrase() {
  const [old, setOld] = useState('');
  const [passphrase, setPassphrase] = useState(UNTYPED);
  const [slips, setSlips] = useState<Problem[]>([]);
  const changing = useMutation({
    mutationFn: () => commands.changePassphrase(old, passphrase.first),
    onSuccess: () => {
      setOld('');
      setPassphrase(UNTYPED);
      announce('Your passphrase was changed');
    },
  });
  const problems = slips.length > 0 ? slips : changing.error ? told(Failure.from(changing.error)) : [];
  return (
    <form
      noValidate
      className="so-card"
      aria-labelledby="passphrase-title"
      onSubmit={(event) => {
        event.preventDefault();
        const found = [...(old === '' ? [{ field: 'old', message: 'Enter the passphrase that you have now' }] : []), ...slipsOf(passphrase)];
        setSlips(found);
        if (found.length === 0 && !changing.isPending) changing.mutate();
      }}
    >
      <h2 className="nhsuk-heading-m" id="passphrase-title">
        Your passphrase
      </h2>
      {changing.isSuccess && (
        <Inset tone="good">
          <p>Your passphrase was changed. The old one opens nothing any more.</p>
        </Inset>
      )}
      <ErrorSummary problems={problems} />
      <LineField id="old" label="Passphrase that you have now" type="password" autoComplete="current-password" value={old} onChange={setOld} error={problemOf(problems, 'old')} />
      <NewPassphraseFields typed={passphrase} onChange={setPassphrase} problems={problems} />
      <Button type="submit" busy={changing.isPending}>
        {changing.isPending ? 'Changing…' : 'Change the passphrase'}
      </Button>
    </form>
  );
}

function told(failure: Failure): Problem[] {
  if (failure.code === 'not_let_in') return [{ field: 'old', message: 'This is not the passphrase that you have now.' }];
  return placed(failure, { locked_out: 'old' });
}
