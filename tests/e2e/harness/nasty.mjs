// Text that wants to be more than text, and where it may have left traces.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, lstatSync } from 'node:fs';
import { join } from 'node:path';

/** Said by nobody: wherever it is found, something of a patient was left. */
export const CANARY = 'ZebraQuagga7319';

/** Each would set `window.__ran`, ask for something, or be worked out, if it were anything but text. */
export const NASTY = [
  `<img src=x onerror="window.__ran='img'">`,
  `<script>window.__ran='script'</script>`,
  `"><svg onload=window.__ran='svg'>`,
  `</textarea><iframe srcdoc="<script>parent.__ran='iframe'</script>">`,
  `javascript:window.__ran='link'`,
  `<a href="javascript:window.__ran='a'">x</a>`,
  `<style>@import 'http://127.0.0.1:9/x'</style>`,
  `{{constructor.constructor("window.__ran='template'")()}}`,
  '${window.__ran="dollar"} #{1+1} <%= 7*7 %>',
  `=HYPERLINK("http://127.0.0.1:9/"&A1)`,
  '@SUM(1+1)*cmd|"/c calc"!A0',
  'שלום עולם العربية e\u0301\u0301\u0301\u0301 👩‍⚕️ 🏴󠁧󠁢󠁷󠁬󠁳󠁿',
  '&lt;b&gt; &amp; &#x3C; %3Cscript%3E \\u003c',
];

/** What no name may hold, since it is not seen or turns what is seen around. */
export const UNSEEN = ['\u202Enam', '\u2066nam\u2069', 'na\u200Bm', '\uFEFFnam', 'na\u2060m'];

/** Watches for anything that runs or asks, from now on, in the page that is there. */
export function watch(window) {
  return window.browser.execute(() => {
    window.__reports = [];
    document.addEventListener('securitypolicyviolation', (event) => window.__reports.push(`${event.violatedDirective} ${event.blockedURI}`));
    window.__scripts = document.scripts.length;
  });
}

/** What ran, was asked for, or became more than text; nothing of it is expected. */
export function found(window) {
  return window.browser.execute(() => {
    const strange = [...document.querySelectorAll('iframe, object, embed, base, img[src="x"], [onerror], [onload], a[href^="javascript:"], style:not([data-mine])')];
    const asked = performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => !/^(tauri|ipc|record):\/\/localhost|^data:|^blob:/.test(name));
    return [
      ...(window.__ran ? [`ran: ${window.__ran}`] : []),
      ...(window.__reports ?? ['nobody watched']),
      ...(document.scripts.length === window.__scripts ? [] : ['another script']),
      ...strange.map((element) => `became an element: ${element.outerHTML.slice(0, 120)}`),
      ...asked.map((name) => `asked for ${name}`),
    ];
  });
}

/** Every file beneath `folder` that holds one of `words`, in UTF-8 or as the web view keeps strings, in UTF-16. */
export function filesWith(folder, words) {
  const needles = words.flatMap((word) => [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le')]);
  const all = readdirSync(folder, { recursive: true }).map((name) => join(folder, name)).filter((path) => lstatSync(path, { throwIfNoEntry: false })?.isFile());
  return { looked: all.length, hits: all.filter((path) => needles.some((needle) => readFileSync(path).includes(needle))) };
}

/** How often each process of the window holds one of `words` in its memory. */
export function inMemory(home, words) {
  const tell = execFileSync('/usr/bin/python3', [new URL('in-memory.py', import.meta.url).pathname, home, ...words], { encoding: 'utf8', maxBuffer: 1 << 20 });
  return JSON.parse(tell);
}
