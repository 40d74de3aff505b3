import { authenticate } from './authenticate.ts';
import { brokenReply } from './broken-answer.ts';
import type { Call } from './call.ts';
import { scriptedSkew, skewRefusal } from './clock-skew.ts';
import { errorFacts } from './error-facts.ts';
import { takeScript } from './error-scripts.ts';
import type { Reply, SandboxRequest } from './exchange.ts';
import { jsonBody } from './exchange.ts';
import { takeFault } from './faults.ts';
import type { ErrorScript, Fault } from './knobs.ts';
import { permissionRefusal } from './permission.ts';
import type { Refusal } from './refusal.ts';
import { catalogued, refusalReply } from './refusal.ts';
import type { RequestRecord } from './request-log.ts';
import type { Route } from './route.ts';
import { routeOf } from './route.ts';
import { serviceReply } from './service-reply.ts';
import type { World } from './world.ts';

export interface Answer {
  readonly reply: Reply;
  readonly record: RequestRecord;
  /** How the reply is broken on its way. */
  readonly fault?: Fault | undefined;
}

/** One request in, one reply and its log record out. */
export function answer(world: World, request: SandboxRequest): Answer {
  const route = routeOf(request);
  const proof = authenticate(world, request, route);
  const call: Call = { world, request, route, region: proof.region, caller: proof.key };
  const fault = takeFault(world, route);
  const reply = fault === undefined ? replyTo(call, proof.refusal) : brokenReply(fault, fault.after === true ? replyTo(call, proof.refusal) : undefined);
  const grantType = grantTypeOf(route, request);
  const { region, accessKeyId, key } = proof;
  const userAgent = request.headers['user-agent'];
  const record: RequestRecord = {
    at: new Date(world.now()).toISOString(),
    service: route.service,
    operation: route.operation,
    method: request.method,
    path: request.path,
    ...(region === undefined ? {} : { region }),
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    ...(key === undefined ? {} : { account: key.account, arn: key.arn }),
    ...(route.service === 'bedrock-runtime' && route.id !== undefined ? { model: route.id } : {}),
    ...(grantType === undefined ? {} : { grantType }),
    status: reply.status,
    ...(fault === undefined ? {} : { fault: fault.kind }),
    ...(reply.error === undefined ? {} : { error: reply.error }),
    h2: request.h2,
    ...(userAgent === undefined ? {} : { userAgent }),
  };
  return { reply, record, fault };
}

const grantTypes: readonly unknown[] = ['refresh_token', 'authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'];

/** Only the known ones: what a client puts there by mistake may be a secret. */
function grantTypeOf({ operation }: Route, request: SandboxRequest): string | undefined {
  if (operation !== 'CreateToken' && operation !== 'CreateOAuth2Token') return undefined;
  const { grantType } = jsonBody(request);
  return grantTypes.includes(grantType) ? String(grantType) : 'unknown';
}

function replyTo(call: Call, unproven: Refusal | undefined): Reply {
  const { world, route } = call;
  const refusal = unproven ?? permissionRefusal(call);
  if (refusal !== undefined) return refusalReply(route.service, refusal);
  const script = takeScript(world, route);
  if (script === undefined) return serviceReply(call);
  const scripted = catalogued(script.id, route.service, errorFacts(call));
  if (scripted.form === 'in-stream') return serviceReply(call, scripted);
  return scriptedClockReply(call, script) ?? refusalReply(route.service, scripted);
}

/** A scripted clock failure is told with the `Date` that would explain it. */
function scriptedClockReply({ world, route, request }: Call, { id }: ErrorScript): Reply | undefined {
  const skew = scriptedSkew(id);
  if (skew === undefined) return undefined;
  const now = world.now() + skew;
  const refusal = skewRefusal(route.service, request.headers['x-amz-date'] ?? '', now);
  const reply = refusal && refusalReply(route.service, refusal);
  return reply && { ...reply, headers: { ...reply.headers, date: new Date(now).toUTCString() } };
}
