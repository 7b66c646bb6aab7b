import { Button } from '@/components/Button';
import { CheckField, LineField, NoteField } from '@/components/fields';
import type { WordingLineView } from '@/lib/wire';

/** A line longer than this is a sentence, and is given a box that grows. */
const SHORT = 48;

interface Props {
  line: WordingLineView;
  language: string;
  words: string;
  error: string | undefined;
  onChange: (words: string) => void;
}

/** One line of a template: to be changed, or locked. */
export function Line({ line, language, words, error, onChange }: Props) {
  return (
    <>
      {line.section && <h2 className="nhsuk-heading-s so-template__section">{line.section}</h2>}
      <Body line={line} language={language} words={words} error={error} onChange={onChange} />
    </>
  );
}

function Body({ line, language, words, error, onChange }: Props) {
  const name = line.title;
  if (line.key === 'translation') {
    if (line.is_locked) return null;
    return (
      <CheckField
        id={line.key}
        label="A qualified translator has checked every line of this translation"
        hint="Until then, each sheet says that it must not be given to a patient."
        error={error}
        value={words === 'checked'}
        onChange={(isChecked) => onChange(isChecked ? 'checked' : 'unchecked')}
      />
    );
  }
  if (line.is_locked) {
    return (
      <div className="so-locked">
        <p className="so-locked__name">
          {name} <span className="so-locked__mark">Locked</span>
        </p>
        <p>{line.supplied}</p>
      </div>
    );
  }
  const isChanged = words !== line.supplied;
  const field = {
    id: line.key,
    label: name,
    note: `line ${line.line}`,
    hint: hint(line, isChanged),
    error,
    value: words,
    onChange,
    lang: language,
    dir: language === 'ar' ? ('rtl' as const) : undefined,
  };
  return (
    <div className="so-words">
      {line.supplied.length > SHORT || words.length > SHORT ? <NoteField {...field} rows={2} /> : <LineField {...field} spellCheck />}
      {isChanged && (
        <Button look="quiet" aria-label={`${name}: as supplied`} onClick={() => onChange(line.supplied)}>
          As supplied
        </Button>
      )}
    </div>
  );
}

function hint({ places, supplied }: WordingLineView, isChanged: boolean): string | undefined {
  const fields = places.map((place) => `{${place}}`).join(' and ');
  const said = [fields && `Keep ${fields} in it.`, isChanged && `Supplied: ${supplied}`];
  return said.filter(Boolean).join(' ') || undefined;
}
