import { useState } from 'react';
import { printRecoveryKey, usePrintJob } from '@/lib/printing';
import { Button } from '../Button';
import { Dialog } from '../Dialog';
import { PrinterForm, UNCHOSEN } from './PrinterForm';
import { PrintProgress } from './PrintProgress';

/** The button and the dialog by which a recovery key becomes a paper. The program keeps it in no file. */
export function RecoveryKeyPrint({ recoveryKey }: { recoveryKey: string }) {
  const [isPrinting, setIsPrinting] = useState(false);
  return (
    <>
      <Button look="second" onClick={() => setIsPrinting(true)}>
        Print the key
      </Button>
      {isPrinting && <RecoveryKeyPrintDialog recoveryKey={recoveryKey} onClose={() => setIsPrinting(false)} />}
    </>
  );
}

function RecoveryKeyPrintDialog({ recoveryKey, onClose }: { recoveryKey: string; onClose: () => void }) {
  const [how, setHow] = useState(UNCHOSEN);
  const { job, begin, leave, close } = usePrintJob(onClose);
  if (job?.state === 'going') {
    return <PrintProgress job={job} onLeave={leave} />;
  }
  if (job?.state === 'taken') {
    return (
      <Dialog title="The key is at the printer" onClose={close}>
        <p>It was sent to {job.printer}. Fetch it at once, and seal it before anybody reads it.</p>
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
      onPrint={(choice) => begin(() => printRecoveryKey(recoveryKey, choice))}
      onClose={close}
      before={() => (
        <p>
          One page with the key, what it is for, and where to keep it. This program keeps it in no file; the printing service holds the page
          until it is printed. Choose a printer that you can see from here.
        </p>
      )}
      isOneSided
      instead={
        <>
          <p>Write the nine groups down by hand, and compare them sign by sign; or print this screen.</p>
          <Button
            look="second"
            onClick={() => {
              close();
              // After the dialog is gone, so that it is not what is printed.
              setTimeout(() => window.print(), 0);
            }}
          >
            Print this screen
          </Button>
        </>
      }
    />
  );
}
