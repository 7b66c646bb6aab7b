// What the window looks like: as a computer is set, as a person chooses it, and every screen in that look.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from './driver.mjs';
import { overflow } from './look.mjs';

/** Sets the computer: the journey's own settings of GTK, which the web view asks. Before the window is opened. */
export function setComputer(window, settings) {
  const folder = join(window.home, '..', 'web-config', 'gtk-3.0');
  mkdirSync(folder, { recursive: true });
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  writeFileSync(join(folder, 'settings.ini'), `[Settings]\n${lines.join('\n')}\n`);
}

/** Chooses a theme and a contrast on the person's own page. */
export async function choose(window, theme, contrast) {
  await goTo(window, '/account');
  await window.seesHeading('Your account');
  await window.choose(theme, { within: 'Theme' });
  await window.choose(contrast, { within: 'Contrast' });
  await window.browser.waitUntil(async () => {
    const now = await looks(window);
    return now.theme === CODES[theme] && now.contrast === CODES[contrast];
  }, { timeout: 5000, timeoutMsg: `the window does not look ${theme}, ${contrast}` });
}

const CODES = { Light: 'light', Dark: 'dark', 'As this computer is set': 'system', 'High contrast': 'high' };

/** What the page says of its looks, and what is really painted behind its text. */
export function looks(window) {
  return window.browser.execute(() => {
    const { theme, contrast } = document.documentElement.dataset;
    const paint = getComputedStyle(document.body);
    const motion = getComputedStyle(document.documentElement).getPropertyValue('--quick').trim();
    return { theme, contrast, ground: paint.backgroundColor, text: paint.color, motion };
  });
}

/** Goes to an address and waits until the page there has come to rest. */
export async function goTo(window, place) {
  await window.browser.execute((to) => {
    location.hash = `#${to}`;
  }, place);
  await rests(window);
}

/** Waits until nothing on the page moves any more. */
export async function rests(window) {
  let before = null;
  await window.browser.waitUntil(async () => {
    await pause(60);
    const now = await window.browser.execute(() => (document.querySelector('h1') ? document.body.innerHTML.length : null));
    const isStill = now !== null && now === before;
    before = now;
    return isStill;
  }, { timeout: 30_000, interval: 60, timeoutMsg: 'the page did not come to rest' });
}

/** Every page that has an address, with the parts of one request. */
export async function everyPlace(window, request) {
  await goTo(window, request);
  const sections = await window.browser.execute(() => [...document.querySelectorAll('a[href*="/form/"]')].map((link) => link.getAttribute('href').split('#')[1]));
  assert.ok(sections.length > 5, 'the request leads to the sections of its form');
  const parts = ['', '/records', '/letter', '/bundle', '/papers', '/transfer', '/patient'].map((part) => request + part);
  const pages = ['/', '/new', '/directory', '/report', '/users', '/organisation', '/store', '/templates', '/templates/letter', '/lists/specialties', '/audit', '/account', '/worklist/print'];
  return [...pages, ...parts, ...new Set(sections)];
}

/** The looks that a person can choose. */
export const LOOKS = { dark: ['dark', 'system'], high: ['light', 'high'], 'high-dark': ['dark', 'high'] };

/** Looks at each place in each look: axe finds nothing that cannot be read. Every fault is told at once. */
export async function readAll(window, places) {
  const faults = [];
  for (const place of places) {
    await goTo(window, place);
    for (const [name, [theme, contrast]] of Object.entries(LOOKS)) {
      await window.browser.execute((now) => Object.assign(document.documentElement.dataset, now), { theme, contrast });
      await window.axe(['color-contrast', 'link-in-text-block']).catch((error) => faults.push(`${place} ${name}: ${error.message}`));
      if (process.env.LOOK_PICTURES) await window.screenshot(`${name}${place.replaceAll('/', '-')}`);
    }
  }
  assert.deepEqual(faults, [], faults.join('\n'));
}

/** Goes to each place; nothing runs out of the window sideways. */
export async function nothingRunsOut(window, places, name) {
  const faults = [];
  for (const place of places) {
    await goTo(window, place);
    const wide = await overflow(window);
    if (wide > 0) faults.push(`${place} is ${wide} pixels too wide`);
    if (process.env.LOOK_PICTURES) await window.screenshot(`${name}${place.replaceAll('/', '-')}`);
  }
  assert.deepEqual(faults, [], `${name}: ${faults.join('; ')}`);
}
