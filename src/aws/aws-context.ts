import type { Endpoints } from '../settings/settings.ts';
import type { Environment } from '../system/system.ts';

/** What every call to AWS needs to know. */
export interface AwsContext {
  readonly region: string;
  readonly endpoints: Endpoints;
  readonly env: Environment;
  readonly configFile: string;
  readonly credentialsFile: string;
  /** Milliseconds that one call may take, connection included. */
  readonly callLimitMs: number;
}

/** Options shared by all SDK clients: one retry, and a limit on connecting and on the answer. */
export function clientOptions(context: AwsContext, endpoint: string | undefined) {
  return {
    region: context.region,
    maxAttempts: 2,
    // Tells lode's own calls from the assistant's in CloudTrail.
    customUserAgent: 'lode',
    requestHandler: { connectionTimeout: Math.min(3000, context.callLimitMs), requestTimeout: context.callLimitMs, throwOnRequestTimeout: true },
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}
