import type { GateRow, Told } from './gate.ts';

const signIn = 'Sign in: lode login';
const which = 'See which profile is used: lode status';

function you(what: string, ...remedy: readonly string[]): () => Told {
  return () => ({ what, who: 'you', remedy });
}

/**
 * Signing in with IAM Identity Center or `aws login`. The words are those of the services, the SDKs and the AWS CLI (IAM Identity Center OIDC and portal
 * API references; aws-sdk-js-v3, `SSOCredentialsProvider`, `TokenProviderError` and `LoginCredentialsFetcher`; botocore, `exceptions.py`).
 */
export const signInGates: readonly GateRow[] = [
  {
    id: 'device-timeout',
    names: ['ExpiredTokenException'],
    says: /device code .{0,300}expired/i,
    when: ({ failure }) => failure.operation === 'CreateToken' || /device code/i.test(failure.message),
    tell: you('The code of the sign-in page was not confirmed in time (it lives ten minutes).', 'Start over for a new one: lode login'),
  },
  {
    id: 'sso-start-url',
    names: ['InvalidRequestException'],
    says: /invalid start ?url/i,
    tell: you(
      'IAM Identity Center knows no access portal of this start URL in this region.',
      'Compare sso_start_url and sso_region with the address of the access portal: lode status',
      signIn,
    ),
  },
  {
    id: 'sso-client',
    names: ['InvalidClientException', 'UnauthorizedClientException'],
    says: /client (is|has) expired|invalid client provided/i,
    tell: you(
      'The registration with IAM Identity Center is over, or belongs to another region or start URL than the profile names.',
      'Signing in registers anew: lode login',
      'Compare sso_region and sso_start_url of the profile: lode status',
    ),
  },
  {
    id: 'sso-grant',
    names: ['InvalidGrantException'],
    says: /invalid (refresh token|grant) provided/i,
    tell: you(
      'The sign-in cannot be renewed any more: its refresh token was used by another program, taken back, or is too old.',
      signIn,
      'One renewal serves all programs when they share it through lode: lode refresh',
    ),
  },
  {
    id: 'sso-signed-out',
    names: ['UnauthorizedException'],
    says: /session token not found or invalid/i,
    tell: you(
      'IAM Identity Center has ended this session, although its file may say that it is still good: signed out elsewhere, ended by an administrator, or another region.',
      signIn,
      'Is sso_region of the profile the one of the access portal? lode status',
      'Claude Code 2.1.207 asked in the wrong region: claude update',
    ),
  },
  {
    id: 'sso-token-missing',
    says: /sso (session )?token .{0,300}(was not found|does not exist|is invalid)|error loading sso token|associated with this profile is (invalid|not found)/i,
    tell: you('There is no usable sign-in of this profile in ~/.aws/sso/cache: none was made, or its file is damaged.', signIn, which),
  },
  {
    id: 'sso-expired',
    says: /to refresh this sso session run|sso session associated with this profile has expired|(?<!bearer )token has expired( and refresh failed)?$|sso token .{0,300}expired|error when retrieving token from sso/i,
    tell: you(
      'The sign-in at IAM Identity Center is over.',
      signIn,
      'A profile with sso_start_url and no sso_session cannot be renewed and ends with each session; make one that can: lode setup --source sso',
    ),
  },
  {
    id: 'login-changed',
    says: /USER_CREDENTIALS_CHANGED|because of a change in your password/,
    tell: you('The password of the AWS account was changed, which ended the session of aws login.', signIn),
  },
  {
    id: 'login-denied',
    says: /INSUFFICIENT_PERMISSIONS|due to insufficient permissions.{0,300}signin|signin:CreateOAuth2Token/,
    tell: ({ account, caller }) => ({
      what: `${caller} may not sign programs in with aws login.`,
      who: `whoever manages the permissions in ${account}`,
      remedy: ['Attach the managed policy SignInLocalDevelopmentAccess, or allow signin:AuthorizeOAuth2Access and signin:CreateOAuth2Token', signIn],
    }),
  },
  {
    id: 'login-expired',
    says: /TOKEN_EXPIRED|your session has expired\. please reauthenticate/i,
    tell: you('The session of aws login is over.', signIn, 'Or by the AWS CLI: aws login'),
  },
  {
    id: 'login-refused',
    says: /AWS Sign-In refused|refresh token of this session is not good|^(.*: )?INVALID_REQUEST$/,
    tell: you('AWS Sign-In does not renew the session of aws login.', signIn),
  },
];
