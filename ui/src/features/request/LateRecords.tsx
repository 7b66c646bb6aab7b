import { PlaceLink } from '@/components/PlaceLink';
import { Tag } from '@/components/Tag';
import { counted } from '@/lib/numbers';
import { useDraft } from './draft';

/** The supplements to what was sent. */
export function LateRecords() {
  const { view } = useDraft();
  if (view.supplements.length === 0) return null;
  return (
    <section className="so-card" aria-labelledby="supplements-title">
      <h2 className="nhsuk-heading-s" id="supplements-title">
        Supplements
      </h2>
      <ul className="so-contents">
        {view.supplements.map(({ number, records, sent_on, bundle }) => (
          <li key={number}>
            <PlaceLink to={`/requests/${view.id}/bundle`}>Supplement {number}</PlaceLink>
            <span className="so-second">{[counted(records, 'record'), bundle && counted(bundle.pages, 'page')].filter(Boolean).join(', ')}</span>
            <Tag tone={sent_on ? 'green' : 'amber'}>{sent_on ? `Sent ${sent_on}` : 'Not sent yet'}</Tag>
          </li>
        ))}
      </ul>
    </section>
  );
}
