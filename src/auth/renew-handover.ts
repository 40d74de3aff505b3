import type { AwsContext } from '../aws/aws-context.ts';
import type { System } from '../system/system.ts';
import { acquire } from './acquire.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { failWithoutCredentials } from './credential-failure.ts';
import { restoredEnvironment, type HandoverRecord } from './handover-record.ts';
import { tryToKeep } from './try-to-keep.ts';
import { within } from './within.ts';

/**
 * Fresh credentials for a launched session, from its source as the launch fixed it. Nobody is asked and nothing is shown.
 * Throws LodeError when there are none within `limitMs`.
 */
export async function renewHandover(system: System, record: HandoverRecord, limitMs: number): Promise<AwsCredentials> {
  const context = contextOf(system, record);
  const { env } = context;
  const request = { source: record.source, setBy: record.setBy, context, cachePath: record.cachePath };
  const acquired = await within(limitMs, 'The credential source', acquire({ ...system, env, cwd: record.cwd ?? system.cwd }, request));
  if (acquired.kind !== 'failed') return acquired.credentials;
  if (acquired.thrown !== undefined) throw acquired.thrown;
  return failWithoutCredentials({ ...request, expectedAccount: record.expectedAccount ?? undefined }, acquired.failure, undefined);
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
