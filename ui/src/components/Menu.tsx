import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

interface Props {
  /** What the button says. */
  label: string;
  /** Whether one of the pages behind it is on show. */
  isHere: boolean;
  /** Links; choosing one closes the menu. */
  children: ReactNode;
}

/**
 * A few links behind one button (the disclosure pattern of the ARIA practices for navigation). Arrows go from link to
 * link, Escape closes and leads back to the button, and so does anything that happens elsewhere.
 */
export function Menu({ label, isHere, children }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const links = () => [...(whole.current?.querySelectorAll<HTMLElement>('ul a') ?? [])];
  useEffect(() => {
    if (!isOpen) return undefined;
    const elsewhere = (event: PointerEvent) => {
      if (!whole.current?.contains(event.target as Node)) setIsOpen(false);
    };
    document.addEventListener('pointerdown', elsewhere);
    return () => document.removeEventListener('pointerdown', elsewhere);
  }, [isOpen]);

  const go = (event: KeyboardEvent) => {
    const all = links();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? all.length - 1 : at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      setIsOpen(false);
      button.current?.focus();
    } else if (to !== undefined && isOpen) {
      event.preventDefault();
      all[(to + all.length) % all.length]?.focus();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      setIsOpen(true);
      requestAnimationFrame(() => links()[0]?.focus());
    }
  };
  return (
    <div
      ref={whole}
      className="so-menu"
      onKeyDown={go}
      onBlur={(event) => {
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) setIsOpen(false);
      }}
    >
      <button ref={button} type="button" className={`so-menu__button${isHere ? ' active' : ''}`} aria-expanded={isOpen} aria-controls={id} onClick={() => setIsOpen(!isOpen)}>
        {label}
        <svg aria-hidden="true" viewBox="0 0 10 6" width="10" height="6">
          <path d="M1 1l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.6" />
        </svg>
      </button>
      <ul id={id} hidden={!isOpen} onClick={() => setIsOpen(false)}>
        {children}
      </ul>
    </div>
  );
}
