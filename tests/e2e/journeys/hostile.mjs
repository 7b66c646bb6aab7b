// Text that wants to be more than text, in every field there is; and what is left of a patient in files and in memory.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { journey, paths } from '../harness.mjs';
import { everyPlace, goTo } from '../harness/appearance.mjs';
import { ask, call } from '../harness/commands.mjs';
import { prepareDemonstration, signIn } from '../harness/demonstration.mjs';
import { CANARY, NASTY, UNSEEN, filesWith, found, inMemory, watch } from '../harness/nasty.mjs';

const CODE = /^[a-z_0-9]+$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

await journey('Hostile text stays text, and a patient leaves no trace outside the store', async (window, step) => {
  // Outside the folder that is looked through: these files are the journey's own.
  const beside = mkdtempSync(join(tmpdir(), 'second-opinion-said-'));
  process.on('exit', () => rmSync(beside, { recursive: true, force: true }));
  let person;
  let request;
  const cli = (...words) => {
    const env = { ...process.env, SECOND_OPINION_PASSPHRASE: person.passphrase };
    try {
      return JSON.parse(execFileSync(paths.cli, ['--store', window.home, '--user', person.name, '--json', ...words], { env, stdio: ['ignore', 'pipe', 'ignore'] }));
    } catch (error) {
      return JSON.parse(error.stdout).error;
    }
  };
  const written = (name, value) => {
    const file = join(beside, `${name}.json`);
    writeFileSync(file, JSON.stringify(value));
    return file;
  };
  const example = (kind) => JSON.parse(execFileSync(paths.cli, ['example', kind]));
  const nasty = (index) => `${CANARY} ${NASTY[index % NASTY.length]}`;
  /** Puts hostile text in the place of every text that is neither a code nor a day. */
  const poisoned = (value, at = { index: 0 }) => {
    if (Array.isArray(value)) return value.map((item) => poisoned(item, at));
    if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, poisoned(item, at)]));
    if (typeof value !== 'string' || CODE.test(value) || DAY.test(value)) return value;
    at.index += 1;
    return nasty(at.index);
  };

  await step('a request is full of it; what cannot be taken is named, and the rest comes back as it was typed', async () => {
    person = prepareDemonstration(window);
    const plain = example('patient');
    for (const family of UNSEEN) {
      const refused = cli('patient', 'add', '--from', written('unseen', { ...plain, family, identifier: '999 000 0026' }));
      assert.equal(refused.code, 'bad_input', JSON.stringify(family));
      assert.ok(refused.details.some(({ field, message }) => field === 'family' && message.length > 10), JSON.stringify(refused));
    }
    const patient = cli('patient', 'add', '--from', written('patient', { ...plain, given: '<b>Zola</b>', family: "<img src=x onerror=window.__ran=1>", address_lines: [nasty(0), nasty(2)], preferred_name: '{{7*7}}', born_on: '1971-02-03', identifier: '999 000 0026' }));
    assert.ok(patient.id, JSON.stringify(patient));
    const { form } = example('request');
    const hostile = poisoned(form);
    let kept = hostile;
    let opened = null;
    const refusals = [];
    for (let tries = 0; tries < 6 && !opened?.id; tries += 1) {
      opened = cli('request', 'open', '--from', written('request', { form: kept, in_hospital: false, getting_worse: false, patient_id: patient.id }));
      for (const { field, message } of opened.details ?? []) {
        assert.ok(message.length > 5, `${field} is refused without words`);
        refusals.push(field);
        const name = field.replace(/^form\./, '').split(/[.[]/)[0];
        kept = { ...kept, [name]: form[name] };
      }
    }
    assert.ok(opened.id, `${JSON.stringify(opened)} after ${refusals.join(', ')}`);
    request = cli('request', 'show', opened.id);
    for (const [name, value] of Object.entries(kept)) assert.deepEqual(request.form[name], value, `${name} comes back as it was typed`);
    const texts = JSON.stringify(request.form).split(CANARY).length - 1;
    assert.ok(texts > 20, `${texts} fields hold it`);
    const record = join(window.folder, 'note.txt');
    writeFileSync(record, 'A phrase of a record.\n');
    cli('record', 'add', request.id, record, '--from', written('record', { ...example('record'), title: nasty(1), relevance: nasty(3), source: nasty(4) }));
  });

  await step('every screen shows it and nothing runs, is asked for, or is reported', async () => {
    await window.open();
    await signIn(window, person);
    await watch(window);
    await ask(window, 'keep_filter', { name: nasty(0), filter: {} });
    const faults = [];
    let shown = 0;
    for (const place of await everyPlace(window, `/requests/${request.id}`)) {
      await goTo(window, place);
      faults.push(...(await found(window)).map((fault) => `${place}: ${fault}`));
      shown += (await window.text()).split(CANARY).length - 1;
      shown += await window.browser.execute((word) => [...document.querySelectorAll('input, textarea')].filter((box) => box.value.includes(word)).length, CANARY);
    }
    assert.deepEqual(faults, [], faults.join('\n'));
    assert.ok(shown > 30, `it is shown ${shown} times`);
  });

  await step('a search takes it all as words', async () => {
    const words = [...NASTY, ...UNSEEN, '"', '""', '*', 'a*b', 'NEAR(a b)', 'AND', 'a OR', '(', ')', '^x', 'name:x', "';--", '\u0000', '-', 'x'.repeat(100_000), 'é'.repeat(2000)];
    const answers = await call(window, words.flatMap((word) => [['search', { words: word }], ['find_patients', { words: word }], ['list_requests', { input: { words: word } }]]));
    const faults = answers.filter((answer) => /internal|store|framework: (?!invalid args)/.test(answer));
    assert.deepEqual(faults, []);
  });

  await step('a table for a spreadsheet has no cell that is worked out', async () => {
    const table = join(window.folder, 'list.csv');
    await ask(window, 'export_worklist', { input: {}, path: table });
    const cells = readFileSync(table, 'utf8').replace(/^\uFEFF/, '').match(/"(?:[^"]|"")*"|[^,\r\n]+/g);
    assert.ok(cells.some((cell) => cell.includes(CANARY)));
    assert.deepEqual(cells.filter((cell) => /^"?\s*[=+\-@\t\r＝＋－＠]/.test(cell)), []);
    rmSync(table);
  });

  const words = [CANARY, 'Idris Ll', 'Castle Foregate', person?.passphrase ?? 'made up people only'];
  const leftIn = () => {
    const { looked, hits } = filesWith(window.folder, words);
    assert.ok(looked > 5, 'there are files to look through');
    return hits.filter((path) => !path.includes('/demonstration/bundle') && !path.endsWith('.pdf'));
  };
  await step('no file that the program or its web view wrote holds a word of it, open or locked', async () => {
    assert.deepEqual(leftIn(), []);
    await goTo(window, `/requests/${request.id}`);
    const open = inMemory(window.home, [CANARY]);
    assert.ok(Object.values(open).some((count) => count > 0), 'the words can be found in memory while they are shown');
    await window.press('Lock');
    await window.seesHeading('Locked');
    assert.deepEqual(leftIn(), []);
    assert.ok(!(await window.text()).includes(CANARY) && !(await window.browser.execute(() => document.documentElement.outerHTML)).includes(CANARY));
    console.log(`    in memory while open: ${JSON.stringify(open)}; locked: ${JSON.stringify(inMemory(window.home, [CANARY]))}`);
  });

  await step('nor when the program is killed where it stands', async () => {
    await window.type('Passphrase', person.passphrase);
    await window.press('Unlock');
    await window.seesHeading(`Request ${request.reference}`);
    execFileSync('/usr/bin/python3', ['-c', `
import os, signal, sys
for pid in filter(str.isdigit, os.listdir('/proc')):
    try:
        is_ours = f'SECOND_OPINION_HOME={sys.argv[1]}'.encode() in open(f'/proc/{pid}/environ', 'rb').read().split(b'\\0')
        if is_ours and open(f'/proc/{pid}/comm').read().strip() == 'second-opinion': os.kill(int(pid), signal.SIGKILL)
    except OSError:
        pass
`, window.home]);
    assert.deepEqual(leftIn(), []);
  });
}, { open: false });
