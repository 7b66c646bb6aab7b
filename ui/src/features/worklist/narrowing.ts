// What a list is narrowed by. It stands in the address, so that going back finds the list as it was left; words that were
// searched for do not, since they may be a patient's name.
import type { WorklistInput } from '@/lib/wire';

export const PARTS = ['status', 'priority', 'specialty', 'recipient', 'owner'] as const;

export type Part = (typeof PARTS)[number];

/** A list, and what narrows it. */
export type Narrowing = { list?: string } & Partial<Record<Part, string>>;

/** Reads a narrowing from an address. */
export function narrowingOf(search: Record<string, unknown>): Narrowing {
  const found: Narrowing = {};
  for (const part of ['list', ...PARTS] as const) {
    const value = search[part];
    if (typeof value === 'string' && value !== '') found[part] = value;
  }
  return found;
}

/** What Rust is asked for. */
export function inputOf(narrowing: Narrowing, words: string, after: string | null): WorklistInput {
  const { list = 'all', status, priority, specialty, recipient, owner } = narrowing;
  return {
    list,
    status: status ?? null,
    priority: priority ?? null,
    specialty: specialty ?? null,
    recipient: recipient ?? null,
    owner: owner ?? null,
    due_before: null,
    words: words || null,
    page: null,
    after,
  };
}

/** The narrowing of a filter that was kept. */
export function keptNarrowing(filter: WorklistInput): Narrowing {
  return narrowingOf({ ...filter });
}

/** By how many parts a list is narrowed. */
export function narrowedBy(narrowing: Narrowing): number {
  return PARTS.filter((part) => narrowing[part] !== undefined).length;
}
