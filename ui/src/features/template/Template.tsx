import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote, Inset } from '@/components/Callout';
import { Dialog } from '@/components/Dialog';
import { ErrorSummary } from '@/components/ErrorSummary';
import { LineField } from '@/components/fields';
import { PageHead } from '@/components/PageHead';
import { Tag } from '@/components/Tag';
import { commands } from '@/lib/commands';
import { Failure } from '@/lib/failure';
import { useHeld } from '@/lib/held';
import { cache, queries } from '@/lib/queries';
import type { WordingView } from '@/lib/wire';
import { Line } from './Line';
import { useTried } from './tried';
import { Trial } from './Trial';

interface Props {
  wording: WordingView;
  /** May also try the words on a patient's own request. */
  mayRead: boolean;
}

/** One template: its lines to change, how they look on the page, and the versions that were kept. */
export function Template({ wording, mayRead }: Props) {
  const { template } = wording;
  const [words, setWords] = useHeld<Record<string, string>>(
    `words of ${template.code}`,
    Object.fromEntries(wording.lines.map(({ key, words: said }) => [key, said])),
  );
  const [sought, setSought] = useState('');
  const [request, setRequest] = useState('');
  const [isLeaving, setIsLeaving] = useState(false);
  const tried = useTried(template.code, words, request);
  const isChanged = wording.lines.some(({ key, words: said }) => words[key] !== said);
  const keeping = useMutation({
    mutationFn: () => commands.keepWording(template.code, template.version, linesOf(words)),
    onSuccess: (kept) => shown(kept, 'Your words are kept'),
  });
  const takingUp = useMutation({
    mutationFn: (version: number) => commands.wordingVersion(template.code, version),
    onSuccess: ({ lines }) => setWords(Object.fromEntries(lines.map(({ key, words: said }) => [key, said]))),
  });
  const refused = keeping.error ? Failure.from(keeping.error) : null;
  const problems = refused?.code === 'bad_input' ? refused.problems() : [];
  const find = sought.trim().toLocaleLowerCase('en-GB');
  const lines = wording.lines.filter(
    ({ key, title, supplied }) => find === '' || [title, supplied, words[key] ?? ''].some((text) => text.toLocaleLowerCase('en-GB').includes(find)),
  );
  return (
    <>
      <PageHead title={template.label} caption={<Link to="/templates">Wording</Link>}>
        <Tag>{template.language.label}</Tag>
        {template.is_changed ? <Tag tone="violet">Your own words</Tag> : <Tag>As supplied</Tag>}
      </PageHead>
      <ErrorSummary title="These words are not kept; the ones before still count" problems={problems} />
      {refused && problems.length === 0 && <FailureNote error={refused} />}
      <div className="so-template">
        <form
          noValidate
          className="so-template__lines"
          onSubmit={(event) => {
            event.preventDefault();
            if (!keeping.isPending) keeping.mutate();
          }}
        >
          <section className="so-card so-protected" aria-labelledby="protected">
            <h2 className="nhsuk-heading-s" id="protected">
              Always printed, and not to be changed
            </h2>
            <ul>
              {wording.protected.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </section>
          <LineField id="find-words" label="Find words" type="search" value={sought} onChange={setSought} />
          {lines.length === 0 && <p>No line has these words.</p>}
          {lines.map((line) => (
            <Line
              key={line.key}
              line={line}
              language={template.language.code}
              words={words[line.key] ?? ''}
              error={[...problems, ...tried.problems].find(({ field }) => field === line.key)?.message}
              onChange={(said) => setWords({ ...words, [line.key]: said })}
            />
          ))}
          <div className="so-template__keep">
            <Button type="submit" busy={keeping.isPending} disabled={!isChanged}>
              Keep these words
            </Button>
            {template.is_changed && (
              <Button look="second" onClick={() => setIsLeaving(true)}>
                Back to the supplied wording
              </Button>
            )}
          </div>
        </form>
        <div className="so-template__side">
          <Trial tried={tried} request={request} onRequest={mayRead && template.code !== 'worklist' ? setRequest : null} />
          <Versions wording={wording} onTakeUp={(version) => takingUp.mutate(version)} />
          <FailureNote error={takingUp.error} />
        </div>
      </div>
      {isLeaving && <ResetDialog wording={wording} onClose={() => setIsLeaving(false)} />}
    </>
  );
}

function Versions({ wording, onTakeUp }: { wording: WordingView; onTakeUp: (version: number) => void }) {
  if (wording.versions.length === 0) return null;
  return (
    <section className="so-card" aria-labelledby="versions">
      <h2 className="nhsuk-heading-s" id="versions">
        Versions
      </h2>
      <ol className="so-versions">
        {wording.versions.map(({ version, changed_by, changed_at, is_supplied }) => (
          <li key={version}>
            <span>
              Version {version}
              {is_supplied && ': as supplied again'}
              <span className="so-second">
                {changed_by}, {changed_at}
              </span>
            </span>
            <Button look="quiet" aria-label={`Take up version ${version}`} onClick={() => onTakeUp(version)}>
              Take up
            </Button>
          </li>
        ))}
        <li>
          <span>The words as supplied</span>
          <Button look="quiet" aria-label="Take up the supplied words" onClick={() => onTakeUp(0)}>
            Take up
          </Button>
        </li>
      </ol>
      <p className="so-soft">What is taken up stands in the lines, and counts once it is kept.</p>
    </section>
  );
}

function ResetDialog({ wording, onClose }: { wording: WordingView; onClose: () => void }) {
  const { template } = wording;
  const resetting = useMutation({
    mutationFn: () => commands.resetWording(template.code, template.version),
    onSuccess: (kept) => {
      shown(kept, 'The supplied words count again');
      onClose();
    },
  });
  return (
    <Dialog title="Back to the supplied wording?" onClose={onClose}>
      <p>Every line of this paper will read as it came with the program. Your own words stay among the versions.</p>
      <FailureNote error={resetting.error} />
      <Inset>
        <p>Letters that are signed keep the words they were signed with.</p>
      </Inset>
      <div className="nhsuk-button-group">
        <Button busy={resetting.isPending} onClick={() => resetting.mutate()}>
          Use the supplied wording
        </Button>
        <Button look="second" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </Dialog>
  );
}

function linesOf(words: Record<string, string>) {
  return Object.entries(words).map(([key, said]) => ({ key, words: said }));
}

function shown(kept: WordingView, said: string) {
  announce(said);
  cache.setQueryData(queries.wording(kept.template.code).queryKey, kept);
  void cache.invalidateQueries({ queryKey: queries.templates().queryKey, exact: true });
}
