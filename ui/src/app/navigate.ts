// What the keyboard does everywhere.

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
