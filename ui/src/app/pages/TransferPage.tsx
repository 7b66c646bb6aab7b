import { useDraft } from '@/features/request/draft';
import { Transfer } from '@/features/transfer/Transfer';
import { PartLayout } from './PartLayout';

export function TransferPage() {
  const { view, change } = useDraft();
  return (
    <PartLayout
      code="transfer"
      title="Transfer of care"
      lead="A second opinion moves nobody’s care. If the patient wishes the new team to take over, team and hospital must each accept it."
      isWide
    >
      <Transfer view={view} change={change} />
    </PartLayout>
  );
}
