import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote, Inset } from '@/components/Callout';
import { PageHead } from '@/components/PageHead';
import { PageViewer } from '@/components/PageViewer';
import { LoosePrintDialog } from '@/components/paper/LoosePrintDialog';
import { inputOf } from '@/features/worklist/narrowing';
import { askWhereToSave, askWhereToSaveTable, commands } from '@/lib/commands';
import { counted } from '@/lib/numbers';
import { printWorklist } from '@/lib/printing';

/** A list of requests as it is printed. */
export function WorklistPrintPage() {
  const narrowing = useSearch({ from: '/worklist/print' });
  const { list = 'all' } = narrowing;
  const input = inputOf(narrowing, '', null);
  const pages = useQuery({ queryKey: ['worklist', 'pages', narrowing], queryFn: () => commands.previewWorklist(input) });
  const [isPrinting, setIsPrinting] = useState(false);
  const saving = useMutation({
    mutationFn: async () => {
      const path = await askWhereToSave(`worklist-${list.replaceAll('_', '-')}.pdf`);
      return path === null ? null : commands.saveWorklist(input, path);
    },
    onSuccess: (saved) => {
      if (saved) announce('The list is saved');
    },
  });
  const exporting = useMutation({
    mutationFn: async () => {
      const path = await askWhereToSaveTable(`worklist-${list.replaceAll('_', '-')}.csv`);
      return path === null ? null : commands.exportWorklist(input, path);
    },
    onSuccess: (exported) => {
      if (exported) announce('The table is saved');
    },
  });
  return (
    <>
      <PageHead title="Print the worklist">
        <Link to="/" search={narrowing}>
          Back to the worklist
        </Link>
      </PageHead>
      <div className="so-beside">
        <div className="so-beside__main">
          <FailureNote error={pages.error} />
          {pages.data && <PageViewer key={pages.data.token} of="worklist" document={pages.data} />}
          {!pages.data && !pages.error && <div className="so-viewer so-viewer--coming" aria-busy="true" />}
        </div>
        <aside className="so-beside__side" aria-label="About the list">
          <section className="so-card">
            {pages.data && <p className="so-bundle__pages">{counted(pages.data.pages.length, 'page')}</p>}
            <p>Every request of the list is on it, in the order of the screen.</p>
            <div className="so-stack">
              <Button disabled={!pages.data} onClick={() => setIsPrinting(true)}>
                Print
              </Button>
              <Button look="second" busy={saving.isPending} disabled={!pages.data} onClick={() => saving.mutate()}>
                Save as PDF
              </Button>
              <Button look="second" busy={exporting.isPending} onClick={() => exporting.mutate()}>
                Save as a table (CSV)
              </Button>
            </div>
            <FailureNote error={saving.error ?? exporting.error} />
            {exporting.data && (
              <Inset tone="good">
                <p>
                  Saved: <span className="so-path">{exporting.data.out}</span>
                </p>
              </Inset>
            )}
            {saving.data && (
              <Inset tone="good">
                <p>
                  Saved: <span className="so-path">{saving.data.out}</span>
                </p>
              </Inset>
            )}
          </section>
          <Inset>
            <p>A printed list names patients. Keep it with you, and put it into confidential waste when the next one is printed.</p>
          </Inset>
        </aside>
      </div>
      {isPrinting && (
        <LoosePrintDialog
          done="The list is at the printer"
          advice="It names patients: fetch it at once."
          onPrint={(how) => printWorklist(input, how)}
          onClose={() => setIsPrinting(false)}
        />
      )}
    </>
  );
}
