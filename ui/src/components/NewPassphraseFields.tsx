import type { Failure, Problem } from '@/lib/failure';
import { problemOf } from './ErrorSummary';
import { LineField } from './fields';

/** A new passphrase as it is typed, and typed again. */
export interface TypedPassphrase {
  first: string;
  again: string;
}

/** Nothing typed yet. */
export const UNTYPED: TypedPassphrase = { first: '', again: '' };

interface Props {
  /** What it is called, such as “New passphrase”. */
  label?: string;
  typed: TypedPassphrase;
  onChange: (typed: TypedPassphrase) => void;
  problems: Problem[];
  /** It is told to somebody in person: whoever types it must read it, and types it once. */
  isTold?: boolean;
}

/** A passphrase that is chosen: the rule for it, and a second field against slips that nobody can see. */
export function NewPassphraseFields({ label = 'New passphrase', typed, onChange, problems, isTold = false }: Props) {
  return (
    <>
      <LineField
        id="passphrase"
        label={label}
        hint="At least 12 characters. Three or four words that do not belong together are best."
        type={isTold ? 'text' : 'password'}
        spellCheck={false}
        autoComplete="new-password"
        value={typed.first}
        onChange={(first) => onChange({ first, again: isTold ? first : typed.again })}
        error={problemOf(problems, 'passphrase')}
      />
      {!isTold && (
        <LineField
          id="passphrase_again"
          label={`${label} again`}
          type="password"
          autoComplete="new-password"
          value={typed.again}
          onChange={(again) => onChange({ ...typed, again })}
          error={problemOf(problems, 'passphrase_again')}
        />
      )}
    </>
  );
}

/** What is wrong with it before anything is asked of the store. */
export function slipsOf({ first, again }: TypedPassphrase): Problem[] {
  if (first === '') return [{ field: 'passphrase', message: 'Enter a passphrase' }];
  return first === again ? [] : [{ field: 'passphrase_again', message: 'The two passphrases are not the same' }];
}

/** What stands against a form in which a passphrase is chosen, each beside its field; `fields` places further codes. */
export function placed(failure: Failure, fields: Record<string, string> = {}): Problem[] {
  const field = { passphrase_refused: 'passphrase', ...fields }[failure.code];
  return field === undefined ? failure.problems() : [{ field, message: failure.message }];
}
