import { describe, expect, test } from 'vitest';
import { parseIniSections } from '../../src/auth/ini-sections.ts';
import { joinProfiles, profileAccount, profileChain, profileVia } from '../../src/auth/profiles.ts';
import type { AwsProfiles } from '../../src/auth/profiles.ts';

function join(config: string, credentials = ''): AwsProfiles {
  return joinProfiles(parseIniSections(config), parseIniSections(credentials));
}

function keysOf(profiles: AwsProfiles, name: string): Record<string, string> | undefined {
  const found = profiles.profiles.get(name);
  return found && Object.fromEntries(found.keys);
}

describe('names', () => {
  test.each<[string, string, string]>([
    ['[profile work]', '[profile work]\na = 1\n', 'work'],
    ['double quotes are not part of it', '[profile "work"]\na = 1\n', 'work'],
    ['single quotes are not part of it', "[profile 'work']\na = 1\n", 'work'],
    ['[default]', '[default]\na = 1\n', 'default'],
    ['[profile default]', '[profile default]\na = 1\n', 'default'],
    ['letters, digits and _ @ + . % : / -', '[profile 1_a@b+c.d%e:f/g-h]\na = 1\n', '1_a@b+c.d%e:f/g-h'],
  ])('%s', (_, config, name) => {
    expect(keysOf(join(config), name)).toEqual({ a: '1' });
  });

  test.each<[string, string, string]>([
    ['a section without "profile" in the config file', '[work]\na = 1\n', 'work'],
    ['quotes that do not match', '[profile "work]\na = 1\n', 'profile "work'],
    ['a name with a space', '[profile "my work"]\na = 1\n', 'profile "my work"'],
    ['two spaces', '[profile  work]\na = 1\n', 'profile  work'],
  ])('ignored, with its line: %s', (_, config, title) => {
    expect(join(config)).toMatchObject({ profiles: new Map(), ignored: [{ file: 'config', title, line: 1 }] });
  });

  test('the credentials file has bare names, and none with a kind before it', () => {
    const profiles = join('', '[work]\na = 1\n[profile x]\na = 2\n');
    expect(keysOf(profiles, 'work')).toEqual({ a: '1' });
    expect(profiles.ignored).toEqual([{ file: 'credentials', title: 'profile x', line: 3 }]);
  });
});

describe('joining', () => {
  test('the credentials file beats the config file, key by key', () => {
    expect(keysOf(join('[profile w]\na = config\nb = config\n', '[w]\na = credentials\n'), 'w')).toEqual({ a: 'credentials', b: 'config' });
  });
  test('sections of one name are one', () => {
    expect(keysOf(join('[profile w]\na = 1\nb = 1\n[profile w]\nb = 2\n'), 'w')).toEqual({ a: '1', b: '2' });
  });
  test('[profile default] hides [default], whichever comes first', () => {
    expect(keysOf(join('[profile default]\na = 1\n[default]\na = 2\nb = 2\n'), 'default')).toEqual({ a: '1' });
  });
  test('SSO sessions are kept apart from profiles', () => {
    const { profiles, ssoSessions } = join('[sso-session s]\nsso_region = eu-west-1\n[services x]\na = 1\n');
    expect([profiles.size, [...ssoSessions.keys()]]).toEqual([0, ['s']]);
  });
});

const sso = 'sso_account_id = 111122223333\nsso_role_name = Dev\n';
const keys = 'aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = x\n';
const role = 'role_arn = arn:aws:iam::444455556666:role/r\n';

test.each<[string, string, string | undefined]>([
  ['an SSO session', `sso_session = s\n${sso}`, 'sso-session'],
  ['SSO in the old form', `sso_start_url = https://x\nsso_region = eu-west-1\n${sso}`, 'sso-legacy'],
  ['half of an SSO profile, so that the SDK says what is missing', 'sso_role_name = Dev\n', 'sso-legacy'],
  ['a role with a source profile', `${role}source_profile = base\n`, 'role'],
  ['a role with a credential source', `${role}credential_source = Environment\n`, 'role'],
  ['a role and keys: the role', `${keys}${role}source_profile = base\n`, 'role'],
  ['a role with a token file', `${role}web_identity_token_file = /t\n`, 'web-identity'],
  ['keys', keys, 'keys'],
  ['a process', 'credential_process = get\n', 'process'],
  ['aws login', 'login_session = arn:aws:iam::111122223333:user/me\n', 'login'],
  ['keys before a process', `${keys}credential_process = get\n`, 'keys'],
  ['a role with both kinds of source, which AWS refuses', `${role}source_profile = b\ncredential_source = Environment\n`, undefined],
  ['a role that nothing assumes', role, undefined],
  ['half a key', 'aws_access_key_id = AKIAEXAMPLE\n', undefined],
  ['keys without values', 'aws_access_key_id =\naws_secret_access_key =\n', undefined],
  ['a region only', 'region = eu-west-1\n', undefined],
])('a profile with %s', (_, body, via) => {
  const profile = join(`[profile p]\n${body}`).profiles.get('p');
  expect(profile && profileVia(profile)).toBe(via);
});

test.each<[string, string | undefined]>([
  [sso, '111122223333'],
  [`${role}source_profile = b\n`, '444455556666'],
  [keys, undefined],
])('the account that %j names is %s', (body, account) => {
  const profile = join(`[profile p]\n${body}`).profiles.get('p');
  expect(profile && profileAccount(profile)).toBe(account);
});

test('a chain of source profiles ends at a cycle and at a profile that is not there', () => {
  const chain = (config: string): readonly string[] => profileChain(join(config), 'a').map(({ name }) => name);
  expect(chain('[profile a]\nsource_profile = b\n[profile b]\nsource_profile = a\n')).toEqual(['a', 'b']);
  expect(chain('[profile a]\nsource_profile = gone\n')).toEqual(['a']);
});
