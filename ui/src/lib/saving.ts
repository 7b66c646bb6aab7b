// What is typed and not yet saved: whoever leaves waits until it is.

type Save = () => Promise<unknown>;

const savers = new Set<Save>();

/** Names what must be saved before the person leaves; returns what takes it back. */
export function onLeaving(save: Save): () => void {
  savers.add(save);
  return () => void savers.delete(save);
}

/** Saves everything that waits, and says whether all of it was. */
export async function saveAll(): Promise<boolean> {
  const done = await Promise.allSettled([...savers].map((save) => save()));
  return done.every((one) => one.status === 'fulfilled');
}
