import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { FailureNote } from '@/components/Callout';
import { Template } from '@/features/template/Template';
import { queries } from '@/lib/queries';
import { useSession } from '@/lib/session';

export function TemplatePage() {
  const { code } = useParams({ from: '/templates/$code' });
  const session = useSession();
  const shown = useQuery(queries.wording(code));
  if (!shown.data) return shown.error ? <FailureNote error={shown.error} /> : <div className="so-coming" aria-busy="true" />;
  // Another template, or a newer version of this one, is another form.
  return <Template key={`${code}/${shown.data.template.version}`} wording={shown.data} mayRead={session.may_read} />;
}
