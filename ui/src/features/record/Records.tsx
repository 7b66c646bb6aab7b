import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote } from '@/components/Callout';
import { PageViewer } from '@/components/PageViewer';
import type { RecordCheckView, RecordInput, RequestView } from '@/lib/wire';
import { askForFiles, commands, onDrop } from '@/lib/commands';
import { sentence } from '@/lib/failure';
import { counted } from '@/lib/numbers';
import { RecordForm } from './RecordForm';
import { RecordList } from './RecordList';

/** What is known of a file that has just come. Nothing is ticked for anybody. */
const UNKNOWN: RecordInput = {
  kind: null, title: null, dated_on: null, source: null, relevance: null, report_status: null, name_seen: false, born_seen: false,
  number_seen: false, consent: null, enclosure: null, enclosure_words: null, pages: null,
};

interface Props {
  view: RequestView;
  isLocked: boolean;
  change: (act: (view: RequestView) => Promise<RequestView>) => Promise<RequestView>;
}

/** The records of a request: files in, described, put in order, and looked at. */
export function Records({ view, isLocked, change }: Props) {
  const [chosen, setChosen] = useState<string | null>(view.records[0]?.id ?? null);
  const [refused, setRefused] = useState<RecordCheckView[]>([]);
  const [isOver, setIsOver] = useState(false);
  const record = view.records.find(({ id }) => id === chosen) ?? view.records[0] ?? null;

  const adding = useMutation({
    mutationFn: async (paths: string[]) => {
      let turnedAway: RecordCheckView[] = [];
      const before = new Set(view.records.map(({ id }) => id));
      const next = await change(async ({ id }) => {
        const added = await commands.addRecords(id, paths, UNKNOWN, null);
        turnedAway = added.refused;
        return added.request;
      });
      return { turnedAway, fresh: next.records.filter(({ id }) => !before.has(id)) };
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
      if (!isLocked && paths.length > 0) adding.mutate(paths);
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
          <p className="so-soft">or drop them anywhere on this window. PDF, JPEG and PNG.</p>
        </div>
      )}
      <FailureNote error={adding.error ?? ordering.error} />
      <Refused refused={refused} onSeen={() => setRefused([])} />
      {view.records.length === 0 ? (
        <div className="so-empty">
          <p>No records yet.</p>
          <p className="so-soft">Add the results, letters and images that the new team needs. Nothing is sent without a reason.</p>
        </div>
      ) : (
        <div className="so-gather">
          <div className="so-gather__list">
            <RecordList records={view.records} chosen={record?.id ?? null} isLocked={isLocked} onChoose={setChosen} onOrder={(ids) => ordering.mutate(ids)} />
            {view.records.length > 1 && !isLocked && (
              <p className="so-soft">
                Drag to change the order, or press <kbd>Alt</kbd>+<kbd>↑</kbd> and <kbd>Alt</kbd>+<kbd>↓</kbd>.
              </p>
            )}
          </div>
          {record && (
            <div className="so-gather__one" key={record.id}>
              <RecordForm
                record={record}
                patient={view.patient}
                isLocked={isLocked}
                onSave={(input) =>
                  change((now) => {
                    const version = now.records.find(({ id }) => id === record.id)?.version ?? record.version;
                    return commands.describeRecord(now.id, record.id, version, input);
                  })
                }
                onRemove={(reason) => change((now) => commands.removeRecord(now.id, record.id, reason))}
              />
              <RecordPages requestId={view.id} recordId={record.id} />
            </div>
          )}
        </div>
      )}
    </>
  );
}

function Refused({ refused, onSeen }: { refused: RecordCheckView[]; onSeen: () => void }) {
  if (refused.length === 0) return null;
  return (
    <div className="nhsuk-error-summary" role="alert" aria-labelledby="refused-title">
      <h2 className="nhsuk-error-summary__title" id="refused-title">
        {counted(refused.length, 'file was', 'files were')} not added
      </h2>
      <ul className="nhsuk-list">
        {refused.map(({ file, notes }, at) => (
          <li key={at}>
            <strong>{file}</strong>: {notes.map((note) => sentence(note.message)).join(' ')}
          </li>
        ))}
      </ul>
      <Button look="small" onClick={onSeen}>
        I have read this
      </Button>
    </div>
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
