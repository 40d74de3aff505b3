import type { AwsContext } from '../aws/aws-context.ts';
import type { System } from '../system/system.ts';
import { acquire, type AcquireRequest } from './acquire.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { readAwsFiles, type AwsFiles } from './aws-files.ts';
import { credentialCachePath } from './credential-cache.ts';
import { failWithoutCredentials } from './credential-failure.ts';
import type { Acquired } from './credential-standing.ts';
import { restoredEnvironment, type HandoverRecord } from './handover-record.ts';
import { profileMeaning } from './profile-meaning.ts';
import { sourceDigest } from './source-digest.ts';
import type { SsoToken } from './sso/sso-token.ts';
import { readSsoToken } from './sso/token-store.ts';
import { fail } from '../errors.ts';
import { patienceMs } from './keeping-place.ts';
import { loginBehind } from './sso/login-behind.ts';
import { isOver, type SsoLogin } from './sso/sso-login.ts';
import { tryToKeep } from './try-to-keep.ts';
import { lodePaths } from '../settings/paths.ts';
import { within } from './within.ts';

/** How a session asks for its credentials. */
export interface Renewal {
  /** How long it may take in all, in milliseconds. */
  readonly limitMs: number;
  /** Renews them before they must be. */
  readonly early?: boolean;
  /** What to do when only a person can help: waits for their sign-in, and ends with why there was none. Absent when nobody is there. */
  readonly askPerson?: ((system: System, login: SsoLogin, before: SsoToken | undefined) => Promise<PersonAnswer>) | undefined;
}

export type PersonAnswer = { readonly kind: 'signed-in' } | { readonly kind: 'not-signed-in'; readonly why: string };

/**
 * Fresh credentials for a launched session, from its source as the launch fixed it. When its sign-in is over and somebody is there, they are
 * asked to sign in, once. Throws LodeError when there are none within the limit.
 */
export async function renewHandover(system: System, record: HandoverRecord, { limitMs, early = false, askPerson }: Renewal): Promise<AwsCredentials> {
  const there = atLaunch(system, record);
  const files = readAwsFiles(there);
  refuseOtherIdentity(files, record);
  const request = { ...acquireRequestOf(there, record, files), early };
  const login = askPerson && loginBehind(files, record.source);
  const before = login && readSsoToken(there, login);
  const first = await within(limitMs, 'The credential source', acquire(there, request));
  if (first.kind !== 'failed') return first.credentials;
  if (askPerson === undefined || login === undefined || !isOver(first.failure)) return failForSession(request, record, first);
  const answer = await askPerson(there, login, before);
  if (answer.kind === 'not-signed-in')
    return failForSession(request, record, { ...first, failure: { ...first.failure, message: `${first.failure.message}; ${answer.why}` } });
  const second = await within(limitMs, 'The credential source', acquire(there, request));
  return second.kind === 'failed' ? failForSession(request, record, second) : second.credentials;
}

function failForSession(request: AcquireRequest, record: HandoverRecord, { failure, thrown }: Extract<Acquired, { kind: 'failed' }>): never {
  if (thrown !== undefined) throw thrown;
  return failWithoutCredentials({ ...request, expectedAccount: record.expectedAccount ?? undefined }, failure, undefined);
}

/** What a sign-in for a session goes by: the machine, and the way to AWS, as the launch saw them. */
export function sessionSurroundings(system: System, record: HandoverRecord): { readonly system: System; readonly context: AwsContext } {
  return { system: atLaunch(system, record), context: contextOf(system, record) };
}

/** The surroundings of the launch, put back. */
function atLaunch(system: System, record: HandoverRecord): System {
  const env = restoredEnvironment(system.env, record);
  return { ...system, env, home: (system.platform === 'win32' ? env['USERPROFILE'] : env['HOME']) || system.home, cwd: record.cwd ?? system.cwd };
}

/**
 * A session keeps the identity it was launched with: a profile that means another role by now is a matter for the next launch. Records of older
 * versions do not say what the profile meant.
 */
function refuseOtherIdentity(files: AwsFiles, { source, meaning }: HandoverRecord): void {
  if (source.kind !== 'profile' || meaning === undefined || meaning === profileMeaning(files, source.profile)) return;
  fail({
    code: 'handover.profile-changed',
    exit: 'credentials',
    message: `Profile ${source.profile} in ${files.paths.config} means something else than when this session was launched, and the session keeps to what it was.`,
    hints: ['Leave the session and start it again: lode claude'],
  });
}

/** The cache goes by what the profile says now, so that what came of another text is never taken for this one's. */
function acquireRequestOf(system: System, record: HandoverRecord, files: AwsFiles): AcquireRequest {
  const { source, setBy, endpoints, cacheFolder, stateFolder = lodePaths(system).state } = record;
  const digest = (): string => sourceDigest(source, { files, env: system.env, endpoints, cwd: system.cwd });
  const cachePath = source.kind === 'profile' ? credentialCachePath(cacheFolder, digest()) : record.cachePath;
  return { source, setBy, cachePath, context: contextOf(system, record), place: { cacheFolder, stateFolder, waitMs: patienceMs } };
}

/**
 * Asks STS whether cached credentials are still accepted, and takes them out of the cache when they are not. When STS cannot be
 * asked they are believed.
 */
export async function dropIfRefused(system: System, record: HandoverRecord, credentials: AwsCredentials): Promise<boolean> {
  const { askIdentity } = await import('./ask-identity.ts');
  const answer = await askIdentity(credentials, contextOf(system, record));
  const refused = answer.kind === 'failed' && (answer.failure.kind === 'expired' || answer.failure.kind === 'invalid');
  if (refused) tryToKeep(() => system.files.remove(record.cachePath));
  return refused;
}

function contextOf(system: System, record: HandoverRecord): AwsContext {
  const { region, endpoints, configFile, credentialsFile } = record;
  return { region, endpoints, env: restoredEnvironment(system.env, record), configFile, credentialsFile, callLimitMs: 10_000 };
}
