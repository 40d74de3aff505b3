import type { AwsProfiles } from '../profiles.ts';
import { profileChain } from '../profiles.ts';
import type { CredentialSource } from '../source.ts';
import { ssoLoginOf, type SsoLogin } from './sso-login.ts';

/** The sign-in that a source's credentials come from in the end, also by way of roles; undefined when there is none. Pure. */
export function loginBehind(profiles: AwsProfiles, source: CredentialSource): SsoLogin | undefined {
  if (source.kind !== 'profile') return undefined;
  for (const profile of profileChain(profiles, source.profile)) {
    const login = ssoLoginOf(profiles, profile);
    if (login !== undefined) return login;
  }
  return undefined;
}
