import type { IssuedLogin } from '../../aws/signin.ts';
import { Secret } from '../../secret.ts';
import { awsTime, instantOf, isRecord, recordOf, textOf } from '../token-fields.ts';
import type { LoginRenewal, LoginToken } from './login-token.ts';

/**
 * Reads a file that `aws login`, an SDK or lode wrote; undefined when it holds no credentials. Without a readable time they count as expired. Only
 * what is needed to use them is required. Source: aws-sdk-js-v3, `LoginCredentialsFetcher`; botocore, `LoginCredentialFetcher`.
 */
export function parseLogin(text: string): LoginToken | undefined {
  const fields = recordOf(text);
  const access = fields?.['accessToken'];
  if (fields === undefined || !isRecord(access)) return undefined;
  const [accessKeyId, secretAccessKey, sessionToken] = [textOf(access, 'accessKeyId'), textOf(access, 'secretAccessKey'), textOf(access, 'sessionToken')];
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined) return undefined;
  return {
    credentials: {
      accessKeyId,
      secretAccessKey: new Secret(secretAccessKey),
      sessionToken: new Secret(sessionToken),
      expiration: instantOf(textOf(access, 'expiresAt')) ?? 0,
    },
    renewal: renewalOf(fields),
    signInRegion: textOf(fields, 'signInRegion'),
    fields,
  };
}

function renewalOf(fields: Readonly<Record<string, unknown>>): LoginRenewal | undefined {
  const [clientId, refreshToken, dpopKey] = [textOf(fields, 'clientId'), textOf(fields, 'refreshToken'), textOf(fields, 'dpopKey')];
  if (clientId === undefined || refreshToken === undefined || dpopKey === undefined) return undefined;
  return { clientId, refreshToken: new Secret(refreshToken), dpopKey: new Secret(dpopKey) };
}

/** The file for what was issued at `issuedAt` (ms) in the place of `before`, of which everything else is kept, the key and the account too. */
export function issuedLoginText(before: LoginToken, issued: IssuedLogin, issuedAt: number): string {
  const access = before.fields['accessToken'];
  const document = {
    ...before.fields,
    accessToken: {
      ...(isRecord(access) ? access : {}),
      accessKeyId: issued.accessKeyId,
      secretAccessKey: issued.secretAccessKey.reveal(),
      sessionToken: issued.sessionToken.reveal(),
      expiresAt: awsTime(issuedAt + issued.expiresInMs),
    },
    refreshToken: issued.refreshToken.reveal(),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
