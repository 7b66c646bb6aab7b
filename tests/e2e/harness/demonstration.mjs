// The demonstration as journeys use it: made, entered, and its request opened; and pictures of what they pass.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { paths } from './driver.mjs';

const pictures = resolve(dirname(fileURLToPath(import.meta.url)), '../../../assets/pictures');

/** Makes a demonstration from the first screen and signs in; gives the name and passphrase of its people. */
export async function enterDemonstration(window) {
  await window.press('Try the demonstration');
  await window.seesHeading('The demonstration is ready');
  const person = await window.browser.execute(() => ({
    name: document.querySelector('.nhsuk-summary-list__value').textContent,
    passphrase: document.querySelector('.so-mono').textContent,
  }));
  await window.press('Continue to sign in');
  await signIn(window, person);
  return person;
}

/** Signs a person in at the door. */
export async function signIn(window, { name, passphrase }, heading = 'Worklist') {
  await window.seesHeading('Sign in');
  await window.type('Name', name);
  await window.type('Passphrase', passphrase);
  await window.press('Sign in');
  await window.seesHeading(heading);
}

/** Opens a request from the worklist. */
export async function openRequest(window, reference) {
  await window.sees(reference);
  const row = await window.find('row', reference);
  await (await row.$('.so-row-link')).click();
  await window.seesHeading(`Request ${reference}`);
}

/** Opens a step of the request, says what it asks, records it, and waits for what can be read then. */
export async function takeStep(window, label, say, then) {
  await window.press(label);
  await window.sees('What this step means');
  await say();
  await window.press(label, { within: 'Not now' });
  await window.seesNo('Not now');
  await window.sees(then);
}

/** Takes a picture, and keeps it for the README when that is asked for; a person looks at it first. */
export async function keepPicture(window, name) {
  const taken = await window.screenshot(name);
  if (!process.env.KEEP_PICTURES) return;
  mkdirSync(pictures, { recursive: true });
  copyFileSync(taken, join(pictures, `${name}.png`));
}

/** Makes a demonstration by the command line, for a window that has not been opened yet, and gives its person. */
export function prepareDemonstration(window) {
  const made = JSON.parse(execFileSync(paths.cli, ['--json', 'demo', '--out', join(window.folder, 'demonstration')]));
  window.home = made.store;
  return { name: made.user, passphrase: made.passphrase };
}
