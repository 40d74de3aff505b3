import { describe, expect, test } from 'vitest';
import { awsFailureOf, errorParts } from '../../src/aws/aws-failure.ts';

function sdkError(name: string, message: string, more: Record<string, unknown> = {}): Error {
  return Object.assign(new Error(message), { name, ...more });
}

describe('services', () => {
  test.each<[string, string, string]>([
    ['ExpiredTokenException', 'The security token included in the request is expired', 'expired'],
    ['ExpiredToken', 'The security token included in the request is expired', 'expired'],
    ['UnrecognizedClientException', 'The security token included in the request is invalid.', 'invalid'],
    ['InvalidClientTokenId', 'The security token included in the request is invalid.', 'invalid'],
    ['InvalidSignatureException', 'The request signature we calculated does not match the signature you provided.', 'invalid'],
    ['SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided.', 'invalid'],
    ['SignatureDoesNotMatch', 'Credential should be scoped to a valid region.', 'invalid'],
    ['SignatureDoesNotMatch', 'Signature expired: 20261121T100000Z is now earlier than 20261121T101500Z (20261121T102000Z - 5 min.)', 'clock'],
    ['InvalidSignatureException', 'Signature not yet current: 20261121T110000Z is still later than 20261121T102500Z', 'clock'],
    ['RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', 'clock'],
    ['RequestExpired', 'Request has expired.', 'expired'],
    [
      'AccessDenied',
      'User: arn:aws:iam::111122223333:user/a is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/r',
      'denied',
    ],
    ['AccessDeniedException', 'User: x is not authorized to perform: bedrock:ListInferenceProfiles', 'denied'],
    ['AccessDeniedException', 'Authentication failed: Please make sure your API Key is valid.', 'invalid'],
    ['AccessDeniedException', 'Bearer Token has expired', 'expired'],
    ['ValidationException', 'Invalid API Key format: Must start with pre-defined prefix', 'invalid'],
    ['ValidationException', 'Missing required parameters in the API Key', 'invalid'],
    ['ThrottlingException', 'Rate exceeded', 'throttled'],
    ['TooManyRequestsException', 'HTTP 429 Unknown Code', 'throttled'],
    ['MissingAuthenticationToken', 'Request is missing Authentication Token', 'invalid'],
    ['ExpiredTokenException', 'Token expired: current date/time 1 must be before the expiration date/time 0', 'expired'],
    ['InvalidIdentityToken', 'The ID Token provided is not a valid JWT.', 'invalid'],
    ['UnauthorizedException', 'Session token not found or invalid', 'expired'],
    ['InvalidGrantException', 'Invalid refresh token provided', 'expired'],
    ['InvalidClientException', 'Client is expired', 'expired'],
    ['UnauthorizedClientException', 'Unauthorized client', 'expired'],
    ['ForbiddenException', 'No access', 'denied'],
    ['ValidationError', "1 validation error detected: Value '' at 'roleArn'", 'other'],
  ])('%s: %s → %s', (name, message, kind) => {
    expect(awsFailureOf(sdkError(name, message))).toEqual({ kind, name, message, requestId: undefined });
  });
});

describe("the SDK's credential providers", () => {
  test.each<[string, string]>([
    ["Token is expired. To refresh this SSO session run 'aws sso login' with the corresponding profile.", 'expired'],
    ['The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.', 'expired'],
    ['The SSO session associated with this profile is invalid. To refresh this SSO session run aws sso login with the corresponding profile.', 'missing'],
    ["The SSO session token associated with profile=work was not found or is invalid. To refresh this SSO session run 'aws sso login'.", 'missing'],
    ['Your session has expired. Please reauthenticate.', 'expired'],
    ['Unable to refresh credentials because of a change in your password. Please reauthenticate with your new password.', 'expired'],
    ["Unable to refresh credentials due to insufficient permissions. You may be missing permission for the 'CreateOAuth2Token' action.", 'denied'],
    ['Failed to load a token for session arn:aws:iam::111122223333:user/a, please re-authenticate using aws login', 'missing'],
    ['Could not load credentials from any providers', 'missing'],
    ['Could not resolve credentials using profile: [gone] in configuration/credentials file(s).', 'profile'],
    ['Detected a cycle attempting to resolve credentials for profile a. Profiles visited: b, a', 'profile'],
    ['Profile mfa requires multi-factor authentication, but no MFA code callback was provided.', 'profile'],
    ['Unsupported credential source in profile p. Got Nonsense, expected EcsContainer or Ec2InstanceMetadata or Environment.', 'profile'],
    ['Profile is configured with invalid SSO credentials. Required parameters "sso_account_id"', 'profile'],
    ["Sso session 's' is missing required property 'sso_region'.", 'profile'],
    ['Profile p credential_process returned expired credentials.', 'expired'],
    ['Profile p credential_process did not return Version 1.', 'other'],
    ['Command failed: get-credentials', 'other'],
    ['getaddrinfo ENOTFOUND portal.sso.eu-west-1.amazonaws.com', 'network'],
    ['connect ETIMEDOUT 10.0.0.1:443', 'network'],
    ['read ECONNRESET', 'network'],
    ['unable to get local issuer certificate', 'network'],
  ])('%s → %s', (message, kind) => {
    expect(awsFailureOf(sdkError('CredentialsProviderError', message)).kind).toBe(kind);
  });

  test.each<[string, string, string, string]>([
    ['ForbiddenException: No access', 'ForbiddenException', 'No access', 'denied'],
    ['UnauthorizedException: Session token not found or invalid', 'UnauthorizedException', 'Session token not found or invalid', 'expired'],
    ['TooManyRequestsException: HTTP 429 Unknown Code', 'TooManyRequestsException', 'HTTP 429 Unknown Code', 'throttled'],
    ['Error: connect ECONNREFUSED 127.0.0.1:1', 'Error', 'connect ECONNREFUSED 127.0.0.1:1', 'network'],
  ])("%j is the service's own exception", (message, name, words, kind) => {
    expect(awsFailureOf(sdkError('CredentialsProviderError', message))).toMatchObject({ name, message: words, kind });
  });
});

describe('the way there', () => {
  test.each<[string, Error]>([
    ['no such host', sdkError('Error', 'getaddrinfo ENOTFOUND sts.eu-west-1.amazonaws.com', { code: 'ENOTFOUND' })],
    ['refused on every address', Object.assign(new AggregateError([sdkError('Error', 'connect ECONNREFUSED ::1:1', { code: 'ECONNREFUSED' })]), {})],
    ['no answer in time', sdkError('TimeoutError', 'Connection timed out after 3000 ms')],
    ['an HTTP/2 wrapper', sdkError('Error', 'The pending stream has been canceled (caused by: )', { code: 'ERR_HTTP2_STREAM_CANCEL' })],
    ['TLS inspection', sdkError('Error', 'self-signed certificate in certificate chain', { code: 'SELF_SIGNED_CERT_IN_CHAIN' })],
    ['a certificate that is over', sdkError('Error', 'certificate has expired', { code: 'CERT_HAS_EXPIRED' })],
    ['AWS itself not well', sdkError('InternalFailure', 'The request processing has failed.', { $metadata: { httpStatusCode: 500 } })],
  ])('%s is network trouble, not a credential failure', (_, error) => {
    expect(awsFailureOf(error).kind).toBe('network');
  });

  test('an address that is none is not network trouble', () => {
    expect(awsFailureOf(sdkError('TypeError', 'Invalid URL', { code: 'ERR_INVALID_URL' })).kind).toBe('other');
  });
});

test('the words are one line of bearable length, with the request to ask support about', () => {
  const failure = awsFailureOf(sdkError('ExpiredToken', `over\n  and ${'x'.repeat(1000)}`, { $metadata: { requestId: 'r-1' } }));
  expect(failure).toMatchObject({ message: expect.stringMatching(/^over and x{591}…$/) as string, requestId: 'r-1' });
});

test('what is no error at all is still told', () => {
  expect(awsFailureOf('nonsense')).toEqual({ kind: 'other', name: 'Error', message: 'nonsense', requestId: undefined });
});

test("an error in Anthropic's form has its own name and words, which the SDK does not read", () => {
  const error = sdkError('permission_error', 'UnknownError', {
    error: { type: 'permission_error', message: 'opus is not available for this account.' },
    $metadata: { httpStatusCode: 403, requestId: 'r-1' },
  });
  expect(errorParts(error)).toEqual({
    name: 'permission_error',
    message: 'opus is not available for this account.',
    code: '',
    status: 403,
    requestId: 'r-1',
  });
});
