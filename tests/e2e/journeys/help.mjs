// Help is one key away and knows where one is; a transfer of care is arranged step by step on a page of its own.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { journey } from '../harness.mjs';
import { enterDemonstration, keepPicture, openRequest, signIn } from '../harness/demonstration.mjs';
import { look, lookTwice, overflow } from '../harness/look.mjs';
import { pageCount } from '../harness/pdf.mjs';

await journey('Help knows where one is, and care moves by two acceptances', async (window, step) => {
  let person;

  await step('a new person is offered to be shown around, once', async () => {
    person = await enterDemonstration(window);
    await window.press('Show me around');
    await window.sees('1 of 5');
    await look(window, 'tour');
    await window.press('Next');
    await window.sees('2 of 5');
    await window.press('Skip the tour');
    await window.seesNo('New here?');
    await window.keys('Control', 'l');
    await signIn(window, person);
    await window.sees('SO-2026-0001');
    await window.offersNo('button', 'Show me around');
  });

  await step('F1 opens the handbook at the page that fits, and Escape leads back to where one was', async () => {
    await openRequest(window, 'SO-2026-0001');
    await window.follow(/^Records/);
    await window.seesHeading('Records');
    await window.keys('F1');
    await window.find('heading', 'Gathering records');
    await lookTwice(window, 'handbook');
    await window.keys('Escape');
    await window.seesNo('Search the handbook');
    await window.seesHeading('Records');
  });

  await step('the handbook is searched, and says what every refusal means', async () => {
    await window.press(/^Help/);
    await window.type('Search the handbook', 'ninety days');
    await window.sees('1 page found');
    await window.press(/^The new team/);
    await window.find('heading', 'The new team');
    await window.type('Search the handbook', 'letter_incomplete');
    await window.press(/^When something is refused/);
    await window.sees('each line leads to the field that is missing');
    await look(window, 'refusals');
    await window.keys('Escape');
  });

  await step('the safety summary is saved for the Clinical Safety Officer', async () => {
    const paper = join(window.folder, 'safety.pdf');
    await window.keys('F1');
    await window.sees('Clinical safety');
    await window.press('Save the safety summary as PDF');
    await window.answerFileDialog(paper);
    await window.sees(`Saved: ${paper}`);
    assert.ok(pageCount(paper) > 5);
    await look(window, 'safety-summary');
    await window.press(/^Close/);
    await window.seesNo('Clinical safety');
  });

  await step('a question mark shows the keys, and in a text field it is a question mark', async () => {
    await window.follow(/^SO-2026-0001/);
    await window.seesHeading('Request SO-2026-0001');
    await window.keys('?');
    await window.find('heading', 'Keys');
    await window.sees('Ctrl+N');
    await look(window, 'keys');
    await window.keys('Escape');
    await window.follow(/^Transfer of care/);
    await window.seesHeading('Transfer of care');
  });

  const said = async (button, tell, wait) => {
    await window.press(button);
    await window.sees('What this step means');
    await tell();
    await window.keys('Enter');
    await window.sees(wait);
    await window.seesNo('Not now');
  };
  const on = (legend = 'Date') => window.typeDate(legend, '2026-11-03');

  await step('a transfer is asked for by the patient, who knows that others will be told', async () => {
    await lookTwice(window, 'transfer-not-asked');
    await window.press('Record: The patient asks for it');
    await window.press('What this step means');
    await window.sees('this needs to be arranged with them and their hospital');
    await window.axe();
    await window.press('Record that the patient asks for a transfer');
    await window.sees('There is a problem');
    await look(window, 'transfer-refused');
    await on();
    await window.choose('For good');
    await on('Patient agrees that first team and GP are told, on');
    await window.press('Record that the patient asks for a transfer');
    await window.sees('The patient asks for it');
    await window.find('button', 'Record: The new team is asked');
  });

  await step('team and hospital each accept; neither moves care', async () => {
    await said('Record: The new team is asked', async () => {
      await on();
      await window.type('Place', 'Exampleton Infirmary');
      await window.type('Name', 'Mr Tunde Adeyemi');
    }, 'Waiting for acceptance');
    for (const [button, name, role] of [
      ['Record: A clinician of the new team accepts', 'Mr Tunde Adeyemi', 'Consultant cardiac surgeon'],
      ['Record: Their hospital or service accepts', 'Ms Petra Hale', 'Service manager'],
    ]) {
      await said(button, async () => {
        await on();
        await window.type('Name', name);
        await window.type('Role', role);
      }, name);
    }
    await window.sees('Accepted by team and hospital');
    await window.sees('(the first team)');
    await window.offersNo('button', 'Record: Care moves: from which day, and to whom');
    await keepPicture(window, 'transfer');
    await look(window, 'transfer-accepted');
  });

  await step('a mistake is taken back, and the history keeps it', async () => {
    await window.press('Take back the last step');
    await window.type('Reason', 'That was another patient’s letter.');
    await window.press('Take back the last step', { within: 'What this step means' });
    await window.find('button', 'Record: Their hospital or service accepts');
    await window.sees('That was another patient’s letter.');
  });

  await step('once all know, a clinician says from when the new team is responsible', async () => {
    await said('Record: Their hospital or service accepts', async () => {
      await on();
      await window.type('Name', 'Ms Petra Hale');
      await window.type('Role', 'Service manager');
    }, 'Accepted by team and hospital');
    for (const [button, name] of [['Record: The first team is informed', 'Dr Okonkwo'], ['Record: The GP is informed', 'Dr Lloyd']]) {
      await said(button, async () => {
        await on();
        await window.type('Name', name);
      }, name);
    }
    await said('Record: Care moves: from which day, and to whom', async () => {
      await window.typeDate('Date', '2026-12-01');
      await on('Patient informed on');
      await window.type('Responsible for the patient\'s care now', 'Mr Tunde Adeyemi, Exampleton Infirmary');
    }, 'from 01-Dec-2026');
    await lookTwice(window, 'transfer-moved');
    await window.follow(/^SO-2026-0001/);
    await window.sees('Care has moved');
  });

  await step('no part of the request scrolls sideways once care has moved', async () => {
    for (const part of ['transfer', 'records', 'papers', '']) {
      await window.browser.execute((to) => { location.hash = location.hash.replace(/(requests\/[0-9a-f]{32}).*/, `$1/${to}`); }, part);
      await window.sees('SO-2026-0001');
      assert.equal(await overflow(window), 0);
    }
  });
});
