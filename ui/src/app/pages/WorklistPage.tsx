import { Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from '@/components/Button';
import { PageHead } from '@/components/PageHead';
import { TourOffer } from '@/features/help/Tour';
import { Worklist } from '@/features/worklist/Worklist';
import { useSession } from '@/lib/session';

export function WorklistPage() {
  const session = useSession();
  const navigate = useNavigate();
  const narrowing = useSearch({ from: '/' });
  if (!session.may_read) return <Navigate to="/users" />;
  return (
    <>
      <PageHead title="Worklist">
        {session.may_work && (
          <Button look="second" onClick={() => void navigate({ to: '/worklist/print', search: narrowing })}>
            Print this list
          </Button>
        )}
        {session.may_work && (
          <Button keys="Ctrl+N" onClick={() => void navigate({ to: '/new' })}>
            New request
          </Button>
        )}
      </PageHead>
      <TourOffer />
      <Worklist narrowing={narrowing} onNarrow={(next) => void navigate({ to: '/', search: next })} mayWork={session.may_work} />
    </>
  );
}
