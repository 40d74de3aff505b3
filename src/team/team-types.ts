import { profileNamePattern } from '../auth/profile-name.ts';
import { settingNames, settingSpecs } from '../settings/schema.ts';
import type { SettingName } from '../settings/settings.ts';
import type { ValueType } from '../settings/value-type.ts';

/**
 * A team file may not say how credentials are printed: that command would take the place of everybody's own source. An organisation can still do so in its
 * managed settings.
 */
export const teamSettingNames: readonly SettingName[] = settingNames.filter((name) => name !== 'awsCredentialExport');

export const teamName: ValueType = { kind: 'text', expects: 'a name of at most 60 characters', pattern: '^[^\\p{C}\\p{Zl}\\p{Zp}]{1,60}$' };

const profileText = { kind: 'text', expects: 'a name of letters, digits and _ @ + . % : / -', pattern: profileNamePattern } as const;
export const teamProfileName = profileText;

/** Account numbers and permission-set names: IAM Identity Center API reference, CreateAccountAssignment and CreatePermissionSet. */
export const teamProfileFields = {
  account: { type: { kind: 'text', expects: 'an account number of 12 digits, in quotes', pattern: '^\\d{12}$' }, help: 'The number of the AWS account.' },
  role: {
    type: { kind: 'text', expects: 'the name of a permission set', pattern: '^[\\w+=,.@-]{1,64}$' },
    help: 'The permission set of IAM Identity Center, or the role of that name.',
  },
} as const;

/** Plain http is for a stand-in on this machine. */
const startUrl = '^(https://[^\\s/?#@]+|http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d+)?)(/[^\\s@\\p{C}]*)?$';

export const teamSsoFields = {
  session: { type: profileText, help: 'The name of the [sso-session] in the AWS config file.' },
  startUrl: {
    type: { kind: 'text', expects: 'an https URL such as https://acme.awsapps.com/start', pattern: startUrl },
    help: 'The start URL of IAM Identity Center.',
  },
  region: { type: settingSpecs.region.type, help: 'The region of IAM Identity Center.' },
} as const;

/** Keys of a team file that are said in words of their own. */
export const teamKeys: Readonly<Record<string, string>> = {
  $schema: 'Where the JSON Schema of this file is.',
  name: 'What the team or organisation is called.',
  settings: 'Settings of lode, as in its own file; also environments and defaultEnvironment. Not awsCredentialExport.',
  sso: 'The sign-in that profiles are made of.',
  profiles: 'Profiles that can be made, each an account and a role of the sign-in.',
  extras: 'What setup writes besides.',
  locked: 'For lode setup --managed: the settings that nobody may change. Without it, all its plain settings.',
};
