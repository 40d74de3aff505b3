import type { AwsFiles } from '../aws-files.ts';
import { profileVia } from '../profiles.ts';
import type { CredentialSource } from '../source.ts';
import { loginBehind } from './login-behind.ts';
import { ssoLoginOf, type SsoLogin } from './sso-login.ts';

export type ProfileSource = Extract<CredentialSource, { kind: 'profile' }>;

/** Every profile whose credentials come from this sign-in, also by way of roles. Pure. */
export function profilesOf(files: AwsFiles, { cacheName }: SsoLogin): readonly ProfileSource[] {
  return profileSources(files).filter((source) => loginBehind(files, source)?.cacheName === cacheName);
}

/** Every sign-in to IAM Identity Center that the AWS files name, once, used by a profile or not. Pure. */
export function allLogins(files: AwsFiles): readonly SsoLogin[] {
  const named = [...files.ssoSessions.keys()].flatMap((name) => ssoLoginOf(files, { name, keys: new Map([['sso_session', name]]) }) ?? []);
  const used = profileSources(files).flatMap((source) => loginBehind(files, source) ?? []);
  return [...new Map([...named, ...used].map((login) => [login.cacheName, login])).values()];
}

/** Every profile that credentials can come from. Pure. */
export function profileSources({ profiles }: AwsFiles): readonly ProfileSource[] {
  return [...profiles.values()].flatMap((profile) => {
    const via = profileVia(profile);
    return via === undefined ? [] : [{ kind: 'profile' as const, profile: profile.name, via }];
  });
}
