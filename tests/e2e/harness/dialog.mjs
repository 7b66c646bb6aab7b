// Answers the system's own file dialog with real key presses. WebDriver ends at the web view's edge, and a
// journey that skipped the dialog would leave the way files really come in and go out untested.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pause } from './driver.mjs';

const run = promisify(execFile);
const WAIT_MS = 15_000;

/** Types `path` into the open or save dialog on the display and confirms it; returns once the dialog is gone. */
export async function answerFileDialog(path) {
  const dialog = await until('a file dialog', async () => (await visibleDialogs())[0]);
  // There is no window manager on the test display to give the dialog the keyboard.
  await xdotool('windowfocus', '--sync', dialog);
  await pause(300);
  // Shows the path entry of an open dialog, and goes to the name entry of a save dialog; it takes a moment to
  // appear, and keys typed in that moment are lost.
  await xdotool('key', 'ctrl+l');
  await pause(500);
  await xdotool('key', 'ctrl+a');
  await xdotool('type', '--delay', '15', path);
  await pause(500);
  await xdotool('key', 'Return');
  await until('the file dialog to close', async () => !(await visibleDialogs()).includes(dialog));
}

async function visibleDialogs() {
  const { stdout } = await run('xdotool', ['search', '--onlyvisible', '--name', '.']).catch(() => ({ stdout: '' }));
  const ids = stdout.split('\n').filter(Boolean);
  const kinds = await Promise.all(ids.map(async (id) => [id, await windowKind(id)]));
  return kinds.filter(([, kind]) => kind.includes('_NET_WM_WINDOW_TYPE_DIALOG')).map(([id]) => id);
}

async function windowKind(id) {
  const { stdout } = await run('xprop', ['-id', id, '_NET_WM_WINDOW_TYPE']).catch(() => ({ stdout: '' }));
  return stdout;
}

async function xdotool(...words) {
  await run('xdotool', words, { timeout: 10_000 });
}

async function until(what, probe) {
  const limit = Date.now() + WAIT_MS;
  for (;;) {
    const answer = await probe();
    if (answer) return answer;
    if (Date.now() > limit) throw new Error(`waited ${WAIT_MS / 1000} s for ${what}`);
    await pause(100);
  }
}
