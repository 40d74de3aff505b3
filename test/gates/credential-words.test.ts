import { expect, test } from 'vitest';
import { failWithoutCredentials } from '../../src/auth/credential-failure.ts';
import { awsFailureOf, errorParts, type AwsFailureKind } from '../../src/aws/aws-failure.ts';
import { LodeError } from '../../src/errors.ts';
import { explain } from '../../src/gates/explain.ts';
import { gateOf } from '../../src/gates/gate-of.ts';
import type { GateId } from '../../src/gates/gate.ts';

/** What a source of credentials fails with, the kind that a launch sorts it by, and the gate that it is. */
const failures: readonly (readonly [kind: AwsFailureKind, gate: GateId, name: string, words: string])[] = [
  ['missing', 'no-credentials', 'CredentialsProviderError', 'Could not load credentials from any providers'],
  ['missing', 'sso-token-missing', 'CredentialsProviderError', 'The SSO session token associated with profile=work was not found or is invalid.'],
  [
    'expired',
    'sso-expired',
    'CredentialsProviderError',
    'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login',
  ],
  ['expired', 'sso-expired', 'TokenProviderError', "Token is expired. To refresh this SSO session run 'aws sso login' with the corresponding profile."],
  ['expired', 'expired', 'ExpiredToken', 'The security token included in the request is expired'],
  ['expired', 'key-expired', 'AccessDeniedException', 'Bearer Token has expired'],
  ['expired', 'sso-signed-out', 'UnauthorizedException', 'Session token not found or invalid'],
  ['expired', 'sso-grant', 'InvalidGrantException', 'Invalid refresh token provided'],
  ['expired', 'sso-client', 'InvalidClientException', 'Client is expired'],
  ['expired', 'login-expired', 'Error', 'Your session has expired. Please reauthenticate.'],
  ['expired', 'login-changed', 'Error', 'Unable to refresh credentials because of a change in your password. Please reauthenticate with your new password.'],
  ['invalid', 'invalid-token', 'InvalidClientTokenId', 'The security token included in the request is invalid.'],
  ['invalid', 'sig-mismatch', 'SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided.'],
  ['invalid', 'scope', 'SignatureDoesNotMatch', 'Credential should be scoped to a valid region.'],
  ['invalid', 'unsigned', 'MissingAuthenticationToken', 'Request is missing Authentication Token'],
  ['invalid', 'web-identity', 'InvalidIdentityToken', 'The ID Token provided is not a valid JWT.'],
  ['invalid', 'key-region', 'AccessDeniedException', 'Authentication failed: Please make sure your API Key is valid.'],
  ['denied', 'sso-role', 'ForbiddenException', 'No access'],
  [
    'denied',
    'login-denied',
    'Error',
    "Unable to refresh credentials due to insufficient permissions. You may be missing permission for the 'signin:CreateOAuth2Token' action.",
  ],
  [
    'denied',
    'assume',
    'AccessDenied',
    'User: arn:aws:iam::111122223333:user/a is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::1:role/r',
  ],
  ['clock', 'clock', 'SignatureDoesNotMatch', 'Signature expired: 20261121T100000Z is now earlier than 20261121T101500Z (20261121T102000Z - 5 min.)'],
  ['throttled', 'throttled', 'TooManyRequestsException', 'HTTP 429 Unknown Code'],
  ['network', 'dns', 'Error', 'getaddrinfo ENOTFOUND sts.eu-west-1.amazonaws.com'],
  ['network', 'tls', 'Error', 'unable to get local issuer certificate'],
  ['network', 'no-answer', 'TimeoutError', 'sts.eu-west-1.amazonaws.com did not answer within 10 s'],
  ['profile', 'profile-cycle', 'CredentialsProviderError', 'Detected a cycle attempting to resolve credentials for profile a. Profiles visited: a, b'],
  ['profile', 'profile-missing', 'CredentialsProviderError', 'Could not resolve credentials using profile: [wrok] in configuration/credentials file(s).'],
  ['profile', 'mfa', 'CredentialsProviderError', 'Profile work requires multi-factor authentication, but no MFA code callback was provided.'],
];

test.each(failures)('a launch without credentials (%s) names the gate %s: %s %s', (kind, gate, name, words) => {
  const error = Object.assign(new Error(words), { name });
  const about = { region: 'eu-west-1', modelId: 'x', destinations: [] };
  expect({ kind: awsFailureOf(error).kind, gate: gateOf(errorParts(error), about).id }).toEqual({ kind, gate });
});

test.each(failures)("lode's own error about it (%s) is explained as the same gate %s: %s %s", (_, gate, name, words) => {
  const failure = awsFailureOf(Object.assign(new Error(words), { name }));
  const shown = shownBy(() =>
    failWithoutCredentials(
      {
        expectedAccount: undefined,
        source: { kind: 'instance-role' },
        context: { region: 'eu-west-1', configFile: '/home/ana/.aws/config', credentialsFile: '/home/ana/.aws/credentials' },
      },
      failure,
      undefined,
    ),
  );
  expect(explain(shown).explained.map(({ gates }) => gates[0]?.id)).toEqual([gate]);
});

/** A failure as it stands on a terminal, without its hints. */
function shownBy(run: () => never): string {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof LodeError)) throw error;
    return `error: ${error.failure.message}\n  caused by: ${error.failure.causedBy ?? ''}\n`;
  }
}
