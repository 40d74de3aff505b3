import { Secret } from '../../secret.ts';
import type { IssuedToken } from '../../aws/sso-oidc.ts';
import { awsTime, instantOf, recordOf, textOf } from '../token-fields.ts';
import type { SsoLogin } from './sso-login.ts';
import type { ClientRegistration, SsoToken } from './sso-token.ts';

/**
 * Reads a token file of the AWS CLI, an SDK, an editor's toolkit or lode; undefined when it is none. Only what is needed to use the token is
 * required: a file without a refresh token is an older tool's, not a broken one (aws-toolkit-vscode#6230).
 */
export function parseSsoToken(text: string): SsoToken | undefined {
  const fields = recordOf(text);
  const accessToken = fields && textOf(fields, 'accessToken');
  const expiresAt = fields && instantOf(textOf(fields, 'expiresAt'));
  if (fields === undefined || accessToken === undefined || expiresAt === undefined) return undefined;
  const refreshToken = textOf(fields, 'refreshToken');
  return {
    startUrl: textOf(fields, 'startUrl'),
    region: textOf(fields, 'region'),
    accessToken: new Secret(accessToken),
    expiresAt,
    refreshToken: refreshToken === undefined ? undefined : new Secret(refreshToken),
    client: clientOf(fields),
    fields,
  };
}

/**
 * The standard file for a token that was issued at `issuedAt` (ms): the AWS CLI's names and time form. What `before` held and nobody here
 * knows is kept, and so is its refresh token when the answer carried no new one.
 */
export function issuedTokenText(login: SsoLogin, client: ClientRegistration, issued: IssuedToken, issuedAt: number, before?: SsoToken): string {
  const refreshToken = issued.refreshToken ?? before?.refreshToken;
  const document = {
    ...before?.fields,
    startUrl: login.startUrl,
    region: login.region,
    accessToken: issued.accessToken.reveal(),
    expiresAt: awsTime(issuedAt + issued.expiresInMs),
    clientId: client.clientId,
    clientSecret: client.clientSecret.reveal(),
    registrationExpiresAt: awsTime(client.expiresAt),
    ...(refreshToken === undefined ? {} : { refreshToken: refreshToken.reveal() }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function clientOf(fields: Readonly<Record<string, unknown>>): ClientRegistration | undefined {
  const [clientId, clientSecret] = [textOf(fields, 'clientId'), textOf(fields, 'clientSecret')];
  if (clientId === undefined || clientSecret === undefined) return undefined;
  const expiresAt = instantOf(textOf(fields, 'registrationExpiresAt')) ?? Number.POSITIVE_INFINITY;
  return { clientId, clientSecret: new Secret(clientSecret), expiresAt };
}
