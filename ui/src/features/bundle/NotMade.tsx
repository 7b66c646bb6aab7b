import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/Button';
import { FailureNote } from '@/components/Callout';
import { FormButtons } from '@/components/FormButtons';
import { NoteField } from '@/components/fields';
import { PlaceLink } from '@/components/PlaceLink';
import type { RecordView, RequestView } from '@/lib/wire';
import { commands } from '@/lib/commands';
import type { Failure } from '@/lib/failure';
import { useHeld } from '@/lib/held';

interface Props {
  failure: Failure;
  view: RequestView;
  mayWork: boolean;
  change: (act: (view: RequestView) => Promise<RequestView>) => Promise<RequestView>;
  replacing: Replacing;
  /** Called with what was done about it. */
  onSettled: (done: Settled) => void;
}

/** What puts another file in the place of a record, and calls back with the id of the one that stands there then. */
export type Replacing = (record: RecordView, onReplaced: (id: string) => void) => ReactNode;

/** What was done about a record that stood in the way. */
export interface Settled {
  words: string;
  /** The record that is to be looked at now. */
  record: string | null;
}

/** All or nothing: no bundle was made, which record stands in the way, and what can be done about it. */
export function NotMade({ failure, view, mayWork, change, replacing, onSettled }: Props) {
  const problems = failure.details.length > 0 ? failure.problems() : [];
  const recordOf = (field: string) => view.records.find(({ id }) => field.startsWith(`record.${id}`)) ?? null;
  return (
    <div className="nhsuk-error-summary so-refused" role="alert" aria-labelledby="failed-title">
      <h2 className="nhsuk-error-summary__title" id="failed-title">
        No bundle was made
      </h2>
      <p>{failure.details.length > 0 && failure.code === 'bundle_failed' ? 'Nothing was lost. One record cannot be enclosed as it is:' : failure.message}</p>
      <ul>
        {problems.map((problem) => {
          const record = recordOf(problem.field);
          return (
            <li key={problem.field + problem.message}>
              {record && (
                <strong>
                  {record.position}. {record.input.title}
                </strong>
              )}
              <p>{problem.message}</p>
              {record && mayWork && failure.code === 'bundle_failed' ? (
                <WaysOut record={record} view={view} change={change} replacing={replacing} onSettled={onSettled} />
              ) : (
                record && (
                  <p>
                    <PlaceLink to={`/requests/${view.id}/records`} hash={`record-${record.id}`}>
                      Go to the record
                    </PlaceLink>
                  </p>
                )
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Replace it, or take it out with a reason that is printed; a record that is signed for needs a new version first. */
function WaysOut({ record, view, change, replacing, onSettled }: { record: RecordView } & Pick<Props, 'view' | 'change' | 'replacing' | 'onSettled'>) {
  const [isTakingOut, setIsTakingOut] = useHeld(`taking out ${record.id}`, false);
  const [words, setWords] = useHeld(`reason to take out ${record.id}`, 'The file cannot be opened.');
  const [isChecked, setIsChecked] = useState(false);
  const takingOut = useMutation({
    mutationFn: () =>
      change((now) => {
        const { version, input } = now.records.find(({ id }) => id === record.id) ?? record;
        return commands.describeRecord(now.id, record.id, version, { ...input, enclosure: 'would_not_open', enclosure_words: words });
      }),
    onSuccess: () => onSettled({ words: `“${record.input.title}” does not go along; the index says why. Assemble again.`, record: null }),
  });
  if (!record.may_change) {
    return (
      <p>
        The letter is signed with this record in it. <PlaceLink to={`/requests/${view.id}`}>Start a new version</PlaceLink> to take it out or replace
        it; nothing that is written is lost.
      </p>
    );
  }
  const isEmpty = words.trim() === '';
  return (
    <>
      <p className="so-soft">Replace the file by a sound one, or take the record out; the index then says why. A file that is not what its name says is offered as what it is.</p>
      <div className="so-ways">
        {replacing(record, (id) =>
          onSettled({ words: `“${record.input.title}” has another file. Look at it, and tick what you read on it; then assemble again.`, record: id }),
        )}
        {!isTakingOut && (
          <Button look="small" onClick={() => setIsTakingOut(true)}>
            Take it out
          </Button>
        )}
      </div>
      {isTakingOut && (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setIsChecked(true);
            if (!isEmpty && !takingOut.isPending) takingOut.mutate();
          }}
        >
          <NoteField
            id={`out-${record.id}`}
            label="Why does it not go along?"
            hint="Printed in letter and index, so that the new team knows of it"
            rows={2}
            value={words}
            onChange={setWords}
            error={isChecked && isEmpty ? 'Say why it does not go along' : undefined}
          />
          <FailureNote error={takingOut.error} />
          <FormButtons submit="Take it out" busy={takingOut.isPending} onCancel={() => setIsTakingOut(false)} cancel="Leave it in" />
        </form>
      )}
    </>
  );
}
