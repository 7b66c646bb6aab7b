import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureNote } from '@/components/Callout';
import { PageHead } from '@/components/PageHead';
import { queries } from '@/lib/queries';
import { OrganisationForm } from './OrganisationForm';

/** The organisation’s details, and how its letters look. */
export function OrganisationPage() {
  const shown = useQuery(queries.organisation());
  const [saved, setSaved] = useState<number | null>(null);
  return (
    <>
      <PageHead title="Organisation" caption="Letterhead, support for patients, urgent line" />
      <FailureNote error={shown.error} />
      {/* What a colleague has saved meanwhile is a new form. */}
      {shown.data && <OrganisationForm key={shown.data.version} shown={shown.data} wasSaved={saved === shown.data.version} onSaved={setSaved} />}
    </>
  );
}
