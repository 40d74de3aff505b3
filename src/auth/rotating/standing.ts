import type { AwsFailure } from '../../aws/aws-failure.ts';
import type { FailureNote } from '../failure-note.ts';
import { decide, isShared } from '../renewal.ts';
import { ownFailure, type Rotating } from './rotating.ts';

export type TokenAnswer<T> =
  /** `failure`: it could not be renewed, but is still good. */
  { readonly kind: 'token'; readonly token: T; readonly failure?: AwsFailure } | { readonly kind: 'failed'; readonly failure: AwsFailure };

/** What can be said of a token without asking anybody. */
export type TokenStanding<T, R extends T> =
  | { readonly kind: 'settled'; readonly answer: TokenAnswer<T> }
  /** It wants to be renewed; `meanwhile` is still good. */
  | { readonly kind: 'wanting'; readonly token: R; readonly meanwhile: T | undefined };

/** What is at hand: the token on disk, when it ends, and the last failure to renew it. */
export interface AtHand<T> {
  readonly token: T | undefined;
  /** Milliseconds since the epoch; before the token's own end when AWS has turned it away. */
  readonly expiresAt: number;
  readonly note: FailureNote | undefined;
}

/**
 * Where a token stands at `now`. A failure that was noted since `began` is shared: whoever waited for another process met it too. Pure.
 */
export function tokenStanding<T, R extends T>(
  rotating: Rotating<T, R>,
  { token, expiresAt, note: last }: AtHand<T>,
  { now, began }: { readonly now: number; readonly began: number },
): TokenStanding<T, R> {
  const { title } = rotating;
  if (token === undefined) return failed(ownFailure('missing', 'NotSignedIn', `nobody is signed in to ${title}`));
  const good = expiresAt > now;
  const over = ownFailure('expired', 'SignInOver', `the sign-in to ${title} is over, and its token cannot be renewed`);
  if (!rotating.isRenewable(token)) return good ? settled(token) : failed(over);
  // Since a sign-in, what its predecessor failed with means nothing.
  const note = last?.spent === undefined || last.spent === rotating.digest(token) ? last : undefined;
  const obstacle = (note?.spent === undefined ? undefined : note.failure) ?? rotating.obstacle(token, now);
  const lasts = decide(now, { obtainedAt: undefined, expiration: expiresAt }, undefined) === 'use';
  if (obstacle !== undefined) return good ? settled(token, lasts ? undefined : obstacle) : failed(obstacle);
  const renewal = decide(now, { obtainedAt: undefined, expiration: expiresAt }, note);
  if (renewal === 'use') return settled(token, lasts ? undefined : note?.failure);
  if (!good && note !== undefined && (renewal === 'fail' || isShared(note, { now, began }))) return failed(note.failure);
  return { kind: 'wanting', token, meanwhile: good ? token : undefined };
}

function settled<T>(token: T, failure?: AwsFailure): { readonly kind: 'settled'; readonly answer: TokenAnswer<T> } {
  return { kind: 'settled', answer: { kind: 'token', token, ...(failure === undefined ? {} : { failure }) } };
}

function failed(failure: AwsFailure): { readonly kind: 'settled'; readonly answer: { readonly kind: 'failed'; readonly failure: AwsFailure } } {
  return { kind: 'settled', answer: { kind: 'failed', failure } };
}
