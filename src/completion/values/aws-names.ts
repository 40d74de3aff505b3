import { readAwsFiles } from '../../auth/aws-files.ts';
import { profileAccount, profileVia, type AwsProfile } from '../../auth/profiles.ts';
import type { System } from '../../system/system.ts';
import type { Candidate } from '../candidate.ts';

const via = { 'sso-session': 'SSO', 'sso-legacy': 'SSO', role: 'role', 'web-identity': 'web identity', process: 'program', login: 'aws login', keys: 'keys' };

/** The profiles of the AWS files, each with how it gets its credentials. Throws LodeError for files that cannot be read. */
export function profileNames(system: System): readonly Candidate[] {
  return [...readAwsFiles(system).profiles.values()].map((profile) => ({ text: profile.name, about: aboutProfile(profile) }));
}

function aboutProfile(profile: AwsProfile): string {
  const kind = profileVia(profile);
  const account = profileAccount(profile);
  return [kind && via[kind], account && `account ${account}`, profile.keys.get('region')].filter((part) => part !== undefined).join(', ');
}

/** The `[sso-session]`s of the AWS files, each with its start URL. Throws as `profileNames`. */
export function sessionNames(system: System): readonly Candidate[] {
  return [...readAwsFiles(system).ssoSessions.values()].map(({ name, keys }) => ({ text: name, about: keys.get('sso_start_url') }));
}
