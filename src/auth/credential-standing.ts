import type { AwsFailure } from '../aws/aws-failure.ts';
import { LodeError } from '../errors.ts';
import { hasExpired, type AwsCredentials } from './aws-credentials.ts';
import type { FailureNote } from './failure-note.ts';
import { decide, isShared } from './renewal.ts';

export type Acquired =
  /** `notKept` says why they could not be cached. */
  | {
      readonly kind: 'ready';
      readonly credentials: AwsCredentials;
      readonly from: 'cache' | 'source';
      readonly notKept?: string | undefined;
      /** Something on the way to them could not be renewed and will soon be over. */
      readonly failure?: AwsFailure | undefined;
    }
  /** Renewal failed, but these have not expired yet. */
  | { readonly kind: 'last-good'; readonly credentials: AwsCredentials; readonly failure: AwsFailure }
  /** `thrown` is lode's own, better worded error when the source is a script. */
  | { readonly kind: 'failed'; readonly failure: AwsFailure; readonly thrown?: LodeError };

/** What can be said of a source's credentials without asking it. */
export type CredentialStanding =
  | { readonly kind: 'settled'; readonly acquired: Acquired }
  /** They want to be renewed; `meanwhile` are still good. */
  | { readonly kind: 'wanting'; readonly meanwhile: AwsCredentials | undefined };

/** When a standing is judged: at `now`, for somebody who began to wait at `began`; `early` renews as soon as the window for it opens. */
export interface Moment {
  readonly now: number;
  readonly began: number;
  readonly early: boolean;
}

/** Where the credentials of a source stand. A failure noted since `began` is shared by all that waited. Pure. */
export function credentialStanding(cached: AwsCredentials | undefined, note: FailureNote | undefined, { now, began, early }: Moment): CredentialStanding {
  const lifetime = cached && { obtainedAt: cached.obtainedAt, expiration: cached.expiration };
  const good = cached !== undefined && !hasExpired(cached, now) ? cached : undefined;
  const renewal = decide(now, lifetime, note);
  if (good !== undefined && renewal === 'use') return settled(lastGoodOr(good, note, now));
  if (good !== undefined && renewal === 'use-and-renew' && !early) return settled({ kind: 'ready', credentials: good, from: 'cache' });
  if (good === undefined && note !== undefined && (renewal === 'fail' || isShared(note, { now, began }))) return settled(failedAs(note));
  return { kind: 'wanting', meanwhile: good };
}

/** Within the back-off after a failed renewal what is used is the last good, and its user should know. */
function lastGoodOr(credentials: AwsCredentials, note: FailureNote | undefined, now: number): Acquired {
  const waits = decide(now, { obtainedAt: credentials.obtainedAt, expiration: credentials.expiration }, undefined) !== 'use';
  return waits && note !== undefined ? { kind: 'last-good', credentials, failure: note.failure } : { kind: 'ready', credentials, from: 'cache' };
}

function failedAs({ failure, said }: FailureNote): Acquired {
  return said === undefined ? { kind: 'failed', failure } : { kind: 'failed', failure, thrown: new LodeError(said) };
}

function settled(acquired: Acquired): CredentialStanding {
  return { kind: 'settled', acquired };
}
