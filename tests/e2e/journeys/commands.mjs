// What somebody could do who had the page’s own hands and no screen: call every command there is, as every person,
// with words that fit, with another request’s objects, and with anything at all.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { journey, paths } from '../harness.mjs';
import { anyJson, ask, call, chance, registered } from '../harness/commands.mjs';
import { prepareDemonstration } from '../harness/demonstration.mjs';
import { ALLOWED, ENDING, whoMay } from '../harness/who-may.mjs';

const PASSPHRASE = 'quiet harbour under snow';
const PEOPLE = { reader: 'cdeasy', secretary: 'bsayce', clinician: 'asharma', administrator: 'jvale' };

/** Each of these tries a passphrase, which is made to take long, or makes a paper. */
const SLOW = ['recover_passphrase', 'test_recovery_key', 'renew_recovery_key', 'print_recovery_key', 'restore_backup', 'change_passphrase', 'sign_letter'];

/** How often each command is given anything at all; many more by hand, `COMMAND_TRIALS=1000`. */
const TRIALS = Number(process.env.COMMAND_TRIALS ?? 4);
const SEED = Number(process.env.COMMAND_SEED ?? 20261124);

await journey('Every command asks who calls it, whatever it is handed', async (window, step) => {
  let keeper;
  const cli = (...words) =>
    JSON.parse(execFileSync(paths.cli, ['--store', window.home, '--user', keeper.name, '--json', ...words], {
      env: { ...process.env, SECOND_OPINION_PASSPHRASE: keeper.passphrase, SECOND_OPINION_NEW_PASSPHRASE: PASSPHRASE },
    }));
  const written = (name, value) => {
    const file = join(window.folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(value));
    return file;
  };
  const example = (kind) => JSON.parse(execFileSync(paths.cli, ['example', kind]));
  const signIn = (name, passphrase = PASSPHRASE) => ask(window, 'sign_in', { name, passphrase });
  let own;
  let foreign;

  await step('a store with a person of each role, and two patients with a request each', async () => {
    keeper = prepareDemonstration(window);
    const user = example('user');
    const people = [['reader', 'Colm', 'Deasy'], ['secretary', 'Bethan', 'Sayce'], ['administrator', 'Jo', 'Vale']];
    for (const [role, given, family] of people) {
      cli('user', 'add', '--from', written(role, { ...user, role, name: PEOPLE[role], person: { ...user.person, given, family } }));
    }
    const setup = example('setup').user;
    cli('user', 'add', '--from', written('clinician', { ...setup, name: PEOPLE.clinician, person: { ...setup.person, given: 'Anil', family: 'Sharma' } }));
    own = cli('request', 'show', 'SO-2026-0001');
    const patient = cli('patient', 'add', '--from', written('patient', { ...example('patient'), given: 'Zola', family: 'Quaye', born_on: '1971-02-03', identifier: '999 000 0026' }));
    const opened = cli('request', 'open', '--from', written('request', { ...example('request'), patient_id: patient.id }));
    const letter = join(window.folder, 'note.txt');
    writeFileSync(letter, 'A note about nobody.\n');
    cli('record', 'add', opened.id, letter);
    foreign = cli('request', 'show', opened.id);
    assert.equal(foreign.records.length, 1);
    await window.open();
  });

  const rows = registered();
  await step('every command that is registered has its row, and no row is of none', async () => {
    assert.ok(rows.length > 100, `${rows.length} commands are registered`);
    const told = [...Object.keys(whoMay(own.id)), ...ENDING].sort();
    assert.deepEqual(rows.map(({ name }) => name).sort(), told);
  });

  for (const [role, may] of Object.entries(ALLOWED)) {
    await step(`${role}: each command is refused or answered as the table says`, async () => {
      if (role !== 'nobody') await signIn(PEOPLE[role]);
      const calls = Object.entries(whoMay(own.id));
      const answers = await call(window, calls.map(([name, [, words = {}]]) => [name, words]));
      const faults = calls.flatMap(([name, [needs]], index) => {
        const answer = answers[index];
        const isRefused = answer === 'role_may_not' || answer === 'signed_out';
        const expected = role === 'nobody' ? 'signed_out' : 'role_may_not';
        const isRight = may.includes(needs) ? !isRefused && !/^(framework|told badly|internal)/.test(answer) : answer === expected;
        return isRight ? [] : [`${name}, which needs “${needs}”: ${answer}`];
      });
      await ask(window, 'sign_out');
      assert.deepEqual(faults, [], faults.join('\n'));
    });
  }

  await step('an object of another request is not there, whoever asks through this one', async () => {
    await signIn(PEOPLE.clinician);
    const [mine, theirs] = [own.records[0].id, foreign.records[0].id];
    const bundle = own.bundle?.id;
    assert.ok(mine && theirs && bundle, 'there is something to take for another’s');
    const crossed = { requestId: own.id, recordId: theirs };
    const calls = [
      ['preview_record', crossed],
      ['describe_record', { ...crossed, version: foreign.records[0].version, input: {} }],
      ['remove_record', { ...crossed, reason: 'x' }],
      ['restore_record', crossed],
      ['preview_record', { requestId: foreign.id, recordId: mine }],
      ['describe_record', { requestId: foreign.id, recordId: mine, version: 1, input: {} }],
      ['remove_record', { requestId: foreign.id, recordId: mine, reason: 'x' }],
      ['order_records', { requestId: foreign.id, ids: [mine] }],
      ['preview_bundle', { requestId: foreign.id, bundleId: bundle }],
      ['print_papers', { requestId: foreign.id, input: { papers: [{ kind: 'bundle', bundle_id: bundle }], printer: 'none' }, ticket: 1 }],
      ['save_paper', { requestId: foreign.id, paper: { kind: 'bundle', bundle_id: bundle }, path: join(window.folder, 'stolen.pdf') }],
    ];
    const answers = await call(window, calls);
    const faults = calls.flatMap(([name], index) => (['ok', 'internal'].includes(answers[index]) || /^(framework|told badly)/.test(answers[index]) ? [`${name}: ${answers[index]}`] : []));
    assert.deepEqual(faults, [], faults.join('\n'));
    await ask(window, 'sign_out');
  });

  await step('whatever else is handed over: told in words, nothing broken, no request changed', async () => {
    const known = new Set(readCodes());
    // A record of a request that is still being prepared may be taken out in so many words; of a signed one, never.
    const state = () => [own.id, foreign.id].map((id) => cli('request', 'show', id)).map(({ id, version, status, form, letters, records }) =>
      ({ version, status, form, letters, records: id === own.id && records }));
    const before = state();
    const tell = chance(SEED);
    const faults = [];
    for (const [who, passphrase] of [[keeper.name, keeper.passphrase], [PEOPLE.secretary, PASSPHRASE]]) {
      await signIn(who, passphrase);
      const calls = rows.filter(({ name }) => !ENDING.includes(name) && !SLOW.includes(name)).flatMap(({ name, takes }) =>
        Array.from({ length: takes.length === 0 ? 1 : TRIALS }, () => [name, Object.fromEntries(takes.map(([word, type]) => [word, anything(word, type, tell)]))]));
      for (let from = 0; from < calls.length; from += 100) {
        const some = calls.slice(from, from + 100);
        const answers = await call(window, some);
        answers.forEach((answer, index) => {
          const isTold = answer === 'ok' || known.has(answer) || /^framework: (invalid args|missing)/.test(answer);
          if (!isTold || answer === 'internal') faults.push(`${answer} for ${JSON.stringify(some[index]).slice(0, 400)}`);
        });
      }
      await ask(window, 'sign_out');
    }
    assert.deepEqual(faults, [], faults.join('\n'));
    assert.deepEqual(state(), before);
    assert.equal(cli('audit', 'verify').status, 'sound');
    assert.equal(cli('store', 'check').status, 'sound');
  });

  /** Now and then what fits, so that what is inside is reached; else anything. No path leads to a place that exists. */
  function anything(word, type, tell) {
    if (/^(path|file|folder)$/.test(word)) return tell.of(['/dev/null/at/all', '/dev/null/\u202E', '', 7, null]);
    if (word === 'paths') return tell.of([['/dev/null/at/all'], [], null, 'x']);
    if (/^(id|requestId|request)$/.test(word) && tell.next() < 0.6) return tell.of([own.id, foreign.id]);
    if (word === 'recordId' && tell.next() < 0.6) return tell.of([own.records[0].id, foreign.records[0].id]);
    if (word === 'version' && tell.next() < 0.8) return tell.of([0, 4_000_000, 4_294_967_295]);
    if (type === 'string' && tell.next() < 0.7) return String(anyJson(tell));
    if (/^[A-Z]\w*(Input|Form)$/.test(type) && tell.next() < 0.4) return {};
    return anyJson(tell);
  }

  function readCodes() {
    const told = execFileSync(paths.cli, ['--help', 'errors'], { encoding: 'utf8' });
    const own = readFileSync(join(process.cwd(), '../../src-tauri/src/error.rs'), 'utf8').match(/"(\w+)",/g).map((code) => code.slice(1, -2));
    return [...told.matchAll(/^(\w+)\s+\d/gm)].map(([, code]) => code).concat(own);
  }
}, { open: false });
