// A value that has come to rest: what is typed is tried only once the person pauses.
import { useEffect, useState } from 'react';

/** The value as it was when it last stayed the same for so long. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), ms);
    return () => window.clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
