import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { Inset } from '@/components/Callout';
import { ErrorSummary, problemOf } from '@/components/ErrorSummary';
import { LineField } from '@/components/fields';
import { PageHead } from '@/components/PageHead';
import { commands } from '@/lib/commands';
import { Failure, type Problem } from '@/lib/failure';
import { useSession } from '@/lib/session';

/** Who is signed in, and one’s own passphrase. */
export function Account() {
  const { user, lock_after_minutes } = useSession();
  const [old, setOld] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [slips, setSlips] = useState<Problem[]>([]);
  const clear = () => [setOld, setPassphrase, setAgain].forEach((set) => set(''));
  const changing = useMutation({
    mutationFn: () => commands.changePassphrase(old, passphrase),
    onSuccess: () => {
      clear();
      announce('Your passphrase was changed');
    },
  });
  const problems = slips.length > 0 ? slips : changing.error ? placed(Failure.from(changing.error)) : [];
  return (
    <div className="so-narrow">
      <PageHead title="Your passphrase" caption={`${user.shown_name}, signed in as ${user.name}`} />
      {changing.isSuccess && (
        <Inset tone="good">
          <p>Your passphrase was changed. The old one opens nothing any more.</p>
        </Inset>
      )}
      <ErrorSummary problems={problems} />
      <form
        noValidate
        className="so-card"
        onSubmit={(event) => {
          event.preventDefault();
          const found = [
            ...(old === '' ? [{ field: 'old', message: 'Enter the passphrase that you have now' }] : []),
            ...(passphrase === '' ? [{ field: 'passphrase', message: 'Enter a new passphrase' }] : []),
            ...(passphrase !== again ? [{ field: 'again', message: 'The two new passphrases are not the same' }] : []),
          ];
          setSlips(found);
          if (found.length === 0 && !changing.isPending) changing.mutate();
        }}
      >
        <LineField id="old" label="Passphrase that you have now" type="password" autoComplete="current-password" value={old} onChange={setOld} error={problemOf(problems, 'old')} />
        <LineField id="passphrase" label="New passphrase" hint="At least 12 characters. Three or four words that do not belong together are best." type="password" autoComplete="new-password" value={passphrase} onChange={setPassphrase} error={problemOf(problems, 'passphrase')} />
        <LineField id="again" label="New passphrase again" type="password" autoComplete="new-password" value={again} onChange={setAgain} error={problemOf(problems, 'again')} />
        <Button type="submit" busy={changing.isPending}>
          {changing.isPending ? 'Changing…' : 'Change the passphrase'}
        </Button>
      </form>
      <p className="so-soft">
        This screen locks itself when nobody has touched it for {lock_after_minutes} {lock_after_minutes === 1 ? 'minute' : 'minutes'}, and at once with Ctrl+Shift+L. What you typed is kept.
      </p>
    </div>
  );
}

/** Each failure beside the field that it is about. */
function placed(failure: Failure): Problem[] {
  const field = { not_let_in: 'old', locked_out: 'old', passphrase_refused: 'passphrase' }[failure.code];
  const message = failure.code === 'not_let_in' ? 'This is not the passphrase that you have now.' : failure.message;
  return [{ field: field ?? '', message }];
}
