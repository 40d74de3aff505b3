import type { GateId } from './gate.ts';

const user = 'User: arn:aws:iam::111122223333:user/ana is not authorized to perform:';
const invoke = `${user} bedrock:InvokeModelWithResponseStream on resource:`;
const profile = 'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-opus-5-5';

/**
 * What AWS, an SDK or an assistant says at each gate, name first where it has one, each with one more way to say it where there is one. Of two gates
 * only more facts than words tell: the quota that was looked up, and other models that answer.
 */
export const knownSentences: Readonly<Record<Exclude<GateId, 'unknown'>, readonly string[]>> = {
  'no-credentials': ['CredentialsProviderError: Could not load credentials from any providers', 'Unable to locate credentials'],
  expired: ['ExpiredTokenException: The security token included in the request is expired'],
  'invalid-token': ['UnrecognizedClientException: The security token included in the request is invalid.'],
  'sig-mismatch': ['InvalidSignatureException: The request signature we calculated does not match the signature you provided.'],
  clock: [
    'InvalidSignatureException: Signature expired: 20261121T100000Z is now earlier than 20261121T101500Z (20261121T102000Z - 5 min.)',
    'RequestTimeTooSkewed: The difference between the request time and the current time is too large.',
  ],
  scope: ["InvalidSignatureException: Credential should be scoped to correct service: 'bedrock'."],
  unsigned: ['MissingAuthenticationTokenException: Request is missing Authentication Token'],
  'profile-missing': [
    'ProfileNotFound: The config profile (work) could not be found',
    'Could not resolve credentials using profile: [work] in configuration/credentials file(s).',
  ],
  'profile-cycle': ['Detected a cycle attempting to resolve credentials for profile work. Profiles visited: work, base'],
  'profile-incomplete': [
    'Profile \'work\' is configured with invalid SSO credentials. Required parameters "sso_account_id", "sso_region"',
    'Unable to parse config file: ~/.aws/config',
  ],
  'keys-incomplete': ['PartialCredentialsError: Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY'],
  'process-failed': ['CredentialRetrievalError: Error when retrieving credentials from custom-process: exit status 1'],
  mfa: [
    'Profile work requires multi-factor authentication, but no MFA code callback was provided.',
    'AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code.',
  ],
  'web-identity': ['AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity'],
  imds: ['TimeoutError: Unable to connect to instance metadata service.'],
  'region-missing': ['Region is missing', 'NoRegionError: You must specify a region.'],
  'resolve-timeout': ['AWS default-chain credential resolve timed out'],
  'sso-expired': [
    "Token is expired. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
    'The SSO session associated with this profile has expired or is otherwise invalid.',
  ],
  'sso-token-missing': [
    'The SSO session token associated with profile=work was not found or is invalid.',
    'Error loading SSO Token: Token for my-sso does not exist',
  ],
  'sso-signed-out': ['UnauthorizedException: Session token not found or invalid'],
  'sso-grant': ['InvalidGrantException: Invalid refresh token provided'],
  'sso-client': ['InvalidClientException: Client is expired'],
  'sso-start-url': ['InvalidRequestException: Invalid start url provided'],
  'device-timeout': ['An error occurred (ExpiredTokenException) when calling the CreateToken operation: Device code expired'],
  'login-expired': ['Your session has expired. Please reauthenticate.', 'TOKEN_EXPIRED'],
  'login-changed': [
    'Unable to refresh credentials because of a change in your password. Please reauthenticate with your new password.',
    'USER_CREDENTIALS_CHANGED',
  ],
  'login-denied': [
    "Unable to refresh credentials due to insufficient permissions. You may be missing permission for the 'signin:CreateOAuth2Token' action.",
    'INSUFFICIENT_PERMISSIONS',
  ],
  'login-refused': ['AWS Sign-In refused to refresh the session. Please reauthenticate.'],
  'not-logged-in': ['Not logged in · Please run /login'],
  'export-output': ['awsCredentialExport did not return valid AWS STS output structure'],
  'host-managed': ['Bedrock credentials are managed by the desktop app, but none are available'],
  'key-region': ['Authentication failed: Please make sure your API Key is valid.'],
  'key-expired': ['Bearer Token has expired'],
  'key-format': ['Invalid API Key format: Must start with pre-defined prefix', 'Authorization header is missing'],
  'bearer-deny': [`AccessDeniedException: ${user} bedrock:CallWithBearerToken on resource: * with an explicit deny in an identity-based policy`],
  'iam-missing': [`AccessDeniedException: ${invoke} ${profile} because no identity-based policy allows the bedrock:InvokeModelWithResponseStream action`],
  'iam-deny': [`AccessDeniedException: ${invoke} ${profile} with an explicit deny in an identity-based policy`],
  boundary: [`AccessDeniedException: ${invoke} ${profile} because no permissions boundary allows the bedrock:InvokeModelWithResponseStream action`],
  'session-policy': [`AccessDeniedException: ${invoke} ${profile} because no session policy allows the bedrock:InvokeModelWithResponseStream action`],
  'vpc-endpoint-policy': [`AccessDeniedException: ${invoke} ${profile} because no VPC endpoint policy allows the bedrock:InvokeModelWithResponseStream action`],
  'resource-control-policy': [`AccessDeniedException: ${invoke} ${profile} with an explicit deny in a resource control policy`],
  scp: [`AccessDeniedException: ${invoke} ${profile} with an explicit deny in a service control policy`],
  'scp-global': [
    `AccessDeniedException: ${invoke} arn:aws:bedrock:::foundation-model/anthropic.claude-opus-5-5 with an explicit deny in a service control policy`,
  ],
  'scp-geo': [
    `AccessDeniedException: ${invoke} arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-opus-5-5 with an explicit deny in a service control policy`,
  ],
  discovery: [
    `AccessDeniedException: ${user} bedrock:ListInferenceProfiles on resource: * because no identity-based policy allows the bedrock:ListInferenceProfiles action`,
  ],
  assume: [`AccessDenied: ${user} sts:AssumeRole on resource: arn:aws:iam::111122223333:role/builder`],
  'sso-role': ['ForbiddenException: No access'],
  denied: ['AccessDeniedException: Access denied'],
  'new-account': ['AccessDeniedException: Your account is not authorized to invoke this API operation.'],
  'no-access': ["AccessDeniedException: You don't have access to the model with the specified model ID."],
  form: [
    'ResourceNotFoundException: Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model.',
    'You have not filled out the required use-case form for this model.',
  ],
  'marketplace-iam': [
    'AccessDeniedException: Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model.',
  ],
  payment: ['AccessDeniedException: Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.'],
  'agreement-pending': ['AccessDeniedException: Model access is denied due to MPAgreementBeingCreated: The AWS Marketplace agreement is being created.'],
  'account-gate': ['permission_error: anthropic.claude-opus-5-5 is not available for this account. You can explore other available models on Amazon Bedrock.'],
  retention: ["ValidationException: data retention mode 'default' is not available for this model"],
  'geo-block': ['ValidationException: Access to Anthropic models is not allowed from unsupported countries, regions, or territories.'],
  'on-demand': ['ValidationException: Invocation of model ID anthropic.claude-opus-5-5 with on-demand throughput isn’t supported.'],
  'bad-id': ['ValidationException: The provided model identifier is invalid.'],
  legacy: [
    'ResourceNotFoundException: Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days.',
  ],
  eol: ['ResourceNotFoundException: This model version has reached the end of its life.'],
  'zero-quota': ['ThrottlingException: Too many tokens, please wait before trying again.'],
  tpm: ['ThrottlingException: Too many tokens, please wait before trying again.'],
  tpd: ['ThrottlingException: Too many tokens per day, please wait before trying again.'],
  rpm: ['ThrottlingException: Too many requests, please wait before trying again.'],
  throttled: ['ThrottlingException: Rate exceeded'],
  'resource-quota': ['ServiceQuotaExceededException: The number of inference profiles exceeds the service limit.'],
  capacity: ['ServiceUnavailableException: Bedrock is unable to process your request.', 'ModelNotReadyException: The model is not ready for inference.'],
  'early-profile': ['ServiceUnavailableException: Bedrock is unable to process your request.'],
  'time-out': ['ModelTimeoutException: The model has timed out in processing the request. Try your request again.'],
  'model-error': ['ModelErrorException: The system encountered an unexpected error during processing. Try your request again.'],
  'stream-break': ['ModelStreamErrorException: The system encountered an unexpected error during processing. Try your request again.'],
  internal: ['InternalServerException: The system encountered an unexpected error during processing. Try your request again.'],
  context: ['ValidationException: prompt is too long: 210000 tokens > 200000 maximum', 'Input is too long for requested model.'],
  'max-out': ['ValidationException: The maximum tokens you requested exceeds the model limit of 64000.'],
  beta: ['ValidationException: invalid beta flag'],
  extra: ['ValidationException: tools.0.custom.defer_loading: Extra inputs are not permitted'],
  thinking: ['ValidationException: "thinking.type.enabled" is not supported for this model.'],
  budget: ['ValidationException: `max_tokens` must be greater than `thinking.budget_tokens`.'],
  safety: ['Output blocked by content filtering policy'],
  dns: [
    'getaddrinfo ENOTFOUND bedrock-runtime.eu-west-1.amazonaws.com',
    'Could not connect to the endpoint URL: "https://bedrock-runtime.eu-west-1.amazonaws.com/"',
  ],
  tls: ['unable to get local issuer certificate', 'self-signed certificate in certificate chain'],
  proxy: ['ERR_PROXY_TUNNEL: Proxy refused to open a tunnel: 407'],
  http1: ['ERR_HTTP2_ERROR: Protocol error'],
  unreachable: ['connect ECONNREFUSED 203.0.113.9:443'],
  'no-answer': ['connect ETIMEDOUT 203.0.113.9:443'],
  gateway: ['Bedrock streaming response has content-type "text/plain"; expected "application/vnd.amazon.eventstream"'],
};
