import type { Endpoints } from '../settings/settings.ts';
import type { Environment } from '../system/system.ts';
import { proxyAgentFor } from './proxy-agent.ts';

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

type Service = 'sts' | 'bedrock' | 'bedrock-runtime';

/** Options shared by all SDK clients: one retry, a limit on connecting and on the answer, and the user's proxy. */
export function clientOptions(context: AwsContext, service: Service, endpoint: string | undefined) {
  const { region, callLimitMs } = context;
  const httpsAgent = proxyAgentFor(endpoint ?? `https://${service}.${region}.amazonaws.com`);
  return {
    region,
    maxAttempts: 2,
    // Tells lode's own calls from the assistant's in CloudTrail.
    customUserAgent: 'lode',
    requestHandler: {
      connectionTimeout: Math.min(3000, callLimitMs),
      requestTimeout: callLimitMs,
      throwOnRequestTimeout: true,
      ...(httpsAgent === undefined ? {} : { httpsAgent }),
    },
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}
