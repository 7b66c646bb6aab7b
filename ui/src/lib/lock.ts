// Locking the desk: the screen is covered at once, what was typed is saved or held, the keys are dropped, and the page
// itself is thrown away with everything it has in memory.
import { commands } from './commands';
import { unfinished } from './held';
import { saveAll } from './saving';

/** The longest that saving may take: a store that does not answer keeps no desk open. */
const SAVE_MS = 3000;

/** How often Rust hears that somebody is there. */
const HEARD_MS = 4000;

const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

let isLocking = false;

/** Locks the desk. */
export async function lockDesk(wasLeft: boolean): Promise<void> {
  if (isLocking) return;
  isLocking = true;
  cover();
  const place = window.location.hash.replace(/^#/, '') || '/';
  await Promise.race([saveAll(), new Promise((done) => setTimeout(done, SAVE_MS))]);
  await commands.lock(unfinished(place), wasLeft).catch(() => undefined);
  // The router listens to the history of this page; the page is about to go, and must not move before it does.
  History.prototype.replaceState.call(window.history, null, '', '#/');
  window.location.reload();
}

/** Tells Rust that somebody is there, as long as somebody is; returns what ends it. */
export function showPresence(): () => void {
  let heard = 0;
  const here = () => {
    if (Date.now() - heard < HEARD_MS) return;
    heard = Date.now();
    void commands.stillHere().catch(() => undefined);
  };
  for (const sign of SIGNS) window.addEventListener(sign, here, { capture: true, passive: true });
  return () => SIGNS.forEach((sign) => window.removeEventListener(sign, here, { capture: true }));
}

/** Hides everything, questions too, before anything else happens. */
function cover(): void {
  const sheet = document.createElement('div');
  sheet.className = 'so-cover';
  sheet.textContent = 'Locking…';
  document.body.append(sheet);
  document.documentElement.classList.add('so-is-covered');
  document.title = 'Second Opinion';
}
