import type { ListCount } from '@/lib/wire';

/** The lists that must never be overlooked: dated and urgent, unsigned, uncounted, unanswered, unread, late. */
const LOUD = ['urgent_treatment', 'awaiting_signature', 'pages_not_counted', 'not_heard_back', 'answered', 'overdue', 'transfers_due'];

interface Props {
  lists: ListCount[];
  list: string;
  onList: (list: string) => void;
}

/** Every list with how many requests stand on it, whatever the width of the window. */
export function Lists({ lists, list, onList }: Props) {
  return (
    <ul>
      {lists.map(({ code, label, count }) => (
        <li key={code}>
          <button
            type="button"
            className={LOUD.includes(code) && count > 0 ? 'so-list so-list--loud' : 'so-list'}
            aria-current={code === list ? 'true' : undefined}
            onClick={() => onList(code)}
          >
            <span>{label}</span>
            <span className="so-count">{count.toLocaleString('en-GB')}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
