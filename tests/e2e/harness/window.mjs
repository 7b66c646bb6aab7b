// The window as a journey sees it: what a person can read, type, choose and press, and what axe thinks of it.
import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paths, pause, startSession } from './driver.mjs';
import { answerFileDialog } from './dialog.mjs';
import { dropFiles } from './drop.mjs';
import { findInPage } from './find.mjs';

const WAIT_MS = 15_000;
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** One window on one store. Every finder waits up to fifteen seconds and then says what was there instead. */
export class Window {
  #session;
  #journey;
  #folder;
  #pictures = 0;
  /** What the program finds in its environment besides; set before `open()`. */
  env = {};

  constructor(journey) {
    this.#journey = journey;
    this.#folder = mkdtempSync(join(tmpdir(), 'second-opinion-e2e-'));
    this.home = join(this.#folder, 'home');
    mkdirSync(this.home);
    process.on('exit', () => rmSync(this.#folder, { recursive: true, force: true }));
  }

  /** The WebDriver session itself, for the rare step that has no word below. */
  get browser() {
    return this.#session.browser;
  }

  /** A folder that ends with the journey, for files to add and files to save. */
  get folder() {
    return this.#folder;
  }

  /** Starts the program on `home` and waits until its page has a heading. */
  async open() {
    this.#session = await startSession(this.home, this.#journey, this.env);
    await this.heading();
  }

  /** Ends the program and starts it again on the same store. */
  async restart() {
    await this.#session.close();
    await this.open();
  }

  /** Ends the program; the journey's folder goes with its process. */
  async close() {
    await this.#session?.close();
  }

  /** Waits until the program has ended by itself. */
  async ends() {
    await this.#until('the program to end', () => this.browser.getTitle().then(() => false, () => true));
  }

  /** The text of the page's first heading. */
  async heading() {
    return this.#until('a first heading with text', () =>
      this.browser.execute(() => document.querySelector('h1')?.innerText.trim() || null));
  }

  /** Waits until the page's first heading is `text`. */
  async seesHeading(text) {
    let last;
    await this.#until(() => `the heading “${text}”; the heading is “${last}”`, async () => {
      last = await this.browser.execute(() => document.querySelector('h1')?.innerText.trim());
      return last === text;
    });
  }

  /** Everything that can be read in the window. */
  async text() {
    return this.browser.execute(() => document.body.innerText);
  }

  /** Waits until `text` can be read somewhere in the window. Blanks and line ends count as one blank. */
  async sees(text) {
    let last;
    await this.#until(() => `the text “${text}”; the window says:\n${last}`, async () => {
      last = await this.text();
      return oneLine(last).includes(oneLine(text));
    });
  }

  /** Waits until `text` can no longer be read in the window. */
  async seesNo(text) {
    await this.#until(`the text “${text}” to go`, async () => !oneLine(await this.text()).includes(oneLine(text)));
  }

  /** One element by role and name: `button`, `link`, `heading`, `field`, `choice` or `row`; see `find.mjs`. */
  async find(role, name, { within } = {}) {
    const wanted = name instanceof RegExp
      ? { role, pattern: name.source, flags: name.flags, within }
      : { role, name, within };
    let problem;
    const found = await this.#until(() => problem, async () => {
      const answer = await this.browser.execute(findInPage, wanted);
      problem = answer.problem;
      return answer.found;
    });
    return this.browser.$(found);
  }

  /** Presses a button or follows a link. */
  async press(name, options) {
    await this.#act('button', name, options, (element) => element.click());
  }

  /** Follows a link. */
  async follow(name, options) {
    await this.#act('link', name, options, (element) => element.click());
  }

  /** Replaces what stands in a text field by `value`, key by key. */
  async type(label, value, options) {
    await this.#act('field', label, options, async (field) => {
      await field.click();
      // WebDriver's own clearing bypasses the page's key events, and with them what keeps a draft.
      if ((await field.getValue()) !== '') await this.browser.keys(['Control', 'a', 'NULL', 'Backspace']);
      await field.addValue(value);
      const typed = await field.getValue();
      if (typed !== value) throw new Error(`“${label}” holds “${typed}” after typing “${value}”`);
    });
  }

  /** Types a date, given as `1984-03-15`, into the day, month and year fields of the group `legend`. */
  async typeDate(legend, isoDate) {
    const [year, month, day] = isoDate.split('-');
    await this.type('Day', String(Number(day)), { within: legend });
    await this.type('Month', String(Number(month)), { within: legend });
    await this.type('Year', year, { within: legend });
  }

  /** Ticks a checkbox or radio button; `within` names its group when several have the same label. */
  async choose(label, options) {
    await this.#act('choice', label, options, async (choice) => {
      // The design system draws over the input, so that the label is what a person really clicks.
      const target = await this.browser.execute((element) => element.labels?.[0] ?? element, choice);
      await (await this.browser.$(target)).click();
      if (!(await choice.isSelected())) throw new Error(`“${label}” is not chosen after it was clicked`);
    });
  }

  /** Chooses the entry `option` of the list `label`. */
  async select(label, option, options) {
    await this.#act('field', label, options, (list) => list.selectByVisibleText(option));
  }

  /** Follows a link of the menu of what an administrator keeps. */
  async administer(name) {
    await this.press('Administration');
    await this.follow(name);
  }

  /** What stands in a field. */
  async value(label, options) {
    return (await this.find('field', label, options)).getValue();
  }

  /** Presses keys where the focus is, for example `['Tab']` or `['Control', 'Enter']`. */
  async keys(...keys) {
    await this.browser.keys(keys);
  }

  /** The name a screen reader would say for what has the focus, as far as its label or text tells. */
  async focused() {
    return this.browser.execute(() => {
      const element = document.activeElement;
      return (element?.labels?.[0]?.textContent || element?.getAttribute('aria-label') || element?.textContent || '').trim();
    });
  }

  /** Answers the system's open or save dialog that the last press brought up with the file `path`. */
  async answerFileDialog(path) {
    await answerFileDialog(path);
  }

  /** Drags files onto the window, calls `over` while they hang there, and lets them drop. */
  async dropFiles(files, over) {
    await dropFiles(files, over);
  }

  /** Fails if the window offers such a button or link now. */
  async offersNo(role, name) {
    const wanted = name instanceof RegExp ? { role, pattern: name.source, flags: name.flags } : { role, name };
    const { found, problem } = await this.browser.execute(findInPage, wanted);
    if (found || /elements answer to/.test(problem)) throw new Error(`the window offers the ${role} “${name}”`);
  }

  /** Drags one element onto another with the mouse button held down, as a hand does, and calls `over` before it lets go. */
  async drag(from, onto, over = async () => undefined) {
    const middle = async (element) => this.browser.execute((it) => {
      const box = it.getBoundingClientRect();
      return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
    }, element);
    await this.browser.execute((it) => it.scrollIntoView({ block: 'center', behavior: 'instant' }), from);
    await this.#painted();
    const [start, end] = [await middle(from), await middle(onto)];
    const hand = () => this.browser.action('pointer', { parameters: { pointerType: 'mouse' } });
    await hand().move(start).down({ button: 0 }).pause(50).move({ x: start.x, y: start.y + 4 }).pause(50).move(end).pause(100).perform(true);
    await over();
    await hand().up({ button: 0 }).perform();
  }

  /** Saves what the window shows as `<journey>-<nn>-<name>.png` among the run's pictures. */
  async screenshot(name) {
    this.#pictures += 1;
    await this.#painted();
    const file = join(paths.out, `${this.#journey}-${String(this.#pictures).padStart(2, '0')}-${name}.png`);
    await this.browser.saveScreenshot(file);
    return file;
  }

  /** Fails on any violation axe finds in the page as it stands, by all its rules or by those named; returns how many passed. */
  async axe(rules) {
    await this.browser.execute(`${axeSource}; window.axe = axe;`);
    const report = await this.browser.executeAsync((named, done) => {
      window.axe.run(document, named ? { runOnly: named } : {}).then(
        ({ passes, violations }) => done({
          passes: passes.length,
          violations: violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.target.join(' ')) })),
        }),
        (error) => done({ error: String(error) }),
      );
    }, rules ?? null);
    if (report.error) throw new Error(`axe could not run: ${report.error}`);
    // A page on which no rule applies was not examined, and must not count as accessible.
    if (report.passes === 0) throw new Error('axe found nothing to examine');
    if (report.violations.length > 0) {
      const lines = report.violations.map(({ id, help, where }) => `  ${id}: ${help}\n    ${where.join('\n    ')}`);
      throw new Error(`axe found ${report.violations.length} violations:\n${lines.join('\n')}`);
    }
    return report.passes;
  }

  /** Finds and acts, once more from the start if the page redrew the element in between. */
  async #act(role, name, options, action) {
    for (let attempt = 1; ; attempt += 1) {
      const element = await this.find(role, name, options);
      try {
        await this.browser.execute((it) => it.scrollIntoView({ block: 'center', behavior: 'instant' }), element);
        await this.#painted();
        return await action(element);
      } catch (error) {
        if (attempt === 3 || !/stale element|not attached|no such element|was not found|interactable/i.test(error.message)) throw error;
      }
    }
  }

  /** The driver looks at the last frame that was drawn: a click aims, and a picture shows, what stood there before. */
  async #painted() {
    await this.browser.executeAsync((done) => {
      let frames = 4;
      const next = () => (frames-- > 0 ? requestAnimationFrame(next) : done());
      next();
    });
  }

  async #until(what, probe) {
    const until = Date.now() + WAIT_MS;
    for (;;) {
      const answer = await probe();
      if (answer) return answer;
      if (Date.now() > until) throw new Error(`waited ${WAIT_MS / 1000} s for ${typeof what === 'function' ? what() : what}`);
      await pause(100);
    }
  }
}

function oneLine(text) {
  return text.replace(/\s+/g, ' ').trim();
}
