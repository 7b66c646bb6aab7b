// Print jobs on their way: begun in a dialog, and going on when the dialog is closed. Whoever shows a job hears of it
// here; what nobody shows is told at the top of the window.
import { useState, useSyncExternalStore } from 'react';
import { commands, onPrinting } from './commands';
import { Failure } from './failure';
import { cache, queries } from './queries';
import type { PrintInput, PrintView, ProgressView, ReportInput, WorklistInput } from './wire';

/** A job, from the moment it is asked for. */
export interface PrintJob {
  ticket: number;
  /** Of which request it is; none for a list. */
  requestId: string | null;
  /** What is printed, in words that name no patient. */
  words: string;
  printer: string;
  progress: ProgressView | null;
  state: 'going' | 'taken' | 'failed' | 'cancelled';
  /** What was handed over, once it was. */
  print: PrintView | null;
  failure: Failure | null;
  /** Whether its dialog was closed before it was done. */
  isInBackground: boolean;
}

let jobs: readonly PrintJob[] = [];
let last = 0;
let stop: (() => void) | null = null;
const shown = new Set<() => void>();

/** Prints papers of a request, and calls `taken` once they are with the printer; gives the number of the job. */
export function printPapers(requestId: string, words: string, input: PrintInput, taken: (print: PrintView) => void): number {
  return begin({ requestId, words, printer: input.printer ?? '' }, async (ticket) => {
    const print = await commands.printPapers(requestId, input, ticket);
    await Promise.all([
      cache.invalidateQueries({ queryKey: queries.request(requestId).queryKey }),
      cache.invalidateQueries({ queryKey: ['worklist'] }),
    ]);
    taken(print);
    return print;
  });
}

/** Prints a list of requests; gives the number of the job. */
export function printWorklist(list: WorklistInput, how: PrintInput): number {
  return begin({ requestId: null, words: 'The worklist', printer: how.printer ?? '' }, async (ticket) => {
    await commands.printWorklist(list, how, ticket);
    return null;
  });
}

/** Prints the recovery key; gives the number of the job. */
export function printRecoveryKey(key: string, how: Pick<PrintInput, 'printer' | 'copies' | 'duplex'>): number {
  return begin({ requestId: null, words: 'The recovery key', printer: how.printer ?? '' }, async (ticket) => {
    await commands.printRecoveryKey(key, { ...how, papers: [], reason: null }, ticket);
    return null;
  });
}

/** Prints the report of a period; gives the number of the job. */
export function printReport(period: ReportInput, how: PrintInput): number {
  return begin({ requestId: null, words: 'The report', printer: how.printer ?? '' }, async (ticket) => {
    await commands.printReport(period, how, ticket);
    return null;
  });
}

/** Stops a job that has not been taken yet. */
export function cancelPrinting(ticket: number): void {
  void commands.cancelPrinting(ticket).catch(() => undefined);
}

/** Lets a job go on without its dialog. */
export function leavePrinting(ticket: number): void {
  change(ticket, { isInBackground: true });
}

/** A job has been told of and is forgotten. */
export function forgetPrinting(ticket: number): void {
  put(jobs.filter((job) => job.ticket !== ticket));
}

/** Every job that is not forgotten. */
export function usePrinting(): readonly PrintJob[] {
  return useSyncExternalStore(
    (tell) => {
      shown.add(tell);
      return () => shown.delete(tell);
    },
    () => jobs,
  );
}

function begin(of: Pick<PrintJob, 'requestId' | 'words' | 'printer'>, act: (ticket: number) => Promise<PrintView | null>): number {
  // Numbers must differ from those of a page that was thrown away while its jobs went on.
  last = Math.max(last + 1, Math.floor(Date.now() / 100) % 4_000_000_000);
  const ticket = last;
  stop ??= onPrinting(({ ticket: heard, progress }) => change(heard, { progress }));
  put([...jobs, { ticket, ...of, progress: null, state: 'going', print: null, failure: null, isInBackground: false }]);
  act(ticket).then(
    (print) => change(ticket, { state: 'taken', print }),
    (thrown: unknown) => {
      const failure = Failure.from(thrown);
      change(ticket, failure.code === 'cancelled' ? { state: 'cancelled' } : { state: 'failed', failure });
    },
  );
  return ticket;
}

function change(ticket: number, what: Partial<PrintJob>): void {
  put(jobs.map((job) => (job.ticket === ticket ? { ...job, ...what } : job)));
}

function put(next: readonly PrintJob[]): void {
  jobs = next;
  if (jobs.length === 0 && stop) {
    stop();
    stop = null;
  }
  shown.forEach((tell) => tell());
}

/** The job of one dialog: begun there, left to go on by itself, or forgotten when the dialog is closed. */
export function usePrintJob(onClose: () => void) {
  const [ticket, setTicket] = useState<number | null>(null);
  const job = usePrinting().find((one) => one.ticket === ticket);
  const forget = () => {
    if (job) forgetPrinting(job.ticket);
  };
  return {
    job,
    /** Begins another job in the place of the one before. */
    begin: (start: () => number) => {
      forget();
      setTicket(start());
    },
    /** Shows no job any more. */
    lookAway: () => setTicket(null),
    leave: () => {
      if (job) leavePrinting(job.ticket);
      onClose();
    },
    close: () => {
      forget();
      onClose();
    },
  };
}
