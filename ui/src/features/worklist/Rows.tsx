import { Link, useNavigate } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import { Tag, toneOf } from '@/components/Tag';
import { counted } from '@/lib/numbers';
import type { RequestRow, WorklistView } from '@/lib/wire';

/** The requests of a page. */
export function Rows({ view }: { view: WorklistView }) {
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
        {row.transfer && <span className="so-second">Transfer of care: {row.transfer}</span>}
        {row.priority && row.priority !== 'Routine' && <span className="so-urgent">{row.priority}</span>}
        {row.treatment_on && <span className="so-treatment">Treatment {row.treatment_on}</span>}
      </td>
      <td>
        <span className="so-nowrap">{row.next_action_by ?? 'Nothing due'}</span>
        {row.is_overdue && (
          <span className="so-second">
            <Tag tone="red">Overdue</Tag>
          </span>
        )}
        <span className="so-second">{row.owner}</span>
      </td>
    </tr>
  );
}
