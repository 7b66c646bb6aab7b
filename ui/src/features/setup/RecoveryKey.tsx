import { useState } from 'react';
import { Button } from '@/components/Button';
import { Callout } from '@/components/Callout';
import { ErrorSummary } from '@/components/ErrorSummary';
import { CheckField } from '@/components/fields';
import { PageHead } from '@/components/PageHead';
import type { SetUpView } from '@/lib/wire';

/** The recovery key, shown once. Nobody goes on before it is on paper. */
export function RecoveryKey({ made, onDone }: { made: SetUpView; onDone: () => void }) {
  const [isKept, setIsKept] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const problem = 'Print the recovery key or write it down, then tick the box';
  const problems = isAsked && !isKept ? [{ field: 'kept', message: problem }] : [];
  return (
    <div className="so-narrow">
      <PageHead title="Keep your recovery key" caption="Step 2 of 2" />
      <ErrorSummary problems={problems} />
      <p className="so-lead">This key opens the store when every passphrase is lost. It is shown now and never again.</p>
      <p className="so-key" aria-label="Recovery key">
        {made.recovery_key}
      </p>
      <Callout title="Without it, lost passphrases mean lost records">
        <p>Write it down or print it, and lock it away from this computer. Nobody else can recover the store for you.</p>
      </Callout>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsAsked(true);
          if (isKept) onDone();
        }}
      >
        <CheckField id="kept" label="I have printed or written it down" value={isKept} onChange={setIsKept} error={problems[0]?.message} />
        <div className="nhsuk-button-group">
          <Button type="submit">Continue to sign in</Button>
          <Button look="second" onClick={() => window.print()}>
            Print this page
          </Button>
        </div>
      </form>
    </div>
  );
}
