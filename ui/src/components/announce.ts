// Words for people who listen to the screen: said politely, one after the other.

const listeners = new Set<(words: string) => void>();

/** Says something to people who listen to the screen. */
export function announce(words: string): void {
  listeners.forEach((hear) => hear(words));
}

/** Hears what is said. */
export function onAnnounce(hear: (words: string) => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}
