import { useEffect, useRef } from 'react';
import type { Problem } from '@/lib/failure';

/** All that is wrong with a form, above it, with a way to each field. It takes the focus when it appears. */
export function ErrorSummary({ title = 'There is a problem', problems }: { title?: string; problems: Problem[] }) {
  const box = useRef<HTMLDivElement>(null);
  const key = problems.map((problem) => problem.field + problem.message).join('|');
  useEffect(() => {
    if (key) box.current?.focus();
  }, [key]);
  if (problems.length === 0) return null;
  return (
    <div ref={box} className="nhsuk-error-summary" tabIndex={-1} aria-labelledby="error-summary-title" role="alert">
      <h2 className="nhsuk-error-summary__title" id="error-summary-title">
        {title}
      </h2>
      <div className="nhsuk-error-summary__body">
        <ul className="nhsuk-list nhsuk-error-summary__list">
          {problems.map(({ field, message }) => (
            <li key={field + message}>
              {field && document.getElementById(fieldId(field)) ? (
                <a
                  href={`#${fieldId(field)}`}
                  onClick={(event) => {
                    event.preventDefault();
                    goToField(field);
                  }}
                >
                  {named(field, message)}
                </a>
              ) : (
                <span className="so-plain-problem">{message}</span>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** The id of a field from its name on the wire. */
export function fieldId(field: string): string {
  return field.replace(/\./g, '-');
}

/** Shows a field and puts the focus on it. */
export function goToField(field: string): void {
  const element = document.getElementById(fieldId(field));
  element?.closest('.nhsuk-form-group')?.scrollIntoView({ block: 'center' });
  element?.focus({ preventScroll: true });
}

/** What is wrong with one field, in words. */
export function problemOf(problems: Problem[], field: string): string | undefined {
  const message = problems.find((problem) => problem.field === field)?.message;
  return message && EMPTY.test(message) ? 'Fill this in' : message;
}

/** The words for a field that was left empty, which beside the field need no name and in the summary do. */
const EMPTY = /^this is (empty|needed for the step)/i;

function named(field: string, message: string): string {
  if (!EMPTY.test(message)) return message;
  const element = document.getElementById(fieldId(field));
  const label = element?.closest('fieldset.nhsuk-fieldset:not(.so-card)')?.querySelector('legend') ?? document.querySelector(`label[for="${fieldId(field)}"]`);
  return label?.textContent ? `Fill in “${label.textContent}”` : message;
}
