// A paper of a request, as it is named to Rust and to a person.
import { counted } from '@/lib/numbers';
import type { PaperInput, PrintView } from '@/lib/wire';

/** A paper that can be printed, saved, and opened in the system’s viewer. */
export interface Paper {
  /** How Rust knows it. */
  input: PaperInput;
  /** How a person knows it. */
  label: string;
  /** How many pages it has, where that is known. */
  pages?: number;
  /** The version of the signed letter in it; 0 for a draft, and for a paper that nobody signs. */
  version: number;
}

/** The paper of a kind that needs no more words. */
export function paperOf(kind: string, label: string, rest: Partial<Omit<Paper, 'label' | 'input'>> = {}): Paper {
  return { input: { kind, bundle_id: null, size: null, language: null }, label, version: 0, ...rest };
}

/** Whether a copy of this version is out: printed, and not known to be incomplete. The next one says COPY. */
export function isOut(paper: Paper, prints: PrintView[]): boolean {
  const isThis = ({ kind, version }: PrintView['papers'][number]) => kind === paper.input.kind && version === paper.version;
  return paper.version > 0 && prints.some((print) => ['sent', 'complete'].includes(print.outcome) && print.papers.some(isThis));
}

/** Those jobs in which a paper of this kind was printed. */
export function printsOf(kind: string, prints: PrintView[]): PrintView[] {
  return prints.filter((print) => print.outcome !== 'not_taken' && print.papers.some((paper) => paper.kind === kind));
}

/** A paper with the number of its pages. */
export function inWords({ label, pages }: Paper): string {
  return pages === undefined ? label : `${label}, ${counted(pages, 'page')}`;
}
