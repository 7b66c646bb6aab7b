// The whole pathway with the keyboard alone, from the log to the closing; no pointer is pressed once.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { journey, paths } from '../harness.mjs';
import { enter, fill, fillDate, pick, pointerPresses, tabTo, watchPointer, write } from '../harness/keyboard.mjs';
import { look } from '../harness/look.mjs';

const PASSPHRASE = 'quiet harbour under snow';
const day = (ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

await journey('The whole pathway by the keyboard alone', async (window, step) => {
  const cli = (user, ...words) =>
    JSON.parse(execFileSync(paths.cli, ['--store', window.home, '--user', user, '--json', ...words], {
      env: { ...process.env, SECOND_OPINION_PASSPHRASE: PASSPHRASE, SECOND_OPINION_NEW_PASSPHRASE: PASSPHRASE },
    }));
  const file = (name, words) => {
    const path = join(window.folder, name);
    writeFileSync(path, JSON.stringify(words));
    return path;
  };
  const example = (kind) => JSON.parse(execFileSync(paths.cli, ['example', kind]));
  let reference;

  await step('a clinic is set up, and its clinician signs in', async () => {
    cli('nobody', 'setup', '--from', file('setup.json', example('setup')));
    await window.open();
    await watchPointer(window);
    await window.seesHeading('Sign in');
    await fill(window, 'Name', 'rhiannon.mistry');
    await fill(window, 'Passphrase', PASSPHRASE);
    await window.keys('Enter');
    await window.seesHeading('Worklist');
    await enter(window, 'No, thank you');
    await window.seesNo('New here?');
  });

  await step('a request is logged, and its patient registered', async () => {
    await window.keys('Control', 'n');
    await window.seesHeading('New request');
    await pick(window, 'Yes', 1);
    // The answer “No” has the focus now, so that the next “Yes” is that of the second question.
    await pick(window, 'Yes', 1);
    await window.keys('Enter');
    await window.seesHeading('Who is the patient?');
    await fill(window, 'Find the patient', 'parry');
    await window.sees('Nobody in this store matches');
    await enter(window, 'Register a new patient');
    await fill(window, 'Given name', 'Idris');
    await fill(window, 'Family name', 'Parry');
    await fillDate(window, '1958-02-03');
    await pick(window, 'Male');
    await fill(window, 'NHS number', '9434765919');
    await fill(window, 'Address', '4 Example Lane');
    await fill(window, 'Name of the practice', 'Example Surgery');
    await enter(window, 'Register and open the request');
    await window.find('heading', /^Request SO-/);
    await window.sees('PARRY, Idris');
    reference = /SO-\d{4}-\d{4}/.exec(await window.text())[0];
  });

  await step('the patient’s request is written down', async () => {
    await enter(window, 'Patient’s request');
    await window.seesHeading('Patient’s request');
    await pick(window, 'The patient');
    await fillDate(window, day(3));
    await pick(window, 'In person', 1);
    await fill(window, 'The patient’s own words', 'I would like to be sure.');
    await pick(window, 'The diagnosis', 1);
    await tabTo(window, 'Doubts about the diagnosis');
    await window.keys('Space');
    await fill(window, 'Question 1', 'Is the operation needed now?');
    await fill(window, 'What the patient hopes for', 'To be sure before he decides.');
    await window.sees('All changes saved');
    await look(window, 'typed');
  });

  /** Goes on to the next part of the form. */
  const goOn = async (heading) => {
    await enter(window, /^Save and go on/);
    await window.seesHeading(heading);
  };

  await step('the first opinion is written down, and that no treatment waits', async () => {
    await goOn('First opinion');
    await fill(window, 'Clinician who gave the first opinion', 'Dr Amara Okonkwo');
    await fill(window, 'Hospital, clinic or practice', 'St Brannoc’s Hospital');
    await fillDate(window, day(20));
    await fill(window, 'Diagnosis as given', 'Severe aortic stenosis');
    await fill(window, 'Plan or treatment as offered', 'Open valve replacement');
    await pick(window, 'The diagnosis was gone over again', 3);
    await pick(window, 'Yes, tell them');
    await goOn('Urgency and time');
    await pick(window, 'Routine');
    await pick(window, 'Yes', 1);
    await look(window, 'urgency');
  });

  await step('what the new team must know is written down', async () => {
    await goOn('Clinical content');
    await fill(window, 'Clinical summary', 'Breathless on one flight of stairs; severe aortic stenosis on echocardiography.');
    await pick(window, 'Known allergies', 1);
    await pick(window, 'Current medication is listed', 1);
    await goOn('Needs and consent');
    await pick(window, 'Yes', 1);
    await pick(window, 'Implied consent for direct care', 1);
    await goOn('New team');
    await fill(window, 'Specialty', 'Cardiology');
    await fill(window, 'Hospital or organisation', 'Royal Marches Heart Centre');
    await fill(window, 'Address', 'Castle Foregate');
    await window.keys('Enter');
    await write(window, 'Marchester');
    await fill(window, 'Postcode', 'ZZ5 2HQ');
    await fillDate(window, day(0));
    await look(window, 'new-team');
  });

  await step('everything that is known is enclosed, and the request is found again from the list', async () => {
    await goOn('Records');
    await pick(window, 'Yes');
    await window.sees('All changes saved');
    await enter(window, /^(← )?SO-/);
    await window.seesHeading(`Request ${reference}`);
    await window.sees('Ready to sign');
    await enter(window, 'Worklist');
    await window.seesHeading('Worklist');
    await enter(window, 'PARRY, Idris');
    await window.seesHeading(`Request ${reference}`);
  });

  /** Takes a step by its button, says what it asks, and waits for what the request then is. */
  const take = async (label, say, status) => {
    await enter(window, label);
    await window.sees('What this step means');
    await say();
    await enter(window, label);
    await window.seesNo('Not now');
    await window.sees(status);
  };

  await step('the explanation is recorded, and a clinician agrees', async () => {
    await take('Record the explanation', async () => {
      await pick(window, 'The diagnosis was gone over again');
      await fillDate(window, day(2));
      await fill(window, 'Name (optional)', 'Dr Okonkwo');
    }, 'Decision pending');
    await take('Agree', () => fill(window, 'Reason', 'A second view will help him decide.'), 'Agreed');
    await take('Gather records', async () => undefined, 'Gathering records');
  });

  await step('the letter is handed over, and signed with the passphrase', async () => {
    await take('Ask for signature', async () => undefined, 'Awaiting signature');
    await enter(window, 'Letter');
    await window.seesHeading('Letter');
    await enter(window, 'Sign the letter');
    await tabTo(window, /^This letter is about/);
    await window.keys('Space');
    await fill(window, 'Your passphrase', PASSPHRASE);
    await window.keys('Enter');
    await window.sees('Version 1 is signed');
  });

  await step('the bundle is assembled', async () => {
    await enter(window, /^Bundle/);
    await window.seesHeading('Bundle');
    await enter(window, 'Assemble the bundle');
    await window.sees('SHA-256');
    await enter(window, /^(← )?SO-/);
    await window.seesHeading(`Request ${reference}`);
  });

  await step('it is sent, received, accepted and booked', async () => {
    await take('Record dispatch', async () => {
      await pick(window, 'NHS e-Referral Service', 3);
      await fillDate(window, day(1));
    }, 'Dispatched');
    await take('Record receipt', async () => {
      await fillDate(window, day(1));
      await fill(window, 'Name', 'Ms Hale');
    }, 'Received');
    await take('Record acceptance', async () => {
      await fillDate(window, day(1));
      await pick(window, 'Will be offered to the patient', 1);
    }, 'Accepted, no appointment yet');
    await take('Record the appointment', () => fillDate(window, day(0)), 'Booked');
  });

  await step('the patient is seen, the opinion is read, and the request is closed with who is responsible', async () => {
    await take('Record that the patient was seen', () => fillDate(window, day(0)), 'Seen');
    await take('Record the opinion', async () => {
      await fillDate(window, day(0));
      await pick(window, 'Agrees fully');
      await fill(window, 'Name', 'Dr Mistry');
      await fill(window, 'Action', 'Go on as planned.');
    }, 'Opinion received');
    await enter(window, 'Close');
    await window.sees('No transfer of care has been completed');
    await look(window, 'closing');
    await fill(window, 'Responsible for the patient\'s care now', 'Dr Okonkwo, first team');
    await fillDate(window, day(0));
    await enter(window, 'Close');
    await window.sees('Nothing is left to do.');
    await look(window, 'closed');
  });

  await step('no pointer was pressed', async () => {
    assert.equal(await pointerPresses(window), 0);
    await write(window, '?');
    await window.find('heading', 'Keys');
    await window.keys('Escape');
  });
}, { open: false });
