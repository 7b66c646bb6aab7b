import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote, Inset } from '@/components/Callout';
import { NoteField } from '@/components/fields';
import { PageViewer } from '@/components/PageViewer';
import type { RecordCheckView, RecordInput, RequestView } from '@/lib/wire';
import { askForFiles, commands, onDrop } from '@/lib/commands';
import { sentence } from '@/lib/failure';
import { counted } from '@/lib/numbers';
import { useHeld } from '@/lib/held';
import { KnownRecord } from './KnownRecord';
import { RecordForm } from './RecordForm';
import { RecordList } from './RecordList';

/** What is known of a file that has just come. Nothing is ticked for anybody. */
const UNKNOWN: RecordInput = {
  kind: null, title: null, dated_on: null, source: null, relevance: null, report_status: null, name_seen: false, born_seen: false,
  number_seen: false, consent: null, enclosure: null, enclosure_words: null, pages: null, starts_right: false,
};

/** A file that was not added, and where it is. */
interface Refusal {
  check: RecordCheckView;
  path: string | null;
}

interface Props {
  view: RequestView;
  isLocked: boolean;
  /** May say that a file is this patient’s although it looks like another’s. */
  maySign: boolean;
  change: (act: (view: RequestView) => Promise<RequestView>) => Promise<RequestView>;
}

/** The records of a request: files in, described, put in order, and looked at. */
export function Records({ view, isLocked, maySign, change }: Props) {
  const [chosen, setChosen] = useState<string | null>(view.records[0]?.id ?? null);
  const [refused, setRefused] = useState<Refusal[]>([]);
  const [isOver, setIsOver] = useState(false);
  const [isNoting, setIsNoting] = useHeld(`noting of ${view.id}`, false);
  const record = view.records.find(({ id }) => id === chosen) ?? view.records[0] ?? null;

  const adding = useMutation({
    mutationFn: async ({ paths, because }: { paths: string[]; because: string | null }) => {
      let turnedAway: RecordCheckView[] = [];
      const before = new Set(view.records.map(({ id }) => id));
      const next = await change(async ({ id }) => {
        const added = await commands.addRecords(id, paths, UNKNOWN, because);
        turnedAway = added.refused;
        return added.request;
      });
      return { turnedAway: turnedAway.map((check) => ({ check, path: pathOf(paths, check.file) })), fresh: next.records.filter(({ id }) => !before.has(id)) };
    },
    onSuccess: ({ turnedAway, fresh }) => {
      setRefused(turnedAway);
      if (fresh[0]) setChosen(fresh[0].id);
      announce(`${counted(fresh.length, 'record')} added${turnedAway.length > 0 ? `, ${turnedAway.length} refused` : ''}`);
    },
  });
  const ordering = useMutation({ mutationFn: (ids: string[]) => change(({ id }) => commands.orderRecords(id, ids)) });

  const add = useRef((paths: string[]) => void paths);
  useEffect(() => {
    add.current = (paths) => {
      if (!isLocked && paths.length > 0) adding.mutate({ paths, because: null });
    };
  });
  useEffect(() => {
    if (isLocked) return;
    return onDrop({
      over: () => setIsOver(true),
      left: () => setIsOver(false),
      dropped: (paths) => {
        setIsOver(false);
        add.current(paths);
      },
    });
  }, [isLocked]);

  const choose = () => void askForFiles().then((paths) => add.current(paths));
  return (
    <>
      {isOver && (
        <div className="so-dropzone" aria-hidden="true">
          <p>Drop the files to add them to this request</p>
        </div>
      )}
      {!isLocked && (
        <div className="so-add">
          <Button busy={adding.isPending} onClick={choose}>
            {adding.isPending ? 'Reading the files…' : 'Add files'}
          </Button>
          <p className="so-soft">or drop them anywhere on this window</p>
          <Button look="quiet" onClick={() => setIsNoting(true)}>
            Note a record that is not at hand
          </Button>
        </div>
      )}
      <FailureNote error={adding.error ?? ordering.error} />
      {isNoting && (
        <KnownRecord
          heldAs={`known record of ${view.id}`}
          onClose={() => setIsNoting(false)}
          onAdd={(input) => change(({ id }) => commands.addKnownRecord(id, { ...UNKNOWN, ...input }))}
        />
      )}
      {view.takes_supplement && (
        <Inset>
          <p>The bundle has been sent and stays as it was. Records that you add now go to the new team as a supplement to it.</p>
        </Inset>
      )}
      {refused.length > 0 && (
        <Refused
          refused={refused}
          mayVouch={maySign}
          onSeen={() => setRefused([])}
          onVouch={(path, because) => adding.mutate({ paths: [path], because })}
        />
      )}
      {view.records.length === 0 ? (
        <div className="so-empty">
          <p>No records yet.</p>
          <p className="so-soft">Add the results, letters and images that the new team needs. Nothing is sent without a reason.</p>
        </div>
      ) : (
        <div className="so-gather">
          <div>
            <RecordList records={view.records} chosen={record?.id ?? null} isLocked={isLocked} onChoose={setChosen} onOrder={(ids) => ordering.mutate(ids)} />
            {view.records.length > 1 && !isLocked && (
              <p className="so-soft">
                Drag to change the order, or press <kbd>Alt</kbd>+<kbd>↑</kbd> and <kbd>Alt</kbd>+<kbd>↓</kbd>.
              </p>
            )}
            {record && (
              <RecordForm
                key={record.id}
                record={record}
                patient={view.patient}
                isLocked={isLocked || !record.may_change}
                onSave={(input) =>
                  change((now) => {
                    const version = now.records.find(({ id }) => id === record.id)?.version ?? record.version;
                    return commands.describeRecord(now.id, record.id, version, input);
                  })
                }
                onRemove={(reason) => change((now) => commands.removeRecord(now.id, record.id, reason))}
              />
            )}
          </div>
          {record?.file && <RecordPages key={record.id} requestId={view.id} recordId={record.id} />}
        </div>
      )}
    </>
  );
}

interface RefusedProps {
  refused: Refusal[];
  mayVouch: boolean;
  onSeen: () => void;
  onVouch: (path: string, because: string) => void;
}

function Refused({ refused, mayVouch, onSeen, onVouch }: RefusedProps) {
  return (
    <div className="nhsuk-error-summary" role="alert" aria-labelledby="refused-title">
      <h2 className="nhsuk-error-summary__title" id="refused-title">
        {counted(refused.length, 'file was', 'files were')} not added
      </h2>
      <ul className="nhsuk-list">
        {refused.map(({ check, path }, at) => (
          <li key={at}>
            <strong>{check.file}</strong>: {check.notes.map((note) => sentence(note.message)).join(' ')}
            {mayVouch && path && check.notes.some((note) => note.code === 'wrong_patient') && (
              <Vouch id={`vouch-${at}`} file={check.file} onVouch={(because) => onVouch(path, because)} />
            )}
          </li>
        ))}
      </ul>
      <Button look="small" onClick={onSeen}>
        I have read this
      </Button>
    </div>
  );
}

/** A clinician takes it upon themselves that a file is this patient’s; the reason is kept with it. */
function Vouch({ id, file, onVouch }: { id: string; file: string; onVouch: (because: string) => void }) {
  const [because, setBecause] = useState('');
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">It is this patient’s: say why</span>
      </summary>
      <form
        noValidate
        className="nhsuk-details__text"
        onSubmit={(event) => {
          event.preventDefault();
          if (because.trim() !== '') onVouch(because.trim());
        }}
      >
        <NoteField id={id} label={`Why “${file}” is this patient’s`} hint="Kept with the record, with your name" rows={2} value={because} onChange={setBecause} />
        <Button type="submit" look="danger" disabled={because.trim() === ''}>
          Add it all the same
        </Button>
      </form>
    </details>
  );
}

function RecordPages({ requestId, recordId }: { requestId: string; recordId: string }) {
  const pages = useQuery({
    queryKey: ['request', requestId, 'record', recordId],
    queryFn: () => commands.previewRecord(requestId, recordId),
  });
  return (
    <div className="so-gather__pages">
      <FailureNote error={pages.error} />
      {pages.data ? <PageViewer of="record" document={pages.data} /> : <div className="so-viewer so-viewer--coming" aria-busy="true" />}
    </div>
  );
}

function pathOf(paths: string[], file: string): string | null {
  return paths.find((path) => path.split(/[/\\]/).pop() === file) ?? null;
}
