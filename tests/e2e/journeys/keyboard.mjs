// A person without a mouse: goes from one control to the next, hears its name, and types.

const FAR = 120;

/** Counts every press of a pointer from now on; `pointerPresses` tells how many there were. */
export function watchPointer(window) {
  return window.browser.execute(() => {
    globalThis.__pointer = 0;
    addEventListener('pointerdown', () => { globalThis.__pointer += 1; }, true);
  });
}

/** How often a pointer was pressed since. */
export function pointerPresses(window) {
  return window.browser.execute(() => globalThis.__pointer);
}

/** Presses Tab until what has the focus is called so; `orHere` where it may have it already, as in a fresh dialog. */
export async function tabTo(window, name, orHere = false) {
  const heard = [];
  for (let presses = 0; presses < FAR; presses += 1) {
    const focused = tidy(await window.focused());
    if ((orHere || presses > 0) && (name instanceof RegExp ? name.test(focused) : focused === name)) return;
    heard.push(focused.slice(0, 40));
    await window.keys('Tab');
  }
  throw new Error(`Tab did not lead to “${name}”; it led past: ${[...new Set(heard)].join(' | ')}`);
}

/** Goes to a control and presses Enter. */
export async function enter(window, name) {
  await tabTo(window, name);
  await window.keys('Enter');
}

/** Types words where the focus is. */
export async function write(window, words) {
  const keys = window.browser.action('key');
  for (const key of words) keys.down(key).up(key);
  await keys.perform(true);
}

/** Goes to a field and types. */
export async function fill(window, label, words) {
  await tabTo(window, label, true);
  await write(window, words);
}

/** Goes to the next date and types it, given as `2026-11-03`. */
export async function fillDate(window, isoDate) {
  const [year, month, day] = isoDate.split('-');
  await fill(window, 'Day', String(Number(day)));
  await fill(window, 'Month', String(Number(month)));
  await fill(window, 'Year', year);
}

/** Goes to a choice by its first answer, and down to the one that is meant. */
export async function pick(window, first, down = 0) {
  await tabTo(window, first, true);
  await window.keys('Space');
  for (let step = 0; step < down; step += 1) await window.keys('ArrowDown');
}

function tidy(text) {
  return text.replace(/\s+/g, ' ').trim();
}
