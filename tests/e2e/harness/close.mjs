// Closing the window as a person does by its button.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const closer = join(dirname(fileURLToPath(import.meta.url)), 'close-window.py');

/** The program’s windows that can be seen, by their numbers on the display. */
export async function windows() {
  const { stdout } = await run('xdotool', ['search', '--onlyvisible', '--name', '^Second Opinion$']).catch(() => ({ stdout: '' }));
  return stdout.split('\n').filter(Boolean);
}

/** Presses the button that closes the window. */
export async function closeWindow() {
  const [id] = await windows();
  assert.ok(id, 'the window is there');
  await run('/usr/bin/python3', [closer, id]);
}
