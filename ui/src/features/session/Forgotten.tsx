import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Inset } from '@/components/Callout';
import { ErrorSummary, problemOf } from '@/components/ErrorSummary';
import { LineField } from '@/components/fields';
import { NewPassphraseFields, UNTYPED, placed, slipsOf } from '@/components/NewPassphraseFields';
import { PageHead } from '@/components/PageHead';
import { commands } from '@/lib/commands';
import { Failure, type Problem } from '@/lib/failure';

interface Props {
  name: string;
  onDone: (name: string) => void;
  onBack: () => void;
}

/** A passphrase that nobody remembers: a colleague who keeps the store helps, or the recovery key from paper. */
export function Forgotten({ name: known, onDone, onBack }: Props) {
  const [name, setName] = useState(known);
  const [recoveryKey, setRecoveryKey] = useState('');
  const [passphrase, setPassphrase] = useState(UNTYPED);
  const [slips, setSlips] = useState<Problem[]>([]);
  const recovering = useMutation({
    mutationFn: () => commands.recoverPassphrase(name.trim(), recoveryKey, passphrase.first),
    onSuccess: (user) => onDone(user.name),
  });
  const problems = slips.length > 0 ? slips : recovering.error ? placed(Failure.from(recovering.error), FIELDS) : [];
  return (
    <div className="so-narrow">
      <PageHead title="Forgotten passphrase" />
      <Inset>
        <p>
          <strong>A colleague who keeps the store can give you a new one</strong> in a moment, on the page “Users”. Nothing of yours is lost.
        </p>
      </Inset>
      <p>If you keep the store yourself, the recovery key opens it. It was printed or written down when the store was set up.</p>
      <ErrorSummary problems={problems} />
      <form
        noValidate
        className="so-card"
        onSubmit={(event) => {
          event.preventDefault();
          const found = [
            ...(name.trim() === '' ? [{ field: 'name', message: 'Enter the name with which you sign in' }] : []),
            ...(recoveryKey.trim() === '' ? [{ field: 'recovery_key', message: 'Enter the recovery key from the paper' }] : []),
            ...slipsOf(passphrase),
          ];
          setSlips(found);
          if (found.length === 0 && !recovering.isPending) recovering.mutate();
        }}
      >
        <LineField id="name" label="Name" value={name} onChange={setName} width={20} spellCheck={false} error={problemOf(problems, 'name')} />
        <LineField id="recovery_key" label="Recovery key" hint="Eight groups of four and one sign more. Capitals, blanks and hyphens do not matter." value={recoveryKey} onChange={setRecoveryKey} spellCheck={false} error={problemOf(problems, 'recovery_key')} />
        <NewPassphraseFields typed={passphrase} onChange={setPassphrase} problems={problems} />
        <div className="nhsuk-button-group">
          <Button type="submit" busy={recovering.isPending}>
            {recovering.isPending ? 'Opening…' : 'Set the new passphrase'}
          </Button>
          <Button look="second" onClick={onBack}>
            Back
          </Button>
        </div>
      </form>
    </div>
  );
}

/** The field that each failure is about. */
const FIELDS = { recovery_key_refused: 'recovery_key', not_found: 'name', role_may_not: 'name' };
