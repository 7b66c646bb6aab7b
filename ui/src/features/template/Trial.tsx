import { FailureNote, Inset } from '@/components/Callout';
import { LineField } from '@/components/fields';
import { PageViewer } from '@/components/PageViewer';
import { counted } from '@/lib/numbers';
import type { Tried } from '@/lib/trial';

interface Props {
  tried: Tried;
  request: string;
  /** Tries the words on a request; none where the person may not read one. */
  onRequest: ((reference: string) => void) | null;
}

/** How the words look on the page, as they are typed. */
export function Trial({ tried, request, onRequest }: Props) {
  const { pages, problems, failure } = tried;
  return (
    <section aria-label="Preview" aria-busy={tried.isTrying} className="so-trial">
      {onRequest && (
        <LineField
          id="trial-request"
          label="Preview of"
          hint="A reference such as SO-2026-0001; empty is the invented patient."
          width={20}
          value={request}
          onChange={onRequest}
        />
      )}
      {problems.length > 0 && (
        <Inset tone="bad">
          <p role="status">
            {counted(problems.length, 'thing is', 'things are')} wrong in the lines. The page shows the last words that can be printed.
          </p>
        </Inset>
      )}
      <FailureNote error={failure} />
      {pages ? <PageViewer of="preview" document={pages} /> : <div className="so-viewer so-viewer--coming" aria-busy="true" />}
    </section>
  );
}
