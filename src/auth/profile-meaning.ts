import { digestOf } from '../digest.ts';
import { profileChain, type AwsProfiles } from './profiles.ts';

/** What says whose credentials a profile gives. Keys are not among it: some tools write new ones for the same identity every hour. */
const decidingKeys: readonly string[] = [
  'role_arn',
  'source_profile',
  'credential_source',
  'credential_process',
  'web_identity_token_file',
  'sso_session',
  'sso_start_url',
  'sso_account_id',
  'sso_role_name',
  'login_session',
];

/** A digest of what a profile, and those that it builds upon, mean. Pure. */
export function profileMeaning(profiles: AwsProfiles, name: string): string {
  const chain = profileChain(profiles, name);
  const sessions = chain.flatMap(({ keys }) => profiles.ssoSessions.get(keys.get('sso_session') ?? '') ?? []);
  const texts = [...chain, ...sessions].map(({ name: title, keys }) => JSON.stringify([title, ...decidingKeys.map((key) => keys.get(key) ?? null)]));
  return digestOf(...texts);
}
