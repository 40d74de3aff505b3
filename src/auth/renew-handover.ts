import type { AwsContext } from '../aws/aws-context.ts';
import type { System } from '../system/system.ts';
import { acquire, type AcquireRequest } from './acquire.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { failWithoutCredentials } from './credential-failure.ts';
import { restoredEnvironment, type HandoverRecord } from './handover-record.ts';
import { tryToKeep } from './try-to-keep.ts';
import { lodePaths } from '../settings/paths.ts';
import { within } from './within.ts';

/** How long to wait for another process that renews the same, which leaves time to answer all the same. */
const patienceMs = 30_000;

/**
 * Fresh credentials for a launched session, from its source as the launch fixed it. Nobody is asked and nothing is shown. `early` renews them
 * before they must be. Throws LodeError when there are none within `limitMs`.
 */
export async function renewHandover(system: System, record: HandoverRecord, limitMs: number, early = false): Promise<AwsCredentials> {
  const there = atLaunch(system, record);
  const request = { ...acquireRequestOf(there, record), early };
  const acquired = await within(limitMs, 'The credential source', acquire(there, request));
  if (acquired.kind !== 'failed') return acquired.credentials;
  if (acquired.thrown !== undefined) throw acquired.thrown;
  return failWithoutCredentials({ ...request, expectedAccount: record.expectedAccount ?? undefined }, acquired.failure, undefined);
}

/** The surroundings of the launch, put back. */
function atLaunch(system: System, record: HandoverRecord): System {
  const env = restoredEnvironment(system.env, record);
  return { ...system, env, home: (system.platform === 'win32' ? env['USERPROFILE'] : env['HOME']) || system.home, cwd: record.cwd ?? system.cwd };
}

function acquireRequestOf(system: System, record: HandoverRecord): AcquireRequest {
  const { source, setBy, cachePath, cacheFolder, stateFolder = lodePaths(system).state } = record;
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
