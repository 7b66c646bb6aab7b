// Starts and ends one real window: tauri-driver, WebKitWebDriver and the program, each session in a process
// group of its own with a data folder of its own, so that nothing outlives a journey or leaks into the next.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync, mkdirSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { remote } from 'webdriverio';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** Where things are; `cargo xtask test` sets the variables, the defaults serve a run by hand. */
export const paths = {
  program: process.env.E2E_PROGRAM ?? join(root, 'target/debug/second-opinion'),
  cli: process.env.E2E_CLI ?? join(root, 'target/debug/second-opinion-cli'),
  driver: process.env.E2E_DRIVER ?? join(root, 'target/tools/bin/tauri-driver'),
  out: process.env.E2E_OUT ?? join(root, 'target/e2e'),
};

const SESSION_MS = 45_000;

// A journey that is interrupted must not leave a window behind.
const groups = new Set();
process.on('exit', () => groups.forEach((pid) => signalGroup(pid, 'SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

/**
 * Opens the program on the store at `home` and returns the WebDriver session with the means to end it.
 * The caller owns `home`: opening a second session on the same folder is how a journey restarts the program. `env` is
 * what the program finds in its environment besides.
 */
export async function startSession(home, logName, env = {}) {
  mkdirSync(paths.out, { recursive: true });
  const [port, nativePort] = [await freePort(), await freePort()];
  const log = openSync(join(paths.out, `${logName}.log`), 'a');
  const driver = spawn(paths.driver, ['--port', String(port), '--native-port', String(nativePort)], {
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      SECOND_OPINION_HOME: home,
      // The web view's own caches and settings stay beside the store, never in the person's home.
      XDG_DATA_HOME: join(home, '..', 'web-data'),
      XDG_CACHE_HOME: join(home, '..', 'web-cache'),
      XDG_CONFIG_HOME: join(home, '..', 'web-config'),
      GTK_USE_PORTAL: '0',
      NO_AT_BRIDGE: '1',
      LANG: 'C.UTF-8',
      TZ: 'Europe/London',
      ...env,
    },
  });
  closeSync(log);
  if (driver.pid) groups.add(driver.pid);
  const failed = new Promise((_, reject) => {
    driver.once('error', (error) => reject(new Error(`tauri-driver did not start: ${error.message}`)));
    driver.once('exit', (code) => reject(new Error(`tauri-driver ended early with ${code}; see ${logName}.log`)));
  });
  failed.catch(() => {});
  const over = new AbortController();
  const end = () => {
    over.abort();
    return endGroup(driver);
  };
  try {
    // The one in front answers before the one behind it does, and would end a session that comes in between.
    const both = [port, nativePort].map((each) => listening(each, 10_000, over.signal));
    await Promise.race([Promise.all(both), failed]);
    const browser = await Promise.race([connectSession(port), failed]);
    return {
      browser,
      async close() {
        // The program's own orderly end comes first; the process group is the net beneath it.
        await withLimit(browser.deleteSession(), 10_000, 'closing the session').catch(() => {});
        driver.removeAllListeners('exit');
        await end();
      },
    };
  } catch (error) {
    driver.removeAllListeners('exit');
    await end();
    throw error;
  }
}

/** Fails with `what` when `promise` has not settled within `ms`. */
export function withLimit(promise, ms, what) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${ms / 1000} s`)), ms);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

function connectSession(port) {
  const session = remote({
    hostname: '127.0.0.1',
    port,
    logLevel: 'error',
    // Session creation hangs for ever when the program cannot reach a display, hence a limit and no retry.
    connectionRetryCount: 0,
    connectionRetryTimeout: SESSION_MS,
    capabilities: {
      'tauri:options': { application: paths.program },
      // WebKitWebDriver speaks classic WebDriver only, and refuses a capability set that asks for more.
      'wdio:enforceWebDriverClassic': true,
    },
  });
  return withLimit(session, SESSION_MS, 'opening the window');
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

async function listening(port, ms, over) {
  const until = Date.now() + ms;
  while (Date.now() < until && !over.aborted) {
    const open = await new Promise((done) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('error', () => done(false));
      socket.once('connect', () => {
        socket.destroy();
        done(true);
      });
    });
    if (open) return;
    await pause(50);
  }
  throw new Error(`tauri-driver did not listen within ${ms / 1000} s`);
}

// Asks the group to end, waits for the driver to go, and then ends whatever is left without asking.
async function endGroup(driver) {
  if (!driver.pid) return;
  const gone = driver.exitCode === null && driver.signalCode === null ? once(driver, 'exit') : Promise.resolve();
  signalGroup(driver.pid, 'SIGTERM');
  await withLimit(gone, 3_000, 'ending the driver').catch(() => {});
  signalGroup(driver.pid, 'SIGKILL');
  groups.delete(driver.pid);
  // The kernel lets go of the store's lock as the program ends, a moment after it was told to.
  await pause(100);
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Waits `ms` milliseconds. */
export function pause(ms) {
  return new Promise((done) => setTimeout(done, ms));
}
