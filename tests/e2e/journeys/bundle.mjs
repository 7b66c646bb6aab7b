// The desk of the bundle: how it is made, in which parts it goes, and what becomes of records that stand in its way.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { journey } from '../harness.mjs';
import { enterDemonstration, openRequest } from '../harness/demonstration.mjs';
import { look, lookTwice } from '../harness/look.mjs';
import { lock, smallPdf } from '../harness/pdf.mjs';
import { pagesOf } from '../harness/printing.mjs';
import { describe, disguised, loseNewest, readIdentity } from '../harness/records.mjs';

const REASON = 'The disc of 2009 cannot be read any more.';

await journey('A clinician makes a bundle of difficult records', async (window, step) => {
  await step('the demonstration opens on its bundle', async () => {
    await enterDemonstration(window);
    await openRequest(window, 'SO-2026-0001');
    await window.follow(/^Bundle/);
    await window.seesHeading('Bundle');
    await window.sees('Save as PDF');
  });

  await step('it is made again with smaller scans, each record on a right-hand page', async () => {
    await window.choose('Each record on a right-hand page');
    await window.choose('200 dots to the inch');
    await lookTwice(window, 'choices');
    await window.press('Assemble again');
    await window.sees('scans at most 200 dots to the inch');
    await window.sees('left blank for printing on both sides');
    await look(window, 'made');
  });

  await step('it is saved in parts for a road that takes no more', async () => {
    await window.press('Save in parts');
    await window.sees('By which road does it go?');
    await window.choose('Another size');
    await window.type('Largest size of a part, in megabytes', 'many');
    await window.press('Choose where, and save all');
    await window.sees('Enter a size from 0.1 to 2000 megabytes');
    await look(window, 'parts-asked');
    await window.type('Largest size of a part, in megabytes', '1.45');
    await window.press('Choose where, and save all');
    await window.answerFileDialog(join(window.folder, 'parts.pdf'));
    await window.sees('part-1-of-');
    await look(window, 'parts');
    const parts = readdirSync(window.folder).filter((name) => name.startsWith('parts-part-'));
    assert.ok(parts.length > 1, parts.join());
    await window.press('Close');
  });

  await step('a new version is started, and pages of a record are chosen', async () => {
    await window.follow(/^SO-/);
    await window.press('Start a new version');
    await window.type('Reason', 'A further record has come');
    await window.press('Start a new version', { within: 'Not now' });
    await window.sees('Ask for signature');
    await window.follow(/^Records/);
    await window.seesHeading('Records');
    await window.press(/^Blood results/);
    await window.type('Pages', '1-9');
    await window.keys('Tab');
    await window.sees('page 9 does not exist');
    await window.type('Pages', '1-2, 4');
    await window.choose('Start on a right-hand page');
    await window.sees('3 pages');
    await look(window, 'pages-chosen');
  });

  await step('a share that has ended is warned of', async () => {
    await window.press(/^CT of the heart/);
    assert.equal(await window.value('Shared with'), 'Royal Marches Heart Centre');
    await window.typeDate('Last day it can be opened there (optional)', '2026-01-02');
    await window.sees('The last day cannot be before the day on which it was shared.');
    await window.typeDate('Date shared', '2025-12-30');
    await window.sees('The share ended on 02-Jan-2026');
    await window.sees('Look at the share');
    await lookTwice(window, 'share-ended');
  });

  await step('a letter with a password is opened with it, once', async () => {
    const letter = join(window.folder, 'locked.pdf');
    writeFileSync(letter, smallPdf('Discharge from the cardiology ward'));
    lock(letter, 'ward 7');
    await window.press('Add files');
    await window.answerFileDialog(letter);
    await window.type('Password of “locked.pdf”', 'ward 8');
    await window.press('Open it and add it');
    await window.sees('The password does not open this file');
    await lookTwice(window, 'locked');
    await window.type('Password of “locked.pdf”', 'ward 7');
    await window.press('Open it and add it');
    await window.seesNo('was not added');
    await describe(window, { kind: 'Discharge summary', title: 'Discharge letter' });
  });

  await step('a picture that is called a PDF is offered as what it is', async () => {
    await window.press('Add files');
    await window.answerFileDialog(disguised(window, 'echo.pdf', 1));
    await window.sees('Its name says PDF, its content JPEG picture.');
    await look(window, 'offered');
    await window.press('Add it as what it is: JPEG picture');
    await window.seesNo('was not added');
    await window.sees('Before it can go into the bundle');
    await describe(window, { kind: 'Imaging report', title: 'Echocardiogram' });
    loseNewest(window);
  });

  await step('a letter that names another patient’s number goes in on the clinician’s word', async () => {
    const letter = join(window.folder, 'donor.pdf');
    writeFileSync(letter, smallPdf('Transplant of the kidney of NHS No. 943 476 5919'));
    await window.press('Add files');
    await window.answerFileDialog(letter);
    await window.sees('943 476 5919, which is a valid');
    await window.press('It is this patient’s: say why');
    await window.type('Why “donor.pdf” is this patient’s', 'It quotes the number of the donor.');
    await look(window, 'vouched');
    await window.press('Add it all the same');
    await window.sees('says that it is this patient’s: It quotes the number of the donor.');
    await describe(window, { kind: 'Clinic letter', title: 'Letter on the transplant' });
    loseNewest(window);
    await look(window, 'record');
  });

  await step('no bundle is made of records whose files are lost', async () => {
    await window.follow(/^Bundle/);
    await window.seesHeading('Bundle');
    await window.sees('The share ended on 02-Jan-2026');
    await look(window, 'before-assembly');
    await window.press('Assemble a draft');
    await window.sees('No bundle was made');
    await window.sees('Echocardiogram');
    await lookTwice(window, 'not-made');
  });

  await step('the first is replaced, and its new file is taken as what it is', async () => {
    await window.press('Replace the file');
    await window.answerFileDialog(disguised(window, 'sent-again.pdf', 2));
    await window.sees('The file was not replaced');
    await look(window, 'replacement-offered');
    await window.press('Add it as what it is: JPEG picture');
    await window.sees('has another file');
    await look(window, 'replaced');
    await window.follow('Go to the record');
    await window.seesHeading('Records');
    await window.sees('In the place of echo.pdf, which is kept as history.');
    assert.equal(await window.value('Title in the index'), 'Echocardiogram');
    await readIdentity(window);
  });

  await step('the second is taken out, and the index says why', async () => {
    await window.follow(/^Bundle/);
    await window.press('Assemble a draft');
    await window.sees('Letter on the transplant');
    await window.press('Take it out');
    await window.type('Why does it not go along?', REASON);
    await look(window, 'taken-out');
    await window.press('Take it out', { within: 'Leave it in' });
    await window.sees('does not go along; the index says why');
    await window.press('Assemble a draft');
    await window.sees('Save as PDF');
    const file = join(window.folder, 'draft.pdf');
    await window.press('Save as PDF');
    await window.answerFileDialog(file);
    await window.browser.waitUntil(() => existsSync(file));
    await window.sees('Saved:');
    const front = (await pagesOf(readFileSync(file), window.folder)).join(' ');
    for (const words of [REASON, 'enclosed as what it is: JPEG picture', 'pages 1–2, 4 of 4']) {
      assert.ok(front.includes(words), `${words} is not in ${front}`);
    }
    await look(window, 'draft');
  });
});
