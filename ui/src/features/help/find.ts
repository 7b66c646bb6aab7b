// What is found in the handbook, and which page fits a screen.
import type { HelpView, PageHelpView } from '@/lib/wire';

/** The page that fits the screen at this address; the first where none does. */
export function pageFor(help: HelpView, address: string): PageHelpView | undefined {
  const parts = address.replace(/\/$/, '').split('/');
  const fits = (place: string) => {
    const wanted = place.replace(/\/$/, '').split('/');
    return wanted.length === parts.length && wanted.every((part, index) => part === '*' || part === parts[index]);
  };
  return help.pages.find((page) => page.places.some(fits)) ?? help.pages[0];
}

/** The pages that hold all these words, each with the line in which the first of them stands. */
export function search(pages: PageHelpView[], words: string): { page: PageHelpView; line: string }[] {
  const sought = words.toLocaleLowerCase('en-GB').split(/\s+/).filter(Boolean);
  if (sought.length === 0) return [];
  const holds = (text: string, word: string) => text.toLocaleLowerCase('en-GB').includes(word);
  return pages.flatMap((page) => {
    const lines = [page.title, ...page.blocks.map((block) => block.text)];
    if (!sought.every((word) => lines.some((line) => holds(line, word)))) return [];
    const line = page.blocks.find((block) => sought.some((word) => holds(block.text, word)))?.text ?? '';
    return [{ page, line }];
  });
}
