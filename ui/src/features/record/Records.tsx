import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote, Inset } from '@/components/Callout';
import { PageViewer } from '@/components/PageViewer';
import type { RecordInput, RecordView, RequestView, TakenInput } from '@/lib/wire';
import { askForFiles, commands, onDrop } from '@/lib/commands';
import { counted } from '@/lib/numbers';
import { useHeld } from '@/lib/held';
import { nameOf, NotTried, ReadingFiles, type Reading } from './Adding';
import { KnownRecord } from './KnownRecord';
import { RecordForm } from './RecordForm';
import { ReplaceFile } from './ReplaceFile';
import { RecordList } from './RecordList';
import { PLAIN, Refused, type Refusal } from './Refused';

/** What is known of a file that has just come. Nothing is ticked for anybody. */
const UNKNOWN: RecordInput = {
  kind: null, title: null, dated_on: null, source: null, relevance: null, report_status: null, name_seen: false, born_seen: false,
  number_seen: false, consent: null, enclosure: null, enclosure_words: null, held_at: null, shared_with: null, shared_on: null,
  shared_until: null, pages: null, starts_right: false,
};

/** What was just done to the records, and what takes it back. */
interface Undo {
  words: string;
  act: (view: RequestView) => Promise<RequestView>;
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
  const [chosen, setChosen] = useState<string | null>(() => linked(view) ?? view.records[0]?.id ?? null);
  const [refused, setRefused] = useState<Refusal[]>([]);
  const [isOver, setIsOver] = useState(false);
  const [isNoting, setIsNoting] = useHeld(`noting of ${view.id}`, false);
  const record = view.records.find(({ id }) => id === chosen) ?? view.records[0] ?? null;

  const [reading, setReading] = useState<Reading | null>(null);
  const [left, setLeft] = useState<string[]>([]);
  const isStopped = useRef(false);
  const adding = useMutation({
    // One file after the other, each whole or not at all: whoever stops keeps what is there, and is told what is not.
    mutationFn: async ({ paths, taken }: { paths: string[]; taken: TakenInput }) => {
      isStopped.current = false;
      setLeft((before) => before.filter((path) => !paths.includes(path)));
      const known = new Set(view.records.map(({ id }) => id));
      const fresh: RecordView[] = [];
      const turnedAway: Refusal[] = [];
      for (const [at, path] of paths.entries()) {
        if (isStopped.current) {
          setLeft(paths.slice(at));
          break;
        }
        setReading({ at, of: paths.length, name: nameOf(path) });
        try {
          const next = await change(async ({ id }) => {
            const added = await commands.addRecords(id, [path], UNKNOWN, taken);
            turnedAway.push(...added.refused.map((check) => ({ check, path, taken })));
            return added.request;
          });
          fresh.push(...next.records.filter(({ id }) => !known.has(id)));
          fresh.forEach(({ id }) => known.add(id));
        } catch (error) {
          setLeft(paths.slice(at));
          throw error;
        }
      }
      return { turnedAway, fresh };
    },
    onSuccess: ({ turnedAway, fresh }, { paths }) => {
      // An order of before does not name what has come since.
      if (fresh.length > 0) setUndo(null);
      // What was refused before and not tried again is still to be read.
      setRefused((before) => [...before.filter(({ path }) => path === null || !paths.includes(path)), ...turnedAway]);
      if (fresh[0]) setChosen(fresh[0].id);
      announce(`${counted(fresh.length, 'record')} added${turnedAway.length > 0 ? `, ${turnedAway.length} refused` : ''}`);
    },
    onSettled: () => setReading(null),
  });
  const [undo, setUndo] = useState<Undo | null>(null);
  const ordering = useMutation({
    mutationFn: async (ids: string[]) => {
      const before = view.records.map(({ id }) => id);
      await change(({ id }) => commands.orderRecords(id, ids));
      setUndo({ words: 'The order was changed.', act: ({ id }) => commands.orderRecords(id, before) });
    },
  });
  const undoing = useMutation({
    mutationFn: async ({ act }: Undo) => {
      setUndo(null);
      await change(act);
      announce('Undone');
    },
  });

  const add = useRef((paths: string[]) => void paths);
  useEffect(() => {
    add.current = (paths) => {
      if (!isLocked && paths.length > 0) adding.mutate({ paths, taken: PLAIN });
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
      {reading && (
        <ReadingFiles
          reading={reading}
          onStop={() => {
            isStopped.current = true;
          }}
        />
      )}
      {!isLocked && !reading && (
        <div className="so-add">
          <Button onClick={choose}>Add files</Button>
          <p className="so-soft">or drop them anywhere on this window</p>
          <Button look="quiet" onClick={() => setIsNoting(true)}>
            Note a record that is not at hand
          </Button>
        </div>
      )}
      {left.length > 0 && !isLocked && !reading && <NotTried paths={left} onAdd={() => adding.mutate({ paths: left, taken: PLAIN })} onSeen={() => setLeft([])} />}
      <FailureNote error={adding.error ?? ordering.error ?? undoing.error} />
      {undo && !isLocked && (
        <div className="so-inset so-undo" role="status">
          <p>{undo.words}</p>
          <Button look="small" busy={undoing.isPending} onClick={() => undoing.mutate(undo)}>
            Undo
          </Button>
        </div>
      )}
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
          title={`${counted(refused.length, 'file was', 'files were')} not added`}
          refused={refused}
          mayVouch={maySign}
          busy={adding.isPending}
          onSeen={() => setRefused([])}
          onTake={(path, taken) => adding.mutate({ paths: [path], taken })}
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
                onRemove={async (reason) => {
                  const next = await change((now) => commands.removeRecord(now.id, record.id, reason));
                  setUndo({ words: `“${record.input.title ?? record.file?.name ?? 'Record'}” was taken out.`, act: ({ id }) => commands.restoreRecord(id, record.id) });
                  return next;
                }}
                replace={isLocked || !record.may_change ? null : <ReplaceFile record={record} change={change} onReplaced={setChosen} />}
              />
            )}
          </div>
          {record?.file && <RecordPages key={record.id} requestId={view.id} recordId={record.id} />}
        </div>
      )}
    </>
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

/** The record that a link leads to, such as from a bundle that was not made. */
function linked(view: RequestView): string | null {
  const id = window.location.hash.split('#')[2]?.replace(/^record-/, '');
  return view.records.find((record) => record.id === id)?.id ?? null;
}
