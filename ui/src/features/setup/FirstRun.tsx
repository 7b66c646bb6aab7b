import { useMutation } from '@tanstack/react-query';
import { Button } from '@/components/Button';
import { FailureNote } from '@/components/Callout';
import { PageHead } from '@/components/PageHead';
import type { DemonstrationView } from '@/lib/wire';
import { commands } from '@/lib/commands';

interface Props {
  onSetUp: () => void;
  /** Restores a backup as the store of this desk. */
  onRestore: () => void;
  onDemonstration: (made: DemonstrationView) => void;
}

/** A desk without a store: real use, or a demonstration with invented patients. */
export function FirstRun({ onSetUp, onRestore, onDemonstration }: Props) {
  const making = useMutation({ mutationFn: () => commands.makeDemonstration(), onSuccess: onDemonstration });
  return (
    <div className="so-narrow so-first">
      <PageHead title="Set up Second Opinion" />
      <p className="so-lead">
        Look after a patient’s request for a second opinion, from the first ask to the answer. Everything stays on this computer,
        encrypted.
      </p>
      <FailureNote error={making.error} />
      <div className="so-doors">
        <section className="so-card">
          <h2 className="nhsuk-heading-m">For real use</h2>
          <p>Enter your organisation and the first person who signs in. It takes about five minutes.</p>
          <Button onClick={onSetUp} disabled={making.isPending}>
            Set up for real use
          </Button>
        </section>
        <section className="so-card">
          <h2 className="nhsuk-heading-m">To look around</h2>
          <p>A store with invented patients, and one request carried through to its bundle. Nothing in it is real.</p>
          <Button look="second" busy={making.isPending} onClick={() => making.mutate()}>
            {making.isPending ? 'Preparing the demonstration…' : 'Try the demonstration'}
          </Button>
        </section>
      </div>
      <p>
        <Button look="quiet" disabled={making.isPending} onClick={onRestore}>
          Restore a backup on this computer
        </Button>
      </p>
    </div>
  );
}
