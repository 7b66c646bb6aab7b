import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

await journey('A computer without a store offers to set one up', async (window, step) => {
  await step('the first screen says what it is', async () => {
    await window.seesHeading('Set up Second Opinion');
    assert.match(await window.browser.getTitle(), /Second Opinion/);
  });
  await step('a screen reader finds no fault in it', async () => {
    await window.axe();
    await window.screenshot('set-up');
  });
});
