import { LodeError } from '../errors.ts';
import type { AwsFailure } from '../aws/aws-failure.ts';
import type { System } from '../system/system.ts';
import { hasExpired, type AwsCredentials } from './aws-credentials.ts';
import { blameClock, witnessClock } from './clock-skew.ts';
import { readCachedCredentials, writeCachedCredentials } from './credential-cache.ts';
import { credentialStanding, type Acquired, type CredentialStanding } from './credential-standing.ts';
import { forgetFailure, noteFailure, readFailureNote, type FailureNotes } from './failure-note.ts';
import { fetchFromSource, type FetchRequest } from './fetch-from-source.ts';
import { refuseSourceCircle } from './helper/source-circle.ts';
import { singleFlight } from './single-flight.ts';
import { sourceFlightName } from './source-flight-name.ts';
import { describeSource } from './source.ts';
import { tryToKeep } from './try-to-keep.ts';

export interface AcquireRequest extends FetchRequest {
  readonly cachePath: string;
  /** Renews as soon as that is sensible, not only when it must be. */
  readonly early?: boolean;
}

/**
 * Session credentials for a source: from the cache while they last, else from the source itself, by one process for all that want them. A
 * failed renewal keeps what still works. Never throws for bad credentials; throws `credentials.busy` when another process hangs in it, and
 * `credentials.circle` when that one waits for us.
 */
export async function acquire(system: System, request: AcquireRequest): Promise<Acquired> {
  const notes = failureNotesOf(request);
  const moment = { began: system.now(), early: request.early === true };
  const cached = (): AwsCredentials | undefined => readCachedCredentials(system.files, request.cachePath);
  const standing = (): CredentialStanding => credentialStanding(cached(), readFailureNote(system, notes), { ...moment, now: system.now() });
  const first = standing();
  if (first.kind === 'settled') return first.acquired;
  // A session in the environment is nobody's to renew, and nothing of it is kept for others.
  if (request.source.kind === 'key-pair' && request.source.temporary) return renew(system, request, notes);
  refuseSourceCircle(system, request.source, request.setBy);
  return singleFlight<Acquired>(system, {
    name: notes.name,
    what: `renewing the credentials of ${describeSource(request.source)}`,
    stateFolder: request.place.stateFolder,
    waitMs: request.place.waitMs,
    look: () => settledIn(standing()),
    meanwhile: () => settledIn(standing()) ?? asReady(standing()),
    work: () => renew(system, request, notes),
  });
}

/** Forgets that the source failed a moment ago: something was done about it since. */
export function expectBetter(system: Pick<System, 'files'>, request: AcquireRequest): void {
  forgetFailure(system, failureNotesOf(request));
}

function failureNotesOf({ cachePath, place }: AcquireRequest): FailureNotes {
  return { cacheFolder: place.cacheFolder, name: sourceFlightName(cachePath) };
}

function settledIn(standing: CredentialStanding): Acquired | undefined {
  return standing.kind === 'settled' ? standing.acquired : undefined;
}

function asReady(standing: CredentialStanding): Acquired | undefined {
  return standing.kind === 'wanting' && standing.meanwhile ? { kind: 'ready', credentials: standing.meanwhile, from: 'cache' } : undefined;
}

async function renew(system: System, request: AcquireRequest, notes: FailureNotes): Promise<Acquired> {
  const clock = witnessClock(system, request.context);
  const outcome = await fetched(system, { ...request, context: clock.context });
  if (outcome.kind === 'ready') {
    forgetFailure(system, notes);
    return { ...outcome, notKept: tryToKeep(() => keep(system, request, outcome.credentials)) };
  }
  const failed = { ...outcome, failure: blameClock(outcome.failure, clock.skewMs()) };
  const held = readCachedCredentials(system.files, request.cachePath);
  const lifetime = held && { obtainedAt: held.obtainedAt, expiration: held.expiration };
  noteFailure(system, notes, { failure: failed.failure, said: failed.thrown?.failure }, lifetime);
  return held && !hasExpired(held, system.now()) ? { kind: 'last-good', credentials: held, failure: failed.failure } : failed;
}

/** Keeps them, unless better ones came while the source was asked: this process may have been stopped meanwhile. */
function keep(system: System, { cachePath }: AcquireRequest, credentials: AwsCredentials): void {
  const there = readCachedCredentials(system.files, cachePath);
  if ((there?.expiration ?? 0) > (credentials.expiration ?? 0)) return;
  writeCachedCredentials(system.files, cachePath, credentials, system.now());
}

type FetchOutcome = Extract<Acquired, { kind: 'ready' | 'failed' }>;

async function fetched(system: System, request: FetchRequest): Promise<FetchOutcome> {
  try {
    const found = await fetchFromSource(system, request);
    if (found.kind === 'failed') return found;
    if (hasExpired(found.credentials, system.now())) return { kind: 'failed', failure: alreadyExpired(found.credentials) };
    return { kind: 'ready', credentials: found.credentials, from: 'source', failure: found.failure };
  } catch (error) {
    const failure = await sorted(error, request.source);
    return error instanceof LodeError ? { kind: 'failed', failure, thrown: error } : { kind: 'failed', failure };
  }
}

async function sorted(error: unknown, source: AcquireRequest['source']): Promise<AwsFailure> {
  if (error instanceof LodeError) return { kind: 'other', name: error.failure.code, message: error.message, requestId: undefined };
  // A slip of ours must show as one, not as somebody's bad credentials. Node's own have a code: a key with a hidden character is no header.
  if ((error instanceof TypeError && !('code' in error)) || error instanceof ReferenceError) throw error;
  const { awsFailureOf } = await import('../aws/aws-failure.ts');
  const failure = awsFailureOf(error);
  // Off EC2 nothing answers there, which is not a network fault: there simply are no credentials.
  return source.kind === 'instance-role' ? { ...failure, kind: 'missing' } : failure;
}

function alreadyExpired(credentials: AwsCredentials): AwsFailure {
  const at = new Date(credentials.expiration ?? 0).toISOString();
  return { kind: 'expired', name: 'ExpiredToken', message: `the source gave credentials that expired at ${at}`, requestId: undefined };
}
