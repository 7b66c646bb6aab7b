import { useState } from 'react';
import type { PrintInput, PrintView, RequestView } from '@/lib/wire';
import { commands } from '@/lib/commands';
import { useHeld } from '@/lib/held';
import { printPapers, usePrintJob } from '@/lib/printing';
import { ChecksField, LineField } from '../fields';
import { problemOf } from '../ErrorSummary';
import { CountDialog } from './CountDialog';
import { inWords, isOut, type Paper } from './paper';
import { PrinterForm, UNCHOSEN, type PrinterChoice } from './PrinterForm';
import { PrintProgress } from './PrintProgress';

interface Props {
  view: RequestView;
  /** What can be printed in this step, in any order; the first is chosen from the start. */
  papers: Paper[];
  change: (act: (view: RequestView) => Promise<RequestView>) => Promise<RequestView>;
  onClose: () => void;
}

/** Sends papers of a request to a printer in one step, and asks afterwards whether every page came out. */
export function PrintDialog({ view, papers, change, onClose }: Props) {
  const [kinds, setKinds] = useState(papers.slice(0, 1).map((paper) => paper.input.kind));
  const [how, setHow] = useHeld(`printer of ${papers[0]?.input.kind} of ${view.id}`, UNCHOSEN);
  const [reason, setReason] = useHeld(`reason to print ${papers[0]?.input.kind} of ${view.id}`, '');
  const [counting, setCounting] = useState<PrintView | null>(null);
  const { job, begin, lookAway, leave, close } = usePrintJob(onClose);
  const chosen = papers.filter((paper) => kinds.includes(paper.input.kind));
  const isAgain = chosen.some((paper) => isOut(paper, view.prints));

  if (counting) {
    return (
      <CountDialog
        print={counting}
        change={change}
        onAgain={() => {
          setReason('');
          setCounting(null);
          lookAway();
        }}
        onClose={close}
      />
    );
  }
  if (job?.state === 'going') {
    return <PrintProgress job={job} onLeave={leave} />;
  }
  const print = (choice: PrinterChoice) => {
    const input: PrintInput = { ...choice, papers: chosen.map((paper) => paper.input), reason: isAgain ? reason : null };
    const taken = (print: PrintView) => {
      setCounting(print);
      // Also when this dialog is closed by then: the page beneath tells of the print.
      void change(({ id }) => commands.showRequest(id)).catch(() => undefined);
    };
    begin(() => printPapers(view.id, chosen.map((paper) => paper.label).join(', '), input, taken));
  };
  return (
    <PrinterForm
      typed={how}
      onType={setHow}
      failure={job?.failure ?? null}
      wasCancelled={job?.state === 'cancelled'}
      isReady={chosen.length > 0 && (!isAgain || reason.trim() !== '')}
      onPrint={print}
      onClose={close}
      before={(slip) =>
        papers.length > 1 ? (
          <ChecksField
            id="papers"
            label="What to print"
            hint="It comes out in the order in which it is packed, as one job."
            error={slip && chosen.length === 0 ? 'Choose what to print' : undefined}
            value={kinds}
            onChange={setKinds}
            choices={papers.map((paper) => ({ code: paper.input.kind, label: inWords(paper) }))}
          />
        ) : (
          papers.map((paper) => <p key={paper.input.kind}>{inWords(paper)}</p>)
        )
      }
      after={(slip, problems) =>
        isAgain && (
          <LineField
            id="reason"
            label="Why is it printed again?"
            hint="A copy of this version is out already. This one says COPY on every page."
            error={slip && reason.trim() === '' ? 'Say why it is printed again' : problemOf(problems, 'reason')}
            value={reason}
            onChange={setReason}
          />
        )
      }
    />
  );
}
