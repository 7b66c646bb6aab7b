import { useEffect, useState } from 'react';
import { onAnnounce } from './announce';

/** The one live region of the window. */
export function Announcer() {
  const [said, setSaid] = useState({ words: '', turn: 0 });
  useEffect(() => onAnnounce((words) => setSaid(({ turn }) => ({ words, turn: turn + 1 }))), []);
  return (
    <div className="nhsuk-u-visually-hidden" role="status" aria-live="polite">
      {/* The same words twice must be heard twice. */}
      <span key={said.turn}>{said.words}</span>
    </div>
  );
}
