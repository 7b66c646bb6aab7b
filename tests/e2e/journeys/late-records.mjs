// After dispatch: a record that came late follows as a supplement, and a slip in a patient's details is caught.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { journey, paths } from '../harness.mjs';
import { enterDemonstration, openRequest } from '../harness/demonstration.mjs';
import { look, lookTwice } from '../harness/look.mjs';
import { smallPdf } from '../harness/pdf.mjs';
import { pagesOf } from '../harness/printing.mjs';
import { describe } from '../harness/records.mjs';

await journey('A record that comes late follows what was sent', async (window, step) => {
  let person;
  await step('the bundle of the demonstration is sent', async () => {
    person = await enterDemonstration(window);
    await openRequest(window, 'SO-2026-0001');
    await record(window, 'Record dispatch', '2026-11-23');
    await window.sees('Record that a supplement was sent');
  });

  await step('what was sent stays as it was, and what comes now goes as a supplement', async () => {
    await window.follow(/^Records/);
    await window.seesHeading('Records');
    await window.sees('The bundle has been sent and stays as it was.');
    const late = join(window.folder, 'histology.pdf');
    writeFileSync(late, smallPdf('Histology. WYN-PARRY. NHS No. 999 000 0018'));
    await window.press('Add files');
    await window.answerFileDialog(late);
    await window.sees('say why it is relevant');
    await describe(window, { kind: 'Histology report', title: 'Histology of the valve' });
    await window.sees('Supplement 1');
    await look(window, 'late-record');
  });

  await step('the supplement is put together with its own notice and index', async () => {
    await window.follow(/^Bundle/);
    await window.seesHeading('Bundle');
    await window.sees('To be assembled');
    await look(window, 'sent-and-open');
    await window.press('Show Supplement 1');
    await window.sees('Supplement 1 has not been put together yet.');
    await window.press('Assemble the supplement');
    await window.sees('Not sent yet');
    await window.sees('Save as PDF');
    await look(window, 'supplement');
    const file = join(window.folder, 'supplement.pdf');
    await window.press('Save as PDF');
    await window.answerFileDialog(file);
    await window.sees('Saved:');
    const [notice, index, first] = await pagesOf(readFileSync(file), window.folder);
    assert.match(notice, /SUPPLEMENT 1 TO A REFERRAL FOR A SECOND OPINION/);
    assert.match(index, /Histology of the valve/);
    assert.match(first, /Enclosure 5/);
  });

  await step('that it has gone is recorded, and nothing of it can be changed', async () => {
    await window.follow(/^SO-/);
    await record(window, 'Record that a supplement was sent', '2026-11-24');
    await window.sees('Sent 24-Nov-2026');
    await window.follow(/^Records/);
    await window.press(/^Histology of the valve/);
    await window.offersNo('button', 'Replace the file');
    await window.offersNo('button', 'Remove this record');
    await window.axe();
  });

  await step('details that would make the patient resemble another are stopped, and compared', async () => {
    const cli = (...words) =>
      execFileSync(paths.cli, ['--store', window.home, '--user', person.name, '--json', ...words], {
        env: { ...process.env, SECOND_OPINION_PASSPHRASE: person.passphrase },
      });
    const other = JSON.parse(execFileSync(paths.cli, ['example', 'patient']));
    const file = join(window.folder, 'other.json');
    writeFileSync(file, JSON.stringify({ ...other, born_on: '1961-07-30', family: 'Fairweather', identifier: '999 000 0026' }));
    cli('patient', 'add', '--from', file);
    await window.follow(/^Patient’s details/);
    await window.seesHeading('Patient’s details');
    await window.typeDate('Date of birth', '1961-07-30');
    await window.press('Save');
    await window.sees('These details fit somebody else too');
    await window.sees('FAIRWEATHER');
    await lookTwice(window, 'alike');
    await window.type('How is that known?', 'Both were here today.');
    assert.equal(await window.value('Clinician’s name to sign in with'), person.name);
    await window.type('Clinician’s passphrase', person.passphrase);
    await window.press('Sign, and save');
    await window.seesHeading('Request SO-2026-0001');
    await window.sees('30-Jul-1961');
    assert.match(String(cli('audit', 'list')), /stop_overridden=similar_patient/);
  });
});

/** Takes a step that asks how and when something went. */
async function record(window, label, day) {
  await window.press(label);
  await window.choose('Post', { within: 'Method' });
  await window.typeDate('Date', day);
  await window.press(label, { within: 'Not now' });
  await window.seesNo('Tracking number');
}
