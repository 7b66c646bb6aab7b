import type { ReactNode } from 'react';

/** Something that must be read before going on. */
export function Callout({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="nhsuk-warning-callout so-callout">
      <h2 className="nhsuk-warning-callout__label">
        <span role="text">
          <span className="nhsuk-u-visually-hidden">Important: </span>
          {title}
        </span>
      </h2>
      {children}
    </div>
  );
}

/** A word by the way, good or neutral. */
export function Inset({ children, tone = 'plain' }: { children: ReactNode; tone?: 'plain' | 'good' | 'bad' }) {
  return <div className={`so-inset so-inset--${tone}`}>{children}</div>;
}

/** A failure in the place where it happened. */
export function FailureNote({ error }: { error: Error | null }) {
  if (!error) return null;
  return (
    <div className="so-inset so-inset--bad" role="alert">
      <p>{error.message}</p>
    </div>
  );
}
