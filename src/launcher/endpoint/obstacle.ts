import { awsFilePaths } from '../../auth/aws-files.ts';
import { parseIniSections, type IniText } from '../../auth/ini-sections.ts';
import { joinProfiles } from '../../auth/profiles.ts';
import type { System } from '../../system/system.ts';

/** What keeps an assistant from using an endpoint: the end of a sentence, and what would help. */
export interface Obstacle {
  readonly what: string;
  readonly hint?: string;
}

/** What an obstacle is looked for in. */
export type Surroundings = Pick<System, 'env' | 'home' | 'files'>;

/**
 * Keys that make a profile one with credentials, or one at which an SDK stops: the JS SDK and botocore both take the profile before the
 * container endpoint. Source: AWS SDKs and Tools reference guide, "Standardized credential providers".
 */
const credentialKeys: readonly string[] = [
  'aws_access_key_id',
  'aws_secret_access_key',
  'role_arn',
  'web_identity_token_file',
  'credential_process',
  'sso_session',
  'sso_start_url',
  'sso_account_id',
  'sso_role_name',
  'login_session',
];

/**
 * Credentials of the profile `default` in the user's AWS files: with no profile named, SDKs take them before they ask any endpoint. A file
 * that cannot be read has none.
 */
export function defaultCredentials(system: Surroundings): Obstacle | undefined {
  const paths = awsFilePaths(system.env, system.home);
  const read = (path: string): IniText => parseIniSections(textOf(system, path));
  const none: IniText = { sections: [], problems: [] };
  const inCredentials = joinProfiles(none, read(paths.credentials)).profiles.get('default');
  const inConfig = joinProfiles(read(paths.config), none).profiles.get('default');
  return obstacleIn(paths.credentials, inCredentials?.keys) ?? obstacleIn(paths.config, inConfig?.keys);
}

function textOf({ files }: Surroundings, path: string): string {
  const read = files.readText(path);
  return read.kind === 'text' ? read.text : '';
}

function obstacleIn(path: string, keys: ReadonlyMap<string, string> | undefined): Obstacle | undefined {
  const key = credentialKeys.find((name) => keys?.has(name));
  if (key === undefined) return undefined;
  return {
    what: `[default] in ${path} has credentials (${key}), which the AWS SDK takes before an endpoint's`,
    hint: 'Give that section a name of its own, such as [profile mine] in the config file or [mine] in the credentials file, and use it by that name',
  };
}
