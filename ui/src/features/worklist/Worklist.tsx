import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useRef, useState, type MouseEvent } from 'react';
import { Button } from '@/components/Button';
import { FailureNote } from '@/components/Callout';
import { Tag, toneOf } from '@/components/Tag';
import type { RequestRow, WorklistView } from '@/lib/wire';
import { counted } from '@/lib/numbers';
import { queries } from '@/lib/queries';

/** The lists that must never be overlooked: unsigned, uncounted, unanswered, late. */
const LOUD = ['awaiting_signature', 'pages_not_counted', 'not_heard_back', 'overdue'];

const EMPTY: Record<string, string> = {
  mine: 'Nothing waits for you.',
  awaiting_decision: 'No request waits for a decision.',
  gathering: 'No records are being gathered.',
  awaiting_signature: 'No letter waits for a signature.',
  pages_not_counted: 'Everything that was printed has been counted.',
  not_heard_back: 'Every bundle that was sent has been answered.',
  overdue: 'Nothing is overdue.',
};

interface Props {
  list: string;
  onList: (list: string) => void;
  /** May log a request. */
  mayWork: boolean;
}

/** The team’s requests: every list with its count, and one of them as a table. */
export function Worklist({ list, onList, mayWork }: Props) {
  const [words, setWords] = useState('');
  const [page, setPage] = useState(1);
  const sought = useDeferredValue(words.trim());
  const shown = useQuery({
    ...queries.worklist({ list, status: null, due_before: null, words: sought || null, page }),
    placeholderData: keepPreviousData,
  });
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const find = () => search.current?.focus();
    window.addEventListener('so:search', find);
    return () => window.removeEventListener('so:search', find);
  }, []);
  const view = shown.data;
  return (
    <>
      <div className="so-search">
        <label htmlFor="search" className="nhsuk-label">
          Search requests
        </label>
        <input
          ref={search}
          id="search"
          type="search"
          className="nhsuk-input"
          placeholder="Name, NHS number, date of birth or reference"
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setPage(1);
          }}
          autoComplete="off"
          aria-keyshortcuts="Control+K"
        />
        <kbd className="so-keys" aria-hidden="true">
          Ctrl+K
        </kbd>
      </div>
      <div className="so-worklist">
        <nav className="so-lists" aria-label="Lists">
          <ul>
            {view?.lists.map(({ code, label, count }) => (
              <li key={code}>
                <button
                  type="button"
                  className={LOUD.includes(code) && count > 0 ? 'so-list so-list--loud' : 'so-list'}
                  aria-current={code === list ? 'true' : undefined}
                  onClick={() => {
                    setPage(1);
                    onList(code);
                  }}
                >
                  <span>{label}</span>
                  <span className="so-count">{count}</span>
                </button>
              </li>
            ))}
          </ul>
        </nav>
        <div className="so-worklist__table" aria-busy={shown.isFetching}>
          <FailureNote error={shown.error} />
          {view && view.rows.length > 0 && <Rows view={view} />}
          {view && view.rows.length === 0 && <Nothing list={list} words={sought} mayWork={mayWork} isAll={list === 'all'} />}
          {view && view.pages > 1 && (
            <div className="so-pager">
              <Button look="small" disabled={page <= 1} onClick={() => setPage(page - 1)}>
                Previous
              </Button>
              <p>
                Page {view.page} of {view.pages}, {counted(view.total, 'request')}
              </p>
              <Button look="small" disabled={page >= view.pages} onClick={() => setPage(page + 1)}>
                Next
              </Button>
            </div>
          )}
        </div>
      </div>
    </>
  );
}

function Rows({ view }: { view: WorklistView }) {
  return (
    <table className="nhsuk-table so-table">
      <caption className="nhsuk-u-visually-hidden">{counted(view.total, 'request')}</caption>
      <thead>
        <tr>
          <th scope="col">Patient</th>
          <th scope="col">Request</th>
          <th scope="col">Status</th>
          <th scope="col">Next step by</th>
        </tr>
      </thead>
      <tbody>
        {view.rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { row: RequestRow }) {
  const navigate = useNavigate();
  const open = (event: MouseEvent) => {
    // The link does it for the keyboard and for those who listen; a mouse may hit anywhere in the row. No sheet is laid
    // over the row for this: web views disagree on where it ends, and a click must never open the row of another patient.
    if (event.target instanceof Element && !event.target.closest('a')) void navigate({ to: '/requests/$id', params: { id: row.id } });
  };
  return (
    <tr onClick={open}>
      <td>
        <Link to="/requests/$id" params={{ id: row.id }} className="so-row-link">
          {row.patient}
        </Link>
        <span className="so-second">Born {row.born}</span>
        <span className="so-second so-figures">{row.number}</span>
      </td>
      <td>
        <span className="so-reference">{row.reference}</span>
        <span className="so-clamp">{row.question ?? 'No question yet'}</span>
        {row.recipient && <span className="so-second">To {row.recipient}</span>}
      </td>
      <td>
        <Tag tone={toneOf(row.status)}>{row.status_label}</Tag>
        <span className="so-second">since {row.since}</span>
        {row.priority && row.priority !== 'Routine' && <span className="so-urgent">{row.priority}</span>}
      </td>
      <td className="so-nowrap">
        {row.next_action_by ?? 'Nothing due'}
        {row.is_overdue && (
          <span className="so-second">
            <Tag tone="red">Overdue</Tag>
          </span>
        )}
      </td>
    </tr>
  );
}

function Nothing({ list, words, mayWork, isAll }: { list: string; words: string; mayWork: boolean; isAll: boolean }) {
  if (words) {
    return (
      <div className="so-empty">
        <p>
          Nothing on this list matches <strong>{words}</strong>.
        </p>
        <p className="so-soft">Try a part of the name, the NHS number, or the list “All”.</p>
      </div>
    );
  }
  return (
    <div className="so-empty">
      <p>{EMPTY[list] ?? 'No requests yet.'}</p>
      {isAll && mayWork && <p className="so-soft">When a patient asks for a second opinion, log the request here. It takes two minutes.</p>}
    </div>
  );
}
