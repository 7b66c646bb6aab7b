import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { StepDialog, type Said } from '@/components/step/StepDialog';
import type { RequestView, StepView } from '@/lib/wire';
import { PlaceLink } from '@/components/PlaceLink';
import { commands } from '@/lib/commands';
import { useHeld } from '@/lib/held';
import { useSession } from '@/lib/session';
import { useDraft } from './draft';
import { allOpen } from './progress';
import { partOf } from './TaskList';

/** Signing has a page of its own, where the letter can be read; revising is one press. */
const ELSEWHERE = ['sign', 'revise'];

/** Steps that lead back or end a request, in the order in which they are offered: never the first of all. */
const ASIDE = ['decline', 'redirect', 'send_back', 'return', 'amend', 'withdraw'];

/** The steps that are possible now, each with the evidence that it asks for. */
export function Steps() {
  const { view, change } = useDraft();
  const take = async (step: string, evidence: Said[]) => {
    const next = await change((now) => commands.takeStep(now.id, now.version, step, evidence));
    announce(`Done. The request is now: ${next.status_label}`);
  };
  const [code, setCode] = useHeld<string | null>(`step of ${view.id}`, null);
  const taken = view.steps.find((step) => step.code === code);
  const setTaken = (step: StepView | null) => setCode(step?.code ?? null);
  const possible = view.steps.filter((step) => step.is_permitted && !ELSEWHERE.includes(step.code));
  const onward = possible.filter((step) => !ASIDE.includes(step.code));
  const aside = ASIDE.flatMap((code) => possible.filter((step) => step.code === code));
  const first = onward.find((step) => step.code === 'agree') ?? onward[0];
  const others = [...onward.filter((step) => step !== first), ...aside];
  // A letter with gaps can be handed over for signature only once they are filled.
  const isEarly = (step: StepView) => step.code === 'submit' && allOpen(view).length > 0;
  const session = useSession();
  const forbidden = view.steps.filter((step) => !step.is_permitted);
  const maySign = view.status === 'awaiting_signature' && view.steps.some((step) => step.code === 'sign' && step.is_permitted);
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
        {maySign && (
          <PlaceLink to={partOf(view.id, 'letter')} className="nhsuk-button so-steps__first">
            Read and sign the letter
          </PlaceLink>
        )}
        {first && (
          <Button look={isEarly(first) ? 'second' : 'main'} className="so-steps__first" onClick={() => setTaken(first)}>
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
      {taken && (
        <StepDialog
          key={taken.code}
          step={taken}
          of={view.id}
          lead={taken.code === 'close' && <CareNote view={view} />}
          onTake={(evidence) => take(taken.code, evidence)}
          onClose={() => setTaken(null)}
        />
      )}
    </section>
  );
}

/** Closing asks who is responsible: what is known of a transfer of care stands beside the question (domain rule S11). */
function CareNote({ view }: { view: RequestView }) {
  const moved = view.transfer === 'moved';
  return (
    <p className="so-soft">
      {moved ? 'Care has moved by the transfer beside this request. ' : 'No transfer of care has been completed, so care stays with the first team. '}
    </p>
  );
}
