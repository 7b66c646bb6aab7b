// The frame of a journey: one file under journeys/ is one journey, told in steps, in one window of its own.
import { basename } from 'node:path';
import { withLimit } from './harness/driver.mjs';
import { Window } from './harness/window.mjs';

export { paths } from './harness/driver.mjs';

const STEP_MS = 60_000;

/**
 * Runs one journey: `tell(window, step)` does and checks, `step(title, action)` names each part. The process ends
 * with 0 only if every step held, and on a failure the window's picture and words are kept beside the log.
 * A journey that prepares `window.home` first passes `{ open: false }` and calls `window.open()` itself.
 */
export async function journey(title, tell, { open = true } = {}) {
  const window = new Window(basename(process.argv[1], '.mjs'));
  let steps = 0;
  const step = async (name, action) => {
    const start = Date.now();
    await withLimit(action(), STEP_MS, `the step “${name}”`);
    steps += 1;
    console.log(`  ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  };

  console.log(title);
  try {
    if (open) await step('the window opens', () => window.open());
    await tell(window, step);
    if (steps === 0) throw new Error('a journey without steps proves nothing');
  } catch (error) {
    console.log(`  FAILED: ${error.message}`);
    await keepEvidence(window);
    process.exitCode = 1;
  } finally {
    await window.close();
  }
}

async function keepEvidence(window) {
  try {
    console.log(`  picture: ${await withLimit(window.screenshot('FAILED'), 10_000, 'the picture')}`);
    console.log(`  the window says:\n${await withLimit(window.text(), 10_000, 'reading the window')}`);
  } catch {
    console.log('  the window could not be pictured any more');
  }
}
