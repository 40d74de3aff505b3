import type { Environment } from '../system/system.ts';
import { prepareSdkEnvironment } from './sdk-environment.ts';

/**
 * Loads the SDK's parts that look at an account, for whoever waits for credentials anyway: reading them takes a few hundred milliseconds of processor
 * time. One after the other, so that what else is going on gets its turn.
 */
export async function loadAccountClients(env: Environment): Promise<void> {
  prepareSdkEnvironment(env);
  await import('@aws-sdk/client-bedrock');
  await import('@aws-sdk/client-service-quotas');
  await import('@aws-sdk/client-cloudtrail');
  await import('@aws-sdk/client-cloudwatch-logs');
}
