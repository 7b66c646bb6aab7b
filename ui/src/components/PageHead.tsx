import { useEffect, useRef, type ReactNode } from 'react';

interface Props {
  title: string;
  caption?: ReactNode;
  children?: ReactNode;
}

/** The head of a page: its one first heading, and what can be done with the whole. */
export function PageHead({ title, caption, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The window's own title stays neutral: a page's name, never a patient's.
    document.title = `${title} – Second Opinion`;
    // A change of page is a change of place: people who listen to the screen start at its heading.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <div className="so-head">
      <div>
        {caption && <p className="so-head__caption">{caption}</p>}
        <h1 className="nhsuk-heading-l" tabIndex={-1} ref={heading}>
          {title}
        </h1>
      </div>
      {children && <div className="so-head__actions">{children}</div>}
    </div>
  );
}
