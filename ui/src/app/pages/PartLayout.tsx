import { useEffect, type ReactNode } from 'react';
import { goToField } from '@/components/ErrorSummary';
import { PageHead } from '@/components/PageHead';
import { SavedNote } from '@/features/request/SavedNote';
import { PartsNav } from '@/features/request/TaskList';
import { useDraft } from '@/features/request/draft';

/** What the letter lacks of the patient, and the field of the patient’s own form that holds it. */
const PATIENT_FIELDS: Record<string, string> = {
  patient_address: 'address_lines',
  patient_gp_practice: 'gp_practice.name',
  patient_died: 'died_on',
};

interface Props {
  code: string;
  title: string;
  lead?: string;
  /** Takes the whole width: pages and lists side by side. */
  isWide?: boolean;
  children: ReactNode;
}

/** One part of a request, with the way to all others beside it. */
export function PartLayout({ code, title, lead, isWide = false, children }: Props) {
  const { view } = useDraft();
  useEffect(() => {
    // A link from the letter leads to the very field.
    const field = window.location.hash.split('#')[2];
    if (field) goToField(PATIENT_FIELDS[field] ?? field);
    else window.scrollTo(0, 0);
  }, [code]);
  return (
    <div className="so-part">
      <PartsNav here={code} />
      <div className={isWide ? 'so-part__page so-part__page--wide' : 'so-part__page'}>
        <PageHead title={title} caption={view.reference}>
          <SavedNote />
        </PageHead>
        {lead && <p className="so-part__lead">{lead}</p>}
        {children}
      </div>
    </div>
  );
}
