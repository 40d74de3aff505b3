import type { System } from '../../system/system.ts';
import type { SsoLogin } from './sso-login.ts';
import type { SsoToken } from './sso-token.ts';
import { ssoTokenPath } from './token-path.ts';
import { parseSsoToken } from './token-text.ts';

/** More than any token file holds; what is larger is none. */
const maxTokenBytes = 256 * 1024;

/** The token that some AWS tool left for this sign-in; undefined when there is none or its file is not one. */
export function readSsoToken(system: Pick<System, 'files' | 'home'>, { cacheName }: SsoLogin): SsoToken | undefined {
  const read = system.files.readText(ssoTokenPath(system.home, cacheName), maxTokenBytes);
  return read.kind === 'text' ? parseSsoToken(read.text) : undefined;
}
