// A screen as a person meets it, and as one who sees less does: examined by axe, pictured, and magnified.
import assert from 'node:assert/strict';

/** Examines and pictures the screen; nothing may need scrolling sideways. */
export async function look(window, name) {
  await window.axe();
  await window.screenshot(name);
  assert.equal(await overflow(window), 0, `${name} scrolls sideways`);
}

/** As `look`, and again at 200%; afterwards the page is as large as before. */
export async function lookTwice(window, name) {
  await look(window, name);
  await magnified(window, () => look(window, `${name}-at-200`));
}

/** Does something while the page is twice as large, and goes back. */
export async function magnified(window, act) {
  const before = await width(window);
  await magnify(window);
  await act();
  await zoom(window, '-', 5);
  await window.browser.waitUntil(async () => (await width(window)) === before, { timeoutMsg: 'the page stayed magnified' });
}

/** Makes the page twice as large. */
export async function magnify(window) {
  const before = await width(window);
  await zoom(window, '=', 5);
  await window.browser.waitUntil(async () => (await width(window)) <= before / 1.9, { timeoutMsg: 'the page was not magnified' });
}

async function zoom(window, key, times) {
  for (let press = 0; press < times; press += 1) await window.keys('Control', key);
}

/** By how much the page is wider than the window. */
export function overflow(window) {
  return window.browser.execute(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** The address of the page of a paper on show; another preview has another. */
export function shownPage(window) {
  return window.browser.execute(() => document.querySelector('.so-viewer__desk img')?.src ?? '');
}

/** Waits until the page of a paper on show is drawn. */
export async function isDrawn(window) {
  await window.browser.waitUntil(
    () => window.browser.execute(() => {
      const shown = document.querySelector('.so-viewer__desk img');
      return shown !== null && shown.complete && shown.naturalWidth > 600;
    }),
    { timeout: 20_000, timeoutMsg: 'the page was not drawn' },
  );
}

function width(window) {
  return window.browser.execute(() => innerWidth);
}
