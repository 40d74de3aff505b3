import type { GateId } from '../../src/gates/gate.ts';

const ana = 'User: arn:aws:sts::111122223333:assumed-role/Builder/ana is not authorized to perform:';
const own = 'arn:aws:bedrock:us-west-2:111122223333:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const model = (region: string): string => `arn:aws:bedrock:${region}::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0`;
const invoke = `${ana} bedrock:InvokeModel on resource:`;

/** What services answer: the gate, the status, the exception's name and AWS's words, as users and AWS's pages have them. */
export const answers: readonly (readonly [gate: GateId, status: number, name: string, words: string])[] = [
  [
    'on-demand',
    400,
    'ValidationException',
    'Invocation of model ID anthropic.claude-sonnet-4-5-20250929-v1:0 with on-demand throughput isn\u2019t supported. Retry your request with the ID or ARN of an inference profile that contains this model.',
  ],
  ['bad-id', 400, 'ValidationException', 'The provided model identifier is invalid.'],
  ['no-access', 403, 'AccessDeniedException', "You don't have access to the model with the specified model ID."],
  [
    'form',
    404,
    'ResourceNotFoundException',
    'Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model. If you have already filled out the form, try again in 15 minutes.',
  ],
  [
    'form',
    400,
    'ValidationException',
    'You have not filled out the required use-case form for this model. Complete the form at https://us-west-2.console.aws.amazon.com/bedrock/home',
  ],
  [
    'marketplace-iam',
    403,
    'AccessDeniedException',
    'Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. try again after 5 minutes.',
  ],
  ['payment', 403, 'AccessDeniedException', 'Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.'],
  ['agreement-pending', 403, 'AccessDeniedException', 'Model access is denied due to MPAgreementBeingCreated: please try again after 15 minutes'],
  [
    'account-gate',
    403,
    'permission_error',
    'anthropic.claude-opus-5-5 is not available for this account. You can explore other available models on Amazon Bedrock. For additional access options, contact AWS Sales',
  ],
  [
    'legacy',
    404,
    'ResourceNotFoundException',
    'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 15 days. Please upgrade to an active model on Amazon Bedrock',
  ],
  ['eol', 404, 'ResourceNotFoundException', 'This model version has reached the end of its life. Please refer to the AWS documentation for more details.'],
  ['retention', 400, 'ValidationException', "data retention mode 'default' is not available for this model"],
  [
    'geo-block',
    400,
    'ValidationException',
    'Access to Anthropic models is not allowed from unsupported countries, regions, or territories. Please refer to our list',
  ],
  ['capacity', 503, 'ServiceUnavailableException', 'Bedrock is unable to process your request.'],
  ['new-account', 403, 'AccessDeniedException', 'Your account is not authorized to invoke this API operation.'],
  ['new-account', 403, 'SubscriptionRequiredException', 'The AWS Access Key Id needs a subscription for the service'],
  ['iam-missing', 403, 'AccessDeniedException', `${invoke} ${own} because no identity-based policy allows the bedrock:InvokeModel action`],
  ['iam-deny', 403, 'AccessDeniedException', `${invoke} ${own} with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/No`],
  ['boundary', 403, 'AccessDeniedException', `${invoke} ${own} because no permissions boundary allows the bedrock:InvokeModel action`],
  ['session-policy', 403, 'AccessDeniedException', `${invoke} ${own} because no session policy allows the bedrock:InvokeModel action`],
  ['vpc-endpoint-policy', 403, 'AccessDeniedException', `${invoke} ${own} because no VPC endpoint policy allows the bedrock:InvokeModel action`],
  ['resource-control-policy', 403, 'AccessDeniedException', `${invoke} ${own} with an explicit deny in a resource control policy`],
  ['scp', 403, 'AccessDeniedException', `${invoke} ${own} with an explicit deny in a service control policy`],
  ['scp-global', 403, 'AccessDeniedException', `${invoke} ${model('')} with an explicit deny in a service control policy`],
  ['scp-geo', 403, 'AccessDeniedException', `${invoke} ${model('us-east-2')} with an explicit deny in a service control policy`],
  ['discovery', 403, 'AccessDeniedException', `${ana} bedrock:ListFoundationModels on resource: * because no identity-based policy allows it`],
  ['bearer-deny', 403, 'AccessDeniedException', `${ana} bedrock:CallWithBearerToken on resource: * with an explicit deny in an identity-based policy`],
  ['assume', 403, 'AccessDenied', `${ana} sts:AssumeRole on resource: arn:aws:iam::444455556666:role/Bedrock`],
  ['sso-role', 403, 'ForbiddenException', 'No access'],
  ['expired', 403, 'ExpiredTokenException', 'The security token included in the request is expired'],
  ['expired', 403, 'ExpiredToken', 'The security token included in the request is expired'],
  ['invalid-token', 403, 'UnrecognizedClientException', 'The security token included in the request is invalid.'],
  ['invalid-token', 403, 'InvalidClientTokenId', 'The security token included in the request is invalid.'],
  [
    'sig-mismatch',
    403,
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
  ],
  ['clock', 403, 'InvalidSignatureException', 'Signature expired: 20261121T100000Z is now earlier than 20261121T101500Z (20261121T102000Z - 5 min.)'],
  ['clock', 403, 'SignatureDoesNotMatch', 'Signature not yet current: 20261121T110000Z is still later than 20261121T102500Z (20261121T102000Z + 5 min.)'],
  ['clock', 403, 'RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.'],
  ['scope', 403, 'InvalidSignatureException', 'Credential should be scoped to a valid region.'],
  ['unsigned', 403, 'MissingAuthenticationTokenException', 'Missing Authentication Token'],
  ['web-identity', 403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity'],
  ['mfa', 403, 'AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code.'],
  ['key-region', 403, 'AccessDeniedException', 'Authentication failed: Please make sure your API Key is valid.'],
  ['key-expired', 403, 'AccessDeniedException', 'Bearer Token has expired'],
  ['key-format', 403, 'AccessDeniedException', 'Invalid API Key format: Must start with pre-defined prefix'],
  ['key-format', 403, 'AccessDeniedException', 'Authorization header is missing'],
  ['sso-signed-out', 401, 'UnauthorizedException', 'Session token not found or invalid'],
  ['sso-grant', 400, 'InvalidGrantException', 'Invalid refresh token provided'],
  ['sso-client', 401, 'InvalidClientException', 'Client is expired'],
  ['sso-start-url', 400, 'InvalidRequestException', 'Invalid start url provided'],
  ['tpm', 429, 'ThrottlingException', 'Too many tokens, please wait before trying again.'],
  ['tpd', 429, 'ThrottlingException', 'Too many tokens per day, please wait before trying again.'],
  ['rpm', 429, 'ThrottlingException', 'Too many requests, please wait before trying again.'],
  ['throttled', 429, 'TooManyRequestsException', 'HTTP 429 Unknown Code'],
  ['capacity', 429, 'ModelNotReadyException', 'The model is not ready for inference. Wait and try your request again.'],
  ['resource-quota', 400, 'ServiceQuotaExceededException', 'The number of inference profiles exceeds the service limit.'],
  ['context', 400, 'ValidationException', 'prompt is too long: 210000 tokens > 200000 maximum'],
  ['context', 400, 'ValidationException', 'input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000'],
  ['max-out', 400, 'ValidationException', 'max_tokens: 70000 > 64000, which is the maximum allowed number of output tokens for this model'],
  ['beta', 400, 'ValidationException', 'invalid beta flag'],
  ['extra', 400, 'ValidationException', 'tools.3.custom.defer_loading: Extra inputs are not permitted'],
  ['thinking', 400, 'ValidationException', 'thinking.type.enabled is not supported for this model. Use thinking.type.adaptive.'],
  ['budget', 400, 'ValidationException', '`max_tokens` must be greater than `thinking.budget_tokens`.'],
  ['time-out', 408, 'ModelTimeoutException', 'The model has timed out in processing the request. Try your request again.'],
  ['model-error', 424, 'ModelErrorException', 'The system encountered an unexpected error during processing. Try your request again.'],
  ['stream-break', 400, 'ModelStreamErrorException', 'The system encountered an unexpected error during processing. Try your request again.'],
  ['internal', 500, 'InternalServerException', 'The system encountered an unexpected error during processing. Try your request again.'],
];

/** What is said without an answer of AWS: by an SDK, the AWS CLI, an assistant or the network. */
export const sentences: readonly (readonly [gate: GateId, text: string])[] = [
  ['no-credentials', 'CredentialsProviderError: Could not load credentials from any providers'],
  ['no-credentials', 'Unable to locate credentials. You can configure credentials by running "aws configure".'],
  ['no-credentials', 'AI_LoadAPIKeyError: AWS SigV4 authentication requires AWS credentials. Please provide either:'],
  ['keys-incomplete', 'Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY'],
  ['keys-incomplete', 'AWS SigV4 authentication requires both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Please ensure both credentials are provided.'],
  ['imds', 'TimeoutError: Unable to connect to instance metadata service.'],
  ['imds', 'connect EHOSTUNREACH 169.254.169.254:80'],
  ['resolve-timeout', 'API Error: AWS default-chain credential resolve timed out'],
  ['resolve-timeout', 'Could not load AWS credentials \u00b7 AWS default-chain credential resolve timed out'],
  ['profile-missing', 'Could not resolve credentials using profile: [wrok] in configuration/credentials file(s).'],
  ['profile-missing', 'The config profile (wrok) could not be found'],
  ['profile-cycle', 'Detected a cycle attempting to resolve credentials for profile a. Profiles visited: a, b'],
  ['mfa', 'Profile work requires multi-factor authentication, but no MFA code callback was provided.'],
  ['process-failed', 'Error when retrieving credentials from custom-process: command not found'],
  ['profile-incomplete', 'Missing the following required SSO configuration values: sso_region'],
  ['region-missing', 'You must specify a region. You can also configure your region by running "aws configure".'],
  ['region-missing', 'Error: Region is missing'],
  ['sso-expired', "Token is expired. To refresh this SSO session run 'aws sso login' with the corresponding profile."],
  ['sso-expired', 'The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login'],
  ['sso-expired', 'Error when retrieving token from sso: Token has expired and refresh failed'],
  ['sso-token-missing', 'The SSO session token associated with profile=work was not found or is invalid.'],
  ['sso-token-missing', 'Error loading SSO Token: Token for corp does not exist'],
  ['sso-signed-out', 'API Error: Session token not found or invalid'],
  ['device-timeout', 'An error occurred (ExpiredTokenException) when calling the CreateToken operation: '],
  ['sso-role', 'An error occurred (ResourceNotFoundException) when calling the GetRoleCredentials operation: Account not found'],
  ['login-expired', 'Your session has expired. Please reauthenticate.'],
  ['login-changed', 'Unable to refresh credentials because of a change in your password. Please reauthenticate with your new password.'],
  ['login-denied', "Unable to refresh credentials due to insufficient permissions. You may be missing permission for the 'signin:CreateOAuth2Token' action."],
  ['export-output', 'Error: awsCredentialExport did not return valid AWS STS output structure'],
  ['host-managed', 'Bedrock credentials are managed by the desktop app, but none are available'],
  ['not-logged-in', 'Not logged in \u00b7 Please run /login'],
  ['dns', 'getaddrinfo ENOTFOUND bedrock-runtime.eu-west-1.amazonaws.com'],
  ['dns', 'Could not connect to the endpoint URL: "https://bedrock-runtime.ap-east-1.amazonaws.com/model/x/invoke"'],
  ['dns', 'The pending stream has been canceled (caused by: getaddrinfo EAI_AGAIN bedrock-runtime.us-east-1.amazonaws.com)'],
  ['tls', 'unable to get local issuer certificate'],
  ['tls', 'Error: self-signed certificate in certificate chain, code: SELF_SIGNED_CERT_IN_CHAIN'],
  [
    'tls',
    'SSL validation failed for https://sts.eu-west-1.amazonaws.com/ [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate',
  ],
  ['proxy', 'ERR_PROXY_TUNNEL: Proxy refused to open a tunnel: 407'],
  ['http1', 'ERR_HTTP2_ERROR: Protocol error'],
  ['unreachable', 'connect ECONNREFUSED 203.0.113.9:443'],
  ['unreachable', 'Connection to the API was lost (ECONNRESET). This is usually temporary'],
  ['no-answer', 'Connect timeout on endpoint URL: "https://bedrock-runtime.us-west-2.amazonaws.com/"'],
  ['no-answer', 'connect ETIMEDOUT 203.0.113.9:443'],
  ['gateway', 'Bedrock streaming response has content-type "text/event-stream"; expected "application/vnd.amazon.eventstream"'],
  ['context', 'Prompt is too long \u00b7 run /compact'],
  ['safety', 'API Error: Output blocked by content filtering policy'],
];

/** The clothes that an answer of AWS comes in. */
export const shapes: Readonly<Record<string, (status: number, name: string, words: string) => string>> = {
  'an SDK exception': (_, name, words) =>
    `${name}: ${words}\n    at throwDefaultError (file:///app/node_modules/@smithy/smithy-client/dist-cjs/index.js:867:20)\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)`,
  'a JSON body': (_, name, words) => JSON.stringify({ __type: `com.amazon.coral.service#${name}`, message: words }),
  "Claude Code's line": (status, name, words) =>
    `API Error: ${status} ${JSON.stringify(name.endsWith('_error') ? { type: 'error', error: { type: name, message: words } } : { message: words, __type: name })}`,
  botocore: (_, name, words) => `An error occurred (${name}) when calling the InvokeModel operation (reached max retries: 4): ${words}`,
  'a debug log': (status, name, words) =>
    `2026-11-21T10:00:00.000Z [DEBUG] Stream started\n2026-11-21T10:00:01.000Z [ERROR] Error in API request: ${name}: ${status} ${JSON.stringify(JSON.stringify({ message: words }))}\n2026-11-21T10:00:02.000Z [DEBUG] done`,
  XML: (_, name, words) =>
    `<ErrorResponse>\n  <Error>\n    <Code>${name}</Code>\n    <Message>${words.replaceAll('>', '&gt;')}</Message>\n  </Error>\n</ErrorResponse>`,
  'JSON on many lines': (_, name, words) => JSON.stringify({ name, $metadata: { httpStatusCode: 400 }, message: words }, null, 2),
};

/** A text as a narrow terminal breaks it. */
export function wrapped(text: string, columns = 60): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(lines.length === 0 ? word : `     ${word}`);
  }
  return lines.join('\n');
}
