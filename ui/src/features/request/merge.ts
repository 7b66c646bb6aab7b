// Two desks wrote into one form. Field by field: what only one of them changed is taken; what both changed is asked.
import type { RequestForm } from '@/lib/wire';

/** A merged form, and the fields that both sides changed to different things. */
export interface Merged {
  form: RequestForm;
  clashes: (keyof RequestForm)[];
}

/** Puts what was typed here upon what somebody else saved. Where both changed a field, theirs stands until asked. */
export function mergeForms(base: RequestForm, mine: RequestForm, theirs: RequestForm): Merged {
  const form: RequestForm = { ...theirs };
  const clashes: (keyof RequestForm)[] = [];
  for (const name of Object.keys(mine) as (keyof RequestForm)[]) {
    if (isSame(mine[name], base[name]) || isSame(mine[name], theirs[name])) continue;
    if (isSame(theirs[name], base[name])) Object.assign(form, { [name]: mine[name] });
    else clashes.push(name);
  }
  return { form, clashes };
}

/** Whether two answers are the same; nothing and an empty text are. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one || null) === JSON.stringify(other || null);
}
