// The wait after wrong passphrases, counted down on the screen. Rust counts for itself: this only tells.
import { useEffect, useState } from 'react';

/** Seconds that are left, and what begins the count. */
export function useCountDown(): { left: number; begin: (seconds: number | null) => void } {
  const [until, setUntil] = useState(0);
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (until === 0) return;
    const tick = () => setLeft(Math.max(0, Math.ceil((until - performance.now()) / 1000)));
    tick();
    const timer = window.setInterval(tick, 250);
    return () => window.clearInterval(timer);
  }, [until]);
  const begin = (seconds: number | null) => {
    setUntil(seconds ? performance.now() + seconds * 1000 : 0);
    setLeft(seconds ?? 0);
  };
  return { left, begin };
}

/** `45 seconds`, `1 minute 5 seconds`, `2 minutes`. */
export function inMinutes(seconds: number): string {
  const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  const parts = [minutes > 0 && counted(minutes, 'minute'), (rest > 0 || minutes === 0) && counted(rest, 'second')];
  return parts.filter(Boolean).join(' ');
}
