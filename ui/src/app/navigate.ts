// What the keyboard does everywhere.

/** The keys that work on every page, with the words that are shown for them. */
export const SHORTCUTS = [
  { keys: 'Ctrl+K', words: 'Search requests' },
  { keys: 'Ctrl+N', words: 'New request' },
  { keys: 'Ctrl+L', words: 'Sign out' },
  { keys: 'Ctrl+Shift+L', words: 'Lock the screen' },
] as const;

/** What each key does. */
export interface Acts {
  search: () => void;
  begin: () => void;
  leave: () => void;
}

/** Hears the keys; returns what ends it. */
export function onShortcut({ search, begin, leave }: Acts): () => void {
  const acts: Record<string, () => void> = { k: search, n: begin, l: leave };
  const press = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const act = acts[event.key.toLowerCase()];
    // A question on the screen is answered first.
    if (!act || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    act();
  };
  window.addEventListener('keydown', press);
  return () => window.removeEventListener('keydown', press);
}
