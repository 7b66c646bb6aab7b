// A real printing service of the journey's own, with printers that keep what they are sent, and a stand-in for the
// system's PDF viewer, which a test machine does not have.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pause, withLimit } from './driver.mjs';

const run = promisify(execFile);
const WAIT_MS = 20_000;
const settings = resolve(dirname(fileURLToPath(import.meta.url)), '../../fixtures/printing');

/** A printing service that nobody else uses. It ends with the journey's process. */
export class PrintingService {
  #folder;
  #process;
  #printers = [];

  /** Starts it in a folder of its own below `parent`. */
  static async start(parent) {
    // The service lets its filters work as another user, who must be able to come this far.
    chmodSync(parent, 0o755);
    const service = new PrintingService();
    service.#folder = mkdtempSync(join(parent, 'printing-'));
    chmodSync(service.#folder, 0o755);
    for (const inner of ['spool/tmp', 'cache', 'state', 'log', 'ppd']) mkdirSync(join(service.#folder, inner), { recursive: true });
    for (const name of ['service.conf', 'files.conf', 'printer.ppd']) {
      const text = readFileSync(join(settings, name), 'utf8').replaceAll('{folder}', service.#folder);
      writeFileSync(join(service.#folder, name), text);
    }
    const words = ['-f', '-c', join(service.#folder, 'service.conf'), '-s', join(service.#folder, 'files.conf')];
    service.#process = spawn('/usr/sbin/cupsd', words, { stdio: 'ignore' });
    process.on('exit', () => service.#process.kill('SIGKILL'));
    // A journey that has come to its end is not kept waiting by it.
    service.#process.unref();
    await service.#until('the printing service to start', async () => (await service.#says('lpstat', ['-r'])).includes('is running'));
    return service;
  }

  /** What the program must find in its environment to use this service and no other. */
  get env() {
    return { CUPS_SERVER: join(this.#folder, 'socket') };
  }

  /** Sets up a printer; `next()` gives the next job that comes out as the bytes of a PDF, `isEmpty()` that none waits. */
  async printer(name, { hasOneSide = false } = {}) {
    const jobs = [];
    const door = createServer((visitor) => {
      const parts = [];
      visitor.on('data', (part) => parts.push(part));
      visitor.on('end', () => jobs.push(Buffer.concat(parts)));
      visitor.on('error', () => undefined);
    });
    door.listen(0, '127.0.0.1');
    await once(door, 'listening');
    door.unref();
    this.#printers.push(door);
    const device = `socket://127.0.0.1:${door.address().port}/?waiteof=false&snmp=false`;
    const driver = join(this.#folder, hasOneSide ? 'one-side.ppd' : 'printer.ppd');
    if (hasOneSide) {
      const text = readFileSync(join(this.#folder, 'printer.ppd'), 'utf8');
      writeFileSync(driver, text.replace(/\*OpenUI \*Duplex[\s\S]*?\*CloseUI: \*Duplex\n/, ''));
    }
    await this.#run('/usr/sbin/lpadmin', ['-p', name, '-v', device, '-P', driver, '-E']);
    await this.#until('the printer to be known', async () => (await this.#says('lpstat', ['-p'])).includes(`printer ${name} `));
    return { name, next: async () => this.#until(`something to come out of ${name}`, () => jobs.shift()), isEmpty: () => jobs.length === 0 };
  }

  /** Ends it, as when an administrator has switched it off. */
  async stop() {
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await withLimit(gone, 5_000, 'ending the printing service');
    this.#printers.forEach((door) => door.close());
  }

  async #run(program, words) {
    return run(program, words, { env: { ...process.env, ...this.env, LC_ALL: 'C' }, timeout: WAIT_MS });
  }

  async #says(program, words) {
    return (await this.#run(program, words).catch(() => ({ stdout: '' }))).stdout;
  }

  async #until(what, probe) {
    const limit = Date.now() + WAIT_MS;
    for (;;) {
      const answer = await probe();
      if (answer) return answer;
      if (Date.now() > limit) throw new Error(`waited ${WAIT_MS / 1000} s for ${what}`);
      await pause(50);
    }
  }
}

/** Puts a printing program before the search path that waits, while it is told to, before it takes a job. */
export function slowPrinting(parent) {
  const folder = join(parent, 'slow');
  mkdirSync(folder);
  const hold = join(folder, 'hold');
  const script = `#!/bin/sh\nwhile [ -e '${hold}' ]; do sleep 0.05; done\nexec /usr/bin/lp "$@"\n`;
  writeFileSync(join(folder, 'lp'), script, { mode: 0o755 });
  return { folder, hold: () => writeFileSync(hold, ''), release: () => rmSync(hold, { force: true }) };
}

/** Puts a viewer before the search path that notes the file it was given; gives the environment and the note. */
export function standInViewer(parent, path = process.env.PATH) {
  const folder = join(parent, 'viewer');
  mkdirSync(folder);
  const note = join(folder, 'opened');
  writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\nprintf '%s' "$1" > '${note}'\n`, { mode: 0o755 });
  return { env: { PATH: `${folder}:${path}` }, opened: () => readFileSync(note, 'utf8') };
}

/** The words on each page of a PDF, as somebody else's tool reads them. */
export async function pagesOf(pdf, parent) {
  const file = join(parent, 'came-out.pdf');
  writeFileSync(file, pdf);
  const { stdout } = await run('pdftotext', ['-raw', file, '-']);
  return stdout.split('\f').slice(0, -1).map((page) => page.replace(/\s+/g, ' ').trim());
}

/** Prints the recovery key that is on the screen, and checks that each of its groups is on the paper. */
export async function printRecoveryKey(window, printer, key) {
  await window.press('Print the key');
  await window.sees('This program keeps it in no file');
  await window.axe();
  await window.screenshot('recovery-key-print');
  await window.select('Printer', 'Back-office');
  await window.press('Print', { within: 'Not now' });
  await window.sees('The key is at the printer');
  await window.axe();
  const paper = (await pagesOf(await printer.next(), window.folder)).join('').replaceAll(/\s/g, '');
  for (const group of key.split('-')) {
    if (!paper.includes(group)) throw new Error('a group of the key is not on the paper');
  }
  await window.press('Close');
}
