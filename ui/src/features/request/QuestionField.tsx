import { DirectoryField } from '@/components/DirectoryField';
import { CheckField, ChecksField, DayField, LineField, LinesField, NoteField, RadioField } from '@/components/fields';
import type { Choice } from '@/lib/wire';
import { useChoices } from '@/lib/choices';
import { useSession } from '@/lib/session';
import { useDraft } from './draft';
import { asFirstTeam, asRecipient, forgotten } from './chosen';
import { ReasonsField, SpecialtyField } from './CodeFields';
import type { Question } from './sections';

const YES_NO: Choice[] = [
  { code: 'yes', label: 'Yes' },
  { code: 'no', label: 'No' },
];

/** One question of the form, kept as it is answered. */
export function QuestionField({ question, error }: { question: Question; error?: string | undefined }) {
  const { view, form, set, flush } = useDraft();
  const session = useSession();
  const choices = useChoices();
  const isLocked = !view.is_in_preparation || !session.may_work || (question.isClinical === true && !session.may_sign);
  const props = {
    id: question.name,
    label: question.label,
    hint: question.hint,
    error,
    disabled: isLocked,
    note: question.isClinical ? 'Set by a clinician' : undefined,
    onBlur: () => void flush().catch(() => undefined),
  };
  const give = (value: unknown) => set({ [question.name]: value, ...forgotten(question.name) });
  switch (question.kind) {
    case 'line':
      return <LineField {...props} value={form[question.name]} onChange={give} />;
    case 'note':
      return <NoteField {...props} value={form[question.name]} onChange={give} rows={question.rows} />;
    case 'day':
      return <DayField {...props} value={form[question.name]} onChange={give} />;
    case 'yes_no':
      return <RadioField {...props} value={form[question.name]} onChange={give} choices={YES_NO} isInline />;
    case 'choice':
      return <RadioField {...props} value={form[question.name]} onChange={give} choices={choices(question.list)} />;
    case 'reasons':
      return <ReasonsField {...props} value={form[question.name]} onChange={give} />;
    case 'specialty':
      return <SpecialtyField {...props} value={form[question.name]} onChange={give} />;
    case 'entry':
      return (
        <DirectoryField
          {...props}
          value={form[question.name]}
          kinds={question.entries}
          onChange={(value) => set({ [question.name]: value, ...forgotten(question.name) })}
          onChoose={(entry) => set(question.side === 'first' ? asFirstTeam(entry) : asRecipient(entry))}
        />
      );
    case 'choices':
      return <ChecksField {...props} value={form[question.name]} onChange={give} choices={choices(question.list)} />;
    case 'lines':
      return <LinesField {...props} value={form[question.name]} onChange={give} />;
    case 'tick':
      return <CheckField {...props} value={form[question.name]} onChange={give} />;
    case 'questions':
      return <Questions {...props} value={form[question.name]} onChange={give} />;
  }
}

interface QuestionsProps {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  disabled: boolean;
  value: string[];
  onChange: (value: string[]) => void;
}

/** Up to three questions to the new team; a further box appears when the one before is filled. */
function Questions({ id, label, hint, error, disabled, value, onChange }: QuestionsProps) {
  const filled = value.filter((text, at) => text.trim() !== '' || at < value.length - 1).length;
  const boxes = Math.min(3, Math.max(1, value.length, filled + 1));
  const put = (at: number, text: string) => {
    const next = Array.from({ length: Math.max(value.length, at + 1) }, (_, index) => (index === at ? text : (value[index] ?? '')));
    while (next.length > 0 && next[next.length - 1] === '') next.pop();
    onChange(next);
  };
  return (
    <div className={`nhsuk-form-group${error ? ' nhsuk-form-group--error' : ''}`}>
      <fieldset className="nhsuk-fieldset" disabled={disabled}>
        <legend className="nhsuk-fieldset__legend">{label}</legend>
        {hint && <div className="nhsuk-hint">{hint}</div>}
        {error && <span className="nhsuk-error-message">{error}</span>}
        {Array.from({ length: boxes }, (_, at) => (
          <NoteField
            key={at}
            id={at === 0 ? id : `${id}-${at + 1}`}
            label={`Question ${at + 1}`}
            value={value[at] ?? ''}
            onChange={(text) => put(at, text)}
            rows={2}
          />
        ))}
      </fieldset>
    </div>
  );
}
