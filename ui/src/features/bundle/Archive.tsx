import type { BundleView } from '@/lib/wire';
import { sentence } from '@/lib/failure';
import { counted } from '@/lib/numbers';

/** Whether the bundle claims to be fit for an archive, in one line, and which records stand against it. */
export function Archive({ bundle, isSupplement }: { bundle: BundleView; isSupplement: boolean }) {
  // Of a bundle from before this was kept, nothing is said rather than something wrong.
  if (bundle.is_archival === null) return null;
  if (bundle.is_archival) return <p className="so-soft">Archive quality (PDF/A-3b)</p>;
  const against = bundle.enclosures.flatMap((enclosure, at) => (enclosure.not_archival === null ? [] : [{ enclosure, name: nameOf(enclosure, isSupplement ? null : at + 1), why: enclosure.not_archival }]));
  const [first] = against;
  const words = first && against.length === 1 ? first.name : counted(against.length, 'record');
  return (
    <details className="nhsuk-details so-archive">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">Not archive quality: {words}</span>
      </summary>
      <div className="nhsuk-details__text">
        <ul>
          {against.map(({ enclosure, name, why }) => (
            <li key={enclosure.id}>
              {name}: {reasonOf(why)}
            </li>
          ))}
        </ul>
        <p>The bundle opens and prints like any other. Only an archive that takes nothing but PDF/A would refuse it. A record that was scanned anew, or saved as PDF/A where it came from, can take the place of this one.</p>
      </div>
    </details>
  );
}

function nameOf(enclosure: BundleView['enclosures'][number], number: number | null): string {
  return number === null ? enclosure.title : `record ${number}, ${enclosure.title}`;
}

/** `19005-3 6.2.11.4.1: a face is not embedded`, for people first. */
function reasonOf(why: string): string {
  const [, clause, reason] = /^(\S+ \S+): (.*)$/.exec(why) ?? [];
  return clause && reason ? `${sentence(reason)} (ISO ${clause})` : sentence(why);
}
