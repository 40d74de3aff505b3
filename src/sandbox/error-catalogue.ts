import type { ServiceName } from './route.ts';

/**
 * Failures that AWS is known to answer with, in AWS's own words. `{model}`, `{arn}`, `{region}`, `{account}`, `{action}`, `{resource}`,
 * `{role}`, `{signed}`, `{now}` and `{limit}` are filled in from the request.
 */
export interface CatalogueError {
  readonly id: string;
  readonly status: number;
  /** The exception's name, as `x-amzn-errortype` carries it. */
  readonly name: string;
  /** STS names some of them otherwise. */
  readonly stsName?: string;
  readonly message: string;
  /** Which requests a script of this id hits when it names no operation itself. */
  readonly hits: readonly ServiceName[];
  readonly operations?: readonly string[];
  /** Other bodies than `{"message": …}`: Anthropic's error form, `{"Message": …}`, OAuth's, or an exception inside a 200 stream. */
  readonly form?: 'anthropic' | 'capital' | 'oauth' | 'in-stream';
}

const runtime = ['bedrock-runtime'] as const;
const signed = ['sts', 'bedrock', 'bedrock-runtime'] as const;
const validation = (id: string, message: string): CatalogueError => ({ id, status: 400, name: 'ValidationException', message, hits: runtime });
const notFound = (id: string, message: string): CatalogueError => ({ id, status: 404, name: 'ResourceNotFoundException', message, hits: runtime });
const denied = (id: string, message: string): CatalogueError => ({ id, status: 403, name: 'AccessDeniedException', message, hits: runtime });
const throttled = (id: string, message: string): CatalogueError => ({ id, status: 429, name: 'ThrottlingException', message, hits: runtime });

const marketplace =
  'Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions ' +
  '(aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to the Amazon Bedrock documentation ' +
  'for further details. Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, ' +
  'try again after 2 minutes.';
const notAuthorized = 'User: {arn} is not authorized to perform: {action} on resource: {resource}';
const wrongSignature =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. ' +
  'Consult the service documentation for details.';

const modelErrors: readonly CatalogueError[] = [
  validation(
    'on-demand',
    'Invocation of model ID {model} with on-demand throughput isn\u2019t supported. Retry your request with the ID or ARN of an inference profile that contains this model.',
  ),
  validation('bad-id', 'The provided model identifier is invalid.'),
  denied('no-access', "You don't have access to the model with the specified model ID."),
  notFound(
    'form',
    'Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model. ' +
      'If you have already filled out the form, try again in 15 minutes.',
  ),
  validation(
    'form-2',
    'You have not filled out the required use-case form for this model. Complete the form at https://{region}.console.aws.amazon.com/bedrock/home?region={region}#/modelaccess.',
  ),
  denied('marketplace-iam', marketplace),
  denied('payment', 'Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.'),
  denied('agreement-pending', 'Model access is denied due to MPAgreementBeingCreated: The AWS Marketplace agreement is being created. Try again later.'),
  {
    ...denied(
      'account-gate',
      '{model} is not available for this account. You can explore other available models on Amazon Bedrock. ' +
        'For additional access options, contact AWS Sales at https://aws.amazon.com/contact-us/sales-support/',
    ),
    name: 'permission_error',
    form: 'anthropic',
  },
  notFound(
    'legacy',
    'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days. ' +
      'Please upgrade to an active model on Amazon Bedrock',
  ),
  notFound('eol', 'This model version has reached the end of its life. Please refer to the AWS documentation for more details.'),
  validation('retention', "data retention mode 'default' is not available for this model"),
  validation(
    'geo-block',
    'Access to Anthropic models is not allowed from unsupported countries, regions, or territories. Please refer to ' +
      'https://www.anthropic.com/supported-countries for more information on the countries and regions Anthropic currently supports.',
  ),
  { ...denied('early-profile', 'Bedrock is unable to process your request.'), status: 503, name: 'ServiceUnavailableException' },
  denied('new-account', 'Your account is not authorized to invoke this API operation.'),
];

const policyErrors: readonly CatalogueError[] = [
  { ...denied('iam-missing', `${notAuthorized} because no identity-based policy allows the {action} action`), hits: ['bedrock', 'bedrock-runtime'] },
  denied('iam-deny', `${notAuthorized} with an explicit deny in an identity-based policy`),
  denied('boundary', `${notAuthorized} with an explicit deny in a permissions boundary`),
  denied('scp', `${notAuthorized} with an explicit deny in a service control policy: arn:aws:organizations::{account}:policy/o-sandbox/service_control_policy/p-sandbox`),
  denied('scp-global', 'User: {arn} is not authorized to perform: {action} on resource: arn:aws:bedrock:::foundation-model/{base} with an explicit deny in a service control policy'),
  denied(
    'scp-geo',
    'User: {arn} is not authorized to perform: {action} on resource: arn:aws:bedrock:{elsewhere}::foundation-model/{base} with an explicit deny in a service control policy',
  ),
  {
    ...denied('discovery', `${notAuthorized} because no identity-based policy allows the {action} action`),
    hits: ['bedrock'],
    operations: ['ListInferenceProfiles', 'ListFoundationModels', 'GetInferenceProfile'],
  },
  denied('bearer-deny', 'User: {arn} is not authorized to perform: bedrock:CallWithBearerToken on resource: * with an explicit deny in an identity-based policy'),
  {
    ...denied('assume', 'User: {arn} is not authorized to perform: sts:AssumeRole on resource: {role}'),
    stsName: 'AccessDenied',
    hits: ['sts'],
    operations: ['AssumeRole', 'AssumeRoleWithWebIdentity'],
  },
  { ...denied('sso-role', 'No access'), name: 'ForbiddenException', hits: ['sso'], operations: ['GetRoleCredentials'] },
];

const credentialErrors: readonly CatalogueError[] = [
  { ...denied('expired', 'The security token included in the request is expired'), name: 'ExpiredTokenException', stsName: 'ExpiredToken', hits: signed },
  {
    ...denied('invalid-token', 'The security token included in the request is invalid.'),
    name: 'UnrecognizedClientException',
    stsName: 'InvalidClientTokenId',
    hits: signed,
  },
  { ...denied('sig-mismatch', wrongSignature), name: 'InvalidSignatureException', stsName: 'SignatureDoesNotMatch', hits: signed },
  {
    ...denied('clock', 'Signature expired: {signed} is now earlier than {limit} ({now} - 5 min.)'),
    name: 'InvalidSignatureException',
    stsName: 'SignatureDoesNotMatch',
    hits: signed,
  },
  {
    ...denied('clock-ahead', 'Signature not yet current: {signed} is still later than {limit} ({now} + 5 min.)'),
    name: 'InvalidSignatureException',
    stsName: 'SignatureDoesNotMatch',
    hits: signed,
  },
  {
    ...denied('scope', "Credential should be scoped to correct service: '{service}'."),
    name: 'InvalidSignatureException',
    stsName: 'SignatureDoesNotMatch',
    hits: signed,
  },
  { ...denied('unsigned', 'Request is missing Authentication Token'), name: 'MissingAuthenticationTokenException', stsName: 'MissingAuthenticationToken', hits: signed },
  {
    ...denied('key-region', 'Authentication failed: Please make sure your API Key is valid.'),
    form: 'capital',
    hits: ['bedrock', 'bedrock-runtime'],
  },
  { ...denied('key-expired', 'Bearer Token has expired'), form: 'capital', hits: ['bedrock', 'bedrock-runtime'] },
];

const signInErrors: readonly CatalogueError[] = [
  { ...denied('sso-signed-out', 'Session token not found or invalid'), status: 401, name: 'UnauthorizedException', hits: ['sso'] },
  { ...throttled('sso-throttle', 'HTTP 429 Unknown Code'), name: 'TooManyRequestsException', hits: ['sso'] },
  { ...denied('invalid-grant', 'Invalid refresh token provided'), status: 400, name: 'InvalidGrantException', form: 'oauth', hits: ['sso-oidc'], operations: ['CreateToken'] },
  { ...denied('invalid-client', 'Client is expired'), status: 401, name: 'InvalidClientException', form: 'oauth', hits: ['sso-oidc'] },
  { ...denied('slow-down', 'Slow down'), status: 400, name: 'SlowDownException', form: 'oauth', hits: ['sso-oidc'], operations: ['CreateToken'] },
  { ...denied('device-start', 'Invalid start url provided'), status: 400, name: 'InvalidRequestException', form: 'oauth', hits: ['sso-oidc'], operations: ['StartDeviceAuthorization'] },
  { ...denied('login-over', 'TOKEN_EXPIRED'), status: 401, form: 'oauth', hits: ['signin'] },
];

const limitErrors: readonly CatalogueError[] = [
  throttled('tpm', 'Too many tokens, please wait before trying again.'),
  throttled('tpd', 'Too many tokens per day, please wait before trying again.'),
  throttled('rpm', 'Too many requests, please wait before trying again.'),
  { ...throttled('capacity', 'Bedrock is unable to process your request.'), status: 503, name: 'ServiceUnavailableException' },
  { ...throttled('not-ready', 'The model is not ready for inference. Wait and try your request again.'), name: 'ModelNotReadyException' },
  { ...validation('quota', 'The number of inference profiles exceeds the service limit.'), name: 'ServiceQuotaExceededException', hits: ['bedrock'] },
  validation('context', 'prompt is too long: 210000 tokens > 200000 maximum'),
  validation('max-out', 'The maximum tokens you requested exceeds the model limit of 64000. Try again with a maximum tokens value that is lower than 64000.'),
  validation('beta', 'invalid beta flag'),
  validation('extra', 'tools.0.custom.defer_loading: Extra inputs are not permitted'),
  validation('thinking', '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive".'),
  validation('budget', '`max_tokens` must be greater than `thinking.budget_tokens`.'),
  { ...validation('time-out', 'The model has timed out in processing the request. Try your request again.'), status: 408, name: 'ModelTimeoutException' },
  { ...validation('model-error', 'The system encountered an unexpected error during processing. Try your request again.'), status: 424, name: 'ModelErrorException' },
  {
    ...validation('internal', 'The system encountered an unexpected error during processing. Try your request again.'),
    status: 500,
    name: 'InternalServerException',
    stsName: 'InternalFailure',
    hits: ['sts', 'sso', 'sso-oidc', 'signin', 'bedrock', 'bedrock-runtime'],
  },
  { ...throttled('stream-throttle', 'Too many tokens, please wait before trying again.'), form: 'in-stream' },
  { ...validation('stream-break', 'The system encountered an unexpected error during processing. Try your request again.'), name: 'ModelStreamErrorException', form: 'in-stream' },
];

/** Every failure that can be scripted, by id. */
export const errorCatalogue: readonly CatalogueError[] = [...modelErrors, ...policyErrors, ...credentialErrors, ...signInErrors, ...limitErrors];
