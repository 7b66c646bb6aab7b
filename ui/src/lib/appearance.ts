// What the window looks like: chosen by a person, kept in the store, and told to the styles by two words on the page.
import { commands } from './commands';
import { cache, queries } from './queries';
import type { AppearanceView } from './wire';

/** Makes the window look as it was chosen. What is left to the computer, the styles ask the computer. */
export function dress({ theme, contrast }: AppearanceView): void {
  const page = document.documentElement;
  page.dataset['theme'] = theme;
  page.dataset['contrast'] = contrast;
  cache.setQueryData(queries.appearance().queryKey, { theme, contrast });
}

/** Makes the window look as whoever is signed in, or was last, has chosen. */
export async function dressAsChosen(): Promise<void> {
  dress(await commands.appearance());
}
