import type { AwsFiles } from '../../auth/aws-files.ts';
import { awsLoginBehind, awsLoginPath } from '../../auth/aws-login-file.ts';
import { readLogin } from '../../auth/login-session/login-store.ts';
import { isRenewableLogin } from '../../auth/login-session/login-token.ts';
import type { CredentialSource } from '../../auth/source.ts';
import type { System } from '../../system/system.ts';

/** What `aws login` left for the principal behind a source; never its keys. */
export interface LoginFile {
  readonly principal: string;
  readonly path: string;
  readonly state:
    | { readonly kind: 'missing' }
    | { readonly kind: 'unreadable' }
    /** `expiresAt` in milliseconds since the epoch. */
    | { readonly kind: 'session'; readonly expiresAt: number; readonly renewable: boolean };
}

/** Looks at the file of `aws login`; undefined where no such session is behind the source. */
export function loginFileOf(system: Pick<System, 'files' | 'env' | 'home'>, files: AwsFiles, source: CredentialSource): LoginFile | undefined {
  const principal = awsLoginBehind(files, source);
  if (principal === undefined) return undefined;
  const path = awsLoginPath(system, principal);
  const login = readLogin(system, path);
  if (login === undefined) return { principal, path, state: { kind: system.files.readText(path).kind === 'missing' ? 'missing' : 'unreadable' } };
  return { principal, path, state: { kind: 'session', expiresAt: login.credentials.expiration, renewable: isRenewableLogin(login) } };
}
