import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote } from '@/components/Callout';
import { NoteField } from '@/components/fields';
import { PageHead } from '@/components/PageHead';
import { Tag } from '@/components/Tag';
import type { CodeListView } from '@/lib/wire';
import { commands } from '@/lib/commands';
import { Failure, sentence } from '@/lib/failure';
import { useHeld } from '@/lib/held';
import { cache, queries } from '@/lib/queries';

/** The lists that forms offer, which the organisation may change like its words. */
export function CodeLists() {
  const lists = useQuery(queries.codeLists());
  return (
    <>
      <h2 className="nhsuk-heading-m so-lists-head">Lists for work</h2>
      <p className="so-part__lead">What forms offer: reasons, specialties with their national codes, and the records that are usual in each specialty.</p>
      <FailureNote error={lists.error} />
      <table className="nhsuk-table so-table">
        <caption className="nhsuk-u-visually-hidden">Lists for work</caption>
        <thead>
          <tr>
            <th scope="col">List</th>
            <th scope="col">State</th>
            <th scope="col">Changed</th>
          </tr>
        </thead>
        <tbody>
          {lists.data?.map((list) => (
            <tr key={list.code}>
              <td>
                <Link to="/lists/$code" params={{ code: list.code }}>
                  {list.label}
                </Link>
              </td>
              <td>{list.is_changed ? <Tag tone="violet">Your own</Tag> : <Tag>As supplied</Tag>}</td>
              <td>
                {list.changed_by ?? '–'}
                {list.changed_at && <span className="so-second">{list.changed_at}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** One list as text. A broken one is refused with its lines, and the one before still counts. */
export function CodeList({ list }: { list: CodeListView }) {
  const [text, setText] = useHeld(`list ${list.code}`, list.text);
  const renew = (words: string) => async () => {
    await cache.invalidateQueries({ queryKey: ['codes'] });
    announce(words);
  };
  const keeping = useMutation({
    mutationFn: () => commands.keepCodes(list.code, list.version, text),
    onSuccess: renew('The list is kept'),
  });
  const resetting = useMutation({
    mutationFn: () => commands.resetCodes(list.code, list.version),
    onSuccess: async (kept) => {
      setText(kept.text);
      await renew('The supplied list counts again')();
    },
  });
  const error = keeping.error ?? resetting.error;
  const refused = error ? Failure.from(error) : null;
  return (
    <>
      <PageHead title={list.label} caption={<Link to="/templates">Wording</Link>}>
        {list.is_changed ? <Tag tone="violet">Your own</Tag> : <Tag>As supplied</Tag>}
      </PageHead>
      <form
        noValidate
        className="so-codes"
        onSubmit={(event) => {
          event.preventDefault();
          if (!keeping.isPending) keeping.mutate();
        }}
      >
        {refused && (
          <div className="so-inset so-inset--bad" role="alert">
            <p>{refused.code === 'bad_input' ? 'This list is not kept; the one before still counts.' : refused.message}</p>
            {refused.code === 'bad_input' && (
              <ul className="nhsuk-list nhsuk-list--bullet">
                {refused.details.map(({ message }) => (
                  <li key={message}>{sentence(message)}</li>
                ))}
              </ul>
            )}
          </div>
        )}
        <NoteField id="list-text" label="The list" hint={`${list.hint} A line that begins with # is a note.`} rows={22} value={text} onChange={setText} />
        <div className="nhsuk-button-group">
          <Button type="submit" busy={keeping.isPending} disabled={text === list.text}>
            Keep this list
          </Button>
          {list.is_changed && (
            <Button look="second" busy={resetting.isPending} onClick={() => resetting.mutate()}>
              Back to the supplied list
            </Button>
          )}
        </div>
      </form>
    </>
  );
}
