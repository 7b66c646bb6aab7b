import { useEffect, useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

/** A question that must be settled before anything else. Escape answers “no”. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    if (shown && !shown.open) shown.showModal();
  }, []);
  // It stands outside the page’s own tree, so that no form can ever hold another.
  return createPortal(
    <dialog
      ref={dialog}
      className="so-dialog"
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id="dialog-title" className="nhsuk-heading-m">
        {title}
      </h2>
      {children}
    </dialog>,
    document.body,
  );
}
