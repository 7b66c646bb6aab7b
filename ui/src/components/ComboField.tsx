// A line of text with suggestions: arrows and Enter choose one, Escape shuts them, and whatever else is typed stands.
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { described, Labelled, type FieldProps } from './fields';

/** One suggestion. */
export interface Suggestion {
  key: string;
  /** What it is, in one line. */
  label: ReactNode;
  /** What tells it from others of the same name. */
  more?: ReactNode;
}

interface Props extends FieldProps {
  value: string | null | undefined;
  onChange: (value: string) => void;
  onBlur?: () => void;
  /** What fits the words that are typed now. */
  suggestions: Suggestion[];
  onChoose: (key: string) => void;
  /** What is heard and read where nothing fits. */
  empty?: string;
  width?: 10 | 20 | 30;
}

/** A text field that suggests. */
export function ComboField(props: Props) {
  const { id, error, value, onChange, onBlur, suggestions, onChoose, disabled, empty, width } = props;
  const list = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const isShown = isOpen && !disabled && suggestions.length > 0;
  const marked = Math.min(at, suggestions.length - 1);
  const choose = (index: number) => {
    const chosen = suggestions[index];
    if (chosen) onChoose(chosen.key);
    setIsOpen(false);
    setAt(-1);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (suggestions.length === 0) return;
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const from = isShown ? marked : step > 0 ? -1 : 0;
      setIsOpen(true);
      setAt((from + step + suggestions.length) % suggestions.length);
    } else if (event.key === 'Enter' && isShown && marked >= 0) {
      event.preventDefault();
      choose(marked);
    } else if (event.key === 'Escape' && isShown) {
      event.preventDefault();
      event.stopPropagation();
      setIsOpen(false);
      setAt(-1);
    }
  };
  return (
    <Labelled props={props} className="so-combo">
      <input
        id={id}
        name={id}
        type="text"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={list}
        aria-activedescendant={isShown && marked >= 0 ? `${list}-${marked}` : undefined}
        aria-describedby={described(props)}
        aria-invalid={error ? true : undefined}
        className={`nhsuk-input${error ? ' nhsuk-input--error' : ''}${width ? ` nhsuk-input--width-${width}` : ''}`}
        autoComplete="off"
        value={value ?? ''}
        disabled={disabled}
        onChange={(event) => {
          setIsOpen(true);
          setAt(-1);
          onChange(event.target.value);
        }}
        onKeyDown={press}
        onBlur={() => {
          setIsOpen(false);
          setAt(-1);
          onBlur?.();
        }}
      />
      <ul id={list} role="listbox" aria-label={`Suggestions for ${id.replace(/[_-]/g, ' ')}`} className="so-combo__list" hidden={!isShown}>
        {suggestions.map((suggestion, index) => (
          <li
            key={suggestion.key}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === marked}
            // The field keeps the focus: it would otherwise close the list before the press is over.
            onMouseDown={(event) => {
              event.preventDefault();
              choose(index);
            }}
          >
            {suggestion.label}
            {suggestion.more && <span className="so-second">{suggestion.more}</span>}
          </li>
        ))}
      </ul>
      <span className="nhsuk-u-visually-hidden" role="status">
        {isOpen && (value ?? '').trim().length > 1 ? (suggestions.length === 0 ? (empty ?? '') : `${suggestions.length} suggestions`) : ''}
      </span>
    </Labelled>
  );
}
