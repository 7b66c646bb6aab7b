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
  const before = await width(window);
  await zoom(window, '=', 5);
  await window.browser.waitUntil(async () => (await width(window)) <= before / 1.9, { timeoutMsg: 'the page was not magnified' });
  await look(window, `${name}-at-200`);
  await zoom(window, '-', 5);
  await window.browser.waitUntil(async () => (await width(window)) === before, { timeoutMsg: 'the page stayed magnified' });
}

async function zoom(window, key, times) {
  for (let press = 0; press < times; press += 1) await window.keys('Control', key);
}

/** By how much the page is wider than the window. */
function overflow(window) {
  return window.browser.execute(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

function width(window) {
  return window.browser.execute(() => innerWidth);
}
