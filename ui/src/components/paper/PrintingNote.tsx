import { cancelPrinting, forgetPrinting, usePrinting, type PrintJob } from '@/lib/printing';
import { Button } from '../Button';
import { PlaceLink } from '../PlaceLink';
import { stageOf } from './PrintProgress';

/** What became of the jobs whose dialog was closed: told on every page until it was seen. */
export function PrintingNote() {
  const jobs = usePrinting().filter((job) => job.isInBackground);
  if (jobs.length === 0) return null;
  return (
    <ul className="so-printing" aria-label="Printing">
      {jobs.map((job) => (
        <li key={job.ticket}>
          <Told job={job} />
        </li>
      ))}
    </ul>
  );
}

function Told({ job }: { job: PrintJob }) {
  const close = (
    <Button look="quiet" aria-label={`Close the note on ${job.words}`} onClick={() => forgetPrinting(job.ticket)}>
      Close
    </Button>
  );
  switch (job.state) {
    case 'going':
      return (
        <>
          <span>
            Printing on {job.printer}: {job.words}. {stageOf(job)}
          </span>
          <Button look="quiet" aria-label={`Stop printing ${job.words}`} onClick={() => cancelPrinting(job.ticket)}>
            Stop
          </Button>
        </>
      );
    case 'taken':
      return (
        <>
          <span role="status">
            Sent to {job.printer}: {job.words}. {job.requestId && <PlaceLink to={`/requests/${job.requestId}`}>Count the pages</PlaceLink>}
          </span>
          {close}
        </>
      );
    case 'cancelled':
      return (
        <>
          <span role="status">The printing was stopped: {job.words}. Nothing of it comes out.</span>
          {close}
        </>
      );
    case 'failed':
      return (
        <>
          <span role="alert">
            {job.words}: {job.failure?.message}
          </span>
          {close}
        </>
      );
  }
}
