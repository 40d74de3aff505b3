import type { AwsFailure } from '../../aws/aws-failure.ts';

/**
 * A token in a file that other tools share, renewed by a refresh token that works once: the sign-in to IAM Identity Center, and that of
 * `aws login`. `R` is a token that carries what its renewal takes.
 */
export interface Rotating<T, R extends T> {
  /** Names its lock and the notes of its failures. */
  readonly name: string;
  /** What it is, for people: `SSO session work (https://…)`. */
  readonly title: string;
  readonly path: string;
  read(): T | undefined;
  parse(text: string): T | undefined;
  /** Milliseconds since the epoch. */
  expiresAt(token: T): number;
  isRenewable(token: T): token is R;
  /** A name of its refresh token that says nothing of it; empty when it has none. */
  digest(token: T): string;
  /** Whether two tokens give the same access. */
  isSame(left: T, right: T): boolean;
  /** What keeps it from being renewed at `now`, beside a spent refresh token. */
  obstacle(token: R, now: number): AwsFailure | undefined;
  /** Spends the refresh token: the file's next text for what was issued at `issuedAt` (ms). Throws what AWS says. */
  spend(token: R, issuedAt: number): Promise<string>;
  /** Whether AWS says that the refresh token was spent before, or revoked. */
  isSpent(failure: AwsFailure): boolean;
}

/** A failure of lode's own making. */
export function ownFailure(kind: AwsFailure['kind'], name: string, message: string): AwsFailure {
  return { kind, name, message, requestId: undefined };
}
