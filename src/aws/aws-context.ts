import type { Endpoints } from '../settings/settings.ts';
import type { Environment } from '../system/system.ts';
import { proxyAgentFor } from '../system/proxy-agent.ts';

/** What every call to AWS needs to know. */
export interface AwsContext {
  readonly region: string;
  readonly endpoints: Endpoints;
  readonly env: Environment;
  readonly configFile: string;
  readonly credentialsFile: string;
  /** Milliseconds that one call may take, connection included. */
  readonly callLimitMs: number;
  /** Told AWS's own time (ms since the epoch) at every answer. */
  readonly onDate?: (serverMs: number) => void;
}

interface AnyClient {
  readonly middlewareStack: {
    add(
      middleware: (next: (args: object) => Promise<{ response: unknown }>) => (args: object) => Promise<{ response: unknown }>,
      options: { step: 'deserialize'; priority: 'low'; name: string },
    ): void;
  };
}

/** Reads the `Date` of every answer, good or bad, for the context. Returns the client. */
export function withClock<C extends object>(client: C, { onDate }: AwsContext): C {
  if (onDate === undefined) return client;
  (client as unknown as AnyClient).middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const date = Date.parse((result.response as { headers?: Record<string, string> }).headers?.['date'] ?? '');
      if (!Number.isNaN(date)) onDate(date);
      return result;
    },
    // Next to the wire, so that it sees the answer before the SDK makes an error of it.
    { step: 'deserialize', priority: 'low', name: 'lodeClock' },
  );
  return client;
}

type Service = 'sts' | 'oidc' | 'portal.sso' | 'bedrock' | 'bedrock-runtime' | 'servicequotas' | 'cloudtrail' | 'logs' | 'iam';

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
