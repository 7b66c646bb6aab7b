import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Callout } from '@/components/Callout';
import { ErrorSummary, problemOf } from '@/components/ErrorSummary';
import { LineField } from '@/components/fields';
import { PageHead } from '@/components/PageHead';
import { RecoveryKeyPrint } from '@/components/paper/RecoveryKeyPrint';
import type { SetUpView } from '@/lib/wire';
import { commands } from '@/lib/commands';
import { Failure } from '@/lib/failure';

/** The recovery key, shown once. Nobody goes on before it was typed back from paper. */
export function RecoveryKey({ made, onDone }: { made: SetUpView; onDone: () => void }) {
  const [isOnPaper, setIsOnPaper] = useState(false);
  if (isOnPaper) return <TypedBack onBack={() => setIsOnPaper(false)} onDone={onDone} />;
  return (
    <div className="so-narrow">
      <PageHead title="Keep your recovery key" caption="Step 2 of 3" />
      <p className="so-lead">This key opens the store when every passphrase is lost. It is shown now and never again.</p>
      <p className="so-key" aria-label="Recovery key">
        {made.recovery_key}
      </p>
      <Callout title="Without it, lost passphrases mean lost records">
        <p>Print it or write it down, and lock it away from this computer. Nobody else can recover the store for you.</p>
      </Callout>
      <div className="nhsuk-button-group so-not-printed">
        <Button onClick={() => setIsOnPaper(true)}>It is on paper, go on</Button>
        <RecoveryKeyPrint recoveryKey={made.recovery_key} />
      </div>
    </div>
  );
}

/** A key that was written down wrongly is found out now, and not on the day when it is needed. */
function TypedBack({ onBack, onDone }: { onBack: () => void; onDone: () => void }) {
  const [typed, setTyped] = useState('');
  const testing = useMutation({ mutationFn: () => commands.testRecoveryKey(typed), onSuccess: onDone });
  const problems = testing.error ? [{ field: 'recovery_key', message: Failure.from(testing.error).message }] : [];
  return (
    <div className="so-narrow">
      <PageHead title="Try your recovery key" caption="Step 3 of 3" />
      <p className="so-lead">Type the key from your paper. This shows that what is on it really opens the store.</p>
      <ErrorSummary problems={problems} />
      <form
        noValidate
        className="so-card"
        onSubmit={(event) => {
          event.preventDefault();
          if (!testing.isPending) testing.mutate();
        }}
      >
        <LineField id="recovery_key" label="Recovery key" hint="Capitals, blanks and hyphens do not matter" value={typed} onChange={setTyped} spellCheck={false} autoFocus error={problemOf(problems, 'recovery_key')} />
        <div className="nhsuk-button-group">
          <Button type="submit" busy={testing.isPending}>
            {testing.isPending ? 'Trying…' : 'Try it and continue to sign in'}
          </Button>
          <Button look="second" onClick={onBack}>
            Show the key again
          </Button>
        </div>
      </form>
    </div>
  );
}
