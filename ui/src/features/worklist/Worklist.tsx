import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useState } from 'react';
import { Button } from '@/components/Button';
import { FailureNote } from '@/components/Callout';
import { queries } from '@/lib/queries';
import type { WorklistView } from '@/lib/wire';
import { Filters, SavedFilters } from './Filters';
import { Lists } from './Lists';
import { inputOf, keptNarrowing, narrowedBy, type Narrowing } from './narrowing';
import { Rows } from './Rows';

const EMPTY: Record<string, string> = {
  mine: 'Nothing waits for you.',
  urgent_treatment: 'No urgent request has a treatment date.',
  awaiting_decision: 'No request waits for a decision.',
  gathering: 'No records are being gathered.',
  awaiting_signature: 'No letter waits for a signature.',
  to_send: 'Every signed letter has been sent.',
  pages_not_counted: 'Everything that was printed has been counted.',
  not_heard_back: 'Every bundle that was sent has been answered.',
  answered: 'Every opinion has been read, and acted on.',
  overdue: 'Nothing is overdue.',
  transfers_due: 'No transfer of care is under way.',
};

/** What a list is for, where its name alone does not say it. */
const ABOUT: Record<string, string> = {
  urgent_treatment: 'Open requests that are urgent and have a treatment date, the nearest first.',
  answered: 'An opinion stays here until the request is closed: the patient has been informed, and it is written down who is responsible now.',
  overdue: 'What has been due the longest comes first.',
  transfers_due: 'Every transfer of care that is under way, the one that is due first at the top. The number counts those that are due today or late.',
};

/** The list of transfers of care, which is short and narrowed by nothing. */
const TRANSFERS = 'transfers_due';

/** How many requests a page holds. */
const PAGE = 50;

interface Props {
  narrowing: Narrowing;
  onNarrow: (narrowing: Narrowing) => void;
  /** May log a request. */
  mayWork: boolean;
}

/** The team’s requests: every list with its count, and one of them as a table. */
export function Worklist({ narrowing, onNarrow, mayWork }: Props) {
  const { list = 'all' } = narrowing;
  const [words, setWords] = useState('');
  // The places after which the pages before this one and this one begin.
  const [trail, setTrail] = useState<string[]>([]);
  const sought = useDeferredValue(words.trim());
  const shown = useQuery({
    ...queries.worklist(inputOf(narrowing, sought, trail.at(-1) ?? null)),
    placeholderData: keepPreviousData,
  });
  const view = shown.data;
  const news = useQuery(queries.listNews());
  const { refetch } = shown;
  const isBehind = view !== undefined && news.data !== undefined && news.data.changes > view.changes;
  useEffect(() => {
    if (isBehind) void refetch();
  }, [isBehind, refetch]);
  const narrow = (next: Narrowing) => {
    setTrail([]);
    onNarrow(next);
  };
  const lists = news.data?.lists ?? view?.lists ?? [];
  return (
    <>
      <div className="so-search">
        <label htmlFor="search" className="nhsuk-label">
          Search requests
        </label>
        <input
          id="search"
          type="search"
          className="nhsuk-input"
          placeholder="Name, NHS number, date of birth or reference"
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setTrail([]);
          }}
          autoComplete="off"
        />
      </div>
      <div className="so-worklist">
        <nav className="so-lists" aria-label="Lists">
          <Lists
            lists={lists}
            list={sought ? '' : list}
            onList={(code) => {
              // Whoever chooses a list wants to see it, and not what was searched for.
              setWords('');
              narrow(code === TRANSFERS ? { list: code } : { ...narrowing, list: code });
            }}
          />
          <SavedFilters
            onChoose={({ filter }) => {
              setWords(filter.words ?? '');
              narrow(keptNarrowing(filter));
            }}
          />
        </nav>
        <div className="so-worklist__table" aria-busy={shown.isFetching}>
          <FailureNote error={shown.error} />
          {list !== TRANSFERS && <Filters narrowing={narrowing} words={sought} onNarrow={narrow} />}
          {!sought && ABOUT[list] && <p className="so-soft">{ABOUT[list]}</p>}
          {view && view.rows.length > 0 && <Rows view={view} />}
          {view && view.rows.length === 0 && (
            <Nothing list={list} words={sought} isNarrowed={narrowedBy(narrowing) > 0} mayWork={mayWork} />
          )}
          {view && (trail.length > 0 || view.next !== null || view.is_more) && (
            <Pager
              view={view}
              page={trail.length}
              onNext={(next) => setTrail([...trail, next])}
              onBack={() => setTrail(trail.slice(0, -1))}
            />
          )}
        </div>
      </div>
    </>
  );
}

interface PagerProps {
  view: WorklistView;
  /** From 0. */
  page: number;
  onNext: (place: string) => void;
  onBack: () => void;
}

function Pager({ view, page, onNext, onBack }: PagerProps) {
  const first = page * PAGE + 1;
  const number = (count: number) => count.toLocaleString('en-GB');
  const { next } = view;
  return (
    <div className="so-pager">
      <Button look="small" disabled={page === 0} onClick={onBack}>
        Previous
      </Button>
      <p role="status">
        {number(first)} to {number(first + view.rows.length - 1)} of {view.is_more ? `${number(view.total)} or more` : number(view.total)}
      </p>
      <Button look="small" disabled={next === null} onClick={() => next !== null && onNext(next)}>
        Next
      </Button>
    </div>
  );
}

function Nothing({ list, words, isNarrowed, mayWork }: { list: string; words: string; isNarrowed: boolean; mayWork: boolean }) {
  if (words) {
    return (
      <div className="so-empty">
        <p>
          No request matches <strong>{words}</strong>
          {isNarrowed ? ' and what the list is narrowed by' : ''}.
        </p>
        <p className="so-soft">Try a part of the name, the NHS number, or the date of birth.</p>
      </div>
    );
  }
  if (isNarrowed) {
    return (
      <div className="so-empty">
        <p>No request on this list has everything that it is narrowed by.</p>
      </div>
    );
  }
  return (
    <div className="so-empty">
      <p>{EMPTY[list] ?? 'No requests yet.'}</p>
      {list === 'all' && mayWork && <p className="so-soft">When a patient asks for a second opinion, log the request here. It takes two minutes.</p>}
    </div>
  );
}
