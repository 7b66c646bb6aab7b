// The lists that an organisation keeps for its work: specialties, and the records that are usual in each.
import type { CodesView } from './wire';

/** How many suggestions are shown at once. */
const SHOWN = 8;

/** The specialties that fit what is typed, by name or code, as suggestions. */
export function specialtiesFor(codes: CodesView | undefined, typed: string | null | undefined): { key: string; label: string; more: string }[] {
  const words = (typed ?? '').trim().toLocaleLowerCase('en-GB');
  if (!codes || words === '') return [];
  const rank = (name: string) => (name.startsWith(words) ? 0 : name.includes(` ${words}`) ? 1 : 2);
  return codes.specialties
    .map(({ code, label }) => ({ code, label, name: label.toLocaleLowerCase('en-GB') }))
    .filter(({ code, name }) => name !== words && (rank(name) < 2 || code.startsWith(words)))
    .sort((one, other) => rank(one.name) - rank(other.name))
    .slice(0, SHOWN)
    .map(({ code, label }) => ({ key: label, label, more: `Code ${code}` }));
}

/** The records that are usual in the specialty of a request, those that are usual everywhere last; none for an unknown one. */
export function usualRecords(codes: CodesView, specialty: string | null | undefined): { name: string; records: string[] } | null {
  const words = (specialty ?? '').trim().toLocaleLowerCase('en-GB');
  const known = codes.specialties.find(({ code, label }) => code === words || label.toLocaleLowerCase('en-GB') === words);
  const own = known && codes.checklists.find((list) => list.specialty === known.code);
  const everywhere = codes.checklists.find((list) => list.specialty === null);
  const records = [...new Set([...(own?.records ?? []), ...(everywhere?.records ?? [])])];
  return records.length === 0 ? null : { name: own && known ? known.label : 'any specialty', records };
}
