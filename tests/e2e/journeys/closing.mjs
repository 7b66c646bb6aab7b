// Going home: the window is closed while something is still being done, and says so instead of vanishing.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';
import { closeWindow } from '../harness/close.mjs';
import { enterDemonstration, keepPicture, openRequest } from '../harness/demonstration.mjs';
import { lookTwice } from '../harness/look.mjs';
import { PrintingService, pagesOf, slowPrinting } from '../harness/printing.mjs';

await journey('A window that is closed while work is under way', async (window, step) => {
  const service = await PrintingService.start(window.folder);
  const ward = await service.printer('Ward-3');
  const slow = slowPrinting(window.folder);
  window.env = { ...service.env, PATH: `${slow.folder}:${process.env.PATH}` };

  await step('a letter is on its way to a slow printer', async () => {
    await window.open();
    await enterDemonstration(window);
    await openRequest(window, 'SO-2026-0001');
    await window.follow(/^Letter/);
    await window.seesHeading('Letter');
    slow.hold();
    await window.press('Print');
    await window.select('Printer', 'Ward-3');
    await window.press('Print', { within: 'Not now' });
    await window.sees('Sending');
    await window.press('Go on working');
  });

  await step('the window is closed, and comes back to say what is still being done', async () => {
    await closeWindow();
    await window.seesHeading('Closing');
    await window.sees('You are signed out.');
    await window.seesNo('SO-2026-0001');
    await keepPicture(window, 'closing');
    await lookTwice(window, 'closing');
  });

  await step('when it is done the window goes by itself, and nothing was lost', async () => {
    slow.release();
    const pages = await pagesOf(await ward.next(), window.folder);
    assert.ok(pages.length > 0, 'the letter came out');
    await window.ends();
  });
}, { open: false });
