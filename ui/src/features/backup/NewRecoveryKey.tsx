import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Callout, FailureNote, Inset } from '@/components/Callout';
import { ErrorSummary } from '@/components/ErrorSummary';
import { LineField } from '@/components/fields';
import { RecoveryKeyPrint } from '@/components/paper/RecoveryKeyPrint';
import { commands } from '@/lib/commands';
import { Failure } from '@/lib/failure';

/** The recovery key: the paper is tried, and replaced where it was lost. */
export function NewRecoveryKey() {
  const [passphrase, setPassphrase] = useState('');
  const [typed, setTyped] = useState('');
  const making = useMutation({ mutationFn: () => commands.renewRecoveryKey(passphrase), onSettled: () => setPassphrase('') });
  const testing = useMutation({ mutationFn: () => commands.testRecoveryKey(typed), onSuccess: () => setTyped('') });
  const problems = making.error ? [{ field: 'recovery_passphrase', message: Failure.from(making.error).message }] : [];
  return (
    <section className="so-card" aria-labelledby="recovery-title">
      <h2 className="nhsuk-heading-m" id="recovery-title">
        Recovery key
      </h2>
      {making.data ? (
        <>
          <p className="so-key" aria-label="Recovery key">
            {making.data.recovery_key}
          </p>
          <Callout title="It is shown now and never again">
            <p>Print it or write it down, lock it away from this computer, and type it below from the paper. The one before opens nothing any more.</p>
          </Callout>
          <RecoveryKeyPrint recoveryKey={making.data.recovery_key} />
        </>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!making.isPending) making.mutate();
          }}
        >
          <p>Is the paper lost, or has somebody seen it? Make a new key; the old one then opens nothing any more.</p>
          <ErrorSummary problems={problems} />
          <LineField id="recovery_passphrase" label="Your passphrase, once more" width={20} type="password" value={passphrase} onChange={setPassphrase} error={problems[0]?.message} />
          <Button type="submit" look="second" busy={making.isPending}>
            Make a new recovery key
          </Button>
        </form>
      )}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!testing.isPending) testing.mutate();
        }}
      >
        <LineField id="recovery_key" label="Try the key that is on paper" hint="Nothing changes; that it was tried is written in the audit trail" value={typed} onChange={setTyped} spellCheck={false} />
        <FailureNote error={testing.error} />
        {testing.isSuccess && (
          <Inset tone="good">
            <p>This is the store’s recovery key. Lock it away again.</p>
          </Inset>
        )}
        <Button type="submit" look="second" busy={testing.isPending}>
          Try it
        </Button>
      </form>
    </section>
  );
}
