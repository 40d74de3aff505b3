import { skewRefusal } from './clock-skew.ts';
import { splitOnce } from './exchange.ts';
import type { SandboxRequest } from './exchange.ts';
import type { AccessKey } from './identities.ts';
import { stateOf } from './identities.ts';
import type { Refusal } from './refusal.ts';
import { catalogued } from './refusal.ts';
import type { Route, ServiceName } from './route.ts';
import type { SignatureClaim } from './sigv4.ts';
import { readClaim, signatureFits } from './sigv4.ts';
import type { World } from './world.ts';

/** Who signed, as far as it is proven; `key` may be set beside a refusal, because a known key that expired is still worth logging. */
export interface Proof {
  readonly region?: string;
  readonly accessKeyId?: string;
  readonly key?: AccessKey;
  readonly refusal?: Refusal;
}

const signingNames: Readonly<Partial<Record<ServiceName, string>>> = {
  sts: 'sts',
  bedrock: 'bedrock',
  'bedrock-runtime': 'bedrock',
  servicequotas: 'servicequotas',
  cloudtrail: 'cloudtrail',
  logs: 'logs',
  iam: 'iam',
};

/** Proves the signature, or the API key, of a call to a service that takes one. */
export function authenticate(world: World, request: SandboxRequest, route: Route): Proof {
  const expectedService = signingNames[route.service];
  if (expectedService === undefined || route.operation === 'AssumeRoleWithWebIdentity') return {};
  const [scheme, token = ''] = splitOnce(request.headers['authorization'] ?? '', ' ');
  if (scheme === 'Bearer' && expectedService === 'bedrock') return byBearer(world, route.service, token);
  const claim = readClaim(request);
  if (claim === undefined) return { refusal: catalogued('unsigned', route.service) };
  const key = world.keys.get(claim.accessKeyId);
  const refusal = refusalOf(world, request, route.service, claim, key);
  return {
    region: claim.region,
    accessKeyId: claim.accessKeyId,
    ...(key === undefined ? {} : { key }),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

function refusalOf(world: World, request: SandboxRequest, service: ServiceName, claim: SignatureClaim, key: AccessKey | undefined): Refusal | undefined {
  const state = key === undefined ? 'unknown' : stateOf(world, key);
  if (key === undefined || state === 'unknown') return catalogued('invalid-token', service);
  if ((request.headers['x-amz-security-token'] ?? undefined) !== key.sessionToken) return catalogued('invalid-token', service);
  if (state === 'expired') return catalogued('expired', service);
  const expected = signingNames[service] ?? '';
  if (claim.service !== expected) return catalogued('scope', service, { service: expected });
  if (!signatureFits(request, claim, key.secretAccessKey)) return catalogued('sig-mismatch', service);
  return skewRefusal(service, claim.stamp, world.now());
}

function byBearer(world: World, service: ServiceName, token: string): Proof {
  const known = world.knobs.bearerTokens[token];
  const key = known === undefined ? undefined : world.keys.get(known.accessKeyId);
  if (known === undefined || key === undefined) return { refusal: catalogued('key-region', service) };
  const state = stateOf(world, key);
  const proof = { region: known.region, accessKeyId: key.accessKeyId, key };
  if (state === 'unknown') return { ...proof, refusal: catalogued('key-region', service) };
  return state === 'expired' ? { ...proof, refusal: catalogued('key-expired', service) } : proof;
}
