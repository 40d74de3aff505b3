import { join } from 'node:path';
import { sha256Hex } from '../digest.ts';
import type { System } from '../system/system.ts';
import { profileChain, profileVia, type AwsProfiles } from './profiles.ts';
import type { CredentialSource } from './source.ts';

/** The principal that `aws login` signed in, whose credentials a source's come from in the end; undefined when there is none. Pure. */
export function awsLoginBehind(profiles: AwsProfiles, source: CredentialSource): string | undefined {
  if (source.kind !== 'profile') return undefined;
  const base = profileChain(profiles, source.profile).at(-1);
  return base !== undefined && profileVia(base) === 'login' ? base.keys.get('login_session') : undefined;
}

/**
 * The file in which the AWS CLI keeps what `aws login` brought.
 * Source: aws-cli 2.32, `LoginTokenLoader`; SDKs look in the same place.
 */
export function awsLoginPath(place: Pick<System, 'env' | 'home'>, principal: string): string {
  return join(awsLoginFolder(place), `${sha256Hex(principal)}.json`);
}

/** Where those files are. */
export function awsLoginFolder({ env, home }: Pick<System, 'env' | 'home'>): string {
  return env['AWS_LOGIN_CACHE_DIRECTORY'] || join(home, '.aws', 'login', 'cache');
}
