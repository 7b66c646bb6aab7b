// Requests that do not lead to a letter: declined, sent another way, withdrawn; and what must never be printed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { journey } from '../harness.mjs';
import { CLINICIAN, Clinic, day } from '../harness/clinic.mjs';
import { openRequest, signIn, takeStep } from '../harness/demonstration.mjs';
import { isDrawn, look, lookTwice } from '../harness/look.mjs';
import { pagesOf } from '../harness/printing.mjs';

await journey('A request may end without a letter, and nothing goes out for a third party', async (window, step) => {
  const clinic = new Clinic(window);
  const asked = { declined: clinic.logs('Fairweather'), advised: clinic.logs('Ormerod'), byDaughter: clinic.logs('Castellane', { asked_by: 'proxy', proxy_name: 'Ann Castellane', proxy_relationship: 'Daughter' }) };

  await step('the clinician opens the window', async () => {
    await window.open();
    await signIn(window, CLINICIAN);
  });

  const back = async () => {
    await window.follow('Worklist');
    await window.seesHeading('Worklist');
  };

  await step('a decline asks for its ground, when and how the patient was told, and what was offered', async () => {
    await openRequest(window, asked.declined);
    await window.press('Decline');
    await look(window, 'decline');
    await window.press('Decline', { within: 'Not now' });
    await window.sees('There is a problem');
    await lookTwice(window, 'decline-refused');
  });

  await step('words that judge the patient are not written down', async () => {
    await window.choose('The delay could harm the patient', { within: 'Ground' });
    await window.type('Reason', 'He demands it, and the operation cannot wait.');
    await window.typeDate('Patient told on', day(1));
    await window.type('How the patient was told', 'In clinic, with his wife');
    await window.type('Alternatives offered', 'A talk with another surgeon of the team this week');
    await window.typeDate('Support information given on', day(1));
    await window.press('Decline', { within: 'Not now' });
    await window.sees('demands');
    await look(window, 'decline-guarded');
  });

  await step('a decline is recorded with all that the patient was told and offered', async () => {
    await window.type('Reason', 'The operation cannot wait for another clinic.');
    await window.press('Decline', { within: 'Not now' });
    await window.seesNo('Not now');
    await window.sees('In clinic, with his wife');
    await window.sees('A talk with another surgeon of the team this week');
    await window.offersNo('button', 'Agree');
    await window.sees('Not needed');
    await lookTwice(window, 'declined');
    await back();
  });

  await step('the first team is asked to explain again, and then a clinician to decide', async () => {
    await openRequest(window, asked.advised);
    await takeStep(window, 'Ask the first team to explain again', () => window.type('Name', 'Dr Okonkwo’s team'), 'With first team');
    await look(window, 'with-first-team');
    await takeStep(window, 'Ask a clinician to decide', async () => {
      await window.type('Name', 'Dr Mistry');
      await window.typeDate('To be done by (optional)', day(-3));
    }, 'Decision pending');
    await look(window, 'decision-pending');
  });

  await step('advice on paper is asked for instead, by a day, and can lead back to a referral', async () => {
    await window.press('Redirect');
    await window.choose('Advice and guidance from a specialist', { within: 'Which way instead?' });
    await window.press('Redirect', { within: 'Not now' });
    await window.sees('There is a problem');
    await lookTwice(window, 'redirect-refused');
    await window.type('Reason', 'A view on paper is enough for now.');
    await window.type('Name (optional)', 'Cardiology advice line');
    await window.typeDate('To be done by (optional)', day(-5));
    await window.typeDate('Patient told on', day(0));
    await window.press('Redirect', { within: 'Not now' });
    await window.seesNo('Not now');
    await window.sees('Cardiology advice line');
    await lookTwice(window, 'redirected');
    await takeStep(window, 'Ask a clinician to decide', () => window.type('Name', 'Dr Mistry'), 'Decision pending');
  });

  await step('a complaint goes a way of its own, and no word of it stands in the letter', async () => {
    await window.follow(/^Patient’s request/);
    await window.seesHeading('Patient’s request');
    await window.choose('Yes', { within: 'Does the patient also wish to complain?' });
    await window.typeDate('Details of PALS and the complaints team given on', day(2));
    await window.sees('All changes saved');
    await lookTwice(window, 'complaint');
    await window.follow(/^Letter/);
    await window.seesHeading('Letter');
    await isDrawn(window);
    const file = join(window.folder, 'draft.pdf');
    await window.press('Save as PDF');
    await window.answerFileDialog(file);
    await window.sees('Saved:');
    const words = (await pagesOf(readFileSync(file), window.folder)).join(' ');
    assert.match(words, /REFERRAL FOR A SECOND OPINION/);
    assert.doesNotMatch(words, /complain/i);
  });

  await step('the patient no longer wants it, and the request is closed with who is responsible', async () => {
    await window.follow(/^SO-/);
    await window.seesHeading(`Request ${asked.advised}`);
    await takeStep(window, 'Withdraw', async () => {
      await window.type('Reason', 'His questions were answered on paper.');
      await window.type('Name (optional)', 'The patient, by telephone');
    }, 'Withdrawn');
    await look(window, 'withdrawn');
    await takeStep(window, 'Close', async () => {
      await window.type('Responsible for the patient\'s care now', 'Dr Okonkwo, first team');
      await window.typeDate('Patient informed on', day(0));
    }, 'Nothing is left to do.');
    await back();
  });

  await step('what a third party raised waits for the patient: nothing can be printed or saved', async () => {
    await openRequest(window, asked.byDaughter);
    await window.sees('Raised by a third party, awaiting the patient');
    await lookTwice(window, 'third-party');
    await window.follow(/^Letter/);
    await window.seesHeading('Letter');
    await isDrawn(window);
    await lookTwice(window, 'third-party-letter');
    for (const out of ['Save as PDF', 'Print', 'Open in the system’s viewer', 'Sign the letter']) await window.offersNo('button', out);
    await window.follow(/^Bundle/);
    await window.seesHeading('Bundle');
    await window.sees('Raised by a third party, awaiting the patient');
    await look(window, 'third-party-bundle');
    await window.follow(/^Papers/);
    await window.seesHeading('Papers');
    await window.sees('Cannot be printed now');
    await window.offersNo('button', 'Save as PDF');
    await lookTwice(window, 'third-party-papers');
  });

  await step('the daughter is heard once her power was seen, and a clinician found that her father cannot decide', async () => {
    await window.follow(/^Patient’s request/);
    await window.seesHeading('Patient’s request');
    await window.choose('Lasting power of attorney for health and welfare, registered', { within: 'Authority to speak for the patient' });
    await window.type('What was seen of it', 'Sealed copy, register number 7012-3456');
    await window.type('Who has seen it', 'Bethan Sayce');
    await window.typeDate('Seen on', day(4));
    await lookTwice(window, 'authority');
    await window.follow(/^Letter/);
    await window.seesHeading('Letter');
    await window.sees('Which clinician considered what the patient can decide');
    await window.follow(/^Which clinician considered/);
    await window.seesHeading('Patient’s request');
    await window.type('Clinician who found that the patient cannot decide this', 'Dr Rhiannon Mistry');
    await window.typeDate('Considered on', day(3));
    await window.sees('All changes saved');
    await window.follow(/^Letter/);
    await window.seesHeading('Letter');
    await window.seesNo('Raised by a third party');
    await isDrawn(window);
    const file = join(window.folder, 'heard.pdf');
    await window.press('Save as PDF');
    await window.answerFileDialog(file);
    await window.sees('Saved:');
    const words = (await pagesOf(readFileSync(file), window.folder)).join(' ');
    assert.match(words, /Ann Castellane \(Daughter\)/);
    assert.match(words, /Lasting power of attorney for health and welfare, registered\. Seen by Bethan Sayce/);
  });
}, { open: false });
