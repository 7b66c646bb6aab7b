import { useState, type ReactNode } from 'react';
import { usePrintJob } from '@/lib/printing';
import type { PrintInput } from '@/lib/wire';
import { Button } from '../Button';
import { Dialog } from '../Dialog';
import { PrinterForm, UNCHOSEN } from './PrinterForm';
import { PrintProgress } from './PrintProgress';

interface Props {
  /** Said once it is at the printer, such as `The list is at the printer`. */
  done: string;
  /** What to do then. */
  advice: string;
  /** Begins the job; gives its number. */
  onPrint: (how: PrintInput) => number;
  /** What a person should know before they choose a printer. */
  before?: ReactNode;
  /** It is printed on one side of the sheet, and nobody is asked. */
  isOneSided?: boolean;
  /** What can be done where no printer is; `close` leaves the dialog. */
  instead?: (close: () => void) => ReactNode;
  onClose: () => void;
}

/** Sends a paper of no single request to a printer. It goes to nobody outside the team, so that its pages are not counted. */
export function LoosePrintDialog({ done, advice, onPrint, before, isOneSided = false, instead, onClose }: Props) {
  const [how, setHow] = useState(UNCHOSEN);
  const { job, begin, leave, close } = usePrintJob(onClose);
  if (job?.state === 'going') {
    return <PrintProgress job={job} onLeave={leave} />;
  }
  if (job?.state === 'taken') {
    return (
      <Dialog title={done} onClose={close}>
        <p>
          It was sent to {job.printer}. {advice}
        </p>
        <Button onClick={close}>Close</Button>
      </Dialog>
    );
  }
  return (
    <PrinterForm
      typed={how}
      onType={setHow}
      failure={job?.failure ?? null}
      wasCancelled={job?.state === 'cancelled'}
      isReady
      onPrint={(choice) => begin(() => onPrint({ ...choice, papers: [], reason: null }))}
      onClose={close}
      before={before ? () => before : undefined}
      isOneSided={isOneSided}
      instead={instead?.(close)}
    />
  );
}
