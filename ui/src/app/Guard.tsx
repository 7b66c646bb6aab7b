import { useEffect, useState } from 'react';
import { announce } from '@/components/announce';
import { onLock, onLockSoon } from '@/lib/commands';
import { lockDesk, showPresence } from '@/lib/lock';

/** Watches over a desk at which somebody is signed in: it warns before it locks, and locks by key, questions or not. */
export function Guard() {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    const back = () => setLeft(null);
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.key.toLowerCase() !== 'l') return;
      event.preventDefault();
      event.stopPropagation();
      void lockDesk(false);
    };
    const soon = (seconds: number) => {
      setLeft(seconds);
      announce(words(seconds));
    };
    const stops = [showPresence(), onLock(() => void lockDesk(true)), onLockSoon(soon)];
    window.addEventListener('keydown', press, { capture: true });
    for (const sign of ['keydown', 'pointermove', 'pointerdown', 'wheel']) window.addEventListener(sign, back, { passive: true });
    return () => {
      stops.forEach((stop) => stop());
      window.removeEventListener('keydown', press, { capture: true });
      for (const sign of ['keydown', 'pointermove', 'pointerdown', 'wheel']) window.removeEventListener(sign, back);
    };
  }, []);
  if (left === null) return null;
  return <div className="so-soon">{words(left)}</div>;
}

function words(seconds: number): string {
  return `Nobody seems to be here: this screen locks in ${seconds} seconds. Press a key or move the mouse to stay. What you typed is kept.`;
}
