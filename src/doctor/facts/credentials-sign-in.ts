import type { AwsFiles } from '../../auth/aws-files.ts';
import type { CredentialSource } from '../../auth/source.ts';
import { loginBehind } from '../../auth/sso/login-behind.ts';
import { describeLogin, isSamePlace } from '../../auth/sso/sso-login.ts';
import { isRenewable } from '../../auth/sso/sso-token.ts';
import { ssoTokenPath } from '../../auth/sso/token-path.ts';
import { parseSsoToken } from '../../auth/sso/token-text.ts';
import type { System } from '../../system/system.ts';

/** The sign-in to IAM Identity Center that a source rests on; never its token. */
export interface SignIn {
  readonly title: string;
  /** Undefined for a profile that names its start URL itself. */
  readonly sessionName: string | undefined;
  readonly startUrl: string;
  readonly path: string;
  readonly token: TokenState;
}

export type TokenState =
  | { readonly kind: 'missing' }
  /** The file cannot be read, or holds no token: cut off, or another program's. */
  | { readonly kind: 'unreadable'; readonly why: string }
  /** The token is of another start URL. */
  | { readonly kind: 'elsewhere'; readonly startUrl: string }
  | {
      readonly kind: 'token';
      /** Milliseconds since the epoch, as `registrationEndsAt`. */
      readonly expiresAt: number;
      readonly renewable: boolean;
      /** Infinity where the file does not say; undefined where there is no registration. */
      readonly registrationEndsAt: number | undefined;
    };

/** Looks at the token file behind a source; undefined where there is no sign-in behind it. */
export function signInOf(system: Pick<System, 'files' | 'home'>, files: AwsFiles, source: CredentialSource): SignIn | undefined {
  const login = loginBehind(files, source);
  if (login === undefined) return undefined;
  const path = ssoTokenPath(system.home, login.cacheName);
  const { sessionName, startUrl } = login;
  return { title: describeLogin(login), sessionName, startUrl, path, token: tokenState(system, path, startUrl) };
}

function tokenState({ files }: Pick<System, 'files'>, path: string, startUrl: string): TokenState {
  const read = files.readText(path, 256 * 1024);
  if (read.kind === 'missing') return { kind: 'missing' };
  if (read.kind === 'unreadable') return { kind: 'unreadable', why: read.detail };
  const token = parseSsoToken(read.text);
  if (token === undefined) return { kind: 'unreadable', why: 'it is cut off, or holds no token' };
  if (token.startUrl !== undefined && !isSamePlace(token.startUrl, startUrl)) return { kind: 'elsewhere', startUrl: token.startUrl };
  return { kind: 'token', expiresAt: token.expiresAt, renewable: isRenewable(token), registrationEndsAt: token.client?.expiresAt };
}
