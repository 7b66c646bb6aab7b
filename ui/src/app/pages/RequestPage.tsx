import { NotCounted } from '@/components/paper/NotCounted';
import { PageHead } from '@/components/PageHead';
import { History } from '@/components/step/History';
import { Tag, toneOf } from '@/components/Tag';
import { useDraft } from '@/features/request/draft';
import { LateRecords } from '@/features/request/LateRecords';
import { Returned } from '@/features/request/Returned';
import { SavedNote, SavingTrouble } from '@/features/request/SavedNote';
import { Steps } from '@/features/request/Steps';
import { TaskList } from '@/features/request/TaskList';
import { ThirdParty } from '@/features/request/ThirdParty';
import { useSession } from '@/lib/session';

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
          <ThirdParty />
          {view.status === 'returned' && <Returned />}
          <Steps />
          <LateRecords />
          <History lines={view.history} />
        </div>
      </div>
    </>
  );
}
