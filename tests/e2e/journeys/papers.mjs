// The papers beside the bundle, the list as printed, and the words that an organisation changes itself.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { journey } from '../harness.mjs';
import { isDrawn, overflow, shownPage } from '../harness/look.mjs';
import { pageCount } from '../harness/pdf.mjs';

const pictures = resolve(dirname(fileURLToPath(import.meta.url)), '../../../assets/pictures');

await journey('A paper is printed, and its words are the organisation’s own', async (window, step) => {
  /** Examines a screen, and takes its picture for the README when it is asked for. */
  const look = async (name, { isKept = false } = {}) => {
    await window.axe();
    const taken = await window.screenshot(name);
    assert.equal(await overflow(window), 0, `${name} scrolls sideways`);
    if (!isKept || !process.env.KEEP_PICTURES) return;
    mkdirSync(pictures, { recursive: true });
    copyFileSync(taken, join(pictures, `${name}.png`));
  };

  await step('the demonstration is made and opened', async () => {
    await window.press('Try the demonstration');
    await window.seesHeading('The demonstration is ready');
    const passphrase = await window.browser.execute(() => document.querySelector('.so-mono').textContent);
    await window.press('Continue to sign in');
    await window.type('Passphrase', passphrase);
    await window.press('Sign in');
    await window.seesHeading('Worklist');
  });

  await step('every paper of the request is offered, with whom it is for', async () => {
    await window.follow(/PARRY/);
    await window.seesHeading('Request SO-2026-0001');
    await window.follow('Papers');
    await window.seesHeading('Papers');
    await isDrawn(window);
    await look('papers', { isKept: true });
    await window.press(/^Notification to the first team/);
    await window.sees('For the first team: St Brannoc’s Hospital');
    await isDrawn(window);
  });

  await step('a translation that nobody has checked says so, in large print', async () => {
    await window.press(/^Patient copy of the referral/);
    await window.choose('18 point');
    await window.select('Language', 'Arabic (العربية)');
    await window.sees('No translator has checked this translation.');
    await isDrawn(window);
    await look('papers-arabic');
  });

  await step('the paper is saved with the pages that were shown', async () => {
    const pages = Number(/Page 1 of (\d+)/.exec(await window.text())[1]);
    const file = join(window.folder, 'patient-copy.pdf');
    await window.press('Save as PDF');
    await window.answerFileDialog(file);
    await window.sees('Saved:');
    assert.equal(pageCount(file), pages);
  });

  await step('the list is printed from the worklist', async () => {
    await window.follow('Worklist');
    await window.seesHeading('Worklist');
    await window.press('Print this list');
    await window.seesHeading('Print the worklist');
    await isDrawn(window);
    await look('worklist-printed');
    const file = join(window.folder, 'worklist.pdf');
    await window.press('Save as PDF');
    await window.answerFileDialog(file);
    await window.sees('Saved:');
    assert.equal(pageCount(file), 1);
  });

  await step('the words of a paper are changed, and seen on the page as they are typed', async () => {
    await window.administer('Wording');
    await window.seesHeading('Wording');
    await look('wording');
    await window.follow('What happens next, English');
    await window.seesHeading('What happens next');
    await isDrawn(window);
    await look('templates', { isKept: true });
    const before = await shownPage(window);
    await window.type(/^Text under “The second opinion may be the same as the first”/, 'Then two teams have looked at everything.');
    await window.browser.waitUntil(async () => (await shownPage(window)) !== before, { timeout: 15_000, timeoutMsg: 'the preview did not change' });
    await isDrawn(window);
    await window.press('Keep these words');
    await window.sees('Your own words');
    await window.sees('Version 1');
  });

  await step('broken words are refused with their line, and the ones before still count', async () => {
    await window.type(/^Text under “The second opinion may be the same as the first”/, 'Then {nobody} has looked.');
    await window.sees('has an unknown field: {nobody}');
    await window.sees('The page shows the last words that can be printed.');
    await window.press('Keep these words');
    await window.sees('These words are not kept; the ones before still count');
    await look('templates-refused');
    await window.seesNo('Version 2');
  });

  await step('the supplied wording is taken back', async () => {
    await window.press('Back to the supplied wording');
    await window.axe();
    await window.press('Use the supplied wording');
    await window.sees('As supplied');
    await window.sees('Version 2: as supplied again');
    assert.match(await window.value(/^Text under “The second opinion may be the same as the first”/), /^Even then it can help/);
  });
});
