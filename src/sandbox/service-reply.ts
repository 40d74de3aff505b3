import type { Call } from './call.ts';
import type { Reply } from './exchange.ts';
import { jsonReply } from './exchange.ts';
import type { Refusal } from './refusal.ts';
import { answerBedrock } from './services/bedrock-control.ts';
import { answerRuntime } from './services/bedrock-runtime.ts';
import { answerCloudTrail } from './services/cloudtrail.ts';
import { answerContainer } from './services/container.ts';
import { answerControl } from './services/control.ts';
import { answerIam } from './services/iam.ts';
import { answerImds } from './services/imds.ts';
import { answerLogs } from './services/logs.ts';
import { answerQuotas } from './services/service-quotas.ts';
import { answerSignin } from './services/signin.ts';
import { answerSsoOidc } from './services/sso-oidc.ts';
import { answerSsoPortal } from './services/sso-portal.ts';
import { answerSts } from './services/sts.ts';

/** The answer of the service that the route names; `inStream` is a scripted failure for the middle of a stream. */
export function serviceReply(call: Call, inStream?: Refusal): Reply {
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
    case 'servicequotas':
      return answerQuotas(call);
    case 'cloudtrail':
      return answerCloudTrail(call);
    case 'logs':
      return answerLogs(call);
    case 'iam':
      return answerIam(call);
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
