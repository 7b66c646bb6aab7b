import { Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { useDraft } from '@/features/request/draft';
import { SectionForm } from '@/features/request/SectionForm';
import { SECTIONS } from '@/features/request/sections';
import { Inset } from '@/components/Callout';
import { PartLayout } from './PartLayout';

export function FormPage() {
  const { id, section: code } = useParams({ from: '/requests/$id/form/$section' });
  const navigate = useNavigate();
  const { view } = useDraft();
  const at = SECTIONS.findIndex((section) => section.code === code);
  const section = SECTIONS[at];
  const next = SECTIONS[at + 1];
  if (!section) return <Navigate to="/requests/$id" params={{ id }} />;
  return (
    <PartLayout code={code} title={section.title} lead={section.lead}>
      {!view.is_in_preparation && (
        <Inset>
          <p>This request is “{view.status_label}”: what the letter says can no longer be changed here. The request’s page shows the steps that are possible.</p>
        </Inset>
      )}
      <SectionForm
        key={code}
        section={section}
        doneLabel={next ? `Save and go on to ${next.title.toLocaleLowerCase('en-GB')}` : 'Save and go on to records'}
        onDone={() => void navigate(next ? { to: '/requests/$id/form/$section', params: { id, section: next.code } } : { to: '/requests/$id/records', params: { id } })}
      />
    </PartLayout>
  );
}
