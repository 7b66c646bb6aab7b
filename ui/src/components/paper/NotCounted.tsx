import { useState } from 'react';
import type { PrintView, RequestView } from '@/lib/wire';
import { counted } from '@/lib/numbers';
import { Button } from '../Button';
import { CountDialog } from './CountDialog';

interface Props {
  prints: PrintView[];
  change: (act: (view: RequestView) => Promise<RequestView>) => Promise<RequestView>;
}

/** What was printed and not counted: it stays here, and on its list, until somebody says whether all of it came out. */
export function NotCounted({ prints, change }: Props) {
  const [counting, setCounting] = useState<PrintView | null>(null);
  const open = prints.filter((print) => print.outcome === 'sent');
  return (
    <>
      {open.length > 0 && (
        <section className="so-card so-not-counted" aria-labelledby="not-counted">
          <h2 className="nhsuk-heading-m" id="not-counted">
            Printed, pages not counted
          </h2>
          <ul className="so-prints">
            {open.map((print) => (
              <li key={print.job}>
                <span>
                  {print.papers.map((paper) => paper.label).join(', ')}: {counted(print.pages, 'page')}
                </span>
                <span className="so-second">
                  {print.printed_at}, {print.printer}, {print.printed_by}
                </span>
                <Button look="small" aria-label={`Did all pages come out? Printed ${print.printed_at}`} onClick={() => setCounting(print)}>
                  Did all pages come out?
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {counting && <CountDialog print={counting} change={change} onClose={() => setCounting(null)} />}
    </>
  );
}
