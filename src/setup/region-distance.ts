import { connectTime } from '../aws/distance.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import { catalog } from '../models/catalog.ts';
import type { Endpoints } from '../settings/settings.ts';
import type { Environment, System } from '../system/system.ts';

/** Milliseconds to connect by region. */
export type Distances = ReadonlyMap<string, number>;

/** How long it takes to connect to a host, in milliseconds; undefined: it cannot be reached. */
export type DistanceProbe = (host: string, limitMs: number) => Promise<number | undefined>;

/** All regions together; whatever has not answered by then is further than anybody wants. */
const limitMs = 1500;

/**
 * Measures how far each commercial region is, as the better of two connections to its runtime, all side by side and in 1.5 s at most. Empty where nothing
 * may be measured, and where nobody is there to read it. Never throws.
 */
export async function startMeasuring(system: System, probe: DistanceProbe = probeOf(system)): Promise<Distances> {
  const distances = new Map<string, number>();
  if (!mayAsk(system) || whyUnmeasured(system.env) !== undefined) return distances;
  const regions = Object.entries(catalog.regions).flatMap(([region, { partition, bedrock }]) => (partition === 'aws' && bedrock ? [region] : []));
  const all = regions.map(async (region) => {
    for (const _time of ['first', 'second']) {
      const ms = await probe(`bedrock-runtime.${region}.amazonaws.com`, limitMs);
      if (ms !== undefined) distances.set(region, Math.min(ms, distances.get(region) ?? ms));
    }
  });
  await Promise.race([Promise.allSettled(all), system.pause(limitMs)]);
  return new Map(distances);
}

function probeOf({ elapsed }: System): DistanceProbe {
  return (host, limit) => connectTime({ host, port: 443, limitMs: limit, elapsed });
}

/** Why a connection would not show how far a region is, as the end of a sentence; undefined: it would. */
export function whyUnmeasured(env: Environment, endpoints: Endpoints = {}): string | undefined {
  const endpoint = ['AWS_ENDPOINT_URL_BEDROCK_RUNTIME', 'AWS_ENDPOINT_URL', 'ANTHROPIC_BEDROCK_BASE_URL'].find((name) => env[name]);
  if (endpoint !== undefined) return `${endpoint} takes requests to another host`;
  if (endpoints.bedrockRuntime !== undefined) return 'the setting endpoints takes requests to another host';
  const proxy = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'].find((name) => env[name]);
  return proxy === undefined ? undefined : `requests go through the proxy of ${proxy}`;
}
