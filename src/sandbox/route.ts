import type { SandboxRequest } from './exchange.ts';

export type ServiceName =
  | 'sts'
  | 'sso-oidc'
  | 'sso'
  | 'signin'
  | 'bedrock'
  | 'bedrock-runtime'
  | 'servicequotas'
  | 'cloudtrail'
  | 'logs'
  | 'iam'
  | 'imds'
  | 'container'
  | 'control'
  | 'unknown';

export interface Route {
  readonly service: ServiceName;
  readonly operation: string;
  /** The decoded `{id}` of the path, when it has one. */
  readonly id?: string;
}

type Row = readonly [method: string, path: RegExp, service: ServiceName, operation: string];

/** AWS service models (botocore): the paths of all services are distinct, so one URL can stand for every endpoint. */
const rows: readonly Row[] = [
  ['POST', /^\/model\/([^/]+)\/invoke$/, 'bedrock-runtime', 'InvokeModel'],
  ['POST', /^\/model\/([^/]+)\/invoke-with-response-stream$/, 'bedrock-runtime', 'InvokeModelWithResponseStream'],
  ['POST', /^\/model\/([^/]+)\/converse$/, 'bedrock-runtime', 'Converse'],
  ['POST', /^\/model\/([^/]+)\/converse-stream$/, 'bedrock-runtime', 'ConverseStream'],
  ['POST', /^\/model\/([^/]+)\/count-tokens$/, 'bedrock-runtime', 'CountTokens'],
  ['GET', /^\/foundation-models$/, 'bedrock', 'ListFoundationModels'],
  ['GET', /^\/foundation-model-availability\/(.+)$/, 'bedrock', 'GetFoundationModelAvailability'],
  ['GET', /^\/list-foundation-model-agreement-offers\/(.+)$/, 'bedrock', 'ListFoundationModelAgreementOffers'],
  ['POST', /^\/create-foundation-model-agreement$/, 'bedrock', 'CreateFoundationModelAgreement'],
  ['POST', /^\/delete-foundation-model-agreement$/, 'bedrock', 'DeleteFoundationModelAgreement'],
  ['GET', /^\/inference-profiles$/, 'bedrock', 'ListInferenceProfiles'],
  ['POST', /^\/inference-profiles$/, 'bedrock', 'CreateInferenceProfile'],
  ['DELETE', /^\/inference-profiles\/(.+)$/, 'bedrock', 'DeleteInferenceProfile'],
  ['GET', /^\/inference-profiles\/(.+)$/, 'bedrock', 'GetInferenceProfile'],
  ['GET', /^\/use-case-for-model-access$/, 'bedrock', 'GetUseCaseForModelAccess'],
  ['POST', /^\/use-case-for-model-access$/, 'bedrock', 'PutUseCaseForModelAccess'],
  ['GET', /^\/data-retention$/, 'bedrock', 'GetAccountDataRetention'],
  ['PUT', /^\/data-retention$/, 'bedrock', 'PutAccountDataRetention'],
  ['GET', /^\/logging\/modelinvocations$/, 'bedrock', 'GetModelInvocationLoggingConfiguration'],
  ['GET', /^\/provisioned-model-throughput\/(.+)$/, 'bedrock', 'GetProvisionedModelThroughput'],
  ['POST', /^\/tagResource$/, 'bedrock', 'TagResource'],
  ['POST', /^\/untagResource$/, 'bedrock', 'UntagResource'],
  ['POST', /^\/listTagsForResource$/, 'bedrock', 'ListTagsForResource'],
  ['POST', /^\/client\/register$/, 'sso-oidc', 'RegisterClient'],
  ['POST', /^\/device_authorization$/, 'sso-oidc', 'StartDeviceAuthorization'],
  ['POST', /^\/token$/, 'sso-oidc', 'CreateToken'],
  ['GET', /^\/authorize$/, 'sso-oidc', 'Authorize'],
  ['GET', /^\/device$/, 'sso-oidc', 'DevicePage'],
  ['GET', /^\/federation\/credentials$/, 'sso', 'GetRoleCredentials'],
  ['GET', /^\/assignment\/accounts$/, 'sso', 'ListAccounts'],
  ['GET', /^\/assignment\/roles$/, 'sso', 'ListAccountRoles'],
  ['POST', /^\/logout$/, 'sso', 'Logout'],
  ['POST', /^\/v1\/token$/, 'signin', 'CreateOAuth2Token'],
  ['PUT', /^\/latest\/api\/token$/, 'imds', 'GetToken'],
  ['GET', /^\/latest\/meta-data\/iam\/security-credentials\/?$/, 'imds', 'ListRoles'],
  ['GET', /^\/latest\/meta-data\/iam\/security-credentials\/([^/]+)$/, 'imds', 'GetRoleCredentials'],
  ['GET', /^\/latest\/meta-data\/placement\/region$/, 'imds', 'GetRegion'],
  ['GET', /^\/container-credentials$/, 'container', 'GetCredentials'],
  ['POST', /^\/_sandbox\/knobs$/, 'control', 'SetKnobs'],
  ['GET', /^\/_sandbox\/log$/, 'control', 'ReadLog'],
];

/** The services of the JSON protocol, whose operation stands in the header `X-Amz-Target`. */
const targets: readonly (readonly [target: RegExp, service: ServiceName])[] = [
  [/^ServiceQuotasV20190624\.(\w+)$/, 'servicequotas'],
  [/CloudTrail_20131101\.(\w+)$/, 'cloudtrail'],
  [/^Logs_20140328\.(\w+)$/, 'logs'],
];

/** The version of IAM's API, which no other service of the query protocol shares (botocore: iam). */
const iamVersion = '2010-05-08';

/** Which service and operation a request means: by path, by its target, or by the form fields of the query protocol of STS and IAM. */
export function routeOf(request: SandboxRequest): Route {
  for (const [method, path, service, operation] of rows) {
    const match = request.method === method ? path.exec(request.path) : null;
    if (match !== null) return match[1] === undefined ? { service, operation } : { service, operation, id: decoded(match[1]) };
  }
  const target = targetOf(request);
  if (target !== undefined) return target;
  const form = new URLSearchParams(request.method === 'POST' ? request.body.toString('utf8') : request.query);
  const action = form.get('Action');
  if (request.path === '/' && action !== null) return { service: form.get('Version') === iamVersion ? 'iam' : 'sts', operation: action };
  return { service: 'unknown', operation: 'Unknown' };
}

function targetOf({ headers }: SandboxRequest): Route | undefined {
  for (const [pattern, service] of targets) {
    const operation = pattern.exec(headers['x-amz-target'] ?? '')?.[1];
    if (operation !== undefined) return { service, operation };
  }
  return undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
