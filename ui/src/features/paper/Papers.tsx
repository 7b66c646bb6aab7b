import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureNote, Inset } from '@/components/Callout';
import { RadioField, SelectField } from '@/components/fields';
import { PageViewer } from '@/components/PageViewer';
import { PaperActions } from '@/components/paper/PaperActions';
import { PlaceLink } from '@/components/PlaceLink';
import { commands } from '@/lib/commands';
import { queries } from '@/lib/queries';
import type { PaperView, RequestView } from '@/lib/wire';

interface Props {
  view: RequestView;
  mayWork: boolean;
  change: (act: (view: RequestView) => Promise<RequestView>) => Promise<RequestView>;
  /** The address of the part that holds a field; none where no part of the request does. */
  toField: (field: string) => string | null;
}

/** How a paper is set. */
interface Setting {
  size: number;
  language: string;
}

const USUAL = 12;

/** Every paper beside the bundle: for whom it is, whether it can be printed now, and its very pages. */
export function Papers({ view, mayWork, change, toField }: Props) {
  const papers = useQuery(queries.papers(view.id, view.version));
  const [kind, setKind] = useState<string | null>(null);
  const [setting, setSetting] = useState<Setting>({ size: USUAL, language: 'en-GB' });
  const list = papers.data ?? [];
  const chosen = list.find((paper) => paper.kind === kind) ?? list[0];
  // A language in which this paper does not exist is never shown as another.
  const language = chosen?.languages.some(({ code }) => code === setting.language) ? setting.language : 'en-GB';
  return (
    <div className="so-beside">
      <div className="so-beside__main">
        <FailureNote error={papers.error} />
        {chosen && !chosen.hindrance && <Pages key={chosen.kind} view={view} paper={chosen} setting={{ ...setting, language }} />}
        {chosen?.hindrance && <Hindered paper={chosen} to={toField(chosen.hindrance.field)} />}
        {papers.isPending && <div className="so-viewer so-viewer--coming" aria-busy="true" />}
      </div>
      <aside className="so-beside__side" aria-label="Which paper">
        <nav aria-label="Papers">
          <ul className="so-papers">
            {list.map((paper) => (
              <li key={paper.kind}>
                <button type="button" className="so-paper" aria-current={paper.kind === chosen?.kind ? 'true' : undefined} onClick={() => setKind(paper.kind)}>
                  <span>{paper.label}</span>
                  {paper.hindrance && <span className="so-second">Cannot be printed now</span>}
                </button>
              </li>
            ))}
          </ul>
        </nav>
        {chosen && !chosen.hindrance && (
          <section className="so-card" aria-label="How it is set">
            <p>
              <span className="so-soft">For</span> <strong>{chosen.audience}</strong>
            </p>
            <RadioField
              id="size"
              label="Size of print"
              isInline
              choices={chosen.sizes.map((size) => ({ code: String(size), label: size === USUAL ? 'Normal' : `${size} point` }))}
              value={String(setting.size)}
              onChange={(size) => setSetting({ ...setting, size: Number(size) })}
            />
            {chosen.languages.length > 1 && (
              <SelectField
                id="language"
                label="Language"
                choices={chosen.languages}
                value={language}
                onChange={(code) => setSetting({ ...setting, language: code || 'en-GB' })}
              />
            )}
            {chosen.languages.some(({ code, is_checked }) => code === language && !is_checked) && (
              <Inset tone="bad">
                <p>
                  <strong>No translator has checked this translation.</strong> A translator must check it before it is given to a patient; the
                  sheet says so too.
                </p>
              </Inset>
            )}
            {mayWork && (
              <PaperActions
                key={`${chosen.kind} ${setting.size} ${language}`}
                view={view}
                paper={{ input: { kind: chosen.kind, bundle_id: null, size: setting.size, language }, label: chosen.label, version: 0 }}
                fileName={fileName(view, chosen, language)}
                change={change}
              />
            )}
          </section>
        )}
      </aside>
    </div>
  );
}

/** The very pages that are saved and printed. */
function Pages({ view, paper, setting }: { view: RequestView; paper: PaperView; setting: Setting }) {
  const pages = useQuery({
    queryKey: ['request', view.id, 'paper', paper.kind, setting, view.version],
    queryFn: () => commands.previewPaper(view.id, paper.kind, setting.size, setting.language),
  });
  if (pages.error) return <FailureNote error={pages.error} />;
  if (!pages.data) return <div className="so-viewer so-viewer--coming" aria-busy="true" />;
  return <PageViewer key={pages.data.token} of="paper" document={pages.data} />;
}

function Hindered({ paper, to }: { paper: PaperView; to: string | null }) {
  const { hindrance } = paper;
  if (!hindrance) return null;
  return (
    <section className="so-card" aria-labelledby="hindered">
      <h2 className="nhsuk-heading-s" id="hindered">
        {paper.label}: not now
      </h2>
      <p>{hindrance.message}</p>
      {to && (
        <p>
          <PlaceLink to={to} hash={hindrance.field}>
            Go to what is needed
          </PlaceLink>
        </p>
      )}
    </section>
  );
}

/** The name that is offered for its file: the reference, the paper, and the language where it is not English. */
function fileName(view: RequestView, paper: PaperView, language: string): string {
  const name = [view.reference, paper.kind.replaceAll('_', '-'), language === 'en-GB' ? '' : language];
  return `${name.filter(Boolean).join('-')}.pdf`;
}
