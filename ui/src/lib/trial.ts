// A paper tried on the page as it is typed: the last page that could be set stays on show, with what is wrong beside it.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure, type Problem } from './failure';
import type { PreviewView } from './wire';

/** How long the person pauses before what is typed is tried. */
export const TYPING_PAUSE_MS = 400;

/** What became of it. */
export interface Tried {
  /** The last pages that could be set. */
  pages: PreviewView | null;
  /** What is wrong with which field. */
  problems: Problem[];
  /** What else stands against it. */
  failure: Failure | null;
  isTrying: boolean;
}

/** Tries `print` for what `key` names; a failure for which `isOfFields` holds is told field by field. */
export function useTrial(key: unknown[], print: () => Promise<PreviewView>, isOfFields: (failure: Failure) => boolean): Tried {
  const [pages, setPages] = useState<PreviewView | null>(null);
  const trial = useQuery({ queryKey: ['trial', ...key], queryFn: print });
  if (trial.data && trial.data !== pages) setPages(trial.data);
  const failure = trial.error ? Failure.from(trial.error) : null;
  const isField = failure !== null && isOfFields(failure);
  return {
    pages,
    problems: isField ? failure.problems() : [],
    failure: isField ? null : failure,
    isTrying: trial.isFetching,
  };
}
