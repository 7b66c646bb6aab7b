import type { ButtonHTMLAttributes, ReactNode } from 'react';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: 'main' | 'second' | 'danger' | 'small' | 'quiet';
  /** Something is under way: the button stays where it is and cannot be pressed twice. */
  busy?: boolean;
  /** The keys that do the same, such as `Ctrl+N`. */
  keys?: string;
  children: ReactNode;
}

const LOOKS = {
  main: 'nhsuk-button',
  second: 'nhsuk-button nhsuk-button--secondary',
  danger: 'nhsuk-button nhsuk-button--warning',
  small: 'nhsuk-button nhsuk-button--secondary nhsuk-button--small',
  quiet: 'so-quiet',
};

/** A button that does something here. What leads elsewhere is a link. */
export function Button({ look = 'main', busy = false, keys, className = '', children, onClick, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={`${LOOKS[look]} ${className}`.trim()}
      aria-disabled={busy || undefined}
      aria-keyshortcuts={keys?.replace('Ctrl', 'Control')}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {children}
      {keys && (
        <kbd aria-hidden="true" className="so-keys">
          {keys}
        </kbd>
      )}
    </button>
  );
}
