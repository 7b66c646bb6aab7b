import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote } from '@/components/Callout';
import { PageHead } from '@/components/PageHead';
import { Tag } from '@/components/Tag';
import { askWhereToSaveTable, commands } from '@/lib/commands';
import { counted } from '@/lib/numbers';
import { queries } from '@/lib/queries';
import type { AuditRow } from '@/lib/wire';
import { Narrow, WHOLE, type Narrowed } from './Narrow';

const PAGE_SIZE = 100;

/** Who did what, newest first. It holds links, never clinical words. */
export function Audit() {
  const [narrowed, setNarrowed] = useState(WHOLE);
  const [page, setPage] = useState(1);
  const trail = useQuery({ ...queries.audit({ ...narrowed, page }), placeholderData: keepPreviousData });
  const { data: choices } = useQuery(queries.auditChoices());
  const total = trail.data?.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const label = (code: string) => choices?.acts.find((act) => act.code === code)?.label ?? code;
  return (
    <>
      <PageHead title="Audit trail" />
      <Narrow
        narrowed={narrowed}
        choices={choices}
        onNarrow={(next) => {
          setNarrowed(next);
          setPage(1);
        }}
      />
      <Doings narrowed={narrowed} total={total} />
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
              <Entry key={row.seq} row={row} act={label(row.act)} />
            ))}
          </tbody>
        </table>
      </div>
      {trail.data && total === 0 && <p className="so-empty">No entry is like this.</p>}
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

/** What the information governance lead does with the trail: takes it along, and has it checked. */
function Doings({ narrowed, total }: { narrowed: Narrowed; total: number }) {
  const saving = useMutation({
    mutationFn: async () => {
      const path = await askWhereToSaveTable('audit-trail.csv');
      return path === null ? null : commands.exportAudit({ ...narrowed, page: null }, path);
    },
    onSuccess: (saved) => saved && announce(`The table was saved with ${counted(saved.rows, 'entry', 'entries')}`),
  });
  const checking = useMutation({ mutationFn: () => commands.verifyAudit() });
  return (
    <div className="so-audit__doings">
      <Button look="second" busy={saving.isPending} disabled={total === 0} onClick={() => saving.mutate()}>
        Save as a table
      </Button>
      <Button look="second" busy={checking.isPending} onClick={() => checking.mutate()}>
        Check the trail
      </Button>
      <p role="status">
        {checking.data && `The trail is unbroken: ${counted(checking.data.entries, 'entry', 'entries')}.`}
        {saving.data && ` Saved: ${saving.data.out}`}
      </p>
      <FailureNote error={saving.error ?? checking.error} />
    </div>
  );
}

function Entry({ row, act }: { row: AuditRow; act: string }) {
  const on = [row.patient_id && `patient ${row.patient_id.slice(0, 8)}`, row.request_id && `request ${row.request_id.slice(0, 8)}`];
  return (
    <tr>
      <td className="so-figures">{row.seq}</td>
      <td className="so-figures so-nowrap">{row.at.slice(0, 19)}</td>
      <td>
        {row.user ?? 'nobody'}
        {row.on_behalf_of && <span className="so-second">on behalf of {row.on_behalf_of}</span>}
      </td>
      <td>
        {act}
        {row.detail && <span className="so-second">{row.detail}</span>}
      </td>
      <td>
        <span className="so-second">{on.filter(Boolean).join(', ') || '–'}</span>
      </td>
      <td>{row.outcome === 'refused' ? <Tag tone="red">Refused</Tag> : 'Done'}</td>
    </tr>
  );
}
