import { regionFacts } from '../models/catalog.ts';
import type { Endpoints } from '../settings/settings.ts';

/** Where model requests go: the user's own endpoint, else AWS's in the region (AWS: Amazon Bedrock endpoints and quotas). */
export function runtimeUrl(region: string, endpoints: Endpoints): string {
  const suffix = regionFacts(region)?.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return endpoints.bedrockRuntime ?? `https://bedrock-runtime.${region}.${suffix}`;
}
