import { useState } from 'react';
import { printWorklist, usePrintJob } from '@/lib/printing';
import type { WorklistInput } from '@/lib/wire';
import { Button } from '../Button';
import { Dialog } from '../Dialog';
import { PrinterForm, UNCHOSEN } from './PrinterForm';
import { PrintProgress } from './PrintProgress';

/** Sends a list of requests to a printer. It goes to nobody outside the team, so that its pages are not counted. */
export function WorklistPrintDialog({ list, onClose }: { list: WorklistInput; onClose: () => void }) {
  const [how, setHow] = useState(UNCHOSEN);
  const { job, begin, leave, close } = usePrintJob(onClose);
  if (job?.state === 'going') {
    return <PrintProgress job={job} onLeave={leave} />;
  }
  if (job?.state === 'taken') {
    return (
      <Dialog title="The list is at the printer" onClose={close}>
        <p>It was sent to {job.printer}. It names patients: fetch it at once.</p>
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
      onPrint={(choice) => begin(() => printWorklist(list, { ...choice, papers: [], reason: null }))}
      onClose={close}
    />
  );
}
