import { useEffect, useRef, useState, type ReactNode } from 'react';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote, Inset } from '@/components/Callout';
import { Dialog } from '@/components/Dialog';
import { problemOf } from '@/components/ErrorSummary';
import { FormButtons } from '@/components/FormButtons';
import { CheckField, DayField, LineField, NoteField, RadioField, SelectField } from '@/components/fields';
import type { PatientView, RecordInput, RecordView } from '@/lib/wire';
import { useChoices } from '@/lib/choices';
import { Failure, sentence } from '@/lib/failure';
import { counted, sizeInWords } from '@/lib/numbers';
import { onLeaving } from '@/lib/saving';
import { useHeld } from '@/lib/held';
import { HeldFields } from './HeldFields';

const TYPING_PAUSE_MS = 500;

interface Props {
  record: RecordView;
  patient: PatientView;
  isLocked: boolean;
  onSave: (input: RecordInput) => Promise<unknown>;
  onRemove: (reason: string) => Promise<unknown>;
  /** What puts another file in its place; none where it may not be changed. */
  replace: ReactNode;
}

/** What a person says about one record. It is kept as it is typed. */
export function RecordForm({ record, patient, isLocked, onSave, onRemove, replace }: Props) {
  const choices = useChoices();
  const [input, setInput] = useState(record.input);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isRemoving, setIsRemoving] = useHeld(`removing ${record.id}`, false);
  const pending = useRef<{ timer: number; input: RecordInput } | null>(null);
  const saver = useRef(onSave);
  useEffect(() => {
    saver.current = onSave;
  }, [onSave]);

  const flush = async () => {
    const waiting = pending.current;
    if (!waiting) return;
    window.clearTimeout(waiting.timer);
    pending.current = null;
    try {
      await saver.current(waiting.input);
      setFailure(null);
      announce('Saved');
    } catch (thrown) {
      setFailure(Failure.from(thrown));
      throw thrown;
    }
  };
  const flushRef = useRef(flush);
  useEffect(() => {
    flushRef.current = flush;
  });
  useEffect(() => {
    const stop = onLeaving(() => flushRef.current());
    return () => {
      stop();
      void flushRef.current().catch(() => undefined);
    };
  }, []);

  const set = (change: Partial<RecordInput>) => {
    const next = { ...input, ...change };
    setInput(next);
    if (pending.current) window.clearTimeout(pending.current.timer);
    pending.current = { input: next, timer: window.setTimeout(() => void flushRef.current().catch(() => undefined), TYPING_PAUSE_MS) };
  };

  const refused = failure?.details ?? [];
  const { file } = record;
  const name = record.input.title ?? file?.name ?? 'Record';
  const field = (name: string, label: string, hint?: string) => ({
    id: `record-${name}`, label, hint, disabled: isLocked, onBlur: () => void flush().catch(() => undefined),
    error: said(problemOf(refused, name)),
  });
  return (
    <section className="so-record-form" aria-label={`About ${name}`}>
      <h2 className="nhsuk-heading-m">{name}</h2>
      <p className="so-soft">
        {file ? `${file.name}, ${counted(file.page_count, 'page')}, ${sizeInWords(file.bytes)}` : 'Known of, and not at hand'}
      </p>
      {file && file.notes.length > 0 && (
        <Inset>
          {file.notes.map((note) => (
            <p key={note.code + note.message}>{sentence(note.message)}</p>
          ))}
        </Inset>
      )}
      {record.replaced && <p className="so-soft">In the place of {record.replaced}, which is kept as history.</p>}
      {record.vouched && (
        <Inset>
          <p>
            {record.vouched.by} says that it is this patient’s: {record.vouched.because}
          </p>
        </Inset>
      )}
      <Hindrances record={record} />
      {failure && refused.length === 0 && <FailureNote error={failure} />}
      <SelectField {...field('kind', 'Kind of record')} choices={choices('kind')} value={input.kind} onChange={(kind) => set({ kind })} />
      <LineField {...field('title', 'Title in the index')} value={input.title} onChange={(title) => set({ title })} />
      <DayField {...field('dated_on', 'Date of the record', 'Of the test, letter or image itself')} value={input.dated_on} onChange={(dated_on) => set({ dated_on })} />
      <LineField {...field('source', 'Organisation it comes from')} value={input.source} onChange={(source) => set({ source })} />
      <NoteField {...field('relevance', 'Why it is relevant')} rows={2} value={input.relevance} onChange={(relevance) => set({ relevance })} />
      {file && (
        <fieldset className="nhsuk-fieldset so-identity" disabled={isLocked}>
          <legend className="nhsuk-fieldset__legend">What did you read on the record itself?</legend>
          <div className="nhsuk-hint">At least two, so that no other patient’s record goes along</div>
          <CheckField id="record-name_seen" label={<>Name: <strong>{patient.banner_name}</strong></>} value={input.name_seen} onChange={(name_seen) => set({ name_seen })} />
          <CheckField id="record-born_seen" label={<>Date of birth: <strong>{patient.born}</strong></>} value={input.born_seen} onChange={(born_seen) => set({ born_seen })} />
          <CheckField id="record-number_seen" label={<>{patient.number_label} <strong className="so-figures">{patient.number}</strong></>} value={input.number_seen} onChange={(number_seen) => set({ number_seen })} />
        </fieldset>
      )}
      {file && file.page_count > 1 && (
        <LineField {...field('pages', 'Pages', `Leave empty for all ${file.page_count}; for example 1-2, 4`)} width={10} value={input.pages} onChange={(pages) => set({ pages })} />
      )}
      {file && (
        <CheckField id="record-starts_right" label="Start on a right-hand page" hint="For printing on both sides; a page before it is left blank where needed" disabled={isLocked} value={input.starts_right} onChange={(starts_right) => set({ starts_right })} />
      )}
      <SelectField {...field('report_status', 'Report status (optional)')} empty="Not a report" choices={choices('report_status')} value={input.report_status} onChange={(report_status) => set({ report_status: report_status || null })} />
      <RadioField {...field('consent', 'Does the patient agree to sending it?')} choices={choices('consent')} value={input.consent} onChange={(consent) => set({ consent })} />
      <RadioField {...field('enclosure', 'Does it go along?')} choices={choices('enclosure').filter(({ code }) => file || code !== 'enclosed')} value={input.enclosure} onChange={(enclosure) => set({ enclosure })} />
      <HeldFields
        enclosure={input.enclosure}
        value={input}
        onChange={set}
        field={field}
        warning={record.warnings.find(({ field }) => field === 'shared_until')?.message}
      />
      {!isLocked && (
        <div className="so-record-form__foot">
          {replace}
          <Button look="small" onClick={() => setIsRemoving(true)}>
            Remove this record
          </Button>
        </div>
      )}
      {isRemoving && <RemoveDialog record={record} onClose={() => setIsRemoving(false)} onRemove={onRemove} />}
    </section>
  );
}

function Hindrances({ record }: { record: RecordView }) {
  if (record.hindrances.length === 0) return null;
  return (
    <div className="so-todo">
      <p>Before it can go into the bundle:</p>
      <ul>
        {record.hindrances.map(({ field, message }) => (
          <li key={field}>
            <a
              href={`#record-${field}`}
              onClick={(event) => {
                event.preventDefault();
                const target = document.getElementById(`record-${field}`);
                target?.scrollIntoView({ block: 'center' });
                target?.focus({ preventScroll: true });
              }}
            >
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function RemoveDialog({ record, onClose, onRemove }: { record: RecordView; onClose: () => void; onRemove: (reason: string) => Promise<unknown> }) {
  const [reason, setReason] = useHeld(`removal of ${record.id}`, '');
  const [failure, setFailure] = useState<Failure | null>(null);
  return (
    <Dialog title="Remove this record?" onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onRemove(reason).then(onClose, (thrown: unknown) => setFailure(Failure.from(thrown)));
        }}
      >
        <p>“{record.input.title ?? record.file?.name}” will no longer belong to this request.</p>
        <LineField id="remove-reason" label="Reason" value={reason} onChange={setReason} error={failure?.message} autoFocus />
        <FormButtons submit="Remove" isDanger onCancel={onClose} cancel="Keep it" />
      </form>
    </Dialog>
  );
}

function said(message: string | undefined): string | undefined {
  return message && sentence(message);
}
