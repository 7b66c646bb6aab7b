import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { ErrorSummary, problemOf } from '@/components/ErrorSummary';
import { FormButtons } from '@/components/FormButtons';
import { DayField, LineField, NoteField, RadioField } from '@/components/fields';
import { useMutation } from '@tanstack/react-query';
import type { AskedView, StepView } from '@/lib/wire';
import { commands } from '@/lib/commands';
import { Failure, type Problem } from '@/lib/failure';
import { useHeld } from '@/lib/held';
import { useSession } from '@/lib/session';
import { useDraft } from './draft';
import { allOpen } from './progress';

/** Signing has a page of its own, where the letter can be read. */
const ELSEWHERE = ['sign'];

/** Steps that end a request or lead back: never the one that is offered first. */
const ASIDE = ['decline', 'redirect', 'send_back', 'return', 'amend', 'withdraw'];

/** The steps that are possible now, each with the evidence that it asks for. */
export function Steps() {
  const { view } = useDraft();
  const [code, setCode] = useHeld<string | null>(`step of ${view.id}`, null);
  const taken = view.steps.find((step) => step.code === code);
  const setTaken = (step: StepView | null) => setCode(step?.code ?? null);
  const possible = view.steps.filter((step) => step.is_permitted && !ELSEWHERE.includes(step.code));
  const onward = possible.filter((step) => !ASIDE.includes(step.code));
  const aside = possible.filter((step) => ASIDE.includes(step.code));
  const first = onward.find((step) => step.code === 'agree') ?? onward[0];
  const others = [...onward.filter((step) => step !== first), ...aside];
  // A letter with gaps can be handed over for signature only once they are filled.
  const isEarly = (step: StepView) => step.code === 'submit' && allOpen(view).length > 0;
  const session = useSession();
  const forbidden = view.steps.filter((step) => !step.is_permitted);
  const whoMay = session.may_work ? 'For a clinician' : 'For colleagues whose role allows it';
  return (
    <section className="so-card so-steps" aria-labelledby="steps-title">
      <h2 className="nhsuk-heading-m" id="steps-title">
        Next steps
      </h2>
      {view.next_action_by && (
        <p className={view.is_overdue ? 'so-due so-due--over' : 'so-due'}>
          {view.is_overdue ? 'Overdue since' : 'Next step due by'} <strong>{view.next_action_by}</strong>
        </p>
      )}
      <div className="so-steps__list">
        {first && (
          <Button look={isEarly(first) ? 'second' : 'main'} onClick={() => setTaken(first)}>
            {first.label}
          </Button>
        )}
        {others.map((step) => (
          <Button key={step.code} look="small" onClick={() => setTaken(step)}>
            {step.label}
          </Button>
        ))}
      </div>
      {view.steps.length === 0 && <p>Nothing is left to do.</p>}
      {forbidden.length > 0 && (
        <p className="so-soft">{whoMay}: {forbidden.map((step) => step.label.toLocaleLowerCase('en-GB')).join(', ')}.</p>
      )}
      {taken && <StepDialog key={taken.code} step={taken} onClose={() => setTaken(null)} />}
    </section>
  );
}

function StepDialog({ step, onClose }: { step: StepView; onClose: () => void }) {
  const { change, view: { id } } = useDraft();
  const [answers, setAnswers] = useHeld<Record<string, string>>(`step ${step.code} of ${id}`, {});
  const taking = useMutation({
    mutationFn: () =>
      change((view) => {
        const evidence = Object.entries(answers).map(([item, answer]) => ({ item, answer }));
        return commands.takeStep(view.id, view.version, step.code, evidence);
      }),
    onSuccess: (view) => {
      announce(`Done. The request is now: ${view.status_label}`);
      onClose();
    },
  });
  const problems: Problem[] = taking.error ? Failure.from(taking.error).problems() : [];
  return (
    <Dialog title={step.label} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          taking.mutate();
        }}
      >
        <ErrorSummary problems={problems.map((problem) => ({ ...problem, field: fieldOf(step, problem.field) }))} />
        {step.asked.map((asked) => (
          <EvidenceField
            key={asked.item}
            asked={asked}
            value={answers[asked.item] ?? ''}
            onChange={(answer) => setAnswers({ ...answers, [asked.item]: answer })}
            error={problemOf(problems, asked.item)}
          />
        ))}
        <FormButtons submit={step.label} busy={taking.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

interface EvidenceProps {
  asked: AskedView;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}

function EvidenceField({ asked, value, onChange, error }: EvidenceProps) {
  const label = asked.required ? asked.label : `${asked.label} (optional)`;
  const props = { id: `evidence-${asked.item}`, label, value, onChange, error };
  switch (asked.answer) {
    case 'day':
      return <DayField {...props} />;
    case 'choice':
      return <RadioField {...props} choices={asked.choices} />;
    case 'note':
      return <NoteField {...props} rows={2} />;
    default:
      return <LineField {...props} />;
  }
}

function fieldOf(step: StepView, field: string): string {
  return step.asked.some((asked) => asked.item === field) ? `evidence-${field}` : '';
}
