import { expect, test } from 'vitest';
import type { HelpView, PageHelpView } from '@/lib/wire';
import { pageFor, search } from './find';

const page = (code: string, places: string[], text: string): PageHelpView => ({
  code,
  title: code,
  audience: 'everybody',
  places,
  blocks: [{ kind: 'paragraph', text }],
});

const help: HelpView = {
  pages: [
    page('start', ['/'], 'Each list shows what waits.'),
    page('records', ['/requests/*/records'], 'Add files, or drop them on the page.'),
    page('sending', ['/requests/*'], 'Printed is not sent.'),
  ],
  steps: [],
  tour: [],
  errors: [],
};

test('the page that fits the screen is opened, whichever request it is', () => {
  expect(pageFor(help, '/requests/0123/records')?.code).toBe('records');
  expect(pageFor(help, '/requests/0123')?.code).toBe('sending');
  expect(pageFor(help, '/')?.code).toBe('start');
  expect(pageFor(help, '/nowhere')?.code).toBe('start');
});

test('a page is found by all words that were typed, in any case', () => {
  expect(search(help.pages, 'DROP files').map(({ page: found }) => found.code)).toEqual(['records']);
  expect(search(help.pages, 'drop sent')).toEqual([]);
  expect(search(help.pages, '  ')).toEqual([]);
});
