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

/** Joins the two parsed files into profiles and SSO sessions. Pure. */
export function joinProfiles(config: IniText, credentials: IniText): AwsProfiles {
  const profiles = new Map<string, AwsProfile>();
  const ssoSessions = new Map<string, SsoSession>();
  const ignored: { file: 'config' | 'credentials'; title: string; line: number }[] = [];
  const add = (name: string, section: IniSection): void => {
    const before = profiles.get(name)?.keys ?? new Map<string, string>();
    profiles.set(name, { name, keys: new Map([...before, ...section.keys]) });
  };
  for (const section of config.sections) {
    const [, kind, name] = /^(profile|sso-session|services)\s+"?([^"]+?)"?$/.exec(section.title) ?? [];
    if (kind === 'profile' && name) add(name, section);
    else if (kind === 'sso-session' && name) ssoSessions.set(name, { name, keys: section.keys });
    else if (section.title === 'default') add('default', section);
    else if (kind !== 'services') ignored.push({ file: 'config', title: section.title, line: section.line });
  }
  for (const section of credentials.sections) {
    if (/^profile\s/.test(section.title)) ignored.push({ file: 'credentials', title: section.title, line: section.line });
    else add(section.title, section);
  }
  return { profiles, ssoSessions, ignored };
}

/**
 * How a profile gets its credentials, in the order the JS SDK tries (`fromIni`): role, keys, web identity, process, SSO,
 * login; undefined when it has none of them. A profile with both keys and a role uses the role.
 */
export function profileVia(profile: AwsProfile): ProfileVia | undefined {
  const has = (key: string): boolean => (profile.keys.get(key) ?? '') !== '';
  if (has('role_arn') && (has('source_profile') || has('credential_source'))) return 'role';
  if (has('aws_access_key_id') && has('aws_secret_access_key')) return 'keys';
  if (has('web_identity_token_file') && has('role_arn')) return 'web-identity';
  if (has('credential_process')) return 'process';
  if (has('sso_session')) return 'sso-session';
  if (has('sso_start_url') || has('sso_account_id')) return 'sso-legacy';
  if (has('login_session')) return 'login';
  return undefined;
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
