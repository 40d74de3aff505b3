import type { AccessKey } from './identities.ts';
import { guardedRole, otherAccount, sandboxAccount, sandboxKeys, sandboxMfaSerial } from './identities.ts';

/** Sections of an AWS config or credentials file: header to keys. */
export type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const homeRegion = 'eu-west-1';
export const ssoSessionName = 'sandbox';
/** The principal whose SHA-256 names the cache file of `aws login`. */
export const loginSession = `arn:aws:iam::${sandboxAccount}:user/console`;

export interface HomeFacts {
  /** The sandbox's address. */
  readonly url: string;
  /** What `credential_process` runs. */
  readonly helperCommand: string;
  /** Whether `[default]` holds the other account's keys. */
  readonly ambient: boolean;
}

/** `~/.aws/config`: one profile for each way to get credentials. */
export function configSections({ url, helperCommand, ambient }: HomeFacts): Sections {
  const region = homeRegion;
  const session = { sso_session: ssoSessionName, region };
  const role = { role_arn: `arn:aws:iam::${sandboxAccount}:role/builder`, role_session_name: 'sandbox' };
  return {
    ...(ambient ? { default: { region } } : {}),
    'profile sandbox': { region },
    'profile sandbox-sso': { ...session, sso_account_id: sandboxAccount, sso_role_name: 'Developer' },
    'profile sandbox-other': { ...session, sso_account_id: otherAccount, sso_role_name: 'Auditor' },
    'profile sandbox-role': { ...role, source_profile: 'sandbox', region },
    'profile sandbox-process': { credential_process: helperCommand, region },
    'profile sandbox-login': { login_session: loginSession, region },
    'profile sandbox-expired': { region },
    'profile sandbox-legacy': {
      sso_start_url: legacyStartUrl(url),
      sso_region: region,
      sso_account_id: sandboxAccount,
      sso_role_name: 'ReadOnly',
      region,
    },
    'profile sandbox-mfa': { ...role, role_arn: guardedRole, mfa_serial: sandboxMfaSerial, source_profile: 'sandbox', region },
    'profile sandbox-sso-role': { ...role, source_profile: 'sandbox-sso', region },
    'profile sandbox-process-role': { ...role, source_profile: 'sandbox-process', region },
    [`sso-session ${ssoSessionName}`]: { sso_start_url: `${url}/start`, sso_region: region, sso_registration_scopes: 'sso:account:access' },
  };
}

/** Where the profile without an sso-session signs in; the name of its token file comes from it. */
export const legacyStartUrl = (url: string): string => `${url}/legacy-start`;

/** `~/.aws/credentials`: the profiles that are nothing but keys. */
export function credentialsSections(ambient: boolean): Sections {
  return {
    ...(ambient ? { default: keysOf(sandboxKeys.other) } : {}),
    sandbox: keysOf(sandboxKeys.user),
    'sandbox-expired': keysOf(sandboxKeys.expired),
  };
}

function keysOf(key: AccessKey): Record<string, string> {
  return {
    aws_access_key_id: key.accessKeyId,
    aws_secret_access_key: key.secretAccessKey,
    ...(key.sessionToken === undefined ? {} : { aws_session_token: key.sessionToken }),
  };
}
