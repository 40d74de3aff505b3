import type { AwsFailure } from '../../aws/aws-failure.ts';
import { LodeError } from '../../errors.ts';
import type { Reservation, System } from '../../system/system.ts';
import { ownFailure, type Rotating } from './rotating.ts';

export type Spent<T> =
  | { readonly kind: 'token'; readonly token: T }
  /** `spent`: this refresh token, by digest, is dead for good. */
  | { readonly kind: 'failed'; readonly failure: AwsFailure; readonly spent?: string };

/** Room for any token that AWS hands out; they are some kilobytes long. */
const roomBytes = 32 * 1024;

/** A program that refreshed before us has its answer and writes it: this long at most. */
const adoptWithinMs = 1000;
const lookAgainMs = 75;

/**
 * Spends the refresh token for a new token. Only one process may call it at a time. The file is proven writable first, because what is spent is
 * gone; and when AWS says that it was spent, what another program wrote meanwhile is taken over. Never throws for bad tokens.
 */
export async function spendRefreshToken<T, R extends T>(system: System, rotating: Rotating<T, R>, token: R, rounds = 3): Promise<Spent<T>> {
  const room = reserve(system, rotating);
  if ('kind' in room) return room;
  // From before the call: a process that was stopped in it must not think its token younger than one that was fetched meanwhile.
  const issuedAt = system.now();
  const answer = await rotating.spend(token, issuedAt).catch((error: unknown) => failureOf(error, room));
  if (typeof answer === 'string') return { kind: 'token', token: keep(system, rotating, token, answer, room) };
  if (!rotating.isSpent(answer)) return { kind: 'failed', failure: answer };
  const newer = await rotatedByOthers(system, rotating, token);
  if (newer === undefined) return { kind: 'failed', failure: over(rotating, answer), spent: rotating.digest(token) };
  const isGood = rotating.expiresAt(newer) > system.now();
  return isGood || !rotating.isRenewable(newer) || rounds === 0 ? { kind: 'token', token: newer } : spendRefreshToken(system, rotating, newer, rounds - 1);
}

function reserve<T, R extends T>(system: System, { path, title }: Rotating<T, R>): Reservation | Spent<T> {
  try {
    return system.files.reserve(path, roomBytes, 0o600);
  } catch (error) {
    if (!(error instanceof LodeError)) throw error;
    const message = `the sign-in to ${title} was not renewed, because the new token could not be kept: ${error.message}`;
    return { kind: 'failed', failure: ownFailure('unwritable', 'TokenNotKept', message) };
  }
}

async function failureOf(error: unknown, room: Reservation): Promise<AwsFailure> {
  room.giveBack();
  const { awsFailureOf } = await import('../../aws/aws-failure.ts');
  return awsFailureOf(error);
}

/**
 * Keeps the new text, unless somebody signed in anew while we asked: then theirs is the one that all other programs know. A file that is gone was
 * removed by a sign-out, which a renewal must not undo.
 */
function keep<T, R extends T>(system: System, rotating: Rotating<T, R>, before: R, text: string, room: Reservation): T {
  const ours = rotating.parse(text) ?? before;
  const there = rotating.read();
  const isNewer = there !== undefined && rotating.digest(there) !== rotating.digest(before) && rotating.expiresAt(there) > system.now();
  if (isNewer || system.files.facts(rotating.path) === undefined) {
    room.giveBack();
    return there ?? ours;
  }
  room.keep(text);
  return ours;
}

/** The token that another program got for the refresh token we both hold; undefined when none appears in time. */
async function rotatedByOthers<T, R extends T>(system: System, rotating: Rotating<T, R>, sent: R): Promise<T | undefined> {
  const until = system.elapsed() + adoptWithinMs;
  for (;;) {
    const there = rotating.read();
    if (there !== undefined && rotating.digest(there) !== rotating.digest(sent)) return there;
    if (system.elapsed() >= until) return undefined;
    await system.pause(lookAgainMs);
  }
}

function over<T, R extends T>({ title }: Rotating<T, R>, failure: AwsFailure): AwsFailure {
  return { ...failure, kind: 'expired', message: `the sign-in to ${title} is over (${failure.message})` };
}
