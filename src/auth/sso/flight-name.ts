import { digestOf } from '../../digest.ts';
import type { SsoLogin } from './sso-login.ts';

/** Names the work that changes the token of a sign-in, so that one process does it at a time. Pure. */
export function ssoFlightName({ cacheName }: Pick<SsoLogin, 'cacheName'>): string {
  return `sso-${digestOf(cacheName)}`;
}
