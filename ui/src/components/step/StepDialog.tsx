import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Dialog } from '@/components/Dialog';
import { ErrorSummary, problemOf } from '@/components/ErrorSummary';
import { FormButtons } from '@/components/FormButtons';
import { DayField, LineField, NoteField, RadioField } from '@/components/fields';
import { Failure, type Problem } from '@/lib/failure';
import { useHeld } from '@/lib/held';
import type { AskedView, StepView } from '@/lib/wire';
import { StepHelp } from './StepHelp';

/** One answer to what a step asks. */
export interface Said {
  item: string;
  answer: string;
}

interface Props {
  step: StepView;
  /** Whose step it is, so that what was typed is found again after a lock. */
  of: string;
  /** What a person should know before the questions. */
  lead?: ReactNode;
  onTake: (evidence: Said[]) => Promise<unknown>;
  onClose: () => void;
}

/** A step with what it asks for; nothing is recorded until everything that it needs is said. */
export function StepDialog({ step, of, lead, onTake, onClose }: Props) {
  const [answers, setAnswers] = useHeld<Record<string, string>>(`step ${step.code} of ${of}`, {});
  const taking = useMutation({
    mutationFn: () => onTake(Object.entries(answers).map(([item, answer]) => ({ item, answer }))),
    onSuccess: onClose,
  });
  const problems: Problem[] = taking.error ? Failure.from(taking.error).problems() : [];
  return (
    <Dialog title={step.label} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          taking.mutate();
        }}
      >
        <ErrorSummary problems={problems.map((problem) => ({ ...problem, field: fieldOf(step, problem.field) }))} />
        {lead}
        {step.asked.map((asked) => (
          <EvidenceField
            key={asked.item}
            asked={asked}
            value={answers[asked.item] ?? ''}
            onChange={(answer) => setAnswers({ ...answers, [asked.item]: answer })}
            error={problemOf(problems, asked.item)}
          />
        ))}
        <StepHelp code={step.code} />
        <FormButtons submit={step.label} busy={taking.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

interface EvidenceProps {
  asked: AskedView;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}

function EvidenceField({ asked, value, onChange, error }: EvidenceProps) {
  const label = asked.required ? asked.label : `${asked.label} (optional)`;
  const props = { id: `evidence-${asked.item}`, label, hint: asked.hint, value, onChange, error };
  switch (asked.answer) {
    case 'day':
      return <DayField {...props} />;
    case 'choice':
      return <RadioField {...props} choices={asked.choices} />;
    case 'note':
      return <NoteField {...props} rows={2} />;
    default:
      return <LineField {...props} />;
  }
}

function fieldOf(step: StepView, field: string): string {
  return step.asked.some((asked) => asked.item === field) ? `evidence-${field}` : '';
}
