// Light, dark and high contrast, by the computer’s setting and by a person’s own choice; on a small screen, magnified,
// and without movement: on every screen there is.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { journey, paths } from '../harness.mjs';
import { choose, everyPlace, looks, nothingRunsOut, readAll, rests, setComputer } from '../harness/appearance.mjs';
import { keepPicture, openRequest, prepareDemonstration, signIn } from '../harness/demonstration.mjs';
import { magnified } from '../harness/look.mjs';

/** As many screens as a step has time for. */
const SOME = 7;
const AS_SET = 'As this computer is set';

await journey('Every screen can be read in every look', async (window, step) => {
  let person;
  let places;
  await step('a computer that is set to dark and still has a dark, still window from the first moment', async () => {
    person = prepareDemonstration(window);
    setComputer(window, { 'gtk-application-prefer-dark-theme': 1, 'gtk-enable-animations': 0 });
    await window.open();
    const first = await looks(window);
    assert.deepEqual([first.theme, first.ground, first.motion], ['system', 'rgb(20, 25, 27)', '0s'], 'the first screen');
    await window.axe();
    await signIn(window, person);
    await openRequest(window, 'SO-2026-0001');
    const request = await window.browser.execute(() => location.hash.slice(1).replace(/\/$/, ''));
    places = await everyPlace(window, request);
  });

  for (let from = 0; from < places.length; from += SOME) {
    const some = places.slice(from, from + SOME);
    await step(`read in the dark and in both high contrasts: screens ${from + 1} to ${from + some.length}`, () => readAll(window, some));
  }

  await step('her own choice of light comes before the computer’s setting, and is kept with her', async () => {
    await choose(window, 'Light', AS_SET);
    assert.equal((await looks(window)).ground, 'rgb(243, 245, 246)');
    await window.axe();
    await window.restart();
    assert.equal((await looks(window)).theme, 'system', 'before anybody is signed in');
    await signIn(window, person);
    await window.browser.waitUntil(async () => (await looks(window)).theme === 'light', { timeout: 5000 });
    const trail = execFileSync(paths.cli, ['--store', window.home, '--user', person.name, '--json', 'user', 'appearance'], {
      env: { ...process.env, SECOND_OPINION_PASSPHRASE: person.passphrase },
    });
    assert.deepEqual(JSON.parse(trail), { theme: 'light', contrast: 'system' });
  });

  await step('high contrast is black on white, and in the dark white on black', async () => {
    const painted = () => looks(window).then(({ ground, text }) => [ground, text]);
    await choose(window, 'Light', 'High contrast');
    assert.deepEqual(await painted(), ['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
    await window.axe();
    await choose(window, 'Dark', 'High contrast');
    assert.deepEqual(await painted(), ['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    await window.axe();
    await keepPicture(window, 'appearance');
  });

  await step('a lock changes no colour', async () => {
    await window.press('Lock');
    await window.seesHeading('Locked');
    await window.browser.waitUntil(async () => (await looks(window)).contrast === 'high', { timeout: 5000 });
    await window.axe();
    await window.type('Passphrase', person.passphrase);
    await window.press('Unlock');
    await window.seesHeading('Your account');
  });

  await step('light, as the computer is set no more: the header takes one row at 1280 and at 1024', async () => {
    await choose(window, 'Light', AS_SET);
    for (const [width, height] of [[1280, 800], [1024, 700]]) {
      await window.browser.setWindowSize(width, height);
      await rests(window);
      const header = await window.browser.execute(() => ({
        width: innerWidth,
        height: document.querySelector('.so-header__inside').getBoundingClientRect().height,
        tallest: Math.max(...[...document.querySelectorAll('.so-header__inside > *')].map((part) => part.getBoundingClientRect().height)),
      }));
      assert.equal(header.width, width);
      assert.ok(header.height < header.tallest + 30, `at ${width} the header is ${header.height} high`);
      await nothingRunsOut(window, places, `light-${width}`);
    }
    await window.browser.setWindowSize(1280, 800);
  });

  await step('the administration is one menu, and the keys go through it', async () => {
    const opener = await window.find('button', 'Administration');
    await window.browser.execute((it) => it.focus(), opener);
    await window.keys('ArrowDown');
    await window.browser.waitUntil(async () => (await window.focused()) === 'Users');
    await window.keys('ArrowUp');
    assert.equal(await window.focused(), 'Audit trail');
    await window.axe();
    await keepPicture(window, 'administration');
    await window.keys('Escape');
    assert.equal(await window.focused(), 'Administration');
    await window.offersNo('link', 'Users');
  });

  await step('at 200% everything is still there, and nothing runs out sideways', async () => {
    await magnified(window, () => nothingRunsOut(window, places, 'light-200'));
  });
}, { open: false });
