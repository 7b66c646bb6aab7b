import { cancelPrinting, type PrintJob } from '@/lib/printing';
import { sizeInWords } from '@/lib/numbers';
import { Button } from '../Button';
import { Dialog } from '../Dialog';

/** A job on its way to the printer: how far it is, stopped here, or left to go on by itself. */
export function PrintProgress({ job, onLeave }: { job: PrintJob; onLeave: () => void }) {
  return (
    <Dialog title={`Printing on ${job.printer}`} onClose={onLeave}>
      <div className="so-progress">
        <p role="status">{stageOf(job)}</p>
        {job.progress?.stage === 'sending' && job.progress.of > 0 ? (
          <progress aria-label="How much is sent" max={job.progress.of} value={job.progress.done} />
        ) : (
          <progress aria-label="How much is sent" />
        )}
      </div>
      <div className="nhsuk-button-group">
        <Button look="second" onClick={() => cancelPrinting(job.ticket)}>
          Stop printing
        </Button>
        <Button look="quiet" onClick={onLeave}>
          Go on working
        </Button>
      </div>
    </Dialog>
  );
}

/** Where a job is, in words. */
export function stageOf({ progress }: PrintJob): string {
  if (progress?.stage === 'sending') return `Sending ${sizeInWords(progress.done * 1024)} of ${sizeInWords(progress.of * 1024)}…`;
  return progress ? 'Putting the pages together…' : 'Asking the printer…';
}
