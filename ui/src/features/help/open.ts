// How help is asked for, from anywhere: a page of the handbook by its code, or the page that fits the screen.

const listeners = new Set<(page: string | null) => void>();

/** Opens the handbook, at a page or at the one that fits the screen. */
export function openHelp(page: string | null = null): void {
  listeners.forEach((hear) => hear(page));
}

/** Hears that help is asked for, by F1, by a question mark outside a text field, or by a button. */
export function onHelp(hear: (page: string | null) => void): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target instanceof HTMLElement && event.target.matches('input:not([type="radio"]):not([type="checkbox"]), textarea, select');
    if (event.key === 'F1') hear(null);
    else if (event.key === '?' && !isTyping) hear('keys');
    else return;
    event.preventDefault();
  };
  listeners.add(hear);
  window.addEventListener('keydown', press);
  return () => {
    listeners.delete(hear);
    window.removeEventListener('keydown', press);
  };
}
