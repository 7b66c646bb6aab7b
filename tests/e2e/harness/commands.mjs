// Calling Rust as the page itself does, past every screen: what somebody could do who had the page's own hands.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bindings = join(dirname(fileURLToPath(import.meta.url)), '../../../ui/src/lib/bindings.ts');

/**
 * Every command that is registered, with the names and types of what it takes. The file is written from the registry
 * itself, and a test holds it to that.
 */
export function registered() {
  const line = /: \(([^)]*)\) => typedError<.*__TAURI_INVOKE\("(\w+)"/;
  return readFileSync(bindings, 'utf8')
    .split('\n')
    .map((text) => line.exec(text))
    .filter(Boolean)
    .map(([, words, name]) => ({ name, takes: [...words.matchAll(/(\w+): ([^,]+)/g)].map(([, word, type]) => [word, type.trim()]) }));
}

/**
 * Calls each `[name, words]` in turn; gives for each `ok`, the code of a refusal, or `framework: …` for words that the
 * command cannot take. What is none of these is given as it came, for the journey to stumble over.
 */
export async function call(window, calls) {
  return window.browser.executeAsync((all, done) => {
    const one = ([name, words]) =>
      window.__TAURI_INTERNALS__.invoke(name, words).then(
        () => 'ok',
        (error) => {
          if (typeof error === 'string') return `framework: ${error.slice(0, 200)}`;
          const isToldInFull = typeof error?.code === 'string' && typeof error?.message === 'string' && error.message.length > 0;
          return isToldInFull ? error.code : `told badly: ${JSON.stringify(error)}`;
        },
      );
    const told = [];
    const next = (at) => {
      if (at === all.length) done(told);
      else one(all[at]).then((answer) => (told.push(answer), next(at + 1)));
    };
    next(0);
  }, calls);
}

/** The answer of one command. */
export async function ask(window, name, words = {}) {
  const answer = await window.browser.executeAsync((asked, with_, done) => {
    window.__TAURI_INTERNALS__.invoke(asked, with_).then((data) => done({ data }), (error) => done({ error }));
  }, name, words);
  if (answer.error) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
  return answer.data;
}

/** A source of chance that gives the same from the same seed. */
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (number) => Math.floor(next() * number);
  return { next, below, of: (list) => list[below(list.length)] };
}

/** Any JSON at all. */
export function anyJson({ of, below, next }, depth = 0) {
  const kinds = ['text', 'text', 'number', 'truth', 'none', ...(depth < 4 ? ['list', 'object'] : [])];
  switch (of(kinds)) {
    case 'text':
      return of(ODD);
    case 'number':
      return of([0, -1, 0.5, 1e308, -1e308, 4294967295, 4294967296, 9007199254740993, Math.floor(next() * 1e9)]);
    case 'truth':
      return next() < 0.5;
    case 'none':
      return null;
    case 'list':
      return Array.from({ length: below(5) }, () => anyJson({ of, below, next }, depth + 1));
    default:
      return Object.fromEntries(Array.from({ length: below(5) }, () => [of(KEYS), anyJson({ of, below, next }, depth + 1)]));
  }
}

const KEYS = ['id', 'version', 'form', 'input', 'name', 'words', 'priority', 'family', '__proto__', 'constructor', '', 'kind', 'theme', 'list'];
const ODD = ['', ' ', '\u0000', 'x', '-1', 'NaN', '../../../etc/passwd', 'C:\\CON', '<img src=x onerror=alert(1)>', "' OR 1=1 --", '=1+1', '\u202Egnp.exe', '\uFEFF', '𐀀'.repeat(40), 'a'.repeat(5000), '2026-02-31', '00000000000000000000000000000000', '{"a":', '"', '%s%n', 'SO-2026-0001', 'AND OR NOT NEAR(', '*', 'е́'.repeat(300)];
