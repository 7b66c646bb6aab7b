import { useState, type KeyboardEvent } from 'react';
import { announce } from '@/components/announce';
import { Tag } from '@/components/Tag';
import type { RecordView } from '@/lib/wire';
import { counted } from '@/lib/numbers';

interface Props {
  records: RecordView[];
  chosen: string | null;
  isLocked: boolean;
  onChoose: (id: string) => void;
  onOrder: (ids: string[]) => void;
}

/** The records in their order: moved by dragging, or by Alt with the arrow keys. */
export function RecordList({ records, chosen, isLocked, onChoose, onOrder }: Props) {
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const move = (id: string, to: number) => {
    const ids = records.map((record) => record.id);
    const from = ids.indexOf(id);
    if (isLocked || to < 0 || to >= ids.length || to === from) return;
    ids.splice(to, 0, ...ids.splice(from, 1));
    onOrder(ids);
    announce(`${nameOf(records[from]!)}, now ${to + 1} of ${ids.length}`);
  };
  const press = (event: KeyboardEvent, record: RecordView, at: number) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(record.id, at + (event.key === 'ArrowUp' ? -1 : 1));
  };
  return (
    <ol className="so-records" aria-label="Records in their order">
      {records.map((record, at) => (
        <li
          key={record.id}
          className={[
            'so-record',
            record.id === chosen ? 'so-record--chosen' : '',
            record.id === dragged ? 'so-record--dragged' : '',
            record.id === over && record.id !== dragged ? 'so-record--over' : '',
          ].join(' ')}
          data-record={record.id}
        >
          <span
            className="so-record__place"
            aria-hidden="true"
            onPointerDown={(event) => {
              if (isLocked || event.button !== 0) return;
              event.preventDefault();
              event.currentTarget.setPointerCapture(event.pointerId);
              setDragged(record.id);
            }}
            onPointerMove={(event) => {
              if (dragged === record.id) setOver(recordAt(event.clientX, event.clientY));
            }}
            onPointerUp={() => {
              if (dragged === record.id && over) move(record.id, records.findIndex(({ id }) => id === over));
              setDragged(null);
              setOver(null);
            }}
            onPointerCancel={() => {
              setDragged(null);
              setOver(null);
            }}
          >
            {at + 1}
          </span>
          <button
            type="button"
            className="so-record__name"
            aria-current={record.id === chosen ? 'true' : undefined}
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
            onClick={() => onChoose(record.id)}
            onKeyDown={(event) => press(event, record, at)}
          >
            {nameOf(record)}
            <span className="so-second">
              {[record.kind_label, record.dated, record.file && counted(record.file.chosen_count, 'page')].filter(Boolean).join(', ')}
            </span>
          </button>
          <StateOf record={record} />
          {!isLocked && (
            <span className="so-record__moves">
              <button type="button" tabIndex={-1} aria-label={`Move record ${at + 1} up`} disabled={at === 0} onClick={() => move(record.id, at - 1)}>
                ↑
              </button>
              <button type="button" tabIndex={-1} aria-label={`Move record ${at + 1} down`} disabled={at === records.length - 1} onClick={() => move(record.id, at + 1)}>
                ↓
              </button>
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

function nameOf(record: RecordView): string {
  return record.input.title ?? record.file?.name ?? 'Record';
}

function StateOf({ record }: { record: RecordView }) {
  if (record.supplement !== null) return <Tag tone={record.may_change ? 'blue' : 'grey'}>Supplement {record.supplement}</Tag>;
  if (record.hindrances.length > 0) return <Tag tone="blue">{record.hindrances.length} to do</Tag>;
  if (record.warnings.length > 0) return <Tag tone="amber">Look at the share</Tag>;
  if (record.input.enclosure && record.input.enclosure !== 'enclosed') return <Tag>{record.enclosure_label}</Tag>;
  return <Tag tone="green">Ready</Tag>;
}

/** The record under the pointer. The browser's own drag and drop is not used: on Windows the window keeps it for files. */
function recordAt(x: number, y: number): string | null {
  return document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-record]')?.dataset.record ?? null;
}
