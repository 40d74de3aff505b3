import { fail, type LodeError } from '../errors.ts';
import { describeOrigin, type Resolved } from '../settings/origin.ts';
import type { AwsFailure } from '../aws/aws-failure.ts';
import type { System } from '../system/system.ts';
import { acquire, type AcquireRequest, type Acquired } from './acquire.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { identityProofPath, readIdentityProof, writeIdentityProof, type Identity } from './identity.ts';
import { refreshOrExplain } from './refresh-command.ts';
import { credentialDigest } from './source-digest.ts';
import { tryToKeep } from './try-to-keep.ts';
import { failWithoutCredentials } from './credential-failure.ts';

export interface ObtainRequest extends AcquireRequest {
  readonly cacheFolder: string;
  readonly cwd: string;
  readonly awsAuthRefresh: Resolved<string> | undefined;
  /** The account the source's own text names, if any; shown when nothing better is known. */
  readonly expectedAccount: string | undefined;
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

type Attempt =
  | { readonly kind: 'obtained'; readonly obtained: Obtained }
  | { readonly kind: 'failed'; readonly failure: AwsFailure; readonly thrown?: LodeError | undefined };

/**
 * Credentials that AWS accepts, with the identity they prove to be. `beside` starts as soon as credentials are there, in
 * parallel with the identity check. When the credentials are bad, `awsAuthRefresh` runs once and everything is checked
 * again; when they are good, nothing is refreshed. Throws LodeError (exit 4) when there is nothing usable.
 */
export async function obtain(system: System, request: ObtainRequest, beside: Beside): Promise<Obtained> {
  const first = await attempt(system, request, beside);
  if (first.kind === 'obtained') return first.obtained;
  const run = await refreshOrExplain(system, request, first.failure, first.thrown);
  const second = await attempt(system, request, beside);
  if (second.kind === 'obtained') return { ...second.obtained, refreshed: true };
  if (second.thrown !== undefined) return failAfterRefresh(second.thrown, run);
  return failWithoutCredentials(request, second.failure, { run, setBy: describeOrigin(request.awsAuthRefresh?.origin ?? { kind: 'default' }) });
}

/** The source speaks for itself; that a refresh ran in vain before is added. */
function failAfterRefresh({ failure }: LodeError, run: string): never {
  return fail({
    ...failure,
    code: 'credentials.refresh-changed-nothing',
    message: `${failure.message} awsAuthRefresh ran before it (${run}) and did not change that.`,
  });
}

async function attempt(system: System, request: ObtainRequest, beside: Beside): Promise<Attempt> {
  const acquired = await acquire(system, request);
  if (acquired.kind === 'failed') return acquired;
  const proven = await prove(system, request, acquired, beside);
  if (proven.kind === 'obtained' || acquired.kind !== 'ready' || acquired.from !== 'cache') return proven;
  // AWS refuses what the cache holds, although it has not expired: the session was revoked. Ask the source before a person.
  const again = await acquire(system, request);
  return again.kind === 'failed' ? again : prove(system, request, again, beside);
}

async function prove(system: System, request: ObtainRequest, acquired: Exclude<Acquired, { kind: 'failed' }>, beside: Beside): Promise<Attempt> {
  const { credentials } = acquired;
  const common = { credentials, from: acquired.kind === 'ready' ? acquired.from : 'cache', refreshed: false } as const;
  const proofPath = identityProofPath(request.cacheFolder, credentialDigest(credentials));
  const remembered = readIdentityProof(system.files, proofPath, system.now());
  beside(credentials, remembered);
  if (remembered) return { kind: 'obtained', obtained: { ...common, identity: remembered, checked: 'remembered', notes: notesOf(acquired) } };
  const { askIdentity } = await import('./ask-identity.ts');
  const answer = await askIdentity(credentials, request.context);
  if (answer.kind === 'known') {
    const notKept = tryToKeep(() => writeIdentityProof(system.files, proofPath, answer.identity, system.now()));
    return { kind: 'obtained', obtained: { ...common, identity: answer.identity, checked: 'now', notes: notesOf(acquired, notKept) } };
  }
  if (answer.failure.kind !== 'network' && answer.failure.kind !== 'throttled') {
    // What AWS refuses must not be handed out again, by no other launch and to no running session.
    tryToKeep(() => system.files.remove(request.cachePath));
    return { kind: 'failed', failure: answer.failure };
  }
  return {
    kind: 'obtained',
    obtained: { ...common, identity: undefined, checked: 'not-reachable', notes: [...notesOf(acquired), uncheckedNote(request, answer.failure)] },
  };
}

function uncheckedNote({ context }: ObtainRequest, { message }: AwsFailure): string {
  return `AWS STS in ${context.region} could not be asked who these credentials are (${message}); going on with them unchecked.`;
}

function notesOf(acquired: Exclude<Acquired, { kind: 'failed' }>, proofNotKept?: string): readonly string[] {
  const notKept = (acquired.kind === 'ready' ? acquired.notKept : undefined) ?? proofNotKept;
  return [
    ...(acquired.kind === 'last-good'
      ? [`The credentials could not be renewed (${acquired.failure.message}); the last good ones are used until they expire.`]
      : []),
    ...(notKept === undefined ? [] : [`What was learnt cannot be kept, so AWS is asked again the next time: ${notKept}`]),
  ];
}
