import { Papers } from '@/features/paper/Papers';
import { useDraft } from '@/features/request/draft';
import { SavingTrouble } from '@/features/request/SavedNote';
import { sectionOf } from '@/features/request/sections';
import { partOf } from '@/features/request/TaskList';
import { useSession } from '@/lib/session';
import { PartLayout } from './PartLayout';

export function PapersPage() {
  const { view, change } = useDraft();
  const session = useSession();
  return (
    <PartLayout code="papers" title="Papers" isWide>
      <SavingTrouble />
      <Papers
        view={view}
        mayWork={session.may_work}
        change={change}
        // What the organisation has not said yet, no field of this request can say.
        toField={(field) => (field === '' || field === 'support' ? null : partOf(view.id, sectionOf(field) ?? 'patient'))}
      />
    </PartLayout>
  );
}
