import { awsFilePaths } from '../../auth/aws-files.ts';
import { parseIniSections, type IniText } from '../../auth/ini-sections.ts';
import { joinProfiles } from '../../auth/profiles.ts';
import type { System } from '../../system/system.ts';

/** Credentials of the profile `default`: with no profile named, the AWS SDKs take them before they ask any endpoint. */
export interface Shadow {
  readonly path: string;
  /** The first key that makes it one. */
  readonly key: string;
}

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

/** What of the user's AWS files would beat an endpoint, the credentials file first as in the SDKs. A file that cannot be read has nothing. */
export function findShadow(system: Pick<System, 'env' | 'home' | 'files'>): Shadow | undefined {
  const paths = awsFilePaths(system.env, system.home);
  const read = (path: string): IniText => parseIniSections(textOf(system, path));
  const none: IniText = { sections: [], problems: [] };
  const inCredentials = joinProfiles(none, read(paths.credentials)).profiles.get('default');
  const inConfig = joinProfiles(read(paths.config), none).profiles.get('default');
  return shadowIn(paths.credentials, inCredentials?.keys) ?? shadowIn(paths.config, inConfig?.keys);
}

function textOf({ files }: Pick<System, 'files'>, path: string): string {
  const read = files.readText(path);
  return read.kind === 'text' ? read.text : '';
}

function shadowIn(path: string, keys: ReadonlyMap<string, string> | undefined): Shadow | undefined {
  const key = credentialKeys.find((name) => keys?.has(name));
  return key === undefined ? undefined : { path, key };
}
