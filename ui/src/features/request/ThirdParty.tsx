import { Callout } from '@/components/Callout';
import { PlaceLink } from '@/components/PlaceLink';
import { useDraft } from './draft';
import { awaitsPatient } from './progress';
import { partOf } from './TaskList';

/** Somebody speaks for the patient, and nobody has seen by which authority (domain rule §1.6). */
export function ThirdParty() {
  const { view } = useDraft();
  const lacking = awaitsPatient(view);
  if (!lacking) return null;
  return (
    <Callout title="Raised by a third party, awaiting the patient">
      <p>Nothing can be signed, saved or printed until the patient agrees, or the authority of the person who speaks for the patient has been seen and written down.</p>
      <p>
        <PlaceLink to={partOf(view.id, 'ask')} hash={lacking.field}>
          Write down the authority
        </PlaceLink>
      </p>
    </Callout>
  );
}
