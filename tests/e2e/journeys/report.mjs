// The team’s numbers with charts and tables, lists that change while somebody looks at them, a filter that is kept, and
// what is said when the program is closed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { journey, paths } from '../harness.mjs';
import { closeWindow, windows } from '../harness/close.mjs';
import { enterDemonstration, keepPicture } from '../harness/demonstration.mjs';
import { lookTwice } from '../harness/look.mjs';
import { pageCount } from '../harness/pdf.mjs';

await journey('A team sees its numbers and what waits, and nobody goes without knowing', async (window, step) => {
  let person;
  const cli = (...words) =>
    JSON.parse(execFileSync(paths.cli, ['--store', window.home, '--user', person.name, '--json', ...words], {
      env: { ...process.env, SECOND_OPINION_PASSPHRASE: person.passphrase },
    }));
  const count = (label) =>
    window.browser.execute((wanted) => {
      const buttons = [...document.querySelectorAll('.so-lists .so-list')];
      const found = buttons.find((button) => button.firstElementChild?.textContent === wanted);
      return Number(found?.querySelector('.so-count')?.textContent);
    }, label);
  const counts = (label, number) => window.browser.waitUntil(async () => (await count(label)) === number, { timeout: 8000, timeoutMsg: `${label} is not ${number}` });
  await step('the demonstration is opened; its lists are counted', async () => {
    person = await enterDemonstration(window);
    await counts('All', 1);
    await lookTwice(window, 'lists');
  });

  await step('a step at another desk changes the counts, and the list, without anything being pressed', async () => {
    const before = await count('To send');
    assert.equal(before, 1);
    const reason = join(window.folder, 'reason.json');
    writeFileSync(reason, JSON.stringify({ reason: 'A new result came' }));
    cli('request', 'event', 'SO-2026-0001', 'amend', '--from', reason);
    await counts('To send', 0);
    await counts('Gathering', 1);
    await window.sees('Gathering records');
  });

  await step('a list is narrowed, and the filter is kept, used and removed', async () => {
    await window.press('Narrow the list');
    await window.select('Priority', 'Routine');
    await window.sees('No request on this list has everything');
    await window.select('Priority', 'Any');
    await window.select('Status', 'Gathering records');
    await window.sees('SO-2026-0001');
    await window.type('Save this filter as', 'Being gathered');
    await window.press('Save filter');
    await window.sees('My filters');
    await lookTwice(window, 'lists-narrowed');
    await window.press('Show the whole list');
    await window.press('Being gathered');
    await window.sees('Narrow the list (1 chosen)');
    await window.press('Remove the filter “Being gathered”');
    await window.seesNo('My filters');
  });

  await step('the report has charts, and a table beside each', async () => {
    await window.follow('Report');
    await window.seesHeading('Report');
    await window.sees('Requests by month');
    await window.browser.waitUntil(() => window.browser.execute(() => document.querySelectorAll('.so-chart__bar').length > 4), { timeout: 8000 });
    const pairs = await window.browser.execute(() => [document.querySelectorAll('.so-chart').length, document.querySelectorAll('.so-figure-pair table').length]);
    assert.ok(pairs[0] >= 4 && pairs[0] === pairs[1], `${pairs[0]} charts and ${pairs[1]} tables`);
    assert.ok(!/PARRY|Parry/.test(await window.text()), 'the report names a patient');
    await lookTwice(window, 'report');
    await keepPicture(window, 'report');
  });

  await step('it is saved as a table and as paper; a period the wrong way round is refused', async () => {
    const table = join(window.folder, 'report.csv');
    await window.press('Save as a table (CSV)');
    await window.answerFileDialog(table);
    await window.sees(`Saved: ${table}`);
    const text = readFileSync(table, 'utf8');
    assert.match(text, /"Requests by stage","Gathering records","1"/);
    assert.doesNotMatch(text, /parry/i);
    const paper = join(window.folder, 'report.pdf');
    await window.press('Save as PDF');
    await window.answerFileDialog(paper);
    await window.sees(`Saved: ${paper}`);
    assert.ok(pageCount(paper) >= 1);
    await window.press('Print');
    await window.sees('Printer');
    await window.press('Not now');
    const fill = async (id, words) => {
      for (const [part, value] of Object.entries(words)) {
        const field = await window.browser.$(`#${id}${part === 'day' ? '' : `-${part}`}`);
        await field.setValue(value);
      }
    };
    await fill('from', { day: '1', month: '12', year: '2026' });
    await fill('to', { day: '1', month: '11', year: '2026' });
    await window.press('Show this period');
    await window.sees('The first day comes before the last');
    await window.axe();
    await window.press('The last twelve months');
    await window.seesNo('The first day comes before the last');
  });

  await step('whoever closes the program is told what waits, may stay, and may go', async () => {
    cli('request', 'event', 'SO-2026-0001', 'submit');
    await closeWindow();
    await window.sees('Before you go');
    await window.sees('1 letter waits for a signature.');
    await window.axe();
    await keepPicture(window, 'before-you-go');
    await window.press('Stay');
    await window.seesNo('Before you go');
    await closeWindow();
    await window.sees('1 letter waits for a signature.');
    await window.press('Close the program');
    const gone = async () => (await windows()).length === 0;
    await window.browser.waitUntil(gone, { timeout: 15_000, timeoutMsg: 'the window is still there' }).catch(async (error) => {
      // The driver ends with the window it drives, which is an end as good.
      if (!(await gone())) throw error;
    });
  });
});
