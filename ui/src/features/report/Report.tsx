import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote, Inset } from '@/components/Callout';
import { DayField } from '@/components/fields';
import { PageHead } from '@/components/PageHead';
import { LoosePrintDialog } from '@/components/paper/LoosePrintDialog';
import { askWhereToSave, askWhereToSaveTable, commands } from '@/lib/commands';
import { Failure } from '@/lib/failure';
import { counted } from '@/lib/numbers';
import { printReport } from '@/lib/printing';
import { queries } from '@/lib/queries';
import type { ReportInput, ReportView } from '@/lib/wire';

// The window must not wait for its charts when it opens.
const Figures = lazy(() => import('./Figures'));

/** The last twelve months, which Rust counts from its own clock. */
const LAST_YEAR: ReportInput = { from: null, to: null };

/** How many requests, how long, and what was declined: numbers of a period, and no patient. */
export function Report() {
  const [period, setPeriod] = useState(LAST_YEAR);
  const [isPrinting, setIsPrinting] = useState(false);
  const shown = useQuery({ ...queries.report(period), placeholderData: keepPreviousData });
  const view = shown.data;
  const saving = useMutation({
    mutationFn: async (as: 'pdf' | 'csv') => {
      const name = `report-${view?.from}-to-${view?.to}.${as}`;
      const path = await (as === 'pdf' ? askWhereToSave(name) : askWhereToSaveTable(name));
      if (path === null) return null;
      return as === 'pdf' ? commands.saveReport(period, path) : commands.exportReport(period, path);
    },
    onSuccess: (saved) => {
      if (saved) announce('The report is saved');
    },
  });
  return (
    <>
      <PageHead title="Report" caption={view?.period}>
        <Button look="second" busy={saving.isPending} disabled={!view} onClick={() => saving.mutate('csv')}>
          Save as a table (CSV)
        </Button>
        <Button look="second" busy={saving.isPending} disabled={!view} onClick={() => saving.mutate('pdf')}>
          Save as PDF
        </Button>
        <Button disabled={!view} onClick={() => setIsPrinting(true)}>
          Print
        </Button>
      </PageHead>
      <Period error={shown.error} onShow={setPeriod} />
      <FailureNote error={saving.error} />
      {saving.data && (
        <Inset tone="good">
          <p>
            Saved: <span className="so-path">{saving.data.out}</span>
          </p>
        </Inset>
      )}
      {view && (
        <>
          <Lead view={view} />
          <Suspense fallback={<p aria-busy="true">Drawing the charts…</p>}>
            <Figures report={view} />
          </Suspense>
          <p className="so-soft">This report names no patient and no clinician. Small numbers stand as they are: it is for your own team.</p>
        </>
      )}
      {isPrinting && (
        <LoosePrintDialog
          done="The report is at the printer"
          advice="It names nobody."
          onPrint={(how) => printReport(period, how)}
          onClose={() => setIsPrinting(false)}
        />
      )}
    </>
  );
}

function Lead({ view }: { view: ReportView }) {
  const tiles = [
    [view.requests, view.requests === 1 ? 'request asked for' : 'requests asked for'],
    [view.declined, 'declined'],
    [view.overdue, 'overdue now, of any period'],
  ] as const;
  return (
    <ul className="so-tiles" aria-label={`${counted(view.requests, 'request')} in the period`}>
      {tiles.map(([number, words]) => (
        <li key={words}>
          <strong>{number.toLocaleString('en-GB')}</strong> <span>{words}</span>
        </li>
      ))}
    </ul>
  );
}

function Period({ error, onShow }: { error: Error | null; onShow: (period: ReportInput) => void }) {
  const [typed, setTyped] = useState({ from: '', to: '' });
  const problem = (field: string) =>
    error instanceof Failure ? error.problems().find((each) => each.field === field)?.message : undefined;
  const isOfField = problem('from') !== undefined || problem('to') !== undefined;
  return (
    <form
      className="so-card so-period"
      aria-label="Period"
      onSubmit={(event) => {
        event.preventDefault();
        onShow({ from: typed.from || null, to: typed.to || null });
      }}
    >
      <DayField id="from" label="From" value={typed.from} error={problem('from')} onChange={(from) => setTyped({ ...typed, from })} />
      <DayField id="to" label="To" value={typed.to} error={problem('to')} onChange={(to) => setTyped({ ...typed, to })} />
      <div className="so-period__deeds">
        <Button type="submit" look="second">
          Show this period
        </Button>
        <Button
          look="quiet"
          onClick={() => {
            setTyped({ from: '', to: '' });
            onShow(LAST_YEAR);
          }}
        >
          The last twelve months
        </Button>
      </div>
      {error && !isOfField && <FailureNote error={error} />}
    </form>
  );
}
