import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

interface Props {
  title: string;
  onClose: () => void;
  /** Something to read, which needs the room. */
  isWide?: boolean;
  children: ReactNode;
}

/** A question that must be settled before anything else. Escape answers “no”. */
export function Dialog({ title, onClose, isWide = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const shown = dialog.current;
    if (shown && !shown.open) shown.showModal();
  }, []);
  useLayoutEffect(() => {
    const before = document.activeElement;
    // Whoever works with the keys goes on where they were.
    return () => {
      requestAnimationFrame(() => {
        const isLost = document.activeElement === document.body;
        if (isLost && before instanceof HTMLElement && before.isConnected) before.focus();
      });
    };
  }, []);
  // It stands outside the page’s own tree, so that no form can ever hold another.
  return createPortal(
    <dialog
      ref={dialog}
      className={isWide ? 'so-dialog so-dialog--wide' : 'so-dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={titleId} className="nhsuk-heading-m">
        {title}
      </h2>
      {children}
    </dialog>,
    document.body,
  );
}
