import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Callout, FailureNote } from '@/components/Callout';
import { ErrorSummary, problemOf } from '@/components/ErrorSummary';
import { FormButtons } from '@/components/FormButtons';
import { LineField, RadioField } from '@/components/fields';
import type { GateView } from '@/lib/wire';
import { commands } from '@/lib/commands';
import type { Problem } from '@/lib/failure';
import { useSession } from '@/lib/session';
import { useHeld } from '@/lib/held';

/** The two answers, and where they lead. */
export interface Gated {
  in_hospital: boolean;
  getting_worse: boolean;
  told: string | null;
  gate: GateView;
}

const YES_NO = [
  { code: 'yes', label: 'Yes' },
  { code: 'no', label: 'No' },
];

/** The first two questions of every new request (Martha’s Rule). Nothing else is asked before them. */
export function Gate({ onDone, onCancel }: { onDone: (gated: Gated) => void; onCancel: () => void }) {
  const [inHospital, setInHospital] = useState('');
  const [worse, setWorse] = useState('');
  const [problems, setProblems] = useState<Problem[]>([]);
  const answered = { in_hospital: inHospital === 'yes', getting_worse: worse === 'yes', told: null };
  const asking = useMutation({
    mutationFn: () => commands.checkGate(answered.in_hospital, answered.getting_worse),
    onSuccess: (gate) => {
      if (gate.outcome === 'proceed') onDone({ ...answered, gate });
    },
  });
  const gate = asking.data;
  if (gate && gate.outcome === 'marthas_rule') {
    return <UrgentStop gate={gate} onBack={() => asking.reset()} onTold={(told) => onDone({ ...answered, told, gate })} />;
  }
  const forget = () => asking.reset();
  return (
    <>
      <ErrorSummary problems={problems} />
      <FailureNote error={asking.error} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const open = [
            ...(inHospital ? [] : [{ field: 'in_hospital', message: 'Say whether the patient is in hospital now' }]),
            ...(worse ? [] : [{ field: 'getting_worse', message: 'Say whether someone is worried that the patient is getting worse' }]),
          ];
          setProblems(open);
          if (open.length > 0) return;
          if (gate) onDone({ ...answered, gate });
          else asking.mutate();
        }}
      >
        <div className="so-card">
          <RadioField
            id="in_hospital"
            label="Is the patient in hospital now?"
            isInline
            choices={YES_NO}
            value={inHospital}
            onChange={(value) => {
              setInHospital(value);
              forget();
            }}
            error={problemOf(problems, 'in_hospital')}
          />
          <RadioField
            id="getting_worse"
            label="Is someone worried that the patient is getting worse?"
            hint="The patient, family, a friend or staff"
            isInline
            choices={YES_NO}
            value={worse}
            onChange={(value) => {
              setWorse(value);
              forget();
            }}
            error={problemOf(problems, 'getting_worse')}
          />
        </div>
        {gate && (
          <div role="alert">
            <Callout title={gate.outcome === 'speak_to_ward' ? 'The patient is in hospital' : 'The patient may be getting worse'}>
              <p>{gate.advice}</p>
            </Callout>
          </div>
        )}
        <FormButtons submit={gate ? 'I have read this, continue' : 'Continue'} busy={asking.isPending} onCancel={onCancel} cancel="Cancel" />
      </form>
    </>
  );
}

/** The full stop: an inpatient who gets worse needs a call, not a letter. */
function UrgentStop({ gate, onBack, onTold }: { gate: GateView; onBack: () => void; onTold: (told: string) => void }) {
  const session = useSession();
  const [told, setTold] = useHeld('told', '');
  const [problem, setProblem] = useState<string>();
  return (
    <div className="so-stop" role="alertdialog" aria-labelledby="stop-title" aria-describedby="stop-words">
      <h2 id="stop-title">Stop: call the urgent line now</h2>
      <p className="so-stop__number">{gate.phone}</p>
      <p className="so-stop__ask">{session.urgent_words}</p>
      <p id="stop-words">{gate.advice}</p>
      <form
        noValidate
        className="so-stop__form"
        onSubmit={(event) => {
          event.preventDefault();
          if (told.trim() === '') setProblem('Write down who was told to call');
          else onTold(told.trim());
        }}
      >
        <LineField id="told" label="Who was told to call?" hint="This is written down with the time" value={told} onChange={setTold} error={problem} />
        <FormButtons submit="Write it down for the patient" isDanger onCancel={onBack} cancel="I answered wrongly, go back" />
      </form>
    </div>
  );
}
