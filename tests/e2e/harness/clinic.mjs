// A clinic of its own, set up by the command line, and the requests that a journey starts from.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from './driver.mjs';
import { smallPdf } from './pdf.mjs';

const PASSPHRASE = 'quiet harbour under snow';

/** Who signs in at the clinic. */
export const CLINICIAN = { name: 'rhiannon.mistry', passphrase: PASSPHRASE };

/** A day as the program reads it, so many days ago. */
export const day = (ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

/** A store with one clinician, reached through the command line. */
export class Clinic {
  #window;
  #patients = 0;

  constructor(window) {
    this.#window = window;
    this.cli('setup', '--from', this.#file(this.example('setup')));
  }

  /** Runs a command as the clinician; gives its answer. */
  cli(...words) {
    const answer = execFileSync(paths.cli, ['--store', this.#window.home, '--user', CLINICIAN.name, '--json', ...words], {
      env: { ...process.env, SECOND_OPINION_PASSPHRASE: PASSPHRASE, SECOND_OPINION_NEW_PASSPHRASE: PASSPHRASE },
    });
    return JSON.parse(answer);
  }

  /** A complete example of a file that the command line takes. */
  example(kind) {
    return JSON.parse(execFileSync(paths.cli, ['example', kind]));
  }

  /** Registers a patient and logs a request with a complete form, but for what `form` says otherwise; gives its reference. */
  logs(family, form = {}) {
    this.#patients += 1;
    const patient = {
      ...this.example('patient'),
      family,
      born_on: `196${this.#patients}-0${this.#patients}-1${this.#patients}`,
      identifier: nhsNumber(943_476_590 + this.#patients),
    };
    const { id } = this.cli('patient', 'add', '--from', this.#file(patient));
    const request = { ...this.example('request'), patient_id: id };
    request.form = { ...request.form, ...form };
    return this.cli('request', 'open', '--from', this.#file(request)).reference;
  }

  /** Takes a step of the pathway. */
  step(reference, step, said = {}) {
    return this.cli('request', 'event', reference, step, '--from', this.#file(said));
  }

  /** Adds small records with these titles, each with all that it needs. */
  gathers(reference, titles) {
    const files = titles.map((title) => {
      const path = join(this.#window.folder, `${title.replaceAll(' ', '-')}.pdf`);
      writeFileSync(path, smallPdf(title));
      return path;
    });
    const known = titles.map((title) => ({ ...this.example('record'), title }));
    return this.cli('record', 'add', reference, ...files, '--from', this.#file(known));
  }

  /** Brings a request from the log to a signed letter. */
  signs(reference) {
    this.step(reference, 'agree', { reason: 'A second view will help him decide.' });
    this.step(reference, 'submit');
    return this.step(reference, 'sign');
  }

  #file(words) {
    const path = join(this.#window.folder, 'said.json');
    writeFileSync(path, JSON.stringify(words));
    return path;
  }
}

/** The valid number that begins with these nine digits, or with the next that have one. */
function nhsNumber(nine) {
  const sum = [...String(nine)].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? nhsNumber(nine + 50) : `${nine}${check}`;
}
