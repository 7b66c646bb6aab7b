// Records as journeys add them: files that are not what their names say, and what a person says of each.
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const records = resolve(dirname(fileURLToPath(import.meta.url)), '../../../assets/demonstration');

/** A photograph that is called a PDF; each `mark` makes another file of it. */
export function disguised(window, name, mark) {
  const file = join(window.folder, name);
  writeFileSync(file, Buffer.concat([readFileSync(join(records, 'echo-report-photograph.jpg')), Buffer.from([mark])]));
  return file;
}

/** Says of the record on show what it needs before it may go along. */
export async function describe(window, { kind, title }) {
  await window.select('Kind of record', kind);
  await window.type('Title in the index', title);
  await window.typeDate('Date of the record', '2026-10-03');
  await window.type('Organisation it comes from', 'Wrekin Vale Hospital');
  await window.type('Why it is relevant', 'It bears on the question.');
  await readIdentity(window);
}

/** Ticks what was read on the record on show. */
export async function readIdentity(window) {
  await window.choose(/^Name:/);
  await window.choose(/^Date of birth:/);
  await window.seesNo('Before it can go into the bundle');
}

/** Loses the file that was sealed last, as a disk does; gives back nothing. */
export function loseNewest(window) {
  const folder = join(window.home, 'files');
  const all = readdirSync(folder, { recursive: true }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
  const newest = all.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)[0];
  rmSync(newest);
}
