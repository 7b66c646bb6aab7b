import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { PrintView, RequestView } from '@/lib/wire';
import { askWhereToSave, commands } from '@/lib/commands';
import { useHeld } from '@/lib/held';
import { announce } from '../announce';
import { Button } from '../Button';
import { FailureNote, Inset } from '../Callout';
import { CountDialog } from './CountDialog';
import { printsOf, type Paper } from './paper';
import { PrintDialog } from './PrintDialog';

interface Props {
  view: RequestView;
  paper: Paper;
  /** What may be printed along with it in one step. */
  alongside?: Paper[];
  /** The name that is offered for its file: a reference, never a patient’s name. */
  fileName: string;
  change: (act: (view: RequestView) => Promise<RequestView>) => Promise<RequestView>;
}

/** Save, print, open: the same three ways out for every paper, and what became of each print. */
export function PaperActions({ view, paper, alongside = [], fileName, change }: Props) {
  const [isPrinting, setIsPrinting] = useHeld(`printing ${paper.input.kind} of ${view.id}`, false);
  const [counting, setCounting] = useState<PrintView | null>(null);
  const saving = useMutation({
    mutationFn: async () => {
      const path = await askWhereToSave(fileName);
      return path === null ? null : commands.savePaper(view.id, paper.input, path);
    },
    onSuccess: (saved) => {
      if (saved) announce('Saved');
    },
  });
  const opening = useMutation({ mutationFn: () => commands.openPaper(view.id, paper.input) });
  return (
    <>
      <div className="so-stack">
        <Button busy={saving.isPending} onClick={() => saving.mutate()}>
          Save as PDF
        </Button>
        <Button look="second" onClick={() => setIsPrinting(true)}>
          Print
        </Button>
        <Button look="quiet" busy={opening.isPending} onClick={() => opening.mutate()}>
          Open in the system’s viewer
        </Button>
      </div>
      <FailureNote error={saving.error ?? opening.error} />
      {saving.data && (
        <Inset tone="good">
          <p className="so-path">Saved: {saving.data.out}</p>
        </Inset>
      )}
      {opening.data && (
        <Inset>
          <p>Opened in the viewer. For that, a plain copy lies in a folder that only you can enter; it is removed when you sign out.</p>
        </Inset>
      )}
      <Prints prints={printsOf(paper.input.kind, view.prints)} onCount={setCounting} />
      {isPrinting && <PrintDialog view={view} papers={[paper, ...alongside]} change={change} onClose={() => setIsPrinting(false)} />}
      {counting && <CountDialog print={counting} change={change} onClose={() => setCounting(null)} />}
    </>
  );
}

function Prints({ prints, onCount }: { prints: PrintView[]; onCount: (print: PrintView) => void }) {
  if (prints.length === 0) return null;
  return (
    <ul className="so-prints" aria-label="Printed">
      {prints.map((print) => (
        <li key={print.job}>
          <span>
            Printed {print.printed_at}, {print.printer}
          </span>
          <span className="so-second">
            {[print.printed_by, print.reason, print.outcome === 'sent' ? null : print.outcome_label].filter(Boolean).join(' · ')}
          </span>
          {print.outcome === 'sent' && (
            <Button look="quiet" onClick={() => onCount(print)}>
              Did all pages come out?
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
