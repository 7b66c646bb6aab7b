// Patients are switched faster than the window answers: what belongs to the last one is never shown for the next
// (hazard H3). The answers about the first patient are held back on their way, as a slow disk would, and let go later.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';
import { enterDemonstration, openRequest } from '../harness/demonstration.mjs';

/** How long an answer about the first patient is held back, in milliseconds. */
const LATE_MS = 900;

const PARTS = ['', '/form/ask', '/form/first-opinion', '/records', '/letter', '/bundle', '/papers', '/transfer', '/patient'];

await journey('Switching patients fast never shows the last one’s data', async (window, step) => {
  let first;
  let second;

  await step('two patients have a request each', async () => {
    await enterDemonstration(window);
    await openRequest(window, 'SO-2026-0001');
    first = { id: await idOf(window), marks: ['WYN-PARRY', 'ŴYN-PARRY', 'SO-2026-0001'] };
    await window.keys('Control', 'n');
    await window.seesHeading('New request');
    await window.choose('No', { within: 'Is the patient in hospital now?' });
    await window.choose('No', { within: 'Is someone worried that the patient is getting worse?' });
    await window.press('Continue');
    await window.type('Find the patient', 'fairchild');
    await window.press('Register a new patient');
    await window.type('Given name', 'Blodwen');
    await window.type('Family name', 'Fairchild');
    await window.typeDate('Date of birth', '1971-05-09');
    await window.choose('Female', { within: 'Gender' });
    await window.type('NHS number', '999 000 0026');
    await window.press('Register and open the request');
    await window.sees('FAIRCHILD, Blodwen');
    second = { id: await idOf(window), marks: ['FAIRCHILD'] };
  });

  await step('answers about the first patient come late', async () => {
    assert.ok(await holdBack(window, first.id, LATE_MS), 'the answers could not be held back');
    const began = Date.now();
    await go(window, `/requests/${first.id}`);
    await window.sees('SO-2026-0001');
    assert.ok(Date.now() - began >= LATE_MS - 50, 'the answer was not late, so that nothing was tried');
  });

  for (const part of PARTS) {
    await step(`from ${part || 'the page'} of the first to that of the second, before the first has answered`, async () => {
      await watch(window, first.marks, second.marks);
      await go(window, '/');
      await window.seesHeading('Worklist');
      await go(window, `/requests/${first.id}${part}`);
      await go(window, `/requests/${second.id}${part}`);
      await window.sees('FAIRCHILD, Blodwen');
      // The late answers arrive while the second patient is on the screen.
      await sleep(LATE_MS + 400);
      await go(window, `/requests/${first.id}${part}`);
      await go(window, `/requests/${second.id}${part}`);
      await window.sees('FAIRCHILD, Blodwen');
      await sleep(LATE_MS + 400);
      const { mixed, looks } = await seen(window);
      assert.ok(looks > 20, `the screen was looked at ${looks} times only`);
      assert.deepEqual(mixed, [], 'two patients were on one screen');
      const shown = await window.text();
      assert.ok(!first.marks.some((mark) => shown.includes(mark)), 'the first patient is still on the screen');
    });
  }

  await step('what was typed for the first stays with the first, and a question that was open is closed', async () => {
    await go(window, `/requests/${second.id}/form/ask`);
    await window.seesHeading('Patient’s request');
    await window.type('What the patient hopes for', 'Blodwen hopes for a clear answer.');
    // Away while the pause in typing has not passed, to the first patient, and back.
    await go(window, `/requests/${first.id}/papers`);
    await go(window, `/requests/${second.id}/form/ask`);
    await window.seesHeading('Patient’s request');
    assert.equal(await window.value('What the patient hopes for'), 'Blodwen hopes for a clear answer.');
    await go(window, `/requests/${second.id}`);
    await window.press('Agree');
    await window.sees('What this step means');
    await go(window, `/requests/${first.id}`);
    await window.sees('SO-2026-0001');
    const isOpen = await window.browser.execute(() => document.querySelector('dialog[open]') !== null);
    assert.equal(isOpen, false, 'the question of the second patient hangs over the first');
    assert.ok(!(await window.text()).includes('Blodwen'));
    await window.axe();
  });

  await step('a screen that shows several patients has no banner of one', async () => {
    await go(window, '/');
    await window.seesHeading('Worklist');
    await window.sees('Fairchild'.toUpperCase());
    const banners = await window.browser.execute(() => document.querySelectorAll('.so-banner').length);
    assert.equal(banners, 0);
  });
});

async function idOf(window) {
  return window.browser.execute(() => /requests\/([0-9a-f]{32})/.exec(location.hash)[1]);
}

function go(window, address) {
  return window.browser.execute((to) => { location.hash = `#${to}`; }, address);
}

/** Holds back what Rust answers about one request; false where the window asks in a way that cannot be reached. */
function holdBack(window, id, ms) {
  return window.browser.execute((whose, late) => {
    const plain = globalThis.fetch;
    const words = (body) => {
      if (typeof body === 'string') return body;
      if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return new TextDecoder().decode(body);
      return '';
    };
    globalThis.fetch = async (address, init) => {
      const answer = await plain(address, init);
      if (words(init?.body).includes(whose)) await new Promise((go) => { setTimeout(go, late); });
      return answer;
    };
    return globalThis.fetch !== plain;
  }, id, ms);
}

/** Looks at the screen at every frame from now on: a banner of one patient with anything of the other is a mixture. */
function watch(window, first, second) {
  return window.browser.execute((ofFirst, ofSecond) => {
    globalThis.__watch?.stop();
    const found = { mixed: [], looks: 0 };
    let isOn = true;
    const look = () => {
      if (!isOn) return;
      const words = document.body.innerText;
      const banner = document.querySelector('.so-banner')?.innerText ?? '';
      const has = (text, marks) => marks.some((mark) => text.includes(mark));
      found.looks += 1;
      if (banner && has(words, ofFirst) && has(words, ofSecond)) found.mixed.push(location.hash);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    globalThis.__watch = { found, stop: () => { isOn = false; } };
  }, first, second);
}

function seen(window) {
  return window.browser.execute(() => {
    globalThis.__watch.stop();
    return globalThis.__watch.found;
  });
}

function sleep(ms) {
  return new Promise((done) => { setTimeout(done, ms); });
}
