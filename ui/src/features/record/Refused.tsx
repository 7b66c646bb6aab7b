import { useState } from 'react';
import { Button } from '@/components/Button';
import { FormButtons } from '@/components/FormButtons';
import { LineField, NoteField } from '@/components/fields';
import type { RecordCheckView, TakenInput } from '@/lib/wire';
import { sentence } from '@/lib/failure';
import { useHeld } from '@/lib/held';

/** A file that was not taken, and where it is; no place where two files of one name came together. */
export interface Refusal {
  check: RecordCheckView;
  path: string | null;
  /** What the person has said of it so far. */
  taken: TakenInput;
}

/** Nothing is taken upon oneself. */
export const PLAIN: TakenInput = { belongs_because: null, as_it_is: false, password: null };

interface Props {
  title: string;
  refused: Refusal[];
  /** May say that a file is this patient’s although it looks like another’s. */
  mayVouch: boolean;
  busy: boolean;
  /** It stands within what it belongs to, and not above everything. */
  isWithin?: boolean;
  onSeen: () => void;
  /** Takes a file after all, with what the person says of it. */
  onTake: (path: string, taken: TakenInput) => void;
}

/** Files that were not taken: each with its reason, and with what a person may do about it in one act. */
export function Refused({ title, refused, mayVouch, busy, isWithin = false, onSeen, onTake }: Props) {
  return (
    <div className={isWithin ? 'so-inset so-inset--bad so-refused' : 'nhsuk-error-summary so-refused'} role="alert" aria-labelledby="refused-title">
      <h2 className={isWithin ? 'nhsuk-heading-s' : 'nhsuk-error-summary__title'} id="refused-title">
        {title}
      </h2>
      <ul>
        {refused.map(({ check, path, taken }, at) => {
          const says = (code: string) => check.notes.some((note) => note.code === code);
          const isOther = says('wrong_patient');
          const asks = says('needs_password') || says('wrong_password');
          const offer = says('offered_as') ? check.offered_as : null;
          return (
            <li key={at}>
              <strong>{check.file}</strong>
              {check.notes.map((note) => (
                <p key={note.code}>{sentence(note.message)}</p>
              ))}
              {path && offer && !isOther && (
                <Button look="small" busy={busy} onClick={() => onTake(path, { ...taken, as_it_is: true })}>
                  Add it as what it is: {offer}
                </Button>
              )}
              {path && isOther && mayVouch && (
                <Vouch file={check.file} busy={busy} onVouch={(belongs_because) => onTake(path, { ...taken, belongs_because, as_it_is: offer !== null })} />
              )}
              {path && asks && <Unlock file={check.file} busy={busy} onUnlock={(password) => onTake(path, { ...taken, password })} />}
            </li>
          );
        })}
      </ul>
      <Button look="small" onClick={onSeen}>
        I have read this
      </Button>
    </div>
  );
}

/** The password of a file that does not open without one; it is given this once, and never kept on the screen. */
function Unlock({ file, busy, onUnlock }: { file: string; busy: boolean; onUnlock: (password: string) => void }) {
  const [password, setPassword] = useState('');
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (password !== '' && !busy) onUnlock(password);
      }}
    >
      <LineField
        id={`unlock-${file}`}
        label={`Password of “${file}”`}
        hint="Given once: it is kept with the record, under the lock of the store"
        type="password"
        autoComplete="off"
        width={20}
        value={password}
        onChange={setPassword}
      />
      <FormButtons submit="Open it and add it" busy={busy} disabled={password === ''} />
    </form>
  );
}

/** A clinician takes it upon themselves that a file is this patient’s; the reason is kept with it. */
function Vouch({ file, busy, onVouch }: { file: string; busy: boolean; onVouch: (because: string) => void }) {
  const [because, setBecause] = useHeld(`vouching for ${file}`, '');
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">It is this patient’s: say why</span>
      </summary>
      <form
        noValidate
        className="nhsuk-details__text"
        onSubmit={(event) => {
          event.preventDefault();
          if (because.trim() !== '' && !busy) onVouch(because.trim());
        }}
      >
        <NoteField
          id={`vouch-${file}`}
          label={`Why “${file}” is this patient’s`}
          hint="Kept with the record, with your name"
          rows={2}
          value={because}
          onChange={setBecause}
        />
        <FormButtons submit="Add it all the same" isDanger busy={busy} disabled={because.trim() === ''} />
      </form>
    </details>
  );
}
