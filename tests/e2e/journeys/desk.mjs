// A desk is left, locked, guessed at, backed up, and found again on another computer.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { journey, paths } from '../harness.mjs';

const FIRST = 'quiet harbour under snow';
const SECOND = 'another harbour in spring';
const TYPED = 'Zebra-Crossing';

await journey('A desk that is left loses nothing and shows nothing', async (window, step) => {
  let recoveryKey;
  const cli = (user, ...words) =>
    JSON.parse(execFileSync(paths.cli, ['--store', window.home, '--user', user, '--json', ...words], {
      env: { ...process.env, SECOND_OPINION_PASSPHRASE: FIRST, SECOND_OPINION_NEW_PASSPHRASE: FIRST },
    }));
  const example = (kind) => {
    const file = join(window.folder, `${kind}.json`);
    writeFileSync(file, execFileSync(paths.cli, ['example', kind]));
    return file;
  };
  const signIn = async (name, passphrase) => {
    await window.seesHeading('Sign in');
    await window.type('Name', name);
    await window.type('Passphrase', passphrase);
    await window.press('Sign in');
  };

  await step('a clinic with a clinician, who keeps the store, and a secretary', async () => {
    recoveryKey = cli('nobody', 'setup', '--from', example('setup')).recovery_key;
    cli('rhiannon.mistry', 'user', 'add', '--from', example('user'));
    await window.open();
  });

  await step('after five wrong passphrases the wait is counted down', async () => {
    for (let guess = 0; guess < 5; guess += 1) {
      await signIn('sioned.price', `wrong words ${guess}`);
      await window.sees(guess < 4 ? 'The name or the passphrase is not right' : 'You can try again in');
    }
    const left = () => window.browser.execute(() => Number(document.querySelector('.so-count-down strong').textContent.split(' ')[0]));
    const before = await left();
    assert.ok(before > 20 && before <= 30, `${before} seconds`);
    await window.browser.waitUntil(async () => (await left()) < before, { timeout: 5000 });
    await window.axe();
    await window.screenshot('wait');
  });

  await step('whoever keeps the store lets her try again, and gives her a new passphrase', async () => {
    // Only the name that was guessed at must wait.
    await signIn('rhiannon.mistry', FIRST);
    await window.seesHeading('Worklist');
    await window.sees('A backup is overdue');
    await window.administer('Users');
    await window.sees('Must wait');
    await window.axe();
    await window.screenshot('users');
    await window.press(/^Let try again: .*Price/);
    await window.sees('can try again at once');
    await window.seesNo('Must wait');
    await window.press(/^New passphrase: .*Price/);
    await window.type('New passphrase', SECOND);
    await window.axe();
    await window.press('Give the new passphrase');
    await window.sees('has a new passphrase');
    await window.press(/^Stop: .*Price/);
    await window.sees('can no longer sign in');
    await window.press(/^Let sign in again: .*Price/);
    await window.type('New passphrase', SECOND);
    await window.press('Give the new passphrase');
    await window.sees('can sign in again');
  });

  await step('backups go to a folder by themselves, and one is made, checked and restored beside', async () => {
    await window.administer('Store');
    await window.seesHeading('Store');
    await window.axe();
    const folder = join(window.folder, 'stick');
    await window.type('Folder for backups', folder);
    await window.press('Save');
    await window.sees('There is no such folder');
    mkdirSync(folder);
    await window.press('Save');
    await window.sees('Saved.');
    await window.sees('The backups are on the disk of the store');
    await window.press('Make a backup now');
    await window.sees('The backup was made, opened again and read from end to end.');
    await window.seesNo('A backup is overdue');
    assert.equal(readdirSync(folder).length, 1);
    await window.axe();
    await window.screenshot('store');
    await window.press(/^Check the backup of/);
    await window.sees('The backup is sound');
    await window.press(/^Restore the backup of/);
    await window.type('Folder of the new store', join(window.folder, 'drill'));
    await window.type('Passphrase at the time of the backup', FIRST);
    await window.axe();
    await window.press('Restore');
    await window.sees('The backup was proved and restored.');
    await window.press('Close');
    assert.ok(readdirSync(join(window.folder, 'drill')).includes('store.db'));
    await window.keys('Control', 'l');
  });

  await step('she changes her own passphrase', async () => {
    await signIn('sioned.price', SECOND);
    await window.seesHeading('Worklist');
    await window.follow(/your account$/);
    await window.seesHeading('Your account');
    await window.type('Passphrase that you have now', 'not this one at all');
    await window.type('New passphrase', FIRST);
    await window.type('New passphrase again', FIRST);
    await window.press('Change the passphrase');
    await window.sees('This is not the passphrase that you have now.');
    await window.axe();
    await window.type('Passphrase that you have now', SECOND);
    await window.press('Change the passphrase');
    await window.sees('Your passphrase was changed.');
  });

  await step('the key locks at once, in the middle of a form, and nothing of it can be seen', async () => {
    await window.keys('Control', 'n');
    await window.choose('No', { within: 'Is the patient in hospital now?' });
    await window.choose('No', { within: 'Is someone worried that the patient is getting worse?' });
    await window.press('Continue');
    await window.press('Register a new patient');
    await window.type('Family name', TYPED);
    await window.keys('Control', 'Shift', 'l');
    await window.seesHeading('Locked');
    await window.seesNo(TYPED);
    assert.match(await window.browser.getTitle(), /^Locked – Second Opinion$/);
    assert.equal(await window.browser.execute(() => document.documentElement.outerHTML.includes('Zebra')), false);
    assert.equal(await window.browser.execute(() => location.hash), '#/');
    await window.axe();
    await window.screenshot('locked');
  });

  await step('a wrong passphrase unlocks nothing, and hers brings back what she had typed', async () => {
    await window.type('Passphrase', 'not this one at all');
    await window.press('Unlock');
    await window.sees('There is a problem');
    await window.type('Passphrase', FIRST);
    await window.press('Unlock');
    await window.seesHeading('Register a patient');
    assert.equal(await window.value('Family name'), TYPED);
    await window.press('Cancel');
  });

  await step('somebody else takes the locked desk, and is shown nothing of hers', async () => {
    await window.press('Register a new patient');
    await window.type('Family name', TYPED);
    await window.press('Lock');
    await window.seesHeading('Locked');
    await window.press('Sign in as somebody else');
    await signIn('rhiannon.mistry', FIRST);
    await window.seesHeading('Worklist');
    await window.seesNo(TYPED);
    await window.keys('Control', 'l');
    await signIn('sioned.price', FIRST);
    await window.seesHeading('Register a patient');
    assert.equal(await window.value('Family name'), TYPED);
  });

  await step('a desk that nobody touches warns, and then locks itself', async () => {
    process.env.SECOND_OPINION_LOCK_SECONDS = '10';
    await window.restart();
    await signIn('sioned.price', FIRST);
    await window.seesHeading('Worklist');
    await window.sees('Nobody seems to be here');
    await window.screenshot('warning');
    await window.seesHeading('Locked');
    await window.sees('was away, so this desk locked itself');
    const trail = cli('rhiannon.mistry', 'audit', 'list').rows;
    assert.ok(trail.some((row) => row.act === 'lock' && row.detail === 'left' && row.user === 'sioned.price'));
    assert.ok(trail.some((row) => row.act === 'unlock'));
    delete process.env.SECOND_OPINION_LOCK_SECONDS;
  });

  await step('the recovery key gives whoever keeps the store a new passphrase', async () => {
    await window.restart();
    await window.press('Forgotten your passphrase?');
    await window.seesHeading('Forgotten passphrase');
    await window.axe();
    await window.type('Name', 'rhiannon.mistry');
    await window.type('Recovery key', recoveryKey);
    await window.type('New passphrase', SECOND);
    await window.type('New passphrase again', SECOND);
    await window.screenshot('forgotten');
    await window.press('Set the new passphrase');
    await window.seesHeading('Sign in');
    await window.type('Passphrase', SECOND);
    await window.press('Sign in');
    await window.seesHeading('Worklist');
  });

  await step('the store is gone, and the backup becomes the store of this computer', async () => {
    const [backup] = readdirSync(join(window.folder, 'stick')).sort().reverse();
    await window.close();
    renameSync(window.home, join(window.folder, 'stolen'));
    await window.open();
    await window.seesHeading('Set up Second Opinion');
    await window.press('Restore a backup on this computer');
    await window.answerFileDialog(join(window.folder, 'stick', backup));
    await window.seesHeading('Restore a backup');
    await window.type('Name', 'rhiannon.mistry');
    await window.type('Passphrase at the time of the backup', FIRST);
    await window.axe();
    await window.press('Restore');
    await window.sees('The backup was proved and restored.');
    await window.press('Continue to sign in');
    await signIn('rhiannon.mistry', FIRST);
    await window.seesHeading('Worklist');
  });
}, { open: false });
