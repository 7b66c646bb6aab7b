// What is typed is kept, and what belongs to one patient is never shown for another.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { journey } from '../harness.mjs';

const records = resolve(dirname(fileURLToPath(import.meta.url)), '../../../assets/demonstration');

await journey('What is typed is kept, and no patient is mistaken for another', async (window, step) => {
  let passphrase;
  const enter = async () => {
    await window.seesHeading('Sign in');
    if ((await window.value('Name')) === '') await window.type('Name', await user());
    await window.type('Passphrase', passphrase);
    await window.press('Sign in');
    await window.seesHeading('Worklist');
  };
  let name;
  const user = async () => name;

  await step('a demonstration is entered', async () => {
    await window.press('Try the demonstration');
    await window.seesHeading('The demonstration is ready');
    passphrase = await window.browser.execute(() => document.querySelector('.so-mono').textContent);
    name = await window.browser.execute(() => document.querySelector('.nhsuk-summary-list__value').textContent);
    await window.press('Continue to sign in');
    await enter();
  });

  await step('a second patient is registered, and a request opened', async () => {
    await pass(window);
    await window.press('Register a new patient');
    await window.type('Given name', 'Blodwen');
    await window.type('Family name', 'Fairchild');
    await window.typeDate('Date of birth', '1971-05-09');
    await window.choose('Female', { within: 'Gender' });
    await window.type('NHS number', '999 000 0026');
    await window.press('Register and open the request');
    await window.sees('FAIRCHILD, Blodwen');
    await window.find('heading', /^Request SO-/);
  });

  await step('a second request for the first patient says why it is another', async () => {
    await pass(window);
    await window.type('Find the patient', 'parry');
    await window.press(/^Choose ŴYN-PARRY/);
    await window.sees('Is this the patient?');
    await window.axe();
    await window.press('Yes, open the request');
    await window.sees('There is a similar request already');
    await window.axe();
    await window.type('Why is this another one?', 'Another question, about the kidneys.');
    await window.press('Yes, open the request');
    await window.find('heading', /^Request SO-/);
  });

  await step('files that are dropped on the window are added, and what cannot be enclosed is named', async () => {
    await window.follow(/^Records/);
    await window.seesHeading('Records');
    const broken = join(window.folder, 'half-a-scan.pdf');
    writeFileSync(broken, '%PDF-1.7\nThe rest never arrived.');
    await window.dropFiles([join(records, 'clinic-letter.pdf'), broken], () =>
      window.sees('Drop the files to add them to this request'));
    await window.sees('1 file was not added');
    await window.sees('half-a-scan.pdf');
    await window.sees('clinic-letter.pdf');
    await window.seesNo('Drop the files to add them to this request');
    await window.axe();
  });

  await step('words that were typed a moment before the program was killed are there afterwards', async () => {
    await window.follow(/^Clinical content/);
    await window.type('Clinical summary', 'Typed just before the lights went out.');
    await window.sees('All changes saved');
    await window.restart();
    await enter();
    await open(window, 'SO-2026-0003');
    await window.follow(/^Clinical content/);
    assert.equal(await window.value('Clinical summary'), 'Typed just before the lights went out.');
  });

  await step('leaving the page saves what the pause in typing had not saved yet', async () => {
    await window.type('History', 'Left in the middle of a word');
    await window.keys('Control', 'l');
    await enter();
    await open(window, 'SO-2026-0003');
    await window.follow(/^Clinical content/);
    assert.equal(await window.value('History'), 'Left in the middle of a word');
  });

  await step('switching fast between patients never shows one with the other’s request', async () => {
    const addresses = await window.browser.execute(() => location.hash);
    assert.match(addresses, /requests/);
    await window.follow('Worklist');
    await window.seesHeading('Worklist');
    const seen = await window.browser.executeAsync(async (done) => {
      const links = [...document.querySelectorAll('.so-row-link')].map((link) => ({
        to: link.getAttribute('href'),
        expected: `${link.textContent} ${link.closest('tr').querySelector('.so-reference').textContent}`,
      }));
      const pairs = new Set();
      const note = () => {
        const patient = document.querySelector('.so-banner__name')?.textContent;
        const request = document.querySelector('h1')?.textContent;
        if (patient && request?.startsWith('Request ')) pairs.add(`${patient} ${request.slice('Request '.length)}`);
      };
      const watching = new MutationObserver(note);
      watching.observe(document.body, { childList: true, subtree: true, characterData: true });
      for (let turn = 0; turn < 60; turn += 1) {
        location.hash = links[turn % links.length].to.replace(/^.*#/, '');
        await new Promise((next) => setTimeout(next, (turn * 7) % 60));
        note();
      }
      await new Promise((next) => setTimeout(next, 500));
      note();
      watching.disconnect();
      done({ pairs: [...pairs], expected: links.map((link) => link.expected) });
    });
    assert.equal(seen.expected.length, 3);
    assert.ok(seen.pairs.length >= 2, 'at least two requests were really shown');
    for (const pair of seen.pairs) assert.ok(seen.expected.includes(pair), `${pair} is nobody`);
  });
});

/** Goes through the gate to the search for the patient. */
async function pass(window) {
  await window.keys('Control', 'n');
  await window.seesHeading('New request');
  await window.choose('No', { within: 'Is the patient in hospital now?' });
  await window.choose('No', { within: 'Is someone worried that the patient is getting worse?' });
  await window.press('Continue');
  await window.seesHeading('Who is the patient?');
}

async function open(window, reference) {
  await window.sees(reference);
  const row = await window.find('row', reference);
  await (await row.$('.so-row-link')).click();
  await window.seesHeading(`Request ${reference}`);
}
