import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { FailureNote } from '@/components/Callout';
import { NoteField } from '@/components/fields';
import { PlaceLink } from '@/components/PlaceLink';
import type { RecordView, RequestView } from '@/lib/wire';
import { commands } from '@/lib/commands';
import { sentence, type Failure } from '@/lib/failure';

interface Props {
  failure: Failure;
  view: RequestView;
  mayWork: boolean;
  change: (act: (view: RequestView) => Promise<RequestView>) => Promise<RequestView>;
  onSettled: () => void;
}

/** All or nothing: no bundle was made, which record stands in the way, and what can be done about it. */
export function NotMade({ failure, view, mayWork, change, onSettled }: Props) {
  const problems = failure.details.length > 0 ? failure.problems() : [];
  const recordOf = (field: string) => view.records.find(({ id }) => field.startsWith(`record.${id}`)) ?? null;
  return (
    <div className="nhsuk-error-summary" role="alert" aria-labelledby="failed-title">
      <h2 className="nhsuk-error-summary__title" id="failed-title">
        No bundle was made
      </h2>
      <p>{failure.message}</p>
      <ul className="nhsuk-list">
        {problems.map((problem) => {
          const record = recordOf(problem.field);
          return (
            <li key={problem.field + problem.message}>
              {record && <strong>{record.input.title}: </strong>}
              {problem.message}
              {record && mayWork && failure.code === 'bundle_failed' && (
                <WayOut record={record} view={view} reason={problem.message} change={change} onSettled={onSettled} />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Take it out with a reason that is printed, or replace it; a record that is signed for needs a new version first. */
function WayOut({ record, view, reason, change, onSettled }: { record: RecordView; view: RequestView; reason: string } & Pick<Props, 'change' | 'onSettled'>) {
  const [words, setWords] = useState(sentence(reason));
  const takingOut = useMutation({
    mutationFn: () =>
      change((now) => {
        const version = now.records.find(({ id }) => id === record.id)?.version ?? record.version;
        return commands.describeRecord(now.id, record.id, version, { ...record.input, enclosure: 'would_not_open', enclosure_words: words });
      }),
    onSuccess: onSettled,
  });
  if (!record.may_change) {
    return (
      <p>
        The letter is signed with this record in it. <PlaceLink to={`/requests/${view.id}`}>Start a new version</PlaceLink> to take it out or replace
        it; nothing that is written is lost.
      </p>
    );
  }
  return (
    <details className="nhsuk-details">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">Take it out, and print why in the index</span>
      </summary>
      <form
        noValidate
        className="nhsuk-details__text"
        onSubmit={(event) => {
          event.preventDefault();
          if (words.trim() !== '' && !takingOut.isPending) takingOut.mutate();
        }}
      >
        <NoteField id={`out-${record.id}`} label="Why it does not go along" rows={2} value={words} onChange={setWords} />
        <FailureNote error={takingOut.error} />
        <Button type="submit" busy={takingOut.isPending} disabled={words.trim() === ''}>
          Take it out
        </Button>
        <p>
          Or <PlaceLink to={`/requests/${view.id}/records`}>replace the file</PlaceLink>: add the sound one, and remove this one.
        </p>
      </form>
    </details>
  );
}
