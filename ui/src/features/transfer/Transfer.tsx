import { useQuery } from '@tanstack/react-query';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote, Inset } from '@/components/Callout';
import { PaperActions } from '@/components/paper/PaperActions';
import { PlaceLink } from '@/components/PlaceLink';
import { History } from '@/components/step/History';
import { StepDialog, type Said } from '@/components/step/StepDialog';
import { Tag, type Tone } from '@/components/Tag';
import { commands } from '@/lib/commands';
import { useHeld } from '@/lib/held';
import { cache, queries } from '@/lib/queries';
import { useSession } from '@/lib/session';
import type { RequestView, StepView, TransferTaskView, TransferView } from '@/lib/wire';

/** Steps that lead aside: never offered beside a task. */
const ASIDE = ['not_accepted', 'given_up', 'taken_back'];

const TONES: Record<string, Tone> = { wished: 'blue', asked: 'amber', accepted: 'violet', moved: 'green' };

interface Props {
  view: RequestView;
  change: (act: (view: RequestView) => Promise<RequestView>) => Promise<RequestView>;
}

/** The transfer of care beside a request: who is responsible, what is done, and what can be recorded next. */
export function Transfer({ view, change }: Props) {
  const session = useSession();
  const shown = useQuery({ ...queries.transfer(view.id), refetchOnMount: 'always' });
  const [code, setCode] = useHeld<string | null>(`transfer of ${view.id}`, null);
  const transfer = shown.data;
  if (!transfer || transfer.request_id !== view.id) return <FailureNote error={shown.error} />;
  const taken = transfer.steps.find((step) => step.code === code);
  const record = async (step: string, evidence: Said[]) => {
    const next = await commands.recordTransfer(view.id, { seen: transfer.seen, step, evidence }).catch(async (error: unknown) => {
      // Somebody else recorded a step first: it is shown, and what was typed stays.
      await cache.invalidateQueries({ queryKey: queries.transfer(view.id).queryKey });
      throw error;
    });
    cache.setQueryData(queries.transfer(view.id).queryKey, next);
    // The request’s own page tells where the transfer stands.
    await change((now) => commands.showRequest(now.id));
    announce(`Recorded. The transfer of care is now: ${next.status_label}`);
  };
  const aside = transfer.steps.filter((step) => step.is_permitted && ASIDE.includes(step.code));
  const again = transfer.steps.find((step) => step.code === 'asked_by_patient' && step.is_permitted && transfer.seen > 0);
  return (
    <div className="so-request">
      <div>
        <Care transfer={transfer} />
        <ol className="so-transfer">
          {transfer.tasks.map((task) => (
            <TaskLine key={task.step} task={task} step={transfer.steps.find((step) => step.code === task.step)} mayWork={session.may_work} onTake={setCode} />
          ))}
        </ol>
        {(aside.length > 0 || again) && (
          <div className="so-steps__row">
            {again && (
              <Button look="small" onClick={() => setCode(again.code)}>
                Ask for a transfer again
              </Button>
            )}
            {aside.map((step) => (
              <Button key={step.code} look="small" onClick={() => setCode(step.code)}>
                {step.label}
              </Button>
            ))}
          </div>
        )}
        {transfer.not_now && (
          <Inset>
            <p>{transfer.not_now}</p>
          </Inset>
        )}
      </div>
      <div>
        <TheLetter view={view} mayWork={session.may_work} change={change} />
        {transfer.history.length > 0 && <History lines={transfer.history} first="" />}
      </div>
      {taken && (
        <StepDialog key={taken.code} step={taken} of={view.id} onTake={(evidence) => record(taken.code, evidence)} onClose={() => setCode(null)} />
      )}
    </div>
  );
}

/** Who is responsible now. Nothing but a completed transfer changes this line. */
function Care({ transfer }: { transfer: TransferView }) {
  return (
    <section className="so-card" aria-labelledby="care-title">
      <h2 className="nhsuk-heading-s" id="care-title">
        Responsible for the patient’s care
      </h2>
      <p className="so-care">
        <strong>{transfer.responsible ?? 'The first team'}</strong>
        {transfer.responsible_from ? <span> from {transfer.responsible_from}</span> : <span> (the first team)</span>}
      </p>
      <p>
        <Tag tone={TONES[transfer.status] ?? 'grey'}>{transfer.status_label}</Tag>
      </p>
      {transfer.due_on && (
        <p className={transfer.is_overdue ? 'so-due so-due--over' : 'so-due'}>
          {transfer.is_overdue ? 'Overdue since' : 'Next act due by'} <strong>{transfer.due_on}</strong>
        </p>
      )}
    </section>
  );
}

interface TaskProps {
  task: TransferTaskView;
  step: StepView | undefined;
  mayWork: boolean;
  onTake: (code: string) => void;
}

function TaskLine({ task, step, mayWork, onTake }: TaskProps) {
  return (
    <li className={task.is_done ? 'so-transfer__task so-transfer__task--done' : 'so-transfer__task'}>
      <div>
        <strong>{task.title}</strong>
        {task.evidence.length > 0 && (
          <dl className="so-said">
            {task.evidence.map(([label, answer]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{answer}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      <div className="so-transfer__act">
        {task.is_done && <Tag tone="green">Done</Tag>}
        {!task.is_done && step?.is_permitted && (
          <Button look="small" onClick={() => onTake(task.step)} aria-label={`Record: ${task.title}`}>
            Record
          </Button>
        )}
        {!task.is_done && step && !step.is_permitted && <span className="so-soft">{mayWork ? 'For a clinician' : 'For colleagues whose role allows it'}</span>}
        {!task.is_done && !step && <Tag>Not yet</Tag>}
      </div>
    </li>
  );
}

/** The letter that asks team and hospital, each for an acceptance of their own. */
function TheLetter({ view, mayWork, change }: Props & { mayWork: boolean }) {
  const papers = useQuery(queries.papers(view.id, view.version));
  const paper = papers.data?.find(({ kind }) => kind === 'transfer_request');
  return (
    <section className="so-card" aria-labelledby="letter-title">
      <h2 className="nhsuk-heading-s" id="letter-title">
        The letter that asks
      </h2>
      <p>A letter of its own, never part of the referral. It asks the clinician and the hospital for an acceptance each, and says how long the transfer is meant to last.</p>
      <FailureNote error={papers.error} />
      {paper?.hindrance && <p>{paper.hindrance.message}</p>}
      {paper && !paper.hindrance && mayWork && (
        <PaperActions
          view={view}
          paper={{ input: { kind: paper.kind, bundle_id: null, size: 12, language: 'en-GB' }, label: paper.label, version: 0 }}
          fileName={`${view.reference}-transfer-request.pdf`}
          change={change}
        />
      )}
      <p>
        <PlaceLink to={`/requests/${view.id}/papers`}>See its pages among the papers</PlaceLink>
      </p>
    </section>
  );
}
