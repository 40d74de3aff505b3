import { isSamePlace, type SsoLogin } from '../auth/sso/sso-login.ts';
import { isRenewable } from '../auth/sso/sso-token.ts';
import { readSsoToken } from '../auth/sso/token-store.ts';
import { clockTime } from '../output/time-text.ts';
import type { System } from '../system/system.ts';
import type { FoundProfile, SignInState } from './detected.ts';

/** A sign-in as the token's own file tells of it. */
export type SignInFound = Required<Pick<FoundProfile, 'signedInUntil' | 'signIn'>>;

/** How it stands with a sign-in: nobody is asked. */
export function signInOf(system: System, login: SsoLogin): SignInFound {
  const token = readSsoToken(system, login);
  if (token === undefined || (token.startUrl !== undefined && !isSamePlace(token.startUrl, login.startUrl)))
    return { signedInUntil: undefined, signIn: 'none' };
  if (token.expiresAt > system.now()) return { signedInUntil: token.expiresAt, signIn: 'lasts' };
  const signIn: SignInState = isRenewable(token) && token.client.expiresAt > system.now() ? 'renews' : 'over';
  return { signedInUntil: undefined, signIn };
}

/** The same in a few words, empty where there is nothing to sign in to. Pure. */
export function signInWords({ signIn, signedInUntil }: Pick<FoundProfile, 'signedInUntil' | 'signIn'>, now: number): string {
  switch (signIn) {
    case undefined:
      return '';
    case 'lasts':
      return signedInUntil === undefined ? 'signed in' : `signed in until ${clockTime(signedInUntil, now)}`;
    case 'renews':
      return 'signed in';
    case 'over':
      return 'sign-in over';
    case 'none':
      return 'not signed in';
  }
}
