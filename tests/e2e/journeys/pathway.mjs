// The pathway where it turns back: a signed letter amended, an awaiting one sent back, a bundle returned and sent again.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';
import { CLINICIAN, Clinic, day } from '../harness/clinic.mjs';
import { openRequest, signIn, takeStep } from '../harness/demonstration.mjs';
import { look, lookTwice } from '../harness/look.mjs';

await journey('What comes back is taken up again with everything that was typed', async (window, step) => {
  const clinic = new Clinic(window);
  const reference = clinic.logs('Fairweather');
  clinic.gathers(reference, ['Clinic letter', 'Echocardiogram report', 'Blood results']);
  clinic.signs(reference);

  await step('a signed request is opened', async () => {
    await window.open();
    await signIn(window, CLINICIAN);
    await openRequest(window, reference);
  });

  const request = async () => {
    await window.follow(new RegExp(`^${reference}`));
    await window.seesHeading(`Request ${reference}`);
  };
  const sign = async (version) => {
    await window.follow(/^Letter/);
    await window.seesHeading('Letter');
    await window.press('Sign the letter');
    await window.choose(/^This letter is about/);
    await window.type('Your passphrase', CLINICIAN.passphrase);
    await window.press('Sign');
    await window.sees(`Version ${version} is signed`);
  };
  const assemble = async () => {
    await window.follow(/^Bundle/);
    await window.seesHeading('Bundle');
    await window.press(/^Assemble/);
    await window.sees('SHA-256');
    await window.find('button', 'Assemble again');
  };

  await step('a new version is started, and says why', async () => {
    await lookTwice(window, 'signed');
    await takeStep(window, 'Start a new version', async () => {
      await window.press('Start a new version', { within: 'Not now' });
      await window.sees('There is a problem');
      await window.type('Reason', 'A newer blood result has come.');
    }, 'Gathering records');
    await look(window, 'amended');
  });

  const order = () => window.browser.execute(() => [...document.querySelectorAll('.so-record__name')].map((name) => name.firstChild.textContent));

  await step('a change of order and a removal are each undone by one press', async () => {
    await window.follow(/^Records/);
    await window.seesHeading('Records');
    await window.browser.waitUntil(async () => (await order()).length > 2);
    const before = await order();
    await window.press('Move record 2 up');
    await window.sees('The order was changed.');
    assert.deepEqual(await order(), [before[1], before[0], ...before.slice(2)]);
    await lookTwice(window, 'order-undo');
    await window.press('Undo');
    await window.seesNo('The order was changed.');
    await window.browser.waitUntil(async () => (await order()).join() === before.join(), { timeoutMsg: 'the order did not come back' });
    await window.press(new RegExp(`^${before[0]}`));
    await window.press('Remove this record');
    await window.type('Reason', 'Taken out by mistake.');
    await window.press('Remove');
    await window.sees(`“${before[0]}” was taken out.`);
    assert.equal((await order()).length, before.length - 1);
    await look(window, 'removal-undo');
    await window.press('Undo');
    await window.browser.waitUntil(async () => (await order()).join() === before.join(), { timeoutMsg: 'the record did not come back in its place' });
    await request();
  });

  await step('a letter that awaits signature is sent back for changes, and asked for again', async () => {
    await takeStep(window, 'Ask for signature', async () => undefined, 'Awaiting signature');
    await window.find('link', 'Read and sign the letter');
    await lookTwice(window, 'awaiting');
    await takeStep(window, 'Send back for changes', () => window.type('Reason', 'Name the newer result in the summary.'), 'Gathering records');
    await window.sees('Name the newer result in the summary.');
    await look(window, 'sent-back');
    await takeStep(window, 'Ask for signature', async () => undefined, 'Awaiting signature');
  });

  await step('version 2 is signed, assembled and sent', async () => {
    await sign(2);
    await assemble();
    await request();
    await takeStep(window, 'Record dispatch', async () => {
      await window.choose('Secure e-mail', { within: 'Method' });
      await window.typeDate('Date', day(1));
    }, 'Dispatched');
  });

  const comesBack = (reason) => takeStep(window, 'Record return', async () => {
    await window.typeDate('Date', day(0));
    await window.type('Name (optional)', 'Triage nurse');
    await window.type('Reason', reason);
  }, 'The new team sent it back');

  await step('it comes back with a reason, and is taken up again in one press', async () => {
    await comesBack('Not our service.');
    await lookTwice(window, 'returned');
    await window.press('Revise and send again');
    await window.sees('Gathering records');
    await window.seesNo('The new team sent it back');
    await look(window, 'revised');
  });

  await step('it comes back again, and goes to another team with everything that was typed', async () => {
    await takeStep(window, 'Ask for signature', async () => undefined, 'Awaiting signature');
    await sign(3);
    await assemble();
    await request();
    await takeStep(window, 'Record dispatch', async () => {
      await window.choose('Post', { within: 'Method' });
      await window.typeDate('Date', day(0));
    }, 'Dispatched');
    await comesBack('We have no list this year.');
    await window.press('Send to another team');
    await window.seesHeading('New team');
    await lookTwice(window, 'another-team');
    assert.equal(await window.value('Hospital or organisation'), 'Royal Marches Heart Centre');
    await window.type('Hospital or organisation', 'Exampleton Infirmary');
    await window.sees('All changes saved');
    await request();
    await window.sees('Gathering records');
    await window.sees('We have no list this year.');
  });
}, { open: false });
