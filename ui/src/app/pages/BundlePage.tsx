import { Bundle } from '@/features/bundle/Bundle';
import { ReplaceFile } from '@/features/record/ReplaceFile';
import { useDraft } from '@/features/request/draft';
import { ThirdParty } from '@/features/request/ThirdParty';
import { useSession } from '@/lib/session';
import { PartLayout } from './PartLayout';

export function BundlePage() {
  const { view, change } = useDraft();
  const session = useSession();
  return (
    <PartLayout code="bundle" title="Bundle" isWide>
      <ThirdParty />
      <Bundle
        view={view}
        mayWork={session.may_work}
        change={change}
        replacing={(record, onReplaced) => <ReplaceFile record={record} change={change} onReplaced={onReplaced} />}
      />
    </PartLayout>
  );
}
