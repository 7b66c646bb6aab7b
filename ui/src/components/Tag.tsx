import type { ReactNode } from 'react';

export type Tone = 'grey' | 'green' | 'blue' | 'amber' | 'red' | 'violet';

/** A state in a word. The colour only repeats what the word says. */
export function Tag({ tone = 'grey', children }: { tone?: Tone; children: ReactNode }) {
  return <strong className={`nhsuk-tag so-tag so-tag--${tone}`}>{children}</strong>;
}

/** The tone of a request's status. */
export function toneOf(status: string): Tone {
  if (['logged', 'with_first_team', 'decision_pending'].includes(status)) return 'blue';
  if (['agreed', 'gathering_records'].includes(status)) return 'violet';
  if (['awaiting_signature', 'returned'].includes(status)) return 'amber';
  if (['signed', 'dispatched', 'received', 'accepted', 'booked', 'seen', 'opinion_received'].includes(status)) return 'green';
  return 'grey';
}
