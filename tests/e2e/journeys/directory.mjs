// The directory: filled from a file and by hand, chosen from by typing; the search from anywhere; the lists for work.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { journey, paths } from '../harness.mjs';
import { enterDemonstration, openRequest } from '../harness/demonstration.mjs';
import { look, lookTwice } from '../harness/look.mjs';

/** A row of a file of sites: 27 columns, with these filled, counted from 1. */
function row(cells) {
  return Array.from({ length: 27 }, (_, at) => `"${cells[at + 1] ?? ''}"`).join(',');
}

const SITES = [
  row({ 1: 'RX901', 2: 'ROYAL MARCHES HEART CENTRE', 5: 'CASTLE FOREGATE', 8: 'MARCHESTER', 10: 'ZZ5 2HQ', 15: 'RX9' }),
  row({ 1: 'RX902', 2: 'ROYAL MARCHES INFIRMARY', 5: 'INFIRMARY LANE', 8: 'MARCHESTER', 10: 'ZZ5 3AB', 15: 'RX9' }),
  row({ 1: 'RY101', 2: 'OLD COTTAGE HOSPITAL', 5: 'GREEN LANE', 8: 'MARCHESTER', 10: 'ZZ5 9ZZ', 12: '20190331', 15: 'RY1' }),
];

await journey('A recipient comes from the directory', async (window, step) => {
  let person;
  await step('a file of sites is imported by the dialog', async () => {
    person = await enterDemonstration(window);
    await window.follow('Directory');
    await window.seesHeading('Directory');
    await window.sees('Nobody is preferred yet');
    const file = join(window.folder, 'ets.csv');
    writeFileSync(file, SITES.join('\r\n'));
    await window.press('Import a file');
    await window.press('Choose a file');
    await window.answerFileDialog(file);
    await window.sees('3 new, 0 changed, 0 closed, 0 as before');
    await look(window, 'imported');
  });

  await step('a broken file is refused by its lines, and nothing of it comes in', async () => {
    const file = join(window.folder, 'ets-broken.csv');
    writeFileSync(file, [SITES[0].replace('HEART', 'NEW'), 'three,columns,only'].join('\r\n'));
    await window.press('Choose a file');
    await window.answerFileDialog(file);
    await window.sees('line 2: it has 3 columns, and 27 are expected');
    await window.press('Close');
    await window.type('Find in the directory', 'marches');
    await window.sees('Royal Marches Heart Centre');
    await window.sees('Royal Marches Infirmary');
    await window.type('Find in the directory', 'cottage');
    await window.sees('Nothing in the directory fits');
    await window.choose('Show closed and retired ones as well');
    await window.sees('Closed 31-Mar-2019');
    await window.type('Find in the directory', 'marches');
    await window.sees('Royal Marches Heart Centre');
    await lookTwice(window, 'directory');
  });

  await step('an own entry is added and starred', async () => {
    await window.press('Add an entry');
    await window.choose('Service or clinic');
    await window.type('Name', 'Structural Heart Team');
    await chooseFirst(window, 'Hospital, practice or organisation', 'royal marches heart');
    await window.sees('Castle Foregate');
    await chooseFirst(window, 'Specialty', 'cardiolog');
    await window.axe();
    await window.press('Add', { within: 'Cancel' });
    await window.seesNo('Address checked on');
    await window.type('Find in the directory', 'structural');
    await window.press('Prefer Structural Heart Team');
    await window.sees('★ Preferred');
  });

  await step('search from a letter’s page finds a patient, warns of nobody, and opens with Enter', async () => {
    const cli = (...words) =>
      JSON.parse(
        execFileSync(paths.cli, ['--store', window.home, '--user', person.name, '--json', ...words], {
          env: { ...process.env, SECOND_OPINION_PASSPHRASE: person.passphrase },
        }),
      );
    const patient = cli('patient', 'find', 'wyn').patients[0].id;
    const request = JSON.parse(execFileSync(paths.cli, ['example', 'request']));
    const { recipient_address_verified_on: checked, ...form } = request.form;
    assert.ok(checked);
    for (const field of Object.keys(form)) if (field.startsWith('recipient_')) delete form[field];
    const file = join(window.folder, 'request.json');
    writeFileSync(file, JSON.stringify({ ...request, patient_id: patient, not_a_duplicate_because: 'Another question', form }));
    cli('request', 'open', '--from', file);
    await window.follow('Worklist');
    await openRequest(window, 'SO-2026-0001');
    await window.follow(/^Letter/);
    await window.seesHeading('Letter');
    await window.keys('Control', 'k');
    await window.type('Search patients, requests and pages', '3/2/1958');
    await window.sees('SO-2026-0002');
    await window.sees('Born 03-Feb-1958, NHS No. 999');
    await lookTwice(window, 'search');
    await window.type('Search patients, requests and pages', 'SO-2026-0002');
    await window.browser.waitUntil(
      () => window.browser.execute(() => document.querySelectorAll('.so-palette [role=option]').length === 1),
      { timeoutMsg: 'one request is found by its reference' },
    );
    await window.sees('1 found');
    await window.keys('Enter');
    await window.seesHeading('Request SO-2026-0002');
    await window.keys('Control', 'k');
    await window.type('Search patients, requests and pages', 'backups');
    // Enter opens nothing before the answer to what was typed is there.
    await window.sees('1 found');
    await window.keys('Enter');
    await window.seesHeading('Store');
    await window.follow('Worklist');
    await openRequest(window, 'SO-2026-0002');
  });

  await step('the recipient is chosen by typing, and its address is asked for', async () => {
    await window.follow(/^New team/);
    await window.seesHeading('New team');
    await chooseFirst(window, 'Service or clinic', 'structural');
    assert.equal(await window.value('Hospital or organisation'), 'Royal Marches Heart Centre');
    assert.equal(await window.value('ODS code, if known'), 'RX901');
    assert.equal(await window.value('Postcode'), 'ZZ5 2HQ');
    assert.equal(await window.value('Specialty'), 'Cardiology');
    await window.sees('Is this still the address?');
    await window.sees('Nobody has checked it yet.');
    await lookTwice(window, 'address-question');
    await window.press('Yes, this is the address');
    await window.sees('The recipient’s address was confirmed by');
    await window.type('Postcode', 'ZZ5 2HX');
    await window.sees('Is this still the address?');
  });

  await step('the usual records of the specialty are a reminder: nothing is ticked, and nothing is added', async () => {
    await window.follow(/^Records/);
    await window.seesHeading('Records');
    await window.sees('Usual records for Cardiology');
    const ticked = () => window.browser.execute(() => [...document.querySelectorAll('.so-usual input')].filter((box) => box.checked).length);
    assert.equal(await ticked(), 0);
    await window.choose('Echocardiogram report');
    await window.sees('No records yet.');
    await lookTwice(window, 'usual-records');
    await window.follow(/^Letter/);
    await window.seesHeading('Letter');
    await window.follow(/^Records/);
    await window.sees('Usual records for Cardiology');
    assert.equal(await ticked(), 1, 'what was ticked is kept');
  });

  await step('a list for work is changed, and a broken one is refused', async () => {
    await window.administer('Wording');
    await window.follow('Usual records of each specialty');
    await window.seesHeading('Usual records of each specialty');
    await window.type('The list', '[Alchemy]');
    await window.press('Keep this list');
    await window.sees('Line 1: no specialty of the list has this code or name.');
    await look(window, 'list-refused');
    await window.type('The list', '[Cardiology]');
    await window.keys('Enter', ...'Our own echo protocol');
    await window.press('Keep this list');
    await window.sees('Your own');
    await window.press('Back to the supplied list');
    await window.sees('As supplied');
    await window.axe();
  });
});

/** Types into a line that suggests, and takes the first suggestion by the keyboard alone. */
async function chooseFirst(window, label, words) {
  await window.type(label, words);
  await window.browser.waitUntil(
    () => window.browser.execute(() => document.querySelector('.so-combo__list:not([hidden]) [role=option]') !== null),
    { timeoutMsg: `nothing is suggested for “${words}”` },
  );
  await window.keys('ArrowDown', 'Enter');
}
