// The demonstration, looked at: every screen once as it opens, once twice as large, and once in the dark.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';
import { keepPicture } from '../harness/demonstration.mjs';
import { isDrawn, magnify, overflow } from '../harness/look.mjs';

await journey('The demonstration shows the whole of the program', async (window, step) => {
  const look = async (name) => {
    await window.axe();
    await keepPicture(window, name);
    assert.equal(await overflow(window), 0, `${name} scrolls sideways`);
  };

  await step('it is made from the first screen', async () => {
    await window.seesHeading('Set up Second Opinion');
    await look('first-run');
    await window.press('Try the demonstration');
    await window.seesHeading('The demonstration is ready');
    await window.axe();
  });

  await step('its name and passphrase open it', async () => {
    const passphrase = await window.browser.execute(() => document.querySelector('.so-mono').textContent);
    await window.press('Continue to sign in');
    await window.seesHeading('Sign in');
    await window.sees('This is a demonstration');
    await look('sign-in');
    await window.type('Passphrase', passphrase);
    await window.press('Sign in');
    await window.seesHeading('Worklist');
    await window.sees('Demonstration: all patients are invented');
    await window.sees('SO-2026-0001');
    await look('worklist');
  });

  await step('the gate, and its full stop', async () => {
    await window.keys('Control', 'n');
    await window.seesHeading('New request');
    await look('gate');
    await window.choose('Yes', { within: 'Is the patient in hospital now?' });
    await window.choose('Yes', { within: 'Is someone worried that the patient is getting worse?' });
    await window.press('Continue');
    await window.sees('Stop: call the urgent line now');
    await look('urgent-line');
  });

  await step('the request and each of its parts', async () => {
    await window.follow('Worklist');
    await window.seesHeading('Worklist');
    await (await window.browser.$('.so-row-link')).click();
    await window.seesHeading('Request SO-2026-0001');
    await look('request');
    for (const part of ['Patient’s details', 'Patient’s request', 'First opinion', 'Urgency and time', 'Clinical content', 'Needs and consent', 'New team']) {
      await window.follow(new RegExp(`^${part}`));
      await window.seesHeading(part);
      await window.axe();
      assert.equal(await overflow(window), 0, `${part} scrolls sideways`);
    }
    for (const [part, name] of [['Records', 'records'], ['Letter', 'letter'], ['Bundle', 'bundle']]) {
      await window.follow(new RegExp(`^${part},`));
      await window.seesHeading(part);
      await isDrawn(window);
      await look(name);
    }
  });

  await step('every page of the bundle can be turned to by keyboard', async () => {
    const count = Number(/Page 1 of (\d+)/.exec(await window.text())[1]);
    await window.browser.execute(() => document.querySelector('.so-viewer__desk').focus());
    for (let page = 2; page <= count; page += 1) {
      await window.keys('PageDown');
      await window.sees(`Page ${page} of ${count}`);
      await isDrawn(window);
    }
    await window.keys('Home');
    await window.sees(`Page 1 of ${count}`);
  });

  await step('the print question can be asked and left', async () => {
    await window.press('Print');
    await window.sees('Copies');
    await window.axe();
    await window.keys('Escape');
    await window.seesNo('Copies');
  });

  await step('twice as large, nothing needs scrolling sideways', async () => {
    await magnify(window);
    for (const part of ['Letter', 'Records', 'New team', 'Urgency and time', 'Patient’s request', 'Patient’s details']) {
      // The driver aims its mouse as if nothing were magnified; the keyboard does not aim.
      await window.browser.execute((link) => link.focus(), await window.find('link', new RegExp(`^${part},`)));
      await window.keys('Enter');
      await window.seesHeading(part);
      assert.equal(await overflow(window), 0, `${part} scrolls sideways at 200%`);
    }
    await window.axe();
    await keepPicture(window, 'request-at-200-per-cent');
    await window.follow('Worklist');
    await window.seesHeading('Worklist');
    assert.equal(await overflow(window), 0, 'the worklist scrolls sideways at 200%');
    await window.axe();
    await window.keys('Control', 'l');
    await window.seesHeading('Sign in');
  });
});
