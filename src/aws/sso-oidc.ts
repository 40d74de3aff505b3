import { Secret } from '../secret.ts';
import type { SsoLogin } from '../auth/sso/sso-login.ts';
import type { ClientRegistration } from '../auth/sso/sso-token.ts';
import { clientOptions, withClock, type AwsContext } from './aws-context.ts';
import { prepareSdkEnvironment } from './sdk-environment.ts';
import { withoutEcho } from './without-echo.ts';

/** A token as the service hands it out. */
export interface IssuedToken {
  readonly accessToken: Secret;
  readonly expiresInMs: number;
  /** The old one is spent once this arrives. */
  readonly refreshToken: Secret | undefined;
}

export interface DeviceCode {
  readonly deviceCode: Secret;
  readonly userCode: string;
  readonly verificationUri: string;
  /** The page with the code filled in. */
  readonly verificationUriComplete: string;
  readonly expiresInMs: number;
  readonly intervalMs: number;
}

export type TokenGrant =
  | { readonly grantType: 'refresh_token'; readonly refreshToken: Secret }
  | { readonly grantType: 'authorization_code'; readonly code: Secret; readonly redirectUri: string; readonly codeVerifier: Secret }
  | { readonly grantType: 'urn:ietf:params:oauth:grant-type:device_code'; readonly deviceCode: Secret };

/** Where the browser is sent back to; any port of it is allowed for a registered one without (RFC 8252 section 7.3). */
export const registeredRedirect = 'http://127.0.0.1/oauth/callback';

async function oidcClient({ region }: Pick<SsoLogin, 'region'>, context: AwsContext, maxAttempts: number) {
  prepareSdkEnvironment(context.env);
  const oidc = await import('@aws-sdk/client-sso-oidc');
  const endpoint = context.env['AWS_ENDPOINT_URL_SSO_OIDC'] || context.env['AWS_ENDPOINT_URL'] || undefined;
  const client = withClock(new oidc.SSOOIDCClient({ ...clientOptions({ ...context, region }, 'oidc', endpoint), maxAttempts }), context);
  return { oidc, client };
}

/**
 * Registers lode as a public client for one sign-in, for about 90 days. Throws what the SDK throws.
 * Source: IAM Identity Center OIDC API reference, RegisterClient.
 */
export async function registerClient(login: SsoLogin, grants: 'browser' | 'device', context: AwsContext): Promise<ClientRegistration> {
  const { oidc, client } = await oidcClient(login, context, 2);
  const pkce = { grantTypes: ['authorization_code', 'refresh_token'], redirectUris: [registeredRedirect], issuerUrl: login.startUrl };
  const answer = await client.send(
    new oidc.RegisterClientCommand({ clientName: 'lode', clientType: 'public', scopes: [...login.scopes], ...(grants === 'browser' ? pkce : {}) }),
  );
  if (!answer.clientId || !answer.clientSecret) throw new Error('RegisterClient answered without a client');
  return { clientId: answer.clientId, clientSecret: new Secret(answer.clientSecret), expiresAt: (answer.clientSecretExpiresAt ?? 0) * 1000 };
}

/** Begins a sign-in with a code to compare. Throws what the SDK throws. */
export async function startDevice(login: SsoLogin, { clientId, clientSecret }: ClientRegistration, context: AwsContext): Promise<DeviceCode> {
  const { oidc, client } = await oidcClient(login, context, 2);
  const input = { clientId, clientSecret: clientSecret.reveal(), startUrl: login.startUrl };
  const answer = await withoutEcho([clientSecret], client.send(new oidc.StartDeviceAuthorizationCommand(input)));
  if (!answer.deviceCode || !answer.userCode || !answer.verificationUri) throw new Error('StartDeviceAuthorization answered without a code');
  return {
    deviceCode: new Secret(answer.deviceCode),
    userCode: answer.userCode,
    verificationUri: answer.verificationUri,
    verificationUriComplete: answer.verificationUriComplete ?? answer.verificationUri,
    expiresInMs: (answer.expiresIn ?? 600) * 1000,
    intervalMs: (answer.interval || 5) * 1000,
  };
}

/**
 * One CreateToken call, never repeated by itself: what it spends works once. Throws what the SDK throws; `AuthorizationPendingException` and
 * `SlowDownException` are the service's way to say "not yet".
 */
export async function createToken(login: SsoLogin, registration: ClientRegistration, grant: TokenGrant, context: AwsContext): Promise<IssuedToken> {
  const { oidc, client } = await oidcClient(login, context, 1);
  const sent = [registration.clientSecret, ...secretsOf(grant)];
  const answer = await withoutEcho(sent, client.send(new oidc.CreateTokenCommand({ ...clientFields(registration), ...grantFields(grant) })));
  if (!answer.accessToken) throw new Error('CreateToken answered without a token');
  return {
    accessToken: new Secret(answer.accessToken),
    expiresInMs: (answer.expiresIn ?? 0) * 1000,
    refreshToken: answer.refreshToken ? new Secret(answer.refreshToken) : undefined,
  };
}

function clientFields({ clientId, clientSecret }: ClientRegistration) {
  return { clientId, clientSecret: clientSecret.reveal() };
}

function grantFields(grant: TokenGrant) {
  switch (grant.grantType) {
    case 'refresh_token':
      return { grantType: grant.grantType, refreshToken: grant.refreshToken.reveal() };
    case 'authorization_code':
      return { grantType: grant.grantType, code: grant.code.reveal(), redirectUri: grant.redirectUri, codeVerifier: grant.codeVerifier.reveal() };
    default:
      return { grantType: grant.grantType, deviceCode: grant.deviceCode.reveal() };
  }
}

function secretsOf(grant: TokenGrant): readonly Secret[] {
  switch (grant.grantType) {
    case 'refresh_token':
      return [grant.refreshToken];
    case 'authorization_code':
      return [grant.code, grant.codeVerifier];
    default:
      return [grant.deviceCode];
  }
}
