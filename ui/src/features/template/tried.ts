// The words as they stand in the form, tried on a page once the person pauses.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { commands } from '@/lib/commands';
import { Failure, type Problem } from '@/lib/failure';
import { useSettled } from '@/lib/settled';
import type { PreviewView } from '@/lib/wire';

const TYPING_PAUSE_MS = 400;

/** What became of it. */
export interface Tried {
  /** The last page that could be set. */
  pages: PreviewView | null;
  /** What is wrong with which line. */
  problems: Problem[];
  /** What else stands against it. */
  failure: Failure | null;
  isTrying: boolean;
}

/** Tries words of a template on the example, or on a request by its reference. */
export function useTried(code: string, words: Record<string, string>, request: string): Tried {
  const settled = useSettled(words, TYPING_PAUSE_MS);
  const of = useSettled(request.trim(), TYPING_PAUSE_MS);
  const [pages, setPages] = useState<PreviewView | null>(null);
  const trial = useQuery({
    queryKey: ['trial', code, settled, of],
    queryFn: () => commands.previewWording(code, Object.entries(settled).map(([key, said]) => ({ key, words: said })), of || null),
  });
  // Words that cannot be printed leave the last good page on show, with what is wrong beside it.
  if (trial.data && trial.data !== pages) setPages(trial.data);
  const failure = trial.error ? Failure.from(trial.error) : null;
  const isOfLines = failure?.code === 'bad_input' && failure.field !== 'request';
  return {
    pages,
    problems: isOfLines ? failure.problems() : [],
    failure: isOfLines ? null : failure,
    isTrying: trial.isFetching,
  };
}
