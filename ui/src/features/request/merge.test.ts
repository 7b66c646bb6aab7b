import { expect, test } from 'vitest';
import type { RequestForm } from '@/lib/wire';
import { mergeForms } from './merge';

const form = (part: Partial<RequestForm>) => part as RequestForm;

test('what two desks typed into different fields is all kept', () => {
  const merged = mergeForms(
    form({ summary: 'Old', history: 'Old' }),
    form({ summary: 'Mine', history: 'Old' }),
    form({ summary: 'Old', history: 'Theirs' }),
  );
  expect(merged).toEqual({ form: { summary: 'Mine', history: 'Theirs' }, clashes: [] });
});

test('a field that both desks changed is asked about, and theirs is not overwritten', () => {
  const merged = mergeForms(form({ summary: 'Old' }), form({ summary: 'Mine' }), form({ summary: 'Theirs' }));
  expect(merged).toEqual({ form: { summary: 'Theirs' }, clashes: ['summary'] });
});

test('the same change on both desks is no clash', () => {
  const merged = mergeForms(form({ reasons: [] }), form({ reasons: ['surgery'] }), form({ reasons: ['surgery'] }));
  expect(merged.clashes).toEqual([]);
});
