import type { IniSection, IniText } from './ini-sections.ts';
import type { ProfileVia } from './source.ts';

export interface AwsProfile {
  readonly name: string;
  /** Config and credentials keys together; the credentials file wins, as in the SDKs. */
  readonly keys: ReadonlyMap<string, string>;
}

export interface SsoSession {
  readonly name: string;
  readonly keys: ReadonlyMap<string, string>;
}

export interface AwsProfiles {
  readonly profiles: ReadonlyMap<string, AwsProfile>;
  readonly ssoSessions: ReadonlyMap<string, SsoSession>;
  /** Sections whose name breaks AWS's rule and which AWS tools therefore ignore, e.g. `[work]` in the config file. */
  readonly ignored: readonly { readonly file: 'config' | 'credentials'; readonly title: string; readonly line: number }[];
}

/** A section title with a kind before its name, e.g. `profile "work"`: exactly what the SDK takes for one (smithy-typescript, `parseIni`). */
const kindAndName = /^([\w-]+)\s(["'])?([\w@+.%:/-]+)\2$/;

/**
 * Joins the two parsed files into profiles and SSO sessions, by the SDK's rules: sections of one name are one, the credentials
 * file beats the config file, and `[profile default]` hides `[default]`. Pure.
 */
export function joinProfiles(config: IniText, credentials: IniText): AwsProfiles {
  const [profiles, ssoSessions, plainDefault] = [new Map<string, AwsProfile>(), new Map<string, SsoSession>(), new Map<string, AwsProfile>()];
  const ignored: { file: 'config' | 'credentials'; title: string; line: number }[] = [];
  for (const section of config.sections) {
    const [, kind, , name] = kindAndName.exec(section.title) ?? [];
    if (kind === 'profile' && name) addKeys(profiles, name, section);
    else if (kind === 'sso-session' && name) addKeys(ssoSessions, name, section);
    else if (section.title === 'default') addKeys(plainDefault, 'default', section);
    else if (kind !== 'services') ignored.push({ file: 'config', title: section.title, line: section.line });
  }
  const byDefault = plainDefault.get('default');
  if (byDefault && !profiles.get('default')?.keys.size) profiles.set('default', byDefault);
  for (const section of credentials.sections) {
    if (kindAndName.test(section.title)) ignored.push({ file: 'credentials', title: section.title, line: section.line });
    else addKeys(profiles, section.title, section);
  }
  return { profiles, ssoSessions, ignored };
}

function addKeys(all: Map<string, AwsProfile>, name: string, section: IniSection): void {
  const before = all.get(name)?.keys ?? [];
  all.set(name, { name, keys: new Map([...before, ...section.keys]) });
}

/**
 * How a profile gets its credentials, in the order the JS SDK tries (`fromIni`): role, keys, web identity, process, SSO,
 * login; undefined when it has none of them. A profile with both keys and a role uses the role.
 */
export function profileVia(profile: AwsProfile): ProfileVia | undefined {
  const has = (key: string): boolean => profile.keys.has(key);
  if (has('role_arn') && has('source_profile') !== has('credential_source')) return 'role';
  if (has('aws_access_key_id') && has('aws_secret_access_key')) return 'keys';
  if (has('web_identity_token_file') && has('role_arn')) return 'web-identity';
  if (has('credential_process')) return 'process';
  if (has('sso_session')) return 'sso-session';
  if (['sso_start_url', 'sso_account_id', 'sso_region', 'sso_role_name'].some(has)) return 'sso-legacy';
  if (has('login_session')) return 'login';
  return undefined;
}

/** What a profile that yields nothing lacks, as the end of a sentence about it. */
export function whatIsMissing(profile: AwsProfile): string {
  const has = (key: string): boolean => profile.keys.has(key);
  if (has('role_arn') && has('source_profile')) return 'has both source_profile and credential_source for its role_arn, and AWS takes only one';
  if (has('role_arn')) return 'has a role_arn, but no source_profile or credential_source to assume it with';
  if (has('aws_access_key_id')) return 'has an aws_access_key_id, but no aws_secret_access_key';
  if (has('aws_secret_access_key')) return 'has an aws_secret_access_key, but no aws_access_key_id';
  return 'has no keys, SSO session, role, credential_process or login';
}

/** The account a profile is for, when its own text says so: `sso_account_id` or the account in `role_arn`. */
export function profileAccount(profile: AwsProfile): string | undefined {
  return profile.keys.get('sso_account_id') ?? /^arn:[\w-]+:iam::(\d{12}):/.exec(profile.keys.get('role_arn') ?? '')?.[1];
}

/** A profile and every profile its `source_profile` chain reaches, in order; stops at a cycle. */
export function profileChain(profiles: AwsProfiles, name: string): readonly AwsProfile[] {
  const chain: AwsProfile[] = [];
  const seen = new Set<string>();
  let next: string | undefined = name;
  while (next !== undefined && !seen.has(next)) {
    seen.add(next);
    const profile: AwsProfile | undefined = profiles.profiles.get(next);
    if (!profile) break;
    chain.push(profile);
    next = profile.keys.get('source_profile');
  }
  return chain;
}
