import { NotCounted } from '@/components/paper/NotCounted';
import { Callout } from '@/components/Callout';
import { PageHead } from '@/components/PageHead';
import { PlaceLink } from '@/components/PlaceLink';
import { History } from '@/components/step/History';
import { Tag, toneOf } from '@/components/Tag';
import { useDraft } from '@/features/request/draft';
import { LateRecords } from '@/features/request/LateRecords';
import { Returned } from '@/features/request/Returned';
import { SavedNote, SavingTrouble } from '@/features/request/SavedNote';
import { Steps } from '@/features/request/Steps';
import { TaskList } from '@/features/request/TaskList';
import { useSession } from '@/lib/session';
import type { RequestForm } from '@/lib/wire';

export function RequestPage() {
  const { view, change } = useDraft();
  const session = useSession();
  return (
    <>
      <PageHead title={`Request ${view.reference}`}>
        <Tag tone={toneOf(view.status)}>{view.status_label}</Tag>
        <SavedNote />
      </PageHead>
      <SavingTrouble />
      <div className="so-request">
        <TaskList />
        <div>
          {session.may_work && <NotCounted prints={view.prints} change={change} />}
          {isThirdParty(view.form) && (
            <Callout title="Raised by a third party, awaiting the patient">
              <p>Nothing can be signed, saved or printed until the patient agrees, or the authority of the person who speaks for the patient is written down.</p>
              <p>
                <PlaceLink to={`/requests/${view.id}/form/ask`} hash="proxy_authority">
                  Write down the authority
                </PlaceLink>
              </p>
            </Callout>
          )}
          {view.status === 'returned' && <Returned />}
          <Steps />
          <LateRecords />
          <History lines={view.history} />
        </div>
      </div>
    </>
  );
}

/** Somebody speaks for the patient, and nobody has seen by which authority (domain rule §1.6). */
function isThirdParty(form: RequestForm): boolean {
  return form.asked_by === 'proxy' && !form.proxy_authority?.trim();
}
