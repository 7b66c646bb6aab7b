// Drags files onto the window as a person does from a file manager: a second window, a mouse button held down, and
// the desktop's own drag-and-drop protocol between the two. Events made up inside the page would leave out all of it.
import { execFile, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pause } from './driver.mjs';

const run = promisify(execFile);
// The system's own Python: the bindings to the desktop are installed for that one.
const PYTHON = '/usr/bin/python3';
const script = join(dirname(fileURLToPath(import.meta.url)), 'drag-source.py');

/** Drags `files` over the middle of the window, calls `over` while they hang there, and lets them drop. */
export async function dropFiles(files, over) {
  await run(PYTHON, ['-c', 'import gi']).catch(() => {
    throw new Error('dragging files needs the packages python3-gi and gir1.2-gtk-3.0');
  });
  const source = spawn(PYTHON, [script, ...files], { stdio: 'ignore' });
  try {
    await xdotool('search', '--sync', '--onlyvisible', '--name', '^files to drag$');
    await pause(300);
    await xdotool('mousemove', '1330', '50');
    await xdotool('mousedown', '1');
    // A drag begins only when the mouse really travels.
    for (let step = 1; step <= 12; step += 1) {
      await xdotool('mousemove', String(1330 - step * 55), String(50 + step * 28));
      await pause(40);
    }
    await over();
  } finally {
    await xdotool('mouseup', '1');
    await pause(300);
    source.kill();
  }
}

async function xdotool(...words) {
  await run('xdotool', words, { timeout: 10_000 });
}
