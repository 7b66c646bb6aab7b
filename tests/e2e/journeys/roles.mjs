// The people of a store: added, let in, kept out; and each offered only what their role allows.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';
import { enterDemonstration, keepPicture, openRequest, signIn } from '../harness/demonstration.mjs';

const PASSPHRASE = 'quiet lantern over seven hills';

await journey('Each person is offered what their role allows, and nothing else', async (window, step) => {
  await step('whoever keeps the store enters a demonstration', async () => {
    await enterDemonstration(window);
    await window.administer('Users');
    await window.seesHeading('Users');
    await window.axe();
  });

  await step('a person without answers is not added, and each gap is named', async () => {
    await window.press('Add a user');
    await window.axe();
    await window.press('Add');
    await window.sees('There is a problem');
    await window.axe();
  });

  const add = async (given, family, role, name) => {
    await window.type('Given name', given);
    await window.type('Family name', family);
    await window.choose(role, { within: 'Role' });
    await window.type('Name to sign in with', name);
    await window.type('First passphrase', PASSPHRASE);
    await window.press('Add');
    await window.find('row', `${given} ${family}`);
  };

  await step('a secretary and a reader are added with their roles', async () => {
    await add('Bethan', 'Sayce', 'Secretary', 'bsayce');
    await window.press('Add a user');
    await add('Colm', 'Deasy', 'Reader', 'cdeasy');
    assert.match(await (await window.find('row', 'bsayce')).getText(), /Secretary/);
    assert.match(await (await window.find('row', 'cdeasy')).getText(), /Reader/);
    await window.axe();
    await keepPicture(window, 'users');
  });

  await step('the trail says who added whom, and pages through', async () => {
    await window.administer('Audit trail');
    await window.seesHeading('Audit trail');
    await window.sees('User added');
    await window.axe();
  });

  await step('the secretary gathers and prints, but neither decides, signs, keeps users nor sets the urgency', async () => {
    await leave(window);
    await signIn(window, { name: 'bsayce', passphrase: PASSPHRASE });
    await window.find('button', /^New request/);
    await window.offersNo('button', 'Administration');
    await openRequest(window, 'SO-2026-0001');
    await window.find('button', 'Record dispatch');
    await window.offersNo('button', /^(Sign the|Agree|Decline)/);
    await window.follow(/^Letter/);
    await window.seesHeading('Letter');
    await window.find('button', 'Print');
    await window.offersNo('button', 'Sign the letter');
    await window.axe();
  });

  await step('assembling the bundle again can be stopped, and the bundle that was there still is', async () => {
    await window.follow(/^Bundle/);
    await window.seesHeading('Bundle');
    await window.sees('Contents');
    const before = /SHA-256 ([0-9a-f]+)/.exec(await window.text())[1];
    await window.press('Assemble again');
    await window.press('Cancel');
    await window.sees('Stopped. Nothing was written.');
    assert.equal(/SHA-256 ([0-9a-f]+)/.exec(await window.text())[1], before);
    await window.axe();
  });

  await step('the reader looks at everything and is offered no change', async () => {
    await leave(window);
    await signIn(window, { name: 'cdeasy', passphrase: PASSPHRASE });
    await window.offersNo('button', /^New request/);
    await window.keys('Control', 'n');
    await window.seesHeading('Worklist');
    await openRequest(window, 'SO-2026-0001');
    await window.offersNo('button', 'Record dispatch');
    await window.axe();
    for (const part of ['Patient’s details', 'Letter', 'Bundle', 'Records']) {
      await window.follow(new RegExp(`^${part}`));
      await window.seesHeading(part);
      for (const change of [/^Save/, 'Print', /^Assemble/, 'Add files', /^Take out/, /^Open in/]) await window.offersNo('button', change);
      await window.axe();
    }
  });

  await step('who may no longer sign in is not let in', async () => {
    await leave(window);
    await signIn(window, { name: 'rhiannon.mistry', passphrase: 'made up people only' });
    await window.administer('Users');
    await window.press('Stop: Colm Deasy');
    await window.find('button', 'Let sign in again: Colm Deasy');
    await leave(window);
    await window.seesHeading('Sign in');
    await window.type('Name', 'cdeasy');
    await window.type('Passphrase', PASSPHRASE);
    await window.press('Sign in');
    await window.sees('There is a problem');
    await window.axe();
  });
});

async function leave(window) {
  await window.keys('Control', 'l');
  await window.seesHeading('Sign in');
}
