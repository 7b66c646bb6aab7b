// A failure as a person meets it: what happened, that nothing was lost, what to do next.

/** One field with what is wrong with it. */
export interface Problem {
  field: string;
  message: string;
}

/** A command that did not do what was asked. */
export class Failure extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly field: string | null = null,
    readonly details: Problem[] = [],
    /** How many seconds to wait before another try, where one must. */
    readonly waitSeconds: number | null = null,
  ) {
    super(message);
    this.name = 'Failure';
  }

  /** Whatever was thrown, as a failure. */
  static from(thrown: unknown): Failure {
    if (thrown instanceof Failure) return thrown;
    if (isErrorView(thrown)) {
      return new Failure(thrown.code, sentence(thrown.message), thrown.field ?? null, thrown.details ?? [], thrown.wait_seconds ?? null);
    }
    return new Failure(
      'internal',
      'Something went wrong inside the program. What was saved before is safe. Try again, and tell your administrator if it happens twice.',
    );
  }

  /** Every field problem; the message itself where there is none. */
  problems(): Problem[] {
    if (this.details.length > 0) return this.details.map((detail) => ({ ...detail, message: sentence(detail.message) }));
    return [{ field: this.field ?? '', message: this.message }];
  }
}

/** Begins a message with a capital and ends it with a full stop where it has none. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return trimmed;
  const capital = trimmed[0]!.toLocaleUpperCase('en-GB') + trimmed.slice(1);
  return /[.!?:)”]$/.test(capital) ? capital : `${capital}.`;
}

function isErrorView(thrown: unknown): thrown is { code: string; message: string; field?: string; details?: Problem[]; wait_seconds?: number } {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown;
}
