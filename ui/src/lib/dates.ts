// Days as people type them and as they travel. Nothing here asks the computer for its own way to write a date.

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The three boxes of a date. */
export interface DateParts {
  day: string;
  month: string;
  year: string;
}

/** Splits `2026-11-24`, or what stands in its place, into the three boxes. */
export function splitDay(wire: string | null | undefined): DateParts {
  const [year = '', month = '', day = ''] = (wire ?? '').split('-');
  return { day: day.replace(/^0(?=\d)/, ''), month: month.replace(/^0(?=\d)/, ''), year };
}

/**
 * Joins the three boxes. A whole date travels as `2026-11-24`; a part of one travels as it is typed, so that
 * nothing is lost and the program can say what is wrong with it.
 */
export function joinDay({ day, month, year }: DateParts): string | null {
  const [d, m, y] = [day.trim(), monthNumber(month.trim()), year.trim()];
  if (d === '' && m === '' && y === '') return null;
  return `${y}-${m.padStart(m === '' ? 0 : 2, '0')}-${d.padStart(d === '' ? 0 : 2, '0')}`;
}

/** Reads a date that was pasted in one piece: `24/11/2026`, `24-Nov-2026`, `24 November 2026` or `2026-11-24`. */
export function readPastedDay(text: string): DateParts | null {
  const clean = text.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(clean);
  if (iso) return splitDay(joinDay({ year: iso[1]!, month: iso[2]!, day: iso[3]! }));
  const british = /^(\d{1,2})[\s./-]+(\d{1,2}|[A-Za-z]{3,9})[\s./,-]+(\d{4})$/.exec(clean);
  if (!british) return null;
  const month = monthNumber(british[2]!);
  if (!/^\d+$/.test(month)) return null;
  return splitDay(joinDay({ day: british[1]!, month, year: british[3]! }));
}

/** Whether the three boxes hold a day of the calendar. */
export function isRealDay(wire: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(wire);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** A day in the clinical form, `30-Jul-1961`; what is no day stays as it is. */
export function clinicalDay(wire: string): string {
  if (!isRealDay(wire)) return wire;
  const [year = '', month = '', day = ''] = wire.split('-');
  const name = MONTHS[Number(month) - 1] ?? '';
  return `${day}-${name.charAt(0).toUpperCase()}${name.slice(1)}-${year}`;
}

function monthNumber(text: string): string {
  const at = MONTHS.indexOf(text.slice(0, 3).toLowerCase());
  return at >= 0 && /^[a-z]+$/i.test(text) ? String(at + 1) : text;
}
