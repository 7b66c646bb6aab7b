import { expect, test } from 'vitest';
import { clinicalDay, isRealDay, joinDay, readPastedDay, splitDay } from './dates';
import { Failure, sentence } from './failure';
import { caretAfter, groupNumber } from './numbers';

test('an NHS number is grouped three, three and four while it grows', () => {
  expect(['943', '9434', '943476', '9434765', '9434765919'].map(groupNumber)).toEqual([
    '943', '943 4', '943 476', '943 476 5', '943 476 5919',
  ]);
});

test('a pasted number loses the separators that people use, and what is too long', () => {
  expect(groupNumber('NHS: 943-476-5919 ')).toBe('943 476 5919');
  expect(groupNumber('94347659199')).toBe('943 476 5919');
});

test('the caret stays behind the digit that was typed', () => {
  expect([0, 3, 4, 6, 7, 10].map(caretAfter)).toEqual([0, 3, 5, 7, 9, 12]);
});

test('a day goes to the wire and back as it was typed', () => {
  expect(joinDay({ day: '3', month: '10', year: '2026' })).toBe('2026-10-03');
  expect(joinDay({ day: '3', month: 'Oct', year: '2026' })).toBe('2026-10-03');
  expect(splitDay('2026-10-03')).toEqual({ day: '3', month: '10', year: '2026' });
  expect(joinDay({ day: '', month: '', year: '' })).toBeNull();
});

test('a day is shown in the clinical form, and what is none as it was typed', () => {
  expect(clinicalDay('1961-07-30')).toBe('30-Jul-1961');
  expect(clinicalDay('1961-02-30')).toBe('1961-02-30');
});

test('half a date is kept as half a date, and is no real day', () => {
  const half = joinDay({ day: '31', month: '', year: '' });
  expect(half).toBe('--31');
  expect(splitDay(half)).toEqual({ day: '31', month: '', year: '' });
  expect(isRealDay(half!)).toBe(false);
  expect([isRealDay('2026-02-29'), isRealDay('2028-02-29')]).toEqual([false, true]);
});

test('a date is read in the forms in which people paste one', () => {
  const day = { day: '3', month: '10', year: '2026' };
  for (const pasted of ['03/10/2026', '3.10.2026', '03-Oct-2026', '3 October 2026', '2026-10-03']) {
    expect(readPastedDay(pasted), pasted).toEqual(day);
  }
  expect(readPastedDay('October 2026')).toBeNull();
});

test('a failure of the framework is not shown as it is', () => {
  const failure = Failure.from('invalid args `input` for command');
  expect(failure.code).toBe('internal');
  expect(failure.message).not.toContain('args');
});

test('every field problem is a sentence', () => {
  const failure = Failure.from({ code: 'bad_input', message: 'some fields', details: [{ field: 'born_on', message: 'enter a real date' }] });
  expect(failure.problems()).toEqual([{ field: 'born_on', message: 'Enter a real date.' }]);
  expect(sentence('Already right.')).toBe('Already right.');
});
