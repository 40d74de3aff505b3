import { authenticate, errorFacts, permissionRefusal } from './authenticate.ts';
import type { Call } from './call.ts';
import { takeScript } from './error-scripts.ts';
import type { Reply, SandboxRequest } from './exchange.ts';
import { jsonReply } from './exchange.ts';
import type { Refusal } from './refusal.ts';
import { catalogued, refusalReply } from './refusal.ts';
import type { RequestRecord } from './request-log.ts';
import { routeOf } from './route.ts';
import { answerBedrock } from './services/bedrock-control.ts';
import { answerRuntime } from './services/bedrock-runtime.ts';
import { answerContainer } from './services/container.ts';
import { answerControl } from './services/control.ts';
import { answerImds } from './services/imds.ts';
import { answerSignin } from './services/signin.ts';
import { answerSsoOidc } from './services/sso-oidc.ts';
import { answerSsoPortal } from './services/sso-portal.ts';
import { answerSts } from './services/sts.ts';
import type { World } from './world.ts';

export interface Answer {
  readonly reply: Reply;
  readonly record: RequestRecord;
}

/** One request in, one reply and its log record out. */
export function answer(world: World, request: SandboxRequest): Answer {
  const route = routeOf(request);
  const proof = authenticate(world, request, route);
  const call: Call = { world, request, route, region: proof.region, caller: proof.key };
  const reply = replyTo(call, proof.refusal);
  const { region, accessKeyId, key } = proof;
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
    status: reply.status,
    ...(reply.error === undefined ? {} : { error: reply.error }),
    h2: request.h2,
  };
  return { reply, record };
}

function replyTo(call: Call, unproven: Refusal | undefined): Reply {
  const { world, route } = call;
  const refusal = unproven ?? permissionRefusal(call);
  if (refusal !== undefined) return refusalReply(route.service, refusal);
  const script = takeScript(world, route);
  const scripted = script && catalogued(script.id, route.service, errorFacts(call.caller, route, call.region ?? ''));
  if (scripted !== undefined && scripted.form !== 'in-stream') return refusalReply(route.service, scripted);
  return serviceReply(call, scripted);
}

function serviceReply(call: Call, inStream: Refusal | undefined): Reply {
  switch (call.route.service) {
    case 'sts':
      return answerSts(call);
    case 'sso-oidc':
      return answerSsoOidc(call);
    case 'sso':
      return answerSsoPortal(call);
    case 'signin':
      return answerSignin(call);
    case 'bedrock':
      return answerBedrock(call);
    case 'bedrock-runtime':
      return answerRuntime(call, inStream);
    case 'imds':
      return answerImds(call);
    case 'container':
      return answerContainer(call);
    case 'control':
      return answerControl(call);
    case 'unknown':
      return jsonReply(404, { message: 'The sandbox plays no such service.' }, { error: 'UnknownOperationException' });
  }
}
