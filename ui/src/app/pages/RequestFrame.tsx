import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { FailureNote } from '@/components/Callout';
import { PatientBanner } from '@/components/PatientBanner';
import { DraftOf, useDraft } from '@/features/request/draft';
import { queries } from '@/lib/queries';

/** One request and its patient. Another request is another frame: nothing of the one before can be left in it. */
export function RequestFrame() {
  const { id } = useParams({ from: '/requests/$id' });
  return <OneRequest key={id} id={id} />;
}

function OneRequest({ id }: { id: string }) {
  const { data, error } = useQuery({ ...queries.request(id), refetchOnMount: 'always' });
  if (error && !data) {
    return (
      <>
        <FailureNote error={error} />
        <Link to="/">Back to the worklist</Link>
      </>
    );
  }
  if (!data || data.id !== id) return <div className="so-coming" aria-busy="true" />;
  return (
    <DraftOf view={data}>
      <Banner />
      <Outlet />
    </DraftOf>
  );
}

function Banner() {
  const { view } = useDraft();
  return <PatientBanner patient={view.patient} />;
}
