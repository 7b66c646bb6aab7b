import { useDraft } from '@/features/request/draft';
import { QuestionField } from '@/features/request/QuestionField';
import { UsualRecords } from '@/features/request/UsualRecords';
import { SavingTrouble } from '@/features/request/SavedNote';
import { COMPLETENESS } from '@/features/request/sections';
import { Records } from '@/features/record/Records';
import { useSession } from '@/lib/session';
import { PartLayout } from './PartLayout';

export function RecordsPage() {
  const { view, form, change } = useDraft();
  const session = useSession();
  return (
    <PartLayout code="records" title="Records" isWide>
      <SavingTrouble />
      <Records view={view} isLocked={!(view.is_in_preparation || view.takes_supplement) || !session.may_work} maySign={session.may_sign} change={change} />
      <UsualRecords />
      <section className="so-card so-completeness" aria-label="Completeness">
        {COMPLETENESS.questions
          .filter((question) => question.when?.(form, view) ?? true)
          .map((question) => (
            <QuestionField key={question.name} question={question} />
          ))}
      </section>
    </PartLayout>
  );
}
