// How far a request is: what each section still lacks, as Rust sees it.
import type { RequestView } from '@/lib/wire';
import { sentence, type Problem } from '@/lib/failure';
import { counted } from '@/lib/numbers';
import { SECTIONS, sectionOf, type Section } from './sections';

/** Everything that a section still lacks: what cannot be taken as typed, and what is missing. */
export function openIn(section: Pick<Section, 'code'>, view: RequestView): Problem[] {
  return allOpen(view).filter((problem) => sectionOf(problem.field) === section.code);
}

/** Everything that the letter still lacks, each field once. */
export function allOpen(view: RequestView): Problem[] {
  const wrong = view.problems.map(({ field, message }) => ({ field, message: sentence(message) }));
  const missing = view.missing.map(({ field, message }) => ({ field, message: sentence(message).replace(/\.$/, '') }));
  return [...wrong, ...missing.filter(({ field }) => !wrong.some((problem) => problem.field === field))];
}

/** What keeps a request of a third party waiting for the patient; nothing where it need not wait. */
export function awaitsPatient(view: RequestView): Problem | undefined {
  const isSigned = view.letters.length > 0 && !view.is_in_preparation && view.status !== 'awaiting_signature';
  return isSigned ? undefined : allOpen(view).find(({ field }) => field.startsWith('proxy_'));
}

/** One line of the task list. */
export interface Task {
  code: string;
  title: string;
  hint: string | null;
  state: 'done' | 'open' | 'waiting';
  words: string;
}

/** The papers beside the bundle are there from the first day on; none of them has to be printed. */
const PAPERS: Task = {
  code: 'papers',
  title: 'Papers',
  hint: 'For the patient, the GP, the first team and the desk',
  state: 'waiting',
  words: 'Available',
};

/** The task list of a request. */
export function tasksOf(view: RequestView): Task[] {
  const forms = SECTIONS.map((section) => task(section.code, section.title, openIn(section, view).length, 'Completed'));
  const patient = task('patient', 'Patient’s details', openIn({ code: 'patient' }, view).length, 'Completed');
  return [patient, ...forms, recordsTask(view), letterTask(view), bundleTask(view), PAPERS, transferTask(view)];
}

function task(code: string, title: string, open: number, done: string): Task {
  if (open === 0) return { code, title, hint: null, state: 'done', words: done };
  return { code, title, hint: `${open} ${open === 1 ? 'answer' : 'answers'} needed for the letter`, state: 'open', words: 'Incomplete' };
}

function recordsTask(view: RequestView): Task {
  const held = view.records.filter((record) => record.hindrances.length > 0).length;
  const isAnswered = openIn({ code: 'records' }, view).length === 0;
  const count = view.records.length;
  const hint =
    count === 0 ? 'No records added yet' : `${count} ${count === 1 ? 'record' : 'records'}${held > 0 ? `, ${held} not ready` : ''}`;
  const isDone = held === 0 && isAnswered;
  return { code: 'records', title: 'Records', hint, state: isDone ? 'done' : 'open', words: isDone ? 'Completed' : 'Incomplete' };
}

/** Where a request has come to its end, a letter that was never signed waits for nobody. */
const ENDED = ['declined', 'redirected', 'withdrawn', 'closed'];

function letterTask(view: RequestView): Task {
  const signed = view.letters[0];
  const title = 'Letter';
  if (signed && !view.is_in_preparation && view.status !== 'awaiting_signature') {
    return { code: 'letter', title, hint: `Version ${signed.version}, signed by ${signed.signed_by}`, state: 'done', words: 'Signed' };
  }
  if (ENDED.includes(view.status)) return { code: 'letter', title, hint: null, state: 'waiting', words: 'Not needed' };
  const open = allOpen(view).length;
  if (open > 0) return { code: 'letter', title, hint: `${counted(open, 'thing')} still needed`, state: 'waiting', words: 'Not ready' };
  return { code: 'letter', title, hint: null, state: 'open', words: 'Ready to sign' };
}

function bundleTask(view: RequestView): Task {
  const { bundle } = view;
  const title = 'Bundle';
  if (!bundle) return { code: 'bundle', title, hint: 'Letter, index and records as one PDF', state: 'waiting', words: 'Not assembled' };
  const hint = `${bundle.pages} pages`;
  if (bundle.is_draft) return { code: 'bundle', title, hint, state: 'open', words: 'Draft' };
  return { code: 'bundle', title, hint, state: 'done', words: 'Assembled' };
}

/** Opinion only is the rule: a transfer of care is a matter of its own, and never has to be begun. */
function transferTask(view: RequestView): Task {
  const title = 'Transfer of care';
  const words = view.transfer_label;
  if (view.transfer === 'none') return { code: 'transfer', title, hint: 'Only if the patient asks for it', state: 'waiting', words };
  const isOpen = ['wished', 'asked', 'accepted'].includes(view.transfer);
  return { code: 'transfer', title, hint: null, state: isOpen ? 'open' : 'done', words };
}
