// The keys, as they are told to people. What they do is in `app/navigate.ts` and where help is opened.

/** The keys that work on every page, with the words that are shown for them. */
export const SHORTCUTS = [
  { keys: 'Ctrl+K', words: 'Search from anywhere' },
  { keys: 'Ctrl+N', words: 'New request' },
  { keys: 'F1', words: 'Handbook, at the page that fits the screen' },
  { keys: '?', words: 'This list of keys, outside a text field' },
  { keys: 'Ctrl+L', words: 'Sign out' },
  { keys: 'Ctrl+Shift+L', words: 'Lock the screen' },
  { keys: 'Esc', words: 'Close what stands in front: the answer is no' },
] as const;
