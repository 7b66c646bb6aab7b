import { Fragment, useState } from 'react';
import { Button } from '@/components/Button';
import { Inset } from '@/components/Callout';
import { ErrorSummary, problemOf } from '@/components/ErrorSummary';
import type { RequestForm, RequestView } from '@/lib/wire';
import { sentence, type Problem } from '@/lib/failure';
import { AddressQuestion } from './AddressQuestion';
import { useDraft } from './draft';
import { QuestionField } from './QuestionField';
import { SavingTrouble } from './SavedNote';
import { openIn } from './progress';
import type { Section } from './sections';

interface Props {
  section: Section;
  /** Leads on: to the next section, or back to the request. */
  onDone: () => void;
  doneLabel: string;
}

/** The questions of one section. Typing is kept at once; the button says what is still open before it leads on. */
export function SectionForm({ section, onDone, doneLabel }: Props) {
  const { view, form, flush } = useDraft();
  const [asked, setAsked] = useState<Problem[]>([]);
  const questions = section.questions.filter((question) => question.when?.(form, view) ?? true);
  const stillOpen = asked.filter((problem) => openIn(section, view).some((open) => open.field === problem.field));

  const leaveOrTell = async () => {
    const kept: RequestView = await flush().catch(() => view);
    const open = openIn(section, kept);
    if (open.length === 0 || stillOpen.length > 0) onDone();
    else setAsked(open);
  };
  return (
    <>
      <ErrorSummary title="Still needed for the letter" problems={stillOpen} />
      <SavingTrouble />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void leaveOrTell();
        }}
      >
        {questions.map((question) => (
          <Fragment key={question.name}>
            <QuestionField
              question={question}
              error={wrongAsTyped(view, form, question.name) ?? (problemOf(stillOpen, question.name) && 'Still needed for the letter')}
            />
            {question.name === 'recipient_address_verified_on' && <AddressQuestion />}
          </Fragment>
        ))}
        {view.warnings
          .filter(({ field }) => questions.some(({ name }) => name === field))
          .map(({ field, message }) => (
            <Inset key={field}>
              <p>{sentence(message)}</p>
            </Inset>
          ))}
        <Button type="submit">{stillOpen.length > 0 ? 'Continue without these' : doneLabel}</Button>
      </form>
    </>
  );
}

/** A field that is wrong says so as soon as it is kept; one that is only empty keeps quiet until it is asked for. */
function wrongAsTyped(view: RequestView, form: RequestForm, name: keyof RequestForm): string | undefined {
  const typed = form[name];
  const isTyped = typeof typed === 'string' ? typed.trim() !== '' : Array.isArray(typed) && typed.length > 0;
  const message = problemOf(view.problems, name);
  return isTyped && message ? sentence(message) : undefined;
}
