// The form fields of the NHS design system: each takes its label, hint and error together.
import { useId, type ClipboardEvent, type ReactNode } from 'react';
import type { Choice } from '@/lib/wire';
import { joinDay, readPastedDay, splitDay, type DateParts } from '@/lib/dates';
import { caretAfter, groupNumber, numberDigits } from '@/lib/numbers';

/** What every field takes. The id is the name of the field on the wire, so that an error can lead to it. */
export interface FieldProps {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  disabled?: boolean;
  /** A label that is only spoken. */
  isLabelHidden?: boolean;
  /** Words such as “set by a clinician” that stand beside the label. */
  note?: ReactNode;
}

interface TextProps extends FieldProps {
  value: string | null | undefined;
  onChange: (value: string) => void;
  onBlur?: () => void;
  autoFocus?: boolean;
  /** The language of what is typed, where it is not that of the screen. */
  lang?: string | undefined;
  /** From which side it is read. */
  dir?: 'ltr' | 'rtl' | undefined;
}

/** What a field’s hint and error are called, for whoever listens. */
export function described({ id, hint, error }: Pick<FieldProps, 'id' | 'hint' | 'error'>): string | undefined {
  return [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
}

function Notes({ id, hint, error }: Pick<FieldProps, 'id' | 'hint' | 'error'>) {
  return (
    <>
      {hint && (
        <div className="nhsuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error && (
        <span className="nhsuk-error-message" id={`${id}-error`}>
          <span className="nhsuk-u-visually-hidden">Error: </span>
          {error}
        </span>
      )}
    </>
  );
}

/** A field with its label, hint and error; `className` names what else stands in its group. */
export function Labelled({ props, className = '', children }: { props: FieldProps; className?: string; children: ReactNode }) {
  return (
    <div className={`nhsuk-form-group${props.error ? ' nhsuk-form-group--error' : ''} ${className}`.trim()}>
      <label className={`nhsuk-label${props.isLabelHidden ? ' nhsuk-u-visually-hidden' : ''}`} htmlFor={props.id}>
        {props.label}
        {props.note && <span className="so-field-note">{props.note}</span>}
      </label>
      <Notes {...props} />
      {children}
    </div>
  );
}

function Grouped({ props, children }: { props: FieldProps; children: ReactNode }) {
  return (
    <div className={`nhsuk-form-group${props.error ? ' nhsuk-form-group--error' : ''}`}>
      <fieldset className="nhsuk-fieldset" aria-describedby={described(props)} disabled={props.disabled}>
        <legend className="nhsuk-fieldset__legend">
          {props.label}
          {props.note && <span className="so-field-note">{props.note}</span>}
        </legend>
        <Notes {...props} />
        {children}
      </fieldset>
    </div>
  );
}

interface LineProps extends TextProps {
  type?: 'text' | 'password' | 'tel' | 'email' | 'search';
  width?: 4 | 5 | 10 | 20 | 30;
  autoComplete?: string;
  inputMode?: 'numeric' | 'tel' | 'email';
  spellCheck?: boolean;
}

/** One line of text. */
export function LineField(props: LineProps) {
  const { id, value, onChange, onBlur, type = 'text', width, autoFocus, disabled, error } = props;
  return (
    <Labelled props={props}>
      <input
        id={id}
        name={id}
        type={type}
        className={`nhsuk-input${error ? ' nhsuk-input--error' : ''}${width ? ` nhsuk-input--width-${width}` : ''}`}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
        aria-describedby={described(props)}
        aria-invalid={error ? true : undefined}
        autoFocus={autoFocus}
        disabled={disabled}
        autoComplete={props.autoComplete ?? 'off'}
        inputMode={props.inputMode}
        spellCheck={props.spellCheck}
        lang={props.lang}
        dir={props.dir}
      />
    </Labelled>
  );
}

/** A few lines of text; the box grows with them. */
export function NoteField(props: TextProps & { rows?: number }) {
  const { id, value, onChange, onBlur, rows = 3, disabled, error } = props;
  return (
    <Labelled props={props}>
      <textarea
        id={id}
        name={id}
        rows={rows}
        className={`nhsuk-textarea so-grows${error ? ' nhsuk-textarea--error' : ''}`}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
        aria-describedby={described(props)}
        aria-invalid={error ? true : undefined}
        disabled={disabled}
        lang={props.lang}
        dir={props.dir}
      />
    </Labelled>
  );
}

/** A number of the health service: grouped three, three and four while it is typed or pasted. */
export function NumberField(props: TextProps) {
  const { id, value, onChange, error, disabled } = props;
  return (
    <Labelled props={props}>
      <input
        id={id}
        name={id}
        type="text"
        inputMode="numeric"
        className={`nhsuk-input nhsuk-input--width-10 so-figures${error ? ' nhsuk-input--error' : ''}`}
        value={groupNumber(value ?? '')}
        onChange={(event) => {
          const box = event.target;
          const before = numberDigits(box.value.slice(0, box.selectionStart ?? box.value.length)).length;
          onChange(groupNumber(box.value));
          // Regrouping moves the digits; the caret stays behind the digit that was typed.
          requestAnimationFrame(() => box.setSelectionRange(caretAfter(before), caretAfter(before)));
        }}
        aria-describedby={described(props)}
        aria-invalid={error ? true : undefined}
        autoComplete="off"
        disabled={disabled}
      />
    </Labelled>
  );
}

/** A day in three boxes; a whole date may be pasted into any of them. */
export function DayField(props: TextProps) {
  const { id, value, onChange, onBlur, error } = props;
  const parts = splitDay(value);
  const set = (change: Partial<DateParts>) => onChange(joinDay({ ...parts, ...change }) ?? '');
  const paste = (event: ClipboardEvent) => {
    const pasted = readPastedDay(event.clipboardData.getData('text'));
    if (!pasted) return;
    event.preventDefault();
    set(pasted);
  };
  const box = (part: keyof DateParts, label: string, width: number) => (
    <div className="nhsuk-date-input__item">
      <div className="nhsuk-form-group">
        <label className="nhsuk-label nhsuk-date-input__label" htmlFor={part === 'day' ? id : `${id}-${part}`}>
          {label}
        </label>
        <input
          id={part === 'day' ? id : `${id}-${part}`}
          name={`${id}-${part}`}
          className={`nhsuk-input nhsuk-date-input__input nhsuk-input--width-${width}${error ? ' nhsuk-input--error' : ''}`}
          type="text"
          inputMode={part === 'month' ? undefined : 'numeric'}
          maxLength={part === 'year' ? 4 : part === 'month' ? 9 : 2}
          value={parts[part]}
          onChange={(event) => set({ [part]: event.target.value.replace(/-/g, '') })}
          onBlur={onBlur}
          onPaste={paste}
          autoComplete="off"
        />
      </div>
    </div>
  );
  return (
    <Grouped props={props}>
      <div className="nhsuk-date-input">
        {box('day', 'Day', 2)}
        {box('month', 'Month', 2)}
        {box('year', 'Year', 4)}
      </div>
    </Grouped>
  );
}

interface ChoiceProps extends TextProps {
  choices: Choice[];
  isInline?: boolean;
  /** What opens beneath a choice when it is the one. */
  beneath?: Record<string, ReactNode>;
}

/** One of a few choices. */
export function RadioField(props: ChoiceProps) {
  const { id, value, onChange, choices, isInline, beneath = {} } = props;
  const unique = useId();
  return (
    <Grouped props={props}>
      <div className={`nhsuk-radios nhsuk-radios--small${isInline ? ' nhsuk-radios--inline' : ''}`}>
        {choices.map((choice, index) => {
          const itemId = index === 0 ? id : `${id}-${choice.code}`;
          const isChosen = value === choice.code;
          return (
            <div key={choice.code} className="so-choice">
              <div className="nhsuk-radios__item">
                <input
                  id={itemId}
                  name={`${id}${unique}`}
                  className="nhsuk-radios__input"
                  type="radio"
                  value={choice.code}
                  checked={isChosen}
                  onChange={() => onChange(choice.code)}
                />
                <label className="nhsuk-label nhsuk-radios__label" htmlFor={itemId}>
                  {choice.label}
                </label>
              </div>
              {isChosen && beneath[choice.code] && <div className="so-beneath">{beneath[choice.code]}</div>}
            </div>
          );
        })}
      </div>
    </Grouped>
  );
}

/** One of many choices. */
export function SelectField(props: ChoiceProps & { empty?: string }) {
  const { id, value, onChange, choices, error, disabled, empty = 'Choose' } = props;
  return (
    <Labelled props={props}>
      <select
        id={id}
        name={id}
        className={`nhsuk-select${error ? ' nhsuk-select--error' : ''}`}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={described(props)}
        aria-invalid={error ? true : undefined}
        disabled={disabled}
      >
        <option value="">{empty}</option>
        {choices.map((choice) => (
          <option key={choice.code} value={choice.code}>
            {choice.label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

/** Any of several choices. */
export function ChecksField(props: FieldProps & { value: string[]; onChange: (value: string[]) => void; choices: Choice[] }) {
  const { id, value, onChange, choices } = props;
  return (
    <Grouped props={props}>
      <div className="nhsuk-checkboxes nhsuk-checkboxes--small">
        {choices.map((choice, index) => {
          const itemId = index === 0 ? id : `${id}-${choice.code}`;
          return (
            <div className="nhsuk-checkboxes__item" key={choice.code}>
              <input
                id={itemId}
                name={id}
                className="nhsuk-checkboxes__input"
                type="checkbox"
                checked={value.includes(choice.code)}
                onChange={(event) =>
                  onChange(event.target.checked ? [...value, choice.code] : value.filter((code) => code !== choice.code))
                }
              />
              <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={itemId}>
                {choice.label}
              </label>
            </div>
          );
        })}
      </div>
    </Grouped>
  );
}

/** One statement that is ticked or not. */
export function CheckField(props: Omit<FieldProps, 'note'> & { value: boolean; onChange: (value: boolean) => void }) {
  const { id, value, onChange, label, disabled, error } = props;
  return (
    <div className={`nhsuk-form-group${error ? ' nhsuk-form-group--error' : ''}`}>
      <Notes id={id} error={error} />
      <div className="nhsuk-checkboxes nhsuk-checkboxes--small">
        <div className="nhsuk-checkboxes__item">
          <input
            id={id}
            name={id}
            className="nhsuk-checkboxes__input"
            type="checkbox"
            checked={value}
            onChange={(event) => onChange(event.target.checked)}
            aria-describedby={described(props)}
            disabled={disabled}
          />
          <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={id}>
            {label}
          </label>
          {props.hint && (
            <div className="nhsuk-hint nhsuk-checkboxes__hint" id={`${id}-hint`}>
              {props.hint}
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

/** An address or a list of lines, in one box. */
export function LinesField(props: FieldProps & { value: string[]; onChange: (value: string[]) => void; onBlur?: () => void }) {
  return (
    <NoteField {...props} value={props.value.join('\n')} onChange={(text) => props.onChange(text === '' ? [] : text.split('\n'))} />
  );
}
