import type { AwsContext } from '../../aws/aws-context.ts';
import type { AwsFailure } from '../../aws/aws-failure.ts';
import type { IssuedLogin } from '../../aws/signin.ts';
import { LodeError } from '../../errors.ts';
import type { Reservation, System } from '../../system/system.ts';
import { issuedLoginText, parseLogin } from './login-text.ts';
import { readLogin } from './login-store.ts';
import { isRenewableLogin, loginDigest, type LoginToken, type RenewableLogin } from './login-token.ts';

/** Which session of `aws login` is renewed, and how AWS is asked. */
export interface LoginPlace {
  /** Its file. */
  readonly path: string;
  /** The principal that signed in (`login_session`), for people. */
  readonly principal: string;
  /** The region is the profile's; the one that the file names comes first. */
  readonly context: AwsContext;
}

export type LoginRenewed =
  | { readonly kind: 'token'; readonly token: LoginToken }
  /** `spent`: this refresh token, by digest, is dead for good. */
  | { readonly kind: 'failed'; readonly failure: AwsFailure; readonly spent?: string };

/** Room for any answer of the service; they are some kilobytes long. */
const roomBytes = 32 * 1024;

/** A program that refreshed before us has its answer and writes it: this long at most. */
const adoptWithinMs = 1500;
const lookAgainMs = 75;

/**
 * Spends the refresh token of `aws login` for new credentials. Only one process may call it at a time. The file is proven writable first,
 * because what is spent is gone; and when the service says that it was spent, what another program wrote meanwhile is taken over. Never throws
 * for bad tokens.
 */
export async function renewLogin(system: System, place: LoginPlace, token: RenewableLogin, rounds = 3): Promise<LoginRenewed> {
  const room = reserve(system, place);
  if ('kind' in room) return room;
  // From before the call: a process that was stopped in it must not think its credentials younger than they are.
  const issuedAt = system.now();
  const answer = await ask(place, token, issuedAt).catch(async (error: unknown) => givingBack(room, await failureOf(error)));
  if (!('kind' in answer)) return { kind: 'token', token: keep(system, place, token, issuedLoginText(token, answer, issuedAt), room) };
  if (answer.kind !== 'expired') return { kind: 'failed', failure: answer };
  const newer = await rotatedByOthers(system, place, token);
  if (newer === undefined) return { kind: 'failed', failure: over(place, answer), spent: loginDigest(token) };
  const isGood = newer.credentials.expiration > system.now();
  return isGood || !isRenewableLogin(newer) || rounds === 0 ? { kind: 'token', token: newer } : renewLogin(system, place, newer, rounds - 1);
}

function reserve(system: System, { path }: LoginPlace): Reservation | LoginRenewed {
  try {
    return system.files.reserve(path, roomBytes, 0o600);
  } catch (error) {
    if (!(error instanceof LodeError)) throw error;
    const message = `the aws login session was not renewed, because what AWS hands out could not be kept: ${error.message}`;
    return { kind: 'failed', failure: { kind: 'unwritable', name: 'LoginNotKept', message, requestId: undefined } };
  }
}

async function ask({ context }: LoginPlace, { renewal, signInRegion }: RenewableLogin, now: number): Promise<IssuedLogin | AwsFailure> {
  const { refreshLogin } = await import('../../aws/signin.ts');
  return refreshLogin(renewal, now, { ...context, region: signInRegion ?? context.region });
}

async function failureOf(error: unknown): Promise<AwsFailure> {
  const { awsFailureOf } = await import('../../aws/aws-failure.ts');
  return awsFailureOf(error);
}

function givingBack(room: Reservation, failure: AwsFailure): AwsFailure {
  room.giveBack();
  return failure;
}

/** Keeps the new text, unless somebody signed in anew while we asked: then theirs is what all other programs know. */
function keep(system: System, { path }: LoginPlace, before: LoginToken, text: string, room: Reservation): LoginToken {
  const ours = parseLogin(text) ?? before;
  const there = readLogin(system, path);
  if (there !== undefined && loginDigest(there) !== loginDigest(before) && there.credentials.expiration >= ours.credentials.expiration) {
    room.giveBack();
    return there;
  }
  room.keep(text);
  return ours;
}

/** What another program got for the refresh token we both hold; undefined when nothing appears in time. */
async function rotatedByOthers(system: System, { path }: LoginPlace, sent: LoginToken): Promise<LoginToken | undefined> {
  const until = system.elapsed() + adoptWithinMs;
  for (;;) {
    const there = readLogin(system, path);
    if (there !== undefined && loginDigest(there) !== loginDigest(sent)) return there;
    if (system.elapsed() >= until) return undefined;
    await system.pause(lookAgainMs);
  }
}

function over({ principal }: LoginPlace, failure: AwsFailure): AwsFailure {
  return { ...failure, message: `the aws login session of ${principal} is over (${failure.message})` };
}
