import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote, Inset } from '@/components/Callout';
import { PageViewer } from '@/components/PageViewer';
import { PlaceLink } from '@/components/PlaceLink';
import { paperOf } from '@/components/paper/paper';
import { PaperActions } from '@/components/paper/PaperActions';
import { Tag } from '@/components/Tag';
import type { BundleChoices, BundleView, ProgressView, RequestView } from '@/lib/wire';
import { useChoices } from '@/lib/choices';
import { commands, onAssembling } from '@/lib/commands';
import { Failure, sentence } from '@/lib/failure';
import { counted, sizeInWords } from '@/lib/numbers';
import { Archive } from './Archive';
import { AS_USUAL, Choices } from './Choices';
import { NotMade, type Replacing, type Settled } from './NotMade';
import { Parts } from './Parts';
import { Supplements } from './Supplements';

const STAGES: Record<string, string> = {
  reading: 'Reading the records',
  setting: 'Writing letter and index',
  joining: 'Joining the pages',
  proving: 'Proving that every page is there',
  verifying: 'Counting every page again',
};

interface Props {
  view: RequestView;
  mayWork: boolean;
  change: (act: (view: RequestView) => Promise<RequestView>) => Promise<RequestView>;
  replacing: Replacing;
}

/** The bundle: put together, looked through page by page, and sent on its way by paper or file. */
export function Bundle({ view, mayWork, change, replacing }: Props) {
  const [progress, setProgress] = useState<ProgressView | null>(null);
  const [choices, setChoices] = useState<BundleChoices>(view.bundle?.choices ?? AS_USUAL);
  useEffect(() => onAssembling(setProgress), []);
  const [shown, setShown] = useState(0);
  const [settled, setSettled] = useState<Settled | null>(null);
  const supplement = view.supplements.find(({ number }) => number === shown) ?? null;
  const isSigned = view.letters.length > 0 && !view.is_in_preparation && view.status !== 'awaiting_signature';
  const assembling = useMutation({
    mutationFn: async (draft: boolean) => {
      setProgress(null);
      setSettled(null);
      const made: { bundle: BundleView | null } = { bundle: null };
      await change(async ({ id }) => {
        made.bundle = await commands.assembleBundle(id, { draft, supplement: supplement !== null, choices });
        return commands.showRequest(id);
      });
      return made.bundle;
    },
    onSuccess: (bundle) => announce(bundle ? `The bundle has ${bundle.pages} pages` : ''),
  });
  // A draft is not kept with the request, so that it is shown from what the assembly gave back.
  const bundle = supplement ? supplement.bundle : (view.bundle ?? assembling.data ?? null);
  const failure = assembling.error ? Failure.from(assembling.error) : null;
  if (assembling.isPending) return <Progress progress={progress} />;
  return (
    <>
      {view.supplements.length > 0 && (
        <Supplements
          view={view}
          shown={shown}
          onShow={(number) => {
            assembling.reset();
            setShown(number);
          }}
        />
      )}
      {failure && failure.code !== 'cancelled' && (
        <NotMade
          failure={failure}
          view={view}
          mayWork={mayWork}
          change={change}
          replacing={replacing}
          onSettled={(done) => {
            assembling.reset();
            setSettled(done);
          }}
        />
      )}
      {settled && !failure && (
        <Inset tone="good">
          <p role="status">{settled.words}</p>
          {settled.record && (
            <p>
              <PlaceLink to={`/requests/${view.id}/records`} hash={`record-${settled.record}`}>
                Go to the record
              </PlaceLink>
            </p>
          )}
        </Inset>
      )}
      <Warnings view={view} />
      {failure?.code === 'cancelled' && (
        <Inset>
          <p>Stopped. Nothing was written.</p>
        </Inset>
      )}
      {!bundle && (
        <div className={mayWork ? 'so-card so-begin' : 'so-empty'}>
          <p className={mayWork ? 'nhsuk-heading-s' : undefined}>{supplement ? `Supplement ${supplement.number} has not been put together yet.` : 'No bundle has been put together yet.'}</p>
          <p className="so-soft">
            {supplement
              ? 'A covering notice that says what it belongs to, an index that counts on, and the records that arrived since.'
              : isSigned
              ? 'Letter, index and records become one PDF: every page numbered, every page accounted for.'
              : 'The letter is not signed yet. You can look at a draft, which is marked as one on each page.'}
          </p>
          {mayWork && <Choices value={choices} onChange={setChoices} />}
          {mayWork && <Button onClick={() => assembling.mutate(!isSigned)}>{supplement ? 'Assemble the supplement' : isSigned ? 'Assemble the bundle' : 'Assemble a draft'}</Button>}
        </div>
      )}
      {bundle && (
        <Assembled
          key={bundle.id}
          view={view}
          bundle={bundle}
          isSigned={isSigned}
          choices={choices}
          onChoose={setChoices}
          mayWork={mayWork}
          change={change}
          isSupplement={supplement !== null}
          onAgain={mayWork && !(supplement?.sent_on ?? null) ? () => assembling.mutate(!isSigned) : null}
        />
      )}
    </>
  );
}

/** Records that the new team will not find where the index says they are, if nothing is done. */
function Warnings({ view }: { view: RequestView }) {
  const warned = view.records.filter(({ warnings }) => warnings.length > 0);
  if (warned.length === 0) return null;
  return (
    <Inset tone="bad">
      {warned.map((record) => (
        <div key={record.id}>
          <p>
            <strong>
              <PlaceLink to={`/requests/${view.id}/records`} hash={`record-${record.id}`}>
                {record.input.title}
              </PlaceLink>
            </strong>
          </p>
          {record.warnings.map(({ message }) => (
            <p key={message}>{sentence(message)}</p>
          ))}
        </div>
      ))}
    </Inset>
  );
}

function Progress({ progress }: { progress: ProgressView | null }) {
  const stopping = useMutation({ mutationFn: () => commands.cancelAssembly() });
  const words = progress ? (STAGES[progress.stage] ?? 'Working') : 'Starting';
  return (
    <div className="so-card so-progress">
      <p role="status">{words}…</p>
      <progress aria-label={words} value={progress?.done ?? 0} max={Math.max(1, progress?.of ?? 1)} />
      <Button look="second" busy={stopping.isPending} onClick={() => stopping.mutate()}>
        Cancel
      </Button>
    </div>
  );
}

/** What is printed along with a signed bundle on its way out, in the order of the list of papers. */
const ALONGSIDE = ['dispatch_checklist', 'envelope', 'patient_copy', 'what_happens_next'];

interface AssembledProps extends Omit<Props, 'replacing'> {
  bundle: BundleView;
  isSigned: boolean;
  isSupplement: boolean;
  choices: BundleChoices;
  onChoose: (choices: BundleChoices) => void;
  onAgain: (() => void) | null;
}

function Assembled({ view, bundle, isSigned, isSupplement, mayWork, choices, onChoose, change, onAgain }: AssembledProps) {
  const [isDividing, setIsDividing] = useState(false);
  const lists = useChoices();
  const pages = useQuery({
    queryKey: ['request', view.id, 'bundle', bundle.id],
    queryFn: () => commands.previewBundle(view.id, bundle.id),
  });
  const paper = paperOf('bundle', isSupplement ? 'Supplement' : 'Bundle', { pages: bundle.pages, version: bundle.letter_version });
  const alongside = lists('paper').filter(({ code }) => !bundle.is_draft && ALONGSIDE.includes(code));
  return (
    <div className="so-beside">
      <div className="so-beside__main">
        <FailureNote error={pages.error} />
        {pages.data ? <PageViewer key={pages.data.token} of="bundle" document={pages.data} hasThumbnails /> : <div className="so-viewer so-viewer--coming" aria-busy="true" />}
      </div>
      <aside className="so-beside__side" aria-label="About the bundle">
        {bundle.unproved.length > 0 && (
          <Inset tone="bad">
            <p>
              <strong>Look at {bundle.unproved.length === 1 ? 'this page' : 'these pages'} before you send it</strong>
            </p>
            <p>
              The program could not draw {bundle.unproved.length === 1 ? 'page' : 'pages'} {bundle.unproved.join(', ')} to compare with the
              record. Compare by eye that nothing is missing.
            </p>
          </Inset>
        )}
        <section className="so-card">
          <p className="so-bundle__pages">{counted(bundle.pages, 'page')}</p>
          <p>
            {bundle.is_draft ? <Tag tone="amber">Draft</Tag> : <Tag tone="green">Letter version {bundle.letter_version}</Tag>}
          </p>
          <p className="so-soft">
            Assembled {bundle.assembled_at}, {sizeInWords(bundle.bytes)}
            {bundle.choices.scans_dpi !== null && `, scans at most ${bundle.choices.scans_dpi} dots to the inch`}
          </p>
          <Archive bundle={bundle} isSupplement={isSupplement} />
          {bundle.blank_pages.length > 0 && (
            <p className="so-soft">
              {counted(bundle.blank_pages.length, 'page is', 'pages are')} left blank for printing on both sides: {bundle.blank_pages.join(', ')}
            </p>
          )}
          {mayWork && (
            <PaperActions
              view={view}
              paper={{ ...paper, input: { ...paper.input, bundle_id: bundle.id } }}
              alongside={alongside.map(({ code, label }) => paperOf(code, label))}
              fileName={`${view.reference}${isSupplement ? '-supplement' : ''}${bundle.is_draft ? '-draft' : ''}.pdf`}
              change={change}
            />
          )}
          {mayWork && (
            <div className="so-stack">
              <Button look="quiet" onClick={() => setIsDividing(true)}>
                Save in parts
              </Button>
            </div>
          )}
        </section>
        {onAgain && (
          <section className="so-card" aria-label="Make the bundle again">
            <Choices value={choices} onChange={onChoose} />
            <Button look="second" onClick={onAgain}>
              {isSigned ? 'Assemble again' : 'Assemble the draft again'}
            </Button>
          </section>
        )}
        <section aria-labelledby="contents-title" className="so-card">
          <h2 className="nhsuk-heading-s" id="contents-title">
            Contents
          </h2>
          <ol className="so-contents">
            {bundle.enclosures.map((enclosure) => (
              <li key={enclosure.id}>
                <span>{enclosure.title}</span>
                <span className="so-second">
                  {enclosure.first_page === enclosure.last_page
                    ? `page ${enclosure.first_page}`
                    : `pages ${enclosure.first_page} to ${enclosure.last_page}`}
                </span>
              </li>
            ))}
          </ol>
          <p className="so-soft so-digest">SHA-256 {bundle.sha256.slice(0, 16)}…</p>
        </section>
      </aside>
      {isDividing && <Parts view={view} bundle={bundle} isSupplement={isSupplement} onClose={() => setIsDividing(false)} />}
    </div>
  );
}
