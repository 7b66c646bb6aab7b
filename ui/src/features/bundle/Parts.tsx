import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote, Inset } from '@/components/Callout';
import { Dialog } from '@/components/Dialog';
import { FormButtons } from '@/components/FormButtons';
import { LineField, RadioField } from '@/components/fields';
import type { BundleView, RequestView } from '@/lib/wire';
import { askWhereToSave, commands } from '@/lib/commands';
import { counted, sizeInWords } from '@/lib/numbers';

const KB = 1024;
const MB = 1024 * KB;

/** What each road takes at a time, in bytes (domain rule §2.5). */
const ROADS = [
  { code: 'ers_api', label: 'NHS e-Referral Service, from a clinical system: 5 MB', limit: 5 * MB },
  { code: 'ers_web', label: 'NHS e-Referral Service, on its web pages: 100 MB', limit: 100 * MB },
  { code: 'vision', label: 'Vision: 745 KB, and four parts at most', limit: 745 * KB, most: 4 },
  { code: 'other', label: 'Another size', limit: 0 },
];

interface Props {
  view: RequestView;
  bundle: BundleView;
  isSupplement: boolean;
  onClose: () => void;
}

/** Saves the bundle in numbered parts, each with letter and index, for a road that takes only so much at a time. */
export function Parts({ view, bundle, isSupplement, onClose }: Props) {
  const [code, setCode] = useState('ers_api');
  const [megabytes, setMegabytes] = useState('10');
  const road = ROADS.find((one) => one.code === code) ?? ROADS[0]!;
  const size = code === 'other' ? Math.round(Number(megabytes.replace(',', '.')) * MB) : road.limit;
  const isSize = Number.isFinite(size) && size >= 100 * KB && size <= 2000 * MB;
  const saving = useMutation({
    mutationFn: async () => {
      const path = await askWhereToSave(`${view.reference}${isSupplement ? '-supplement' : ''}.pdf`);
      if (path === null) return null;
      const input = { draft: bundle.is_draft, supplement: isSupplement, choices: bundle.choices };
      return commands.saveBundleInParts(view.id, input, size, path);
    },
    onSuccess: (saved) => {
      if (saved) announce(`${counted(Math.max(1, saved.parts?.length ?? 0), 'file')} saved`);
    },
  });
  const saved = saving.data ?? null;
  const parts = saved?.parts ?? [];
  return (
    <Dialog title="Save in parts" onClose={onClose}>
      {saved === null ? (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (isSize && !saving.isPending) saving.mutate();
          }}
        >
          <p>
            The bundle has {sizeInWords(bundle.bytes)}. Each part has letter and index and says which part it is; no page is divided.
          </p>
          <FailureNote error={saving.error} />
          <RadioField id="road" label="By which road does it go?" choices={ROADS} value={code} onChange={setCode} />
          {code === 'other' && (
            <LineField
              id="megabytes"
              label="Largest size of a part, in megabytes"
              width={5}
              value={megabytes}
              onChange={setMegabytes}
              error={isSize ? undefined : 'Enter a size from 0.1 to 2000 megabytes'}
            />
          )}
          <FormButtons
            submit={saving.isPending ? 'Making the parts…' : 'Choose where, and save all'}
            busy={saving.isPending}
            onCancel={saving.isPending ? () => void commands.cancelAssembly() : onClose}
            cancel={saving.isPending ? 'Stop' : 'Not now'}
          />
        </form>
      ) : (
        <>
          {parts.length === 0 ? (
            <Inset tone="good">
              <p>It fits and was saved whole: {saved.out}</p>
            </Inset>
          ) : (
            <>
              <p className="so-path">
                {counted(parts.length, 'file')} saved in {folderOf(parts[0]?.out ?? '')}
              </p>
              <ol className="so-contents">
                {parts.map((part) => (
                  <li key={part.number}>
                    <span className="so-path">{part.out.slice(folderOf(part.out).length)}</span>
                    <span className="so-second">
                      {counted(part.pages, 'page')}, {sizeInWords(part.bytes)}
                    </span>
                  </li>
                ))}
              </ol>
            </>
          )}
          {road.most !== undefined && parts.length > road.most && (
            <Inset tone="bad">
              <p>
                These are {parts.length} parts, and this road takes {road.most}. Reduce the scans, choose fewer pages, or send it by another
                road.
              </p>
            </Inset>
          )}
          <Button onClick={onClose}>Close</Button>
        </>
      )}
    </Dialog>
  );
}

/** The folder of a path, with the stroke at its end. */
function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
