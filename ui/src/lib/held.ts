// What is typed in a form and not yet given: when the desk is locked it goes into the store, encrypted, and the same form
// finds it again when the same person comes back. A passphrase is never held.
import { useEffect, useRef, useState, type Dispatch, type SetStateAction } from 'react';

const waiting = new Map<string, unknown>();
const shown = new Map<string, () => unknown>();

/** Like `useState`, for what must outlive a lock. `key` says which form it is, and whose. */
export function useHeld<T>(key: string, initial: T): [T, Dispatch<SetStateAction<T>>] {
  const [value, setValue] = useState<T>(() => heldFor<T>(key) ?? initial);
  const [untouched] = useState(() => JSON.stringify(initial));
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  useEffect(
    () => onHolding(key, () => (JSON.stringify(latest.current) === untouched ? undefined : latest.current)),
    [key, untouched],
  );
  return [value, setValue];
}

/** What waits for a form, if anything does. */
export function heldFor<T>(key: string): T | undefined {
  return waiting.get(key) as T | undefined;
}

/** Names what a form on the screen would hold, if anything; whatever waited for it is taken. Returns what ends it. */
export function onHolding(key: string, read: () => unknown): () => void {
  waiting.delete(key);
  shown.set(key, read);
  return () => {
    if (shown.get(key) === read) shown.delete(key);
  };
}

/** Where the person is and what they have typed, as one text; null where there is nothing to come back to. */
export function unfinished(place: string): string | null {
  const held: Record<string, unknown> = Object.fromEntries(waiting);
  for (const [key, read] of shown) {
    const value = read();
    if (value !== undefined) held[key] = value;
  }
  if (Object.keys(held).length === 0 && place === '/') return null;
  return JSON.stringify({ place, held });
}

/** Takes up what was unfinished; gives back where the person was. */
export function takeUp(text: string | null): string | null {
  waiting.clear();
  if (!text) return null;
  try {
    const { place, held } = JSON.parse(text) as { place: string; held: Record<string, unknown> };
    for (const [key, value] of Object.entries(held)) waiting.set(key, value);
    return place;
  } catch {
    // Written by another version of the window: what was saved is in the store, and this was not.
    return null;
  }
}
