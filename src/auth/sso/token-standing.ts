import { digestOf } from '../../digest.ts';
import type { AwsFailure } from '../../aws/aws-failure.ts';
import type { FailureNote } from '../failure-note.ts';
import { decide } from '../renewal.ts';
import { describeLogin, type SsoLogin } from './sso-login.ts';
import { isRenewable, type RenewableToken, type SsoToken } from './sso-token.ts';

export type TokenAnswer =
  /** `failure`: it could not be renewed, but is still good. */
  { readonly kind: 'token'; readonly token: SsoToken; readonly failure?: AwsFailure } | { readonly kind: 'failed'; readonly failure: AwsFailure };

/** What can be said of a sign-in without asking anybody. */
export type TokenStanding =
  | { readonly kind: 'settled'; readonly answer: TokenAnswer }
  /** It wants to be renewed; `meanwhile` is still good. */
  | { readonly kind: 'wanting'; readonly token: RenewableToken; readonly meanwhile: SsoToken | undefined };

/**
 * Where a sign-in stands at `now`. A failure that was noted since `began` is shared: whoever waited for another process met it too. Pure.
 */
export function tokenStanding(login: SsoLogin, token: SsoToken | undefined, note: FailureNote | undefined, now: number, began: number): TokenStanding {
  if (token === undefined) return failed(signedOut(login));
  const good = token.expiresAt > now;
  if (!isRenewable(token)) return good ? settled(token) : failed(ended(`the sign-in to ${describeLogin(login)} is over, and its token cannot be renewed`));
  const over = overWhy(login, token, note, now);
  if (over !== undefined) return good ? settled(token) : failed(over);
  const renewal = decide(now, { obtainedAt: undefined, expiration: token.expiresAt }, note);
  if (renewal === 'use') return settled(token, note?.failure);
  if (!good && note !== undefined && (renewal === 'fail' || note.at >= began)) return failed(note.failure);
  return { kind: 'wanting', token, meanwhile: good ? token : undefined };
}

/** The name of a refresh token that says nothing of it. */
export function refreshTokenDigest({ refreshToken }: SsoToken): string {
  return refreshToken === undefined ? '' : digestOf(refreshToken.reveal());
}

/** Why this token cannot be renewed any more, if so; what remains is to sign in. */
function overWhy(login: SsoLogin, token: RenewableToken, note: FailureNote | undefined, now: number): AwsFailure | undefined {
  if (note?.spent !== undefined && note.spent === refreshTokenDigest(token)) return note.failure;
  const { expiresAt } = token.client;
  return expiresAt > now ? undefined : ended(`the client registration of ${describeLogin(login)} ended at ${new Date(expiresAt).toISOString()}`);
}

function ended(message: string): AwsFailure {
  return { kind: 'expired', name: 'SignInOver', message, requestId: undefined };
}

function signedOut(login: SsoLogin): AwsFailure {
  return { kind: 'missing', name: 'NotSignedIn', message: `nobody is signed in to ${describeLogin(login)}`, requestId: undefined };
}

function settled(token: SsoToken, failure?: AwsFailure): TokenStanding {
  return { kind: 'settled', answer: { kind: 'token', token, ...(failure === undefined ? {} : { failure }) } };
}

function failed(failure: AwsFailure): TokenStanding {
  return { kind: 'settled', answer: { kind: 'failed', failure } };
}
