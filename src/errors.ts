/** The exit codes lode promises. They are documented in README.md and never change meaning. */
export const exitCodes = {
  ok: 0,
  user: 1,
  usage: 2,
  credentials: 4,
  bug: 70,
  notRunnable: 126,
  notFound: 127,
  cancelled: 130,
} as const;

export type ExitKind = keyof typeof exitCodes;

/** What a failure says: a stable code, one sentence, the next steps, and the exit code it ends with. */
export interface Failure {
  /** Stable and documented, e.g. `settings.unknown-key`. */
  readonly code: string;
  readonly exit: Exclude<ExitKind, 'ok'>;
  /** What is wrong and where: file and key, account and region. */
  readonly message: string;
  /** Next commands or edits, most useful first. */
  readonly hints?: readonly string[];
  /** Somebody else's words (AWS, a script), already free of secrets. */
  readonly causedBy?: string | undefined;
}

/** The only error class that lode throws on purpose; anything else that reaches main is a bug (exit 70). */
export class LodeError extends Error {
  readonly failure: Failure;
  /** Lazily loaded parts are bundled apart and bring their own copy of this class, so it is known by its name. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'LodeError' && 'failure' in value;
  }

  constructor(failure: Failure, options?: { cause?: unknown }) {
    super(failure.message, options);
    this.name = 'LodeError';
    this.failure = failure;
  }
}

/** Throws a LodeError; an expression, so it can end a `??` chain. */
export function fail(failure: Failure, cause?: unknown): never {
  throw new LodeError(failure, cause === undefined ? undefined : { cause });
}
