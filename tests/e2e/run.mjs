// Runs every journey in turn, each in a process of its own under a hard time limit, and counts.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { paths } from './harness.mjs';

const JOURNEY_MS = 240_000;
const folder = join(dirname(fileURLToPath(import.meta.url)), 'journeys');

// Words on the command line pick journeys by name; without any, all are run.
const asked = process.argv.slice(2);
const journeys = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs'))
  .filter((file) => asked.length === 0 || asked.includes(basename(file, '.mjs')))
  .sort();

if (asked.length === 0) rmSync(paths.out, { recursive: true, force: true });
mkdirSync(paths.out, { recursive: true });

let passed = 0;
const failed = [];
for (const file of journeys) {
  if (await run(join(folder, file))) passed += 1;
  else failed.push(basename(file, '.mjs'));
}
for (const name of failed) console.log(`failed: ${name}`);
if (journeys.length === 0) console.log('no journey was found');
console.log(`${passed} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 || journeys.length === 0 ? 1 : 0;

/** True if the journey's process ended by itself, in time, with 0. */
function run(file) {
  return new Promise((done) => {
    const child = spawn(process.execPath, [file], { stdio: 'inherit' });
    const timer = setTimeout(() => {
      console.log(`  FAILED: the journey took longer than ${JOURNEY_MS / 1000} s`);
      // Asked first, so that it can end its window; then without asking.
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 3_000).unref();
    }, JOURNEY_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      done(code === 0);
    });
  });
}
