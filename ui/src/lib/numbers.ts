// NHS numbers as they are typed and shown: ten digits in groups of three, three and four.

/** The digits of what was typed, at most ten; the separators that people use are passed over (NHS CUI NUM-0017). */
export function numberDigits(typed: string): string {
  return typed.replace(/\D/g, '').slice(0, 10);
}

/** Groups digits three, three and four. */
export function groupNumber(typed: string): string {
  const digits = numberDigits(typed);
  return [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)].filter(Boolean).join(' ');
}

/** Where the caret stands in the grouped number after so many digits. */
export function caretAfter(digits: number): number {
  return digits + (digits > 3 ? 1 : 0) + (digits > 6 ? 1 : 0);
}

/** `1 page`, `2 pages`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A size in words. */
export function sizeInWords(size: number | null): string {
  const bytes = size ?? 0;
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
