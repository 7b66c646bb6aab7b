// The closed lists, by the field that takes one.
import { useQuery } from '@tanstack/react-query';
import type { Choice } from './wire';
import { queries } from './queries';

/** Gives the choices of a field. Rust owns the lists; no screen keeps a copy. */
export function useChoices(): (field: string) => Choice[] {
  const { data } = useQuery(queries.choices());
  return (field) => data?.find((list) => list.field === field)?.choices ?? [];
}
