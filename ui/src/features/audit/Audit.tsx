import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { FailureNote } from '@/components/Callout';
import { PageHead } from '@/components/PageHead';
import { Tag } from '@/components/Tag';
import type { AuditRow } from '@/lib/wire';
import { queries } from '@/lib/queries';

const PAGE_SIZE = 100;

/** Who did what, newest first. It holds links, never clinical words. */
export function Audit() {
  const [page, setPage] = useState(1);
  const trail = useQuery({ ...queries.audit(page), placeholderData: keepPreviousData });
  const pages = Math.max(1, Math.ceil((trail.data?.total ?? 0) / PAGE_SIZE));
  return (
    <>
      <PageHead title="Audit trail" />
      <FailureNote error={trail.error} />
      <div className="so-scroll" tabIndex={0} role="group" aria-label="Entries of the audit trail">
        <table className="nhsuk-table so-table so-table--dense">
          <caption className="nhsuk-u-visually-hidden">Entries, newest first</caption>
          <thead>
            <tr>
              <th scope="col">No.</th>
              <th scope="col">Time (UTC)</th>
              <th scope="col">User</th>
              <th scope="col">Act</th>
              <th scope="col">On</th>
              <th scope="col">Outcome</th>
            </tr>
          </thead>
          <tbody>
            {trail.data?.rows.map((row) => (
              <Entry key={row.seq} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && (
        <div className="so-pager">
          <Button look="small" disabled={page <= 1} onClick={() => setPage(page - 1)}>
            Newer
          </Button>
          <p>
            Page {page} of {pages}
          </p>
          <Button look="small" disabled={page >= pages} onClick={() => setPage(page + 1)}>
            Older
          </Button>
        </div>
      )}
    </>
  );
}

function Entry({ row }: { row: AuditRow }) {
  const on = [row.patient_id && `patient ${row.patient_id.slice(0, 8)}`, row.request_id && `request ${row.request_id.slice(0, 8)}`];
  return (
    <tr>
      <td className="so-figures">{row.seq}</td>
      <td className="so-figures so-nowrap">{row.at.slice(0, 19)}</td>
      <td>{row.user ?? 'nobody'}</td>
      <td>
        {row.act.replaceAll('_', ' ')}
        {row.detail && <span className="so-second">{row.detail}</span>}
      </td>
      <td>
        <span className="so-second">{on.filter(Boolean).join(', ') || '–'}</span>
      </td>
      <td>{row.outcome === 'refused' ? <Tag tone="red">Refused</Tag> : 'Done'}</td>
    </tr>
  );
}
