import type { AwsContext } from '../../aws/aws-context.ts';
import type { AwsFailure } from '../../aws/aws-failure.ts';
import type { IssuedToken } from '../../aws/sso-oidc.ts';
import { LodeError } from '../../errors.ts';
import type { Reservation, System } from '../../system/system.ts';
import { describeLogin, type SsoLogin } from './sso-login.ts';
import { isRenewable, type RenewableToken, type SsoToken } from './sso-token.ts';
import { ssoTokenPath } from './token-path.ts';
import { refreshTokenDigest } from './token-standing.ts';
import { readSsoToken } from './token-store.ts';
import { issuedTokenText, parseSsoToken } from './token-text.ts';

export type Refreshed =
  | { readonly kind: 'token'; readonly token: SsoToken }
  /** `spent`: this refresh token, by digest, is dead for good. */
  | { readonly kind: 'failed'; readonly failure: AwsFailure; readonly spent?: string };

/** Room for any token the service hands out; they are some kilobytes long. */
const roomBytes = 32 * 1024;

/** A program that refreshed before us has its answer and writes it: this long at most. */
const adoptWithinMs = 1000;
const lookAgainMs = 75;

/**
 * Spends the refresh token for new tokens. Only one process may call it at a time. The file is proven writable first, because what is spent is
 * gone; and when the service says that it was spent, what another program wrote meanwhile is taken over. Never throws for bad tokens.
 */
export async function refreshSsoToken(system: System, login: SsoLogin, token: RenewableToken, context: AwsContext, rounds = 3): Promise<Refreshed> {
  const path = ssoTokenPath(system.home, login.cacheName);
  const room = reserve(system, path);
  if ('kind' in room) return room;
  // From before the call: a process that was stopped in it must not think its token younger than one that was fetched meanwhile.
  const issuedAt = system.now();
  const answer = await ask(login, token, context);
  if (!('kind' in answer)) return { kind: 'token', token: keep(system, login, token, answer, issuedAt, room) };
  room.giveBack();
  if (answer.name !== 'InvalidGrantException') return { kind: 'failed', failure: answer };
  const newer = await rotatedByOthers(system, login, token);
  if (newer === undefined) return { kind: 'failed', failure: over(login, answer), spent: refreshTokenDigest(token) };
  return newer.expiresAt > system.now() || !isRenewable(newer) || rounds === 0
    ? { kind: 'token', token: newer }
    : refreshSsoToken(system, login, newer, context, rounds - 1);
}

function reserve(system: System, path: string): Reservation | Refreshed {
  try {
    return system.files.reserve(path, roomBytes, 0o600);
  } catch (error) {
    if (!(error instanceof LodeError)) throw error;
    const message = `the token was not renewed, because the new one could not be kept: ${error.message}`;
    return { kind: 'failed', failure: { kind: 'unwritable', name: 'TokenNotKept', message, requestId: undefined } };
  }
}

async function ask(login: SsoLogin, { client, refreshToken }: RenewableToken, context: AwsContext): Promise<IssuedToken | AwsFailure> {
  try {
    const { createToken } = await import('../../aws/sso-oidc.ts');
    return await createToken(login, client, { grantType: 'refresh_token', refreshToken }, context);
  } catch (error) {
    const { awsFailureOf } = await import('../../aws/aws-failure.ts');
    return awsFailureOf(error);
  }
}

/** Keeps the new token, unless somebody signed in anew while we asked: then theirs is the one that all other programs know. */
function keep(system: System, login: SsoLogin, before: RenewableToken, issued: IssuedToken, issuedAt: number, room: Reservation): SsoToken {
  const there = readSsoToken(system, login);
  const text = issuedTokenText(login, before.client, issued, issuedAt, before);
  const ours = parseSsoToken(text) ?? before;
  if (there !== undefined && refreshTokenDigest(there) !== refreshTokenDigest(before) && there.expiresAt >= ours.expiresAt) {
    room.giveBack();
    return there;
  }
  room.keep(text);
  return ours;
}

/** The token that another program got for the refresh token we both hold; undefined when none appears in time. */
async function rotatedByOthers(system: System, login: SsoLogin, sent: SsoToken): Promise<SsoToken | undefined> {
  const until = system.elapsed() + adoptWithinMs;
  for (;;) {
    const there = readSsoToken(system, login);
    if (there !== undefined && refreshTokenDigest(there) !== refreshTokenDigest(sent)) return there;
    if (system.elapsed() >= until) return undefined;
    await system.pause(lookAgainMs);
  }
}

function over(login: SsoLogin, failure: AwsFailure): AwsFailure {
  return { ...failure, kind: 'expired', message: `the sign-in to ${describeLogin(login)} is over (${failure.message})` };
}
