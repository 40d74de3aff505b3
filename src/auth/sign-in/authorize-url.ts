import type { Environment } from '../../system/system.ts';
import type { SsoLogin } from '../sso/sso-login.ts';

export interface AuthorizeQuery {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly challenge: string;
}

/**
 * The page that asks the person, in the shape that the AWS CLI uses; it is no operation of the service's API. Pure.
 * Source: aws-cli 2.36, `SSOTokenFetcherAuth._get_authorization_uri`: the scopes are joined by spaces, under the name `scopes`.
 */
export function authorizeUrl({ region, scopes }: Pick<SsoLogin, 'region' | 'scopes'>, query: AuthorizeQuery, env: Environment): string {
  const words: Readonly<Record<string, string>> = {
    response_type: 'code',
    client_id: query.clientId,
    redirect_uri: query.redirectUri,
    state: query.state,
    code_challenge_method: 'S256',
    scopes: scopes.join(' '),
    code_challenge: query.challenge,
  };
  const text = Object.entries(words).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${(configuredEndpoint(env) ?? regionalEndpoint(region)).replace(/\/+$/, '')}/authorize?${text.join('&')}`;
}

/** The endpoint that the user set for the sign-in service, if any. */
export function configuredEndpoint(env: Environment): string | undefined {
  return env['AWS_ENDPOINT_URL_SSO_OIDC'] || env['AWS_ENDPOINT_URL'] || undefined;
}

function regionalEndpoint(region: string): string {
  return `https://oidc.${region}.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}`;
}
