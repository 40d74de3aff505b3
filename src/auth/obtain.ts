import { fail, type LodeError } from '../errors.ts';
import type { Resolved } from '../settings/origin.ts';
import type { AwsFailure } from '../aws/aws-failure.ts';
import type { System } from '../system/system.ts';
import { acquire, expectBetter, type AcquireRequest } from './acquire.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { blameClock, describeSkew, witnessClock } from './clock-skew.ts';
import type { Acquired } from './credential-standing.ts';
import { identityProofPath, readIdentityProof, writeIdentityProof, type Identity } from './identity.ts';
import { mendOrExplain } from './mend.ts';
import { describeMended, type Mended } from './mended.ts';
import { credentialDigest } from './source-digest.ts';
import { tryToKeep } from './try-to-keep.ts';
import { failWithoutCredentials } from './credential-failure.ts';

export interface ObtainRequest extends AcquireRequest {
  readonly cwd: string;
  readonly awsAuthRefresh: Resolved<string> | undefined;
  /** Whether somebody is there who can sign in. */
  readonly person: boolean;
  /** The account the source's own text names, if any; shown when nothing better is known. */
  readonly expectedAccount: string | undefined;
  /** What the profile means now, as a digest; only of a profile. */
  readonly meaning?: string | undefined;
  /** Asks AWS whose the credentials are even where that is remembered: they may have been revoked since. */
  readonly proveAnew?: boolean;
}

export interface Obtained {
  readonly credentials: AwsCredentials;
  /** Undefined when AWS could not be reached to ask. */
  readonly identity: Identity | undefined;
  readonly checked: 'now' | 'remembered' | 'not-reachable';
  readonly from: 'cache' | 'source';
  readonly refreshed: boolean;
  readonly notes: readonly string[];
}

/** Called once credentials are there, with the identity if it is remembered, so that other calls run beside the check. */
export type Beside = (credentials: AwsCredentials, remembered: Identity | undefined) => void;

type Attempt<T> =
  | { readonly kind: 'obtained'; readonly obtained: T }
  | { readonly kind: 'failed'; readonly failure: AwsFailure; readonly thrown?: LodeError | undefined };

/** Credentials as the source gives them, and what their user should know. */
export interface Unproven {
  readonly credentials: AwsCredentials;
  readonly notes: readonly string[];
  /** Where they are kept, if they could be. */
  readonly cachePath: string;
}

/**
 * Credentials that AWS accepts, with the identity they prove to be. `beside` starts as soon as credentials are there, in
 * parallel with the identity check. When the credentials are bad, `awsAuthRefresh` or a sign-in runs once and everything is checked
 * again; when they are good, nothing is refreshed. Throws LodeError (exit 4) when there is nothing usable.
 */
export async function obtain(system: System, request: ObtainRequest, beside: Beside): Promise<Obtained> {
  const { obtained, mended } = await mendingOnce(system, request, () => attempt(system, request, beside));
  return { ...obtained, refreshed: mended };
}

/** The same without asking AWS whose they are: for programs that will find out themselves. */
export async function obtainUnproven(system: System, request: ObtainRequest): Promise<Unproven> {
  const { obtained } = await mendingOnce(system, request, async (): Promise<Attempt<Unproven>> => {
    const acquired = await acquire(system, request);
    if (acquired.kind === 'failed') return acquired;
    if (acquired.credentials.expiration !== undefined)
      return { kind: 'obtained', obtained: { credentials: acquired.credentials, notes: notesOf(acquired), cachePath: request.cachePath } };
    // A session that does not say when it ends may have ended long ago.
    const proven = await prove(system, request, acquired, () => undefined);
    return proven.kind === 'failed' ? proven : { kind: 'obtained', obtained: { ...proven.obtained, cachePath: request.cachePath } };
  });
  return obtained;
}

async function mendingOnce<T>(
  system: System,
  request: ObtainRequest,
  tryIt: () => Promise<Attempt<T>>,
): Promise<{ readonly obtained: T; readonly mended: boolean }> {
  const began = system.now();
  const first = await tryIt();
  if (first.kind === 'obtained') return { obtained: first.obtained, mended: false };
  const mended = await mendOrExplain(system, request, { ...first, began });
  expectBetter(system, request);
  const second = await tryIt();
  if (second.kind === 'obtained') return { obtained: second.obtained, mended: true };
  if (second.thrown !== undefined) return failAllTheSame(second.thrown, mended);
  return failWithoutCredentials(request, second.failure, mended);
}

/** The source speaks for itself; what was done in vain before is added. */
function failAllTheSame({ failure }: LodeError, mended: Mended): never {
  return fail({ ...failure, code: 'credentials.refresh-changed-nothing', message: `${failure.message} ${describeMended(mended)} did not change that.` });
}

async function attempt(system: System, request: ObtainRequest, beside: Beside): Promise<Attempt<Obtained>> {
  const acquired = await acquire(system, request);
  if (acquired.kind === 'failed') return acquired;
  const proven = await prove(system, request, acquired, beside);
  if (proven.kind === 'obtained' || acquired.kind !== 'ready' || acquired.from !== 'cache') return proven;
  // AWS refuses what the cache holds, although it has not expired: the session was revoked. Ask the source before a person.
  const again = await acquire(system, request);
  return again.kind === 'failed' ? again : prove(system, request, again, beside);
}

async function prove(system: System, request: ObtainRequest, acquired: Exclude<Acquired, { kind: 'failed' }>, beside: Beside): Promise<Attempt<Obtained>> {
  const { credentials } = acquired;
  const common = { credentials, from: acquired.kind === 'ready' ? acquired.from : 'cache', refreshed: false } as const;
  const proofPath = identityProofPath(request.place.cacheFolder, credentialDigest(credentials));
  const remembered = request.proveAnew === true ? undefined : readIdentityProof(system.files, proofPath, system.now());
  beside(credentials, remembered);
  if (remembered) return { kind: 'obtained', obtained: { ...common, identity: remembered, checked: 'remembered', notes: notesOf(acquired) } };
  const { askIdentity } = await import('./ask-identity.ts');
  const clock = witnessClock(system, request.context);
  const answer = await askIdentity(credentials, clock.context);
  if (answer.kind === 'known') {
    const notKept = tryToKeep(() => writeIdentityProof(system.files, proofPath, answer.identity, system.now()));
    return {
      kind: 'obtained',
      obtained: { ...common, identity: answer.identity, checked: 'now', notes: [...notesOf(acquired, notKept), ...clockNotes(clock.skewMs())] },
    };
  }
  if (answer.failure.kind !== 'network' && answer.failure.kind !== 'throttled') {
    const failure = blameClock(answer.failure, clock.skewMs());
    // What AWS refuses must not be handed out again, by no other launch and to no running session; what a clock or a policy refuses is good elsewhere.
    if (failure.kind === 'expired' || failure.kind === 'invalid') tryToKeep(() => system.files.remove(request.cachePath));
    return { kind: 'failed', failure };
  }
  return {
    kind: 'obtained',
    obtained: { ...common, identity: undefined, checked: 'not-reachable', notes: [...notesOf(acquired), uncheckedNote(request, answer.failure)] },
  };
}

function clockNotes(skewMs: number | undefined): readonly string[] {
  const skew = describeSkew(skewMs);
  return skew === undefined ? [] : [`Mind the time: ${skew}, and AWS refuses requests that are more than five minutes off.`];
}

function uncheckedNote({ context }: ObtainRequest, { message }: AwsFailure): string {
  return `AWS STS in ${context.region} could not be asked who these credentials are (${message}); going on with them unchecked.`;
}

function notesOf(acquired: Exclude<Acquired, { kind: 'failed' }>, proofNotKept?: string): readonly string[] {
  const notKept = (acquired.kind === 'ready' ? acquired.notKept : undefined) ?? proofNotKept;
  const soonOver = acquired.kind === 'ready' ? acquired.failure : undefined;
  return [
    ...(soonOver === undefined ? [] : [`The sign-in could not be renewed (${soonOver.message}); it is used until it expires.`]),
    ...(acquired.kind === 'last-good'
      ? [`The credentials could not be renewed (${acquired.failure.message}); the last good ones are used until they expire.`]
      : []),
    ...(notKept === undefined ? [] : [`What was learnt cannot be kept, so AWS is asked again the next time: ${notKept}`]),
  ];
}
