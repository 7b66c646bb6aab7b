import { Letter } from '@/features/letter/Letter';
import { AddressQuestion, Warnings } from '@/features/request/AddressQuestion';
import { useDraft } from '@/features/request/draft';
import { allOpen, awaitsPatient } from '@/features/request/progress';
import { SavingTrouble } from '@/features/request/SavedNote';
import { sectionOf } from '@/features/request/sections';
import { partOf } from '@/features/request/TaskList';
import { ThirdParty } from '@/features/request/ThirdParty';
import { commands } from '@/lib/commands';
import { useSession } from '@/lib/session';
import { PartLayout } from './PartLayout';

export function LetterPage() {
  const { view, change } = useDraft();
  const session = useSession();
  const gaps = allOpen(view).map((problem) => ({ ...problem, to: partOf(view.id, sectionOf(problem.field) ?? 'ask') }));
  const submit = view.steps.find((step) => step.code === 'submit' && step.is_permitted);
  return (
    <PartLayout code="letter" title="Letter" isWide>
      <SavingTrouble />
      <ThirdParty />
      <AddressQuestion />
      <Warnings />
      <Letter
        view={view}
        session={session}
        gaps={gaps}
        mayGoOut={!awaitsPatient(view)}
        change={change}
        onSubmit={submit ? () => change(({ id, version }) => commands.takeStep(id, version, 'submit', [])) : null}
      />
    </PartLayout>
  );
}
