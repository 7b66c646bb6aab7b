import { Button } from '@/components/Button';
import { FormButtons } from '@/components/FormButtons';
import { NoteField } from '@/components/fields';
import type { RecordCheckView, TakenInput } from '@/lib/wire';
import { sentence } from '@/lib/failure';
import { useHeld } from '@/lib/held';

/** A file that was not taken, and where it is; no place where two files of one name came together. */
export interface Refusal {
  check: RecordCheckView;
  path: string | null;
}

/** Nothing is taken upon oneself. */
export const PLAIN: TakenInput = { belongs_because: null, as_it_is: false };

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
        {refused.map(({ check, path }, at) => {
          const says = (code: string) => check.notes.some((note) => note.code === code);
          const isOther = says('wrong_patient');
          const offer = says('offered_as') ? check.offered_as : null;
          return (
            <li key={at}>
              <strong>{check.file}</strong>
              {check.notes.map((note) => (
                <p key={note.code}>{sentence(note.message)}</p>
              ))}
              {path && offer && !isOther && (
                <Button look="small" busy={busy} onClick={() => onTake(path, { ...PLAIN, as_it_is: true })}>
                  Add it as what it is: {offer}
                </Button>
              )}
              {path && isOther && mayVouch && (
                <Vouch file={check.file} busy={busy} onVouch={(belongs_because) => onTake(path, { belongs_because, as_it_is: offer !== null })} />
              )}
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
