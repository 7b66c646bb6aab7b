// The words as they stand in the form, tried on a page once the person pauses.
import { commands } from '@/lib/commands';
import { useSettled } from '@/lib/settled';
import { TYPING_PAUSE_MS, useTrial, type Tried } from '@/lib/trial';

/** Tries words of a template on the example, or on a request by its reference. */
export function useTried(code: string, words: Record<string, string>, request: string): Tried {
  const settled = useSettled(words, TYPING_PAUSE_MS);
  const of = useSettled(request.trim(), TYPING_PAUSE_MS);
  return useTrial(
    [code, settled, of],
    () => commands.previewWording(code, Object.entries(settled).map(([key, said]) => ({ key, words: said })), of || null),
    (failure) => failure.code === 'bad_input' && failure.field !== 'request',
  );
}
