// The whole main job on a new desk: from nothing to a bundle that is saved as a PDF.
// tidy: long because it is one job, told from the first screen to the last.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { journey } from '../harness.mjs';
import { keepPicture } from '../harness/demonstration.mjs';
import { pageCount, smallPdf } from '../harness/pdf.mjs';
import { PrintingService, printRecoveryKey } from '../harness/printing.mjs';

const PASSPHRASE = 'quiet lantern over seven hills';
const records = resolve(dirname(fileURLToPath(import.meta.url)), '../../../assets/demonstration');

await journey('A clinician alone at a new desk does the main job', async (window, step) => {
  const service = await PrintingService.start(window.folder);
  const safe = await service.printer('Back-office');
  window.env = service.env;
  await step('the window opens', () => window.open());

  await step('the first screen offers real use or a demonstration', async () => {
    await window.seesHeading('Set up Second Opinion');
    assert.match(await window.browser.getTitle(), /Second Opinion/);
    await window.axe();
    await window.press('Set up for real use');
  });

  await step('a set-up without answers names every one that is needed', async () => {
    await window.seesHeading('Set up for real use');
    await keepPicture(window, 'set-up');
    await window.press('Set up');
    await window.sees('There is a problem');
    await window.axe();
  });

  await step('the organisation and the first person are entered', async () => {
    await window.type('Name of the organisation', 'Exampleton Heart Clinic');
    await typeLines(window, 'Organisation address', ['1 Example Way', 'Exampleton']);
    await window.type('Organisation postcode', 'EX1 2AB');
    await window.type('Organisation telephone', '01632 960 001');
    await window.choose('England', { within: 'Nation' });
    await window.type('Name of the support service', 'PALS');
    await window.type('Support telephone', '01632 960 002');
    await window.type('Number of the urgent line', '01632 960 555');
    await window.type('What to ask for', 'Ask for the critical care outreach team');
    await window.type('Given name', 'Samira');
    await window.type('Family name', 'Patel');
    await window.choose('Clinician', { within: 'Role' });
    await window.type('Post', 'Consultant cardiologist');
    await window.select('Professional register', 'GMC');
    await window.type('Registration number', '1234567');
    await window.type('Name to sign in with', 'spatel');
    await window.type('Passphrase', PASSPHRASE);
    await window.type('Passphrase again', PASSPHRASE);
    await window.press('Set up');
  });

  await step('nobody goes on before the recovery key is on paper', async () => {
    await window.seesHeading('Keep your recovery key');
    const key = await window.browser.execute(() => document.querySelector('.so-key').textContent.trim());
    await window.axe();
    await window.browser.execute(() => window.scrollTo(0, 0));
    await keepPicture(window, 'recovery-key');
    await printRecoveryKey(window, safe, key);
    await window.press('It is on paper, go on');
    await window.seesHeading('Try your recovery key');
    await window.seesNo(key);
    await window.type('Recovery key', `${key[0] === '7' ? '8' : '7'}${key.slice(1)}`);
    await window.press('Try it and continue to sign in');
    await window.sees('typing slip');
    await window.axe();
    await window.type('Recovery key', key.toLowerCase().replaceAll('-', ' '));
    await window.press('Try it and continue to sign in');
  });

  await step('a wrong passphrase does not open the door, the right one does', async () => {
    await window.seesHeading('Sign in');
    await window.type('Passphrase', 'not the passphrase at all');
    await window.press('Sign in');
    await window.sees('There is a problem');
    await window.axe();
    await window.type('Passphrase', PASSPHRASE);
    await window.press('Sign in');
    await window.seesHeading('Worklist');
    await window.sees('No requests yet.');
    await window.axe();
  });

  await step('an inpatient who gets worse is stopped at the gate', async () => {
    await window.keys('Control', 'n');
    await window.seesHeading('New request');
    await window.choose('Yes', { within: 'Is the patient in hospital now?' });
    await window.choose('Yes', { within: 'Is someone worried that the patient is getting worse?' });
    await window.press('Continue');
    await window.sees('Stop: call the urgent line now');
    await window.sees('01632 960 555');
    await window.axe();
    await window.press('I answered wrongly, go back');
  });

  await step('the gate lets an ordinary request pass', async () => {
    await window.axe();
    await window.choose('No', { within: 'Is the patient in hospital now?' });
    await window.choose('No', { within: 'Is someone worried that the patient is getting worse?' });
    await window.press('Continue');
    await window.seesHeading('Who is the patient?');
  });

  await step('a patient whom nobody knows is registered', async () => {
    await window.type('Find the patient', 'achterberg');
    await window.sees('Nobody in this store matches');
    await window.axe();
    await keepPicture(window, 'patient-search');
    await window.press('Register a new patient');
    await window.type('Title (optional)', 'Mrs');
    await window.type('Given name', 'Marianne');
    await window.type('Family name', 'Achterberg');
    await window.typeDate('Date of birth', '1962-08-14');
    await window.choose('Female', { within: 'Gender' });
    await typeNumber(window, 'NHS number', '9434765918');
    await typeLines(window, 'Address', ['12 Example Street', 'Exampleton']);
    await window.type('Postcode', 'EX1 9ZZ');
    await window.type('Name of the practice', 'Example Surgery');
    await window.browser.execute(() => window.scrollTo(0, 0));
    await keepPicture(window, 'patient-registration');
    await window.press('Register and open the request');
    await window.sees('There is a problem');
    await window.axe();
    await typeNumber(window, 'NHS number', '9434765919');
    await window.press('Register and open the request');
    await window.find('heading', /^Request SO-/);
    await window.sees('ACHTERBERG, Marianne (Mrs)');
    await window.sees('943 476 5919');
    await window.axe();
  });

  await step('the patient’s request is written down', async () => {
    await window.follow('Patient’s request');
    await window.seesHeading('Patient’s request');
    await window.choose('The patient', { within: 'Who asked for the second opinion?' });
    await window.typeDate('Date of the request', '2026-11-20');
    await window.choose('By telephone', { within: 'How did it arrive?' });
    await window.type('The patient’s own words', 'I would like to be sure before my chest is opened.');
    await window.choose('The treatment', { within: 'What is the second opinion about?' });
    await window.choose('Wants to avoid or confirm surgery', { within: 'Why is it asked for?' });
    await window.type('Question 1', 'Is valve replacement indicated now, or can it wait?');
    await window.press(/^Save and go on/);
    await window.sees('Still needed for the letter');
    await window.axe();
    await window.type('What the patient hopes for', 'To be sure before deciding.');
    await window.sees('All changes saved');
    await window.press(/^Save and go on/);
  });

  await step('the first opinion', async () => {
    await window.seesHeading('First opinion');
    await window.type('Clinician who gave the first opinion', 'Dr Peter Jones');
    await window.type('Hospital, clinic or practice', 'Exampleton General Hospital');
    await window.typeDate('Date of the first opinion', '2026-10-03');
    await window.type('Diagnosis as given', 'Severe aortic stenosis');
    await window.type('Plan or treatment as offered', 'Surgical valve replacement');
    await window.choose('Not yet', { within: 'Has the first team gone over the diagnosis again?' });
    await window.choose('Yes, tell them', { within: 'Does the patient wish the first team to know?' });
    await window.axe();
    await window.press(/^Save and go on/);
  });

  await step('urgency and time, which a clinician sets', async () => {
    await window.seesHeading('Urgency and time');
    await window.choose('Routine', { within: 'Priority' });
    await window.choose('Yes', { within: 'Is treatment urgent or already planned?' });
    await window.type('Treatment or decision that is pending', 'Valve operation');
    await window.typeDate('Date of treatment or decision', '2027-01-12');
    await window.choose('Yes', { within: 'Was the effect of a delay discussed with the patient?' });
    await window.typeDate('Date of that discussion', '2026-11-20');
    await window.type('Who discussed it, and what was said', 'Dr Jones said that six weeks are safe.');
    await window.choose('Treatment waits for the opinion', { within: 'What did the patient decide?' });
    await window.axe();
    await window.press(/^Save and go on/);
  });

  await step('clinical content', async () => {
    await window.seesHeading('Clinical content');
    await window.type('Clinical summary', 'Exertional breathlessness and a systolic murmur; severe aortic stenosis on echocardiography.');
    await window.choose('No known allergies', { within: 'Allergies' });
    await window.choose('Current medication is listed', { within: 'Current medication' });
    await window.type('Medicines with dose and route', 'Bisoprolol 2.5 mg orally once daily');
    await window.axe();
    await window.press(/^Save and go on/);
  });

  await step('needs and consent', async () => {
    await window.seesHeading('Needs and consent');
    await window.choose('No', { within: 'Does the patient have communication or access needs?' });
    await window.choose('Explicit consent', { within: 'On which basis is information shared?' });
    await window.axe();
    await window.press(/^Save and go on/);
  });

  await step('the new team', async () => {
    await window.seesHeading('New team');
    await window.type('Specialty', 'Cardiology');
    await window.type('Hospital or organisation', 'Royal Sample Heart Centre');
    await typeLines(window, 'Address', ['5 Sample Road', 'Sampleton']);
    await window.type('Postcode', 'SA1 2MP');
    await window.typeDate('Address last checked on', today());
    await window.axe();
    await window.press(/^Save and go on/);
  });

  await step('a file that is no record is refused with its name and reason', async () => {
    await window.seesHeading('Records');
    await window.press('Add files');
    const broken = join(window.folder, 'half-a-scan.pdf');
    writeFileSync(broken, '%PDF-1.7\nThe rest never arrived.');
    await window.answerFileDialog(broken);
    await window.sees('1 file was not added');
    await window.sees('half-a-scan.pdf');
    await window.axe();
    await window.press('I have read this');
  });

  await step('another patient’s letter is stopped, not warned of', async () => {
    await window.press('Add files');
    await window.answerFileDialog(join(records, 'clinic-letter.pdf'));
    await window.sees('999 000 0018, which is a valid NHS number and not the patient\'s');
    await window.sees('No records yet.');
    await window.axe();
    await window.press('I have read this');
  });

  const letter = join(window.folder, 'clinic-letter.pdf');
  writeFileSync(letter, smallPdf('Exampleton General Hospital. ACHTERBERG, Marianne. NHS No. 943 476 5919'));
  const added = [letter, join(records, 'chest-x-ray.png'), join(records, 'echo-report-photograph.jpg')];
  await step('a PDF, a PNG and a photograph are added and described', async () => {
    for (const [at, file] of added.entries()) {
      await window.press('Add files');
      await window.answerFileDialog(file);
      await window.sees(basename(file));
      await window.sees('say why it is relevant');
      await window.select('Kind of record', ['Clinic letter', 'Image (not for diagnosis)', 'Imaging report'][at]);
      await window.type('Title in the index', ['Clinic letter', 'Chest X-ray', 'Echocardiogram report'][at]);
      await window.typeDate('Date of the record', ['2026-10-03', '2026-10-01', '2026-09-28'][at]);
      await window.type('Organisation it comes from', 'Exampleton General Hospital');
      await window.type('Why it is relevant', 'It shows what the first opinion rests on.');
      await window.choose(/^Name:/);
      await window.choose(/^Date of birth:/);
      await window.seesNo('Before it can go into the bundle');
    }
    await window.choose('Yes', { within: 'Is everything relevant that you know of enclosed?' });
    await window.sees('All changes saved');
    await window.axe();
  });

  await step('the order is changed by keyboard alone', async () => {
    await focus(window, 'Echocardiogram report');
    await window.keys('Alt', 'ArrowUp');
    await window.browser.waitUntil(async () => (await order(window))[1] === 'Echocardiogram report');
    assert.deepEqual(await order(window), ['Clinic letter', 'Echocardiogram report', 'Chest X-ray']);
    assert.match(await window.focused(), /^Echocardiogram report/, 'the focus goes with the record');
  });

  await step('the order is changed by dragging, and stays when the page is opened again', async () => {
    const place = (title) => window.browser.execute((wanted) =>
      [...document.querySelectorAll('.so-record')].find((row) => row.querySelector('.so-record__name').firstChild.textContent === wanted).querySelector('.so-record__place'), title);
    const [from, onto] = [await place('Chest X-ray'), await place('Clinic letter')];
    await window.drag(await window.browser.$(from), await window.browser.$(onto), async () => {
      const shown = await window.browser.execute(() => [
        document.querySelector('.so-record--dragged .so-record__name')?.firstChild.textContent,
        document.querySelector('.so-record--over .so-record__name')?.firstChild.textContent,
      ]);
      assert.deepEqual(shown, ['Chest X-ray', 'Clinic letter'], 'what is moved, and where it would go, can be seen');
    });
    const moved = ['Chest X-ray', 'Clinic letter', 'Echocardiogram report'];
    await window.browser.waitUntil(async () => (await order(window)).join() === moved.join(), { timeoutMsg: 'the records did not move' });
    await window.sees('All changes saved');
    await window.follow(/^Letter/);
    await window.seesHeading('Letter');
    await window.follow(/^Records/);
    await window.seesHeading('Records');
    await window.browser.waitUntil(async () => (await order(window)).length === 3);
    assert.deepEqual(await order(window), moved);
  });

  await step('the letter can be read before it may be signed', async () => {
    await window.follow(/^Letter/);
    await window.seesHeading('Letter');
    await pageIsDrawn(window);
    await window.sees('It can be signed once a clinician has agreed to the request.');
    await window.axe();
  });

  await step('the clinician agrees', async () => {
    await window.follow(/^SO-/);
    await window.press('Agree');
    await window.type('Reason', 'Reasonable before valve surgery; the patient is informed.');
    await window.axe();
    await window.press('Agree', { within: 'Not now' });
    await window.sees('Gather records');
    await window.axe();
  });

  await step('the clinician signs, with the passphrase and the patient compared', async () => {
    await window.follow('Letter');
    await window.press('Sign the letter');
    await window.axe();
    await window.type('Your passphrase', 'not the passphrase at all');
    await window.choose(/^This letter is about/);
    await window.press('Sign');
    await window.sees('Error:');
    await window.type('Your passphrase', PASSPHRASE);
    await window.press('Sign');
    await window.sees('Version 1 is signed');
    await pageIsDrawn(window);
    await window.axe();
  });

  let pages = 0;
  await step('the bundle is assembled and can be looked through page by page', async () => {
    await window.follow(/^Bundle/);
    await window.press('Assemble the bundle');
    await window.sees('Save as PDF');
    await pageIsDrawn(window);
    pages = Number(/Page 1 of (\d+)/.exec(await window.text())[1]);
    assert.ok(pages >= 5, `letter, index and three records are more than ${pages} pages`);
    await window.browser.execute(() => document.querySelector('.so-viewer__desk').focus());
    await window.keys('End');
    await window.sees(`Page ${pages} of ${pages}`);
    await pageIsDrawn(window);
    await window.axe();
  });

  await step('the saved PDF has as many pages as were shown', async () => {
    const file = join(window.folder, 'bundle.pdf');
    await window.press('Save as PDF');
    await window.answerFileDialog(file);
    await window.sees('Saved:');
    const pdf = readFileSync(file);
    assert.equal(pdf.subarray(0, 5).toString('latin1'), '%PDF-');
    assert.equal(pageCount(file), pages);
    await window.axe();
  });

  await step('the worklist shows the request, and finds it by a part of the name', async () => {
    await window.follow('Worklist');
    await window.seesHeading('Worklist');
    await window.type('Search requests', 'achter');
    await window.sees('ACHTERBERG, Marianne (Mrs)');
    await window.sees('Signed');
    await window.axe();
  });

  await step('signing out leaves nothing of the patient on the screen', async () => {
    await window.keys('Control', 'l');
    await window.seesHeading('Sign in');
    await window.seesNo('ACHTERBERG');
  });
}, { open: false });

/** Types an NHS number digit by digit, and checks that it is grouped on the way. */
async function typeNumber(window, label, digits) {
  const field = await window.find('field', label);
  await field.click();
  if ((await field.getValue()) !== '') await window.keys('Control', 'a', 'NULL', 'Backspace');
  await field.addValue(digits);
  assert.equal(await field.getValue(), `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`);
}

/** Types several lines, with the key that a person presses between them. */
async function typeLines(window, label, lines) {
  const [first, ...others] = lines;
  await window.type(label, first);
  const field = await window.find('field', label);
  for (const line of others) {
    await window.keys('Enter');
    await field.addValue(line);
  }
  assert.equal(await field.getValue(), lines.join('\n'));
}

/** The titles of the records in their order. */
function order(window) {
  return window.browser.execute(() =>
    [...document.querySelectorAll('[aria-label="Records in their order"] .so-record__name')].map((name) => name.firstChild.textContent));
}

async function focus(window, title) {
  await window.browser.execute((wanted) => {
    [...document.querySelectorAll('.so-record__name')].find((name) => name.firstChild.textContent === wanted).focus();
  }, title);
}

/** Waits until the page on show is a picture that was really drawn. */
async function pageIsDrawn(window) {
  await window.browser.waitUntil(
    () => window.browser.execute(() => {
      const picture = document.querySelector('.so-viewer__desk img');
      return picture !== null && picture.complete && picture.naturalWidth > 600;
    }),
    { timeout: 15_000, timeoutMsg: 'the page was not drawn' },
  );
}

function today() {
  const now = new Date();
  return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, '0'), String(now.getDate()).padStart(2, '0')].join('-');
}
