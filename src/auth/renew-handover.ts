import type { System } from '../system/system.ts';
import { acquire } from './acquire.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { failWithoutCredentials } from './credential-failure.ts';
import { restoredEnvironment, type HandoverRecord } from './handover-record.ts';
import { within } from './within.ts';

/**
 * Fresh credentials for a launched session, from its source as the launch fixed it. Nobody is asked and nothing is shown.
 * Throws LodeError when there are none within `limitMs`.
 */
export async function renewHandover(system: System, record: HandoverRecord, limitMs: number): Promise<AwsCredentials> {
  const env = restoredEnvironment(system.env, record);
  const context = { region: record.region, endpoints: record.endpoints, env, configFile: record.configFile, credentialsFile: record.credentialsFile, callLimitMs: 10_000 };
  const request = { source: record.source, setBy: record.setBy, context, cachePath: record.cachePath };
  const acquired = await within(limitMs, 'The credential source', acquire({ ...system, env, cwd: record.cwd ?? system.cwd }, request));
  if (acquired.kind !== 'failed') return acquired.credentials;
  if (acquired.thrown !== undefined) throw acquired.thrown;
  return failWithoutCredentials({ ...request, expectedAccount: record.expectedAccount ?? undefined }, acquired.failure, undefined);
}
