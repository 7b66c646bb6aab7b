// How letters look: the organisation's head with its logo and colour, the clinician's signature, and the paper that
// comes out of the printer with both.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { journey, paths } from '../harness.mjs';
import { keepPicture, openRequest, signIn } from '../harness/demonstration.mjs';
import { isDrawn, magnified, overflow, shownPage } from '../harness/look.mjs';
import { PrintingService, pagesOf } from '../harness/printing.mjs';

const records = resolve(import.meta.dirname, '../../../assets/demonstration');
const logo = resolve(import.meta.dirname, '../../fixtures/letterhead/logo.png');
const PASSPHRASE = 'quiet harbour under snow';

await journey('Letters carry the organisation’s head and the clinician’s signature', async (window, step) => {
  const service = await PrintingService.start(window.folder);
  const ward = await service.printer('Ward-3');
  window.env = service.env;
  const cli = (user, ...words) =>
    JSON.parse(execFileSync(paths.cli, ['--store', window.home, '--user', user, '--json', ...words], {
      env: { ...process.env, SECOND_OPINION_PASSPHRASE: PASSPHRASE, SECOND_OPINION_NEW_PASSPHRASE: PASSPHRASE },
    }));
  const example = (kind, change = (words) => words) => {
    const file = join(window.folder, `${kind}.json`);
    const words = JSON.parse(execFileSync(paths.cli, ['example', kind]));
    writeFileSync(file, JSON.stringify(change(words)));
    return file;
  };
  const look = async (name, isKept = false) => {
    await window.axe();
    if (isKept) await keepPicture(window, name);
    else await window.screenshot(name);
    assert.equal(await overflow(window), 0, `${name} scrolls sideways`);
  };
  let reference;

  await step('a clinic whose clinician keeps the store, and a request that waits for her signature', async () => {
    cli('nobody', 'setup', '--from', example('setup'));
    cli('rhiannon.mistry', 'user', 'add', '--from', example('user'));
    const patient = cli('sioned.price', 'patient', 'add', '--from', example('patient', (words) => ({ ...words, identifier: '943 476 5919' })));
    const request = { patient_id: patient.id, in_hospital: false, getting_worse: false };
    const words = join(window.folder, 'request.json');
    writeFileSync(words, JSON.stringify({ ...request, form: JSON.parse(execFileSync(paths.cli, ['example', 'letter'])) }));
    ({ reference } = cli('rhiannon.mistry', 'request', 'open', '--from', words));
    const event = (name, words) => {
      const file = join(window.folder, 'event.json');
      writeFileSync(file, JSON.stringify(words));
      cli('rhiannon.mistry', 'request', 'event', reference, name, '--from', file);
    };
    cli('rhiannon.mistry', 'request', 'event', reference, 'explain', '--from', example('event'));
    event('agree', { reason: 'A second view will help him decide.' });
    event('gather', {});
    event('submit', {});
    await window.open();
    await signIn(window, { name: 'rhiannon.mistry', passphrase: PASSPHRASE });
  });

  await step('a logo that is no picture is refused with what it is, and the letter stays as it was', async () => {
    await window.administer('Organisation');
    await window.seesHeading('Organisation');
    await isDrawn(window);
    await look('organisation-before');
    await window.press('Choose a logo');
    await window.answerFileDialog(join(records, 'blood-results.pdf'));
    await window.sees('The picture cannot be used: its kind is “PDF”.');
    await window.sees('The page shows the letter as it last could be printed.');
    await look('organisation-refused');
  });

  await step('logo, colour, envelope and address are seen on the letter as they are chosen', async () => {
    const before = await shownPage(window);
    await window.press('Choose another logo');
    await window.answerFileDialog(logo);
    await window.seesNo('The picture cannot be used');
    await window.type('What the logo shows', 'Three waves, the sign of the hospital by the river');
    await window.type('Colour of headings', '#FFB81C');
    await window.sees('This colour is too pale to be read on white');
    await window.type('Colour of headings', '#7A1750');
    await window.seesNo('too pale');
    await window.choose('C5 envelope with a window (folded once)');
    await window.type('Department or clinic (optional)', 'Cardiac Surgery, Level 4');
    await window.browser.waitUntil(async () => (await shownPage(window)) !== before, { timeoutMsg: 'the preview did not follow' });
    await isDrawn(window);
    await window.browser.execute(() => window.scrollTo(0, 0));
    await look('organisation', true);
    await window.press('Save');
    await window.sees('Saved.');
    const saved = cli('rhiannon.mistry', 'organisation', 'show');
    assert.deepEqual([saved.colour, saved.envelope], ['#7A1750', 'c5']);
    assert.equal(cli('rhiannon.mistry', 'organisation', 'details').department, 'Cardiac Surgery, Level 4');
  });

  await step('twice as large, nothing scrolls sideways', async () => {
    await magnified(window, async () => {
      assert.equal(await overflow(window), 0, 'the organisation scrolls sideways at 200%');
      await window.axe();
      await window.screenshot('organisation-at-200-per-cent');
    });
  });

  await step('a signature is drawn by hand, kept, and seen on a letter', async () => {
    await window.follow(/your account$/);
    await window.seesHeading('Your account');
    await window.sees('You keep no signature');
    await look('account');
    await window.press('Draw it');
    await window.press('Keep this signature');
    await window.sees('Nothing is drawn yet');
    await drawn(window, 'mouse');
    await window.axe();
    await window.press('Clear');
    await window.press('Keep this signature');
    await window.sees('Nothing is drawn yet');
    await drawn(window, 'mouse');
    await keepPicture(window, 'signature-drawn');
    await window.press('Keep this signature');
    await window.sees('On a letter');
    await isDrawn(window);
    await look('signature', true);
  });

  await step('it is taken away, taken from a picture, and a file that is none is refused', async () => {
    await window.press('Take it away');
    await window.axe();
    await window.press('Take it away', { within: 'Cancel' });
    await window.sees('You keep no signature');
    await window.press('Take it from a picture');
    await window.answerFileDialog(join(records, 'blood-results.pdf'));
    await window.sees('The picture cannot be used: its kind is “PDF”.');
    await window.press('Draw it');
    await drawn(window, 'touch');
    await window.press('Keep this signature');
    await window.sees('On a letter');
    await isDrawn(window);
    await magnified(window, async () => {
      assert.equal(await overflow(window), 0, 'the account scrolls sideways at 200%');
      await window.axe();
      await window.screenshot('account-at-200-per-cent');
    });
  });

  await step('the letter that she signs comes out of the printer with logo, colour and signature', async () => {
    await window.follow('Worklist');
    await window.seesHeading('Worklist');
    await openRequest(window, reference);
    await window.follow(/^Letter/);
    await window.seesHeading('Letter');
    await isDrawn(window);
    await window.press('Sign the letter');
    await window.choose(/^This letter is about/);
    await window.type('Your passphrase', PASSPHRASE);
    await window.press('Sign');
    await window.sees('Save as PDF');
    await isDrawn(window);
    await window.press('Print');
    await window.select('Printer', 'Ward-3');
    await window.press('Print', { within: 'Not now' });
    await window.sees('Referral letter');
    const paper = await ward.next();
    const file = join(paths.out, 'letterhead-came-out.pdf');
    writeFileSync(file, paper);
    const pages = await pagesOf(paper, window.folder);
    assert.match(pages[0], /Cardiac Surgery, Level 4/);
    const pictures = execFileSync('pdfimages', ['-list', file], { encoding: 'utf8' }).split('\n').slice(2).filter(Boolean);
    assert.ok(pictures.some((line) => /^\s*1 /.test(line)), `no logo on the first page:\n${pictures.join('\n')}`);
    assert.ok(pictures.length >= 2, `no signature:\n${pictures.join('\n')}`);
    execFileSync('pdftoppm', ['-r', '80', '-png', file, join(paths.out, 'letterhead-came-out')]);
    await window.press('Yes, all of them');
  });
}, { open: false });

/** Signs on the sheet as a hand does. */
async function drawn(window, pointerType) {
  const box = await window.browser.execute(() => {
    const { x, y, width, height } = document.querySelector('.so-sheet canvas').getBoundingClientRect();
    return { x, y, width, height };
  });
  const at = (across, down) => ({ x: Math.round(box.x + across * box.width), y: Math.round(box.y + down * box.height) });
  let hand = window.browser.action('pointer', { parameters: { pointerType } }).move(at(0.12, 0.6)).down({ button: 0 });
  for (let turn = 0; turn <= 40; turn += 1) {
    const along = turn / 40;
    hand = hand.move({ ...at(0.12 + 0.7 * along, 0.5 + 0.28 * Math.sin(along * 22) * (1 - 0.6 * along)), duration: 5 });
  }
  await hand.up({ button: 0 }).perform();
}
