// Paper in the hand: printed on a real printing service, counted, printed again as a copy, and looked at in the
// system's viewer; and what the window says when nothing can be printed.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { journey } from '../harness.mjs';
import { enterDemonstration, keepPicture, openRequest } from '../harness/demonstration.mjs';
import { lookTwice } from '../harness/look.mjs';
import { PrintingService, pagesOf, slowPrinting, standInViewer } from '../harness/printing.mjs';

await journey('A secretary prints what goes out, and counts what came out', async (window, step) => {
  const service = await PrintingService.start(window.folder);
  const ward = await service.printer('Ward-3');
  await service.printer('Office', { hasOneSide: true });
  const slow = slowPrinting(window.folder);
  const viewer = standInViewer(window.folder, `${slow.folder}:${process.env.PATH}`);
  window.env = { ...service.env, ...viewer.env };
  let person;
  let pages = 0;

  await step('the window opens on a demonstration', async () => {
    await window.open();
    person = await enterDemonstration(window);
    await openRequest(window, 'SO-2026-0001');
    await window.follow(/^Bundle/);
    await window.seesHeading('Bundle');
    await window.sees('Save as PDF');
    await window.sees('Page 1 of');
    pages = Number(/Page 1 of (\d+)/.exec(await window.text())[1]);
  });

  await step('the question names what can be printed, and the printers', async () => {
    await window.press('Print');
    await window.sees('What to print');
    await window.sees('Envelope sheet');
    await window.axe();
    await window.press('Print', { within: 'Not now' });
    await window.sees('Choose a printer');
    await window.axe();
    await window.select('Printer', 'Office');
    await window.sees('This printer prints on one side only.');
    await window.axe();
    await window.select('Printer', 'Ward-3');
    await window.sees('Each copy begins on a sheet of its own.');
    await window.choose('Envelope sheet');
    await window.choose('On both sides of the paper');
    await keepPicture(window, 'print');
  });

  await step('envelope and bundle come out in their order, every page', async () => {
    await window.press('Print', { within: 'Not now' });
    await window.sees(`Did all ${pages + 1} pages come out?`);
    await window.axe();
    await window.sees(`on both sides they are ${1 + Math.ceil(pages / 2)} sheets`);
    const [envelope, back, ...bundle] = await pagesOf(await ward.next(), window.folder);
    assert.ok(ward.isEmpty(), 'all of it is one job');
    assert.match(envelope, /Royal Marches/);
    assert.equal(back, '', 'the bundle begins on a sheet of its own');
    assert.equal(bundle.length, pages);
    assert.ok(bundle.every((page, at) => page.includes(`Page ${at + 1} of ${pages}`)), 'each page is where it belongs');
    await keepPicture(window, 'count');
  });

  await step('an answer that is put off stands on a list and on the request until it is given', async () => {
    await window.press('I will look later');
    await window.follow('Worklist');
    await window.press(/^Pages not counted/);
    await openRequest(window, 'SO-2026-0001');
    await window.sees('Printed, pages not counted');
    await window.axe();
    await keepPicture(window, 'not-counted');
  });

  await step('a short count is kept', async () => {
    await window.press(/^Did all pages come out. Printed/);
    await window.press('No');
    await window.sees('Do not send what came out');
    await window.axe();
    await window.press('Close');
    await window.seesNo('Printed, pages not counted');
    await window.follow(/^Bundle/);
    await window.seesHeading('Bundle');
    await window.sees('Not all pages came out');
  });

  await step('what was incomplete is printed again, and is no copy', async () => {
    await window.press('Print');
    await window.select('Printer', 'Ward-3');
    await window.press('Print', { within: 'Not now' });
    await window.sees(`Did all ${pages} pages come out?`);
    assert.ok(!letters(await pagesOf(await ward.next(), window.folder)).includes('COPY'));
    await window.press('Yes, all of them');
    await window.sees('All pages came out');
  });

  await step('a reason that is half typed outlives the locked desk', async () => {
    await window.press('Print');
    await window.type('Why is it printed again?', 'For the patient’s');
    await window.keys('Control', 'Shift', 'l');
    await window.seesHeading('Locked');
    await window.type('Passphrase', person.passphrase);
    await window.press('Unlock');
    await window.seesHeading('Bundle');
    assert.equal(await window.value('Why is it printed again?'), 'For the patient’s');
    await window.press('Not now');
  });

  await step('one more says why, and says COPY on every page', async () => {
    await window.press('Print');
    await window.sees('This one says COPY on every page');
    await window.select('Printer', 'Ward-3');
    await window.press('Print', { within: 'Not now' });
    await window.sees('Say why it is printed again');
    await window.type('Why is it printed again?', 'For the patient’s own file');
    await window.press('Print', { within: 'Not now' });
    await window.sees(`Did all ${pages} pages come out?`);
    const copy = await pagesOf(await ward.next(), window.folder);
    assert.equal(copy.length, pages);
    for (const page of copy) assert.ok(letters([page]).includes('COPY2ofv1'), page);
    await window.press('Yes, all of them');
    await window.sees('For the patient’s own file');
    await window.axe();
  });

  await step('a job that takes long is stopped, and nothing of it comes out', async () => {
    await window.follow(/^Letter/);
    await window.seesHeading('Letter');
    slow.hold();
    await window.press('Print');
    await window.select('Printer', 'Ward-3');
    await window.press('Print', { within: 'Not now' });
    await window.sees('Printing on Ward-3');
    await window.sees('Sending');
    await window.axe();
    await keepPicture(window, 'printing');
    await window.press('Stop printing');
    await window.sees('The printing was stopped. Nothing of it comes out.');
    await window.axe();
  });

  await step('or it is left to go on by itself, and told of on whatever page', async () => {
    await window.press('Print', { within: 'Not now' });
    await window.press('Go on working');
    await window.sees('Printing on Ward-3: Referral letter.');
    await window.follow('Worklist');
    await window.seesHeading('Worklist');
    await window.axe();
    slow.release();
    await window.sees('Sent to Ward-3: Referral letter.');
    assert.ok(!letters(await pagesOf(await ward.next(), window.folder)).includes('COPY'), 'what was stopped is not out');
    await window.follow('Count the pages');
    await window.sees('Printed, pages not counted');
    await window.press(/^Did all pages come out. Printed/);
    await window.press('No');
    await window.press('Close');
    await window.press(/^Close the note/);
  });

  await step('the letter has the same ways out', async () => {
    await window.follow(/^Letter/);
    await window.seesHeading('Letter');
    await window.press('Print');
    await window.select('Printer', 'Ward-3');
    await window.press('Print', { within: 'Not now' });
    await window.sees('Referral letter');
    const letter = await pagesOf(await ward.next(), window.folder);
    assert.match(letter[0], /REFERRAL FOR A SECOND OPINION/);
    await window.press('Yes, all of them');
    const file = join(window.folder, 'letter.pdf');
    await window.press('Save as PDF');
    await window.answerFileDialog(file);
    await window.sees('Saved:');
    assert.equal((await pagesOf(readFileSync(file), window.folder)).length, letter.length);
  });

  let opened;
  await step('the system’s viewer is given the same letter, in a file of its own', async () => {
    await window.press('Open in the system’s viewer');
    await window.sees('a plain copy lies in a folder that only you can enter');
    await window.axe();
    opened = viewer.opened();
    assert.match((await pagesOf(readFileSync(opened), window.folder))[0], /REFERRAL FOR A SECOND OPINION/);
  });

  await step('locking the desk removes it', async () => {
    await window.press('Lock');
    await window.seesHeading('Locked');
    assert.ok(!existsSync(opened), 'the plain file is still there');
    await window.type('Passphrase', person.passphrase);
    await window.press('Unlock');
    await window.seesHeading('Letter');
    await window.press('Open in the system’s viewer');
    await window.sees('a plain copy lies in a folder that only you can enter');
    opened = viewer.opened();
  });

  await step('the worklist goes through the same question', async () => {
    await window.follow('Worklist');
    await window.press('Print this list');
    await window.seesHeading('Print the worklist');
    await window.press('Print');
    await window.select('Printer', 'Ward-3');
    await window.type('Copies', '2');
    await window.axe();
    await window.press('Print', { within: 'Not now' });
    await window.sees('The list is at the printer');
    await window.axe();
    const lists = await pagesOf(await ward.next(), window.folder);
    assert.equal(lists.length, 2);
    assert.equal(lists[0], lists[1]);
    assert.match(lists[0], /SO-2026-0001/);
    await window.press('Close');
    await window.follow('Worklist');
    await openRequest(window, 'SO-2026-0001');
    await window.follow(/^Letter/);
    await window.seesHeading('Letter');
  });

  await step('without a printing service, the window says so, and saving still works', async () => {
    await service.stop();
    await window.press('Print');
    await window.sees('Nothing can be printed from here: the printing service of this computer is not running.');
    await window.axe();
    await window.keys('Escape');
    const file = join(window.folder, 'letter-again.pdf');
    await window.press('Save as PDF');
    await window.answerFileDialog(file);
    await window.browser.waitUntil(() => existsSync(file));
  });

  await step('the trail names printer and copy, and opens its pages without a violation', async () => {
    await window.administer('Audit trail');
    await window.seesHeading('Audit trail');
    await window.sees('copy 2, printer Ward-3');
    await window.sees('envelope, copy 1, printer Ward-3');
    await window.sees('worklist all, 2 copies, printer Ward-3');
    await window.sees('cancelled');
    await window.axe();
    await keepPicture(window, 'audit');
    await window.press('Check the trail');
    await window.sees('The trail is unbroken');
    await window.press('Narrow the trail');
    await window.choose('Only what was refused');
    await window.seesNo('worklist all, 2 copies, printer Ward-3');
    await window.axe();
    await lookTwice(window, 'audit-narrowed');
  });

  await step('signing out removes what was written for the viewer', async () => {
    await window.keys('Control', 'l');
    await window.seesHeading('Sign in');
    await window.browser.waitUntil(() => !existsSync(opened), { timeoutMsg: 'the plain file is still there' });
    assert.notEqual(person.passphrase, '');
  });
}, { open: false });

/** The words of pages without their blanks: the tool gives each letter of slanted words by itself. */
function letters(pages) {
  return pages.join('').replaceAll(' ', '');
}
