import type { Call } from './call.ts';
import { splitOnce } from './exchange.ts';
import type { SandboxRequest } from './exchange.ts';
import type { AccessKey } from './identities.ts';
import { stateOf } from './identities.ts';
import type { Refusal } from './refusal.ts';
import { catalogued } from './refusal.ts';
import type { Route, ServiceName } from './route.ts';
import type { SignatureClaim } from './sigv4.ts';
import { readClaim, signatureFits, stampOf, stampTime } from './sigv4.ts';
import type { World } from './world.ts';

/** Who signed, as far as it is proven; `key` may be set beside a refusal, because a known key that expired is still worth logging. */
export interface Proof {
  readonly region?: string;
  readonly accessKeyId?: string;
  readonly key?: AccessKey;
  readonly refusal?: Refusal;
}

const signingNames: Readonly<Partial<Record<ServiceName, string>>> = { sts: 'sts', bedrock: 'bedrock', 'bedrock-runtime': 'bedrock' };
const skewMs = 5 * 60_000;

/** Proves the signature or the API key of a call to STS or Bedrock; other services take no signature. */
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

function refusalOf(
  world: World,
  request: SandboxRequest,
  service: ServiceName,
  claim: SignatureClaim,
  key: AccessKey | undefined,
): Refusal | undefined {
  const state = key === undefined ? 'unknown' : stateOf(world, key);
  if (key === undefined || state === 'unknown') return catalogued('invalid-token', service);
  if ((request.headers['x-amz-security-token'] ?? undefined) !== key.sessionToken) return catalogued('invalid-token', service);
  if (state === 'expired') return catalogued('expired', service);
  const expected = signingNames[service] ?? '';
  if (claim.service !== expected) return catalogued('scope', service, { service: expected });
  if (!signatureFits(request, claim, key.secretAccessKey)) return catalogued('sig-mismatch', service);
  return skewRefusal(world, service, claim.stamp);
}

function skewRefusal(world: World, service: ServiceName, stamp: string): Refusal | undefined {
  const now = world.now();
  const signed = stampTime(stamp);
  const words = (limit: number) => ({ signed: stamp, limit: stampOf(limit), now: stampOf(now) });
  if (!(signed >= now - skewMs)) return catalogued('clock', service, words(now - skewMs));
  return signed > now + skewMs ? catalogued('clock-ahead', service, words(now + skewMs)) : undefined;
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

/** The refusal of a key whose every permission was taken away; GetCallerIdentity needs none, and no deny stops it. */
export function permissionRefusal({ world, route, caller, region }: Call): Refusal | undefined {
  if (caller === undefined || route.operation === 'GetCallerIdentity' || stateOf(world, caller) !== 'denied') return undefined;
  return catalogued(route.service === 'sts' ? 'assume' : 'iam-missing', route.service, errorFacts(caller, route, region ?? ''));
}

/** What the catalogue's sentences speak of. */
export function errorFacts(caller: AccessKey | undefined, route: Route, region: string): Record<string, string> {
  const model = route.id ?? '';
  const account = caller?.account ?? '';
  const service = route.service === 'bedrock-runtime' ? 'bedrock' : route.service;
  const operation = { Converse: 'InvokeModel', ConverseStream: 'InvokeModelWithResponseStream' }[route.operation] ?? route.operation;
  const profile = /^[a-z-]+\.anthropic\./.test(model) && !model.startsWith('anthropic.');
  return {
    model,
    base: model.replace(/^.*?(?=anthropic\.)/, ''),
    arn: caller?.arn ?? '',
    account,
    region,
    elsewhere: region === 'us-east-2' ? 'us-west-2' : region.startsWith('eu-') ? 'eu-north-1' : 'us-east-2',
    action: `${service}:${operation}`,
    resource: resourceOf(model, region, account, profile),
    role: '*',
    service,
  };
}

function resourceOf(model: string, region: string, account: string, profile: boolean): string {
  if (model === '' || model.startsWith('arn:')) return model || '*';
  return profile ? `arn:aws:bedrock:${region}:${account}:inference-profile/${model}` : `arn:aws:bedrock:${region}::foundation-model/${model}`;
}
