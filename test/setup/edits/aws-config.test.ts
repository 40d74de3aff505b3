import { loadSharedConfigFiles, loadSsoSessionData } from '@smithy/core/config';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findStanza } from '../../../src/auth/installed-profile/find-stanza.ts';
import { withoutStanza } from '../../../src/auth/installed-profile/place-stanza.ts';
import { profilesIn } from '../../../src/auth/installed-profile/session-in-use.ts';
import { planInstall } from '../../../src/auth/installed-profile/install-profile.ts';
import { planUninstall } from '../../../src/auth/installed-profile/uninstall-profile.ts';
import { readAwsFiles } from '../../../src/auth/aws-files.ts';
import { LodeError } from '../../../src/errors.ts';
import { withSsoProfile } from '../../../src/setup/edits/aws-config.ts';
import type { NewProfile } from '../../../src/setup/setup-choice.ts';
import { fakeSystem } from '../../support/fake-system.ts';
import { awsConfig as path, fromWork, planOf, work } from './plan.ts';

const paths = { config: path, credentials: '/home/ada/.aws/credentials' };

function put(config: string | undefined, profile: NewProfile = work, region: string | undefined = 'eu-west-1', credentials = ''): string {
  return withSsoProfile({ paths, config, credentials }, profile, region);
}

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof LodeError) return error.failure.code;
    throw error;
  }
  return 'none';
}

const inSession = (name: string, over: Partial<NewProfile['session']> = {}): NewProfile => ({ ...work, name, session: { ...work.session, ...over } });

describe('a profile that setup writes', () => {
  test('looks like this', () => {
    expect(put('[default]\nregion = us-east-1\n')).toMatchInlineSnapshot(`
      "[default]
      region = us-east-1

      # >>> lode profile work: written by lode setup; take it out with: lode setup --undo
      [sso-session corp]
      sso_start_url = https://d-9967750001.awsapps.com/start/#
      sso_region = eu-central-1
      sso_registration_scopes = sso:account:access
      [profile work]
      sso_session = corp
      sso_account_id = 111122223333
      sso_role_name = BedrockUser
      region = eu-west-1
      # <<< lode profile work (check ff9de6c7)
      "
    `);
  });

  test('comes with where it is written and why', async () => {
    const machine = { files: { [path]: '[default]\r\nregion = us-east-1' } };
    const edit = await planOf(path, { source: fromWork, region: 'eu-west-1' }, machine);
    expect(edit).toMatchObject({ path, newMode: 0o600, why: 'the profile work', before: '[default]\r\nregion = us-east-1' });
    expect(edit?.after).toMatch(/^(?:[^\r\n]*\r\n)+$/);
  });

  test('goes where AWS_CONFIG_FILE says', async () => {
    const edit = await planOf('/etc/aws.conf', { source: fromWork }, { env: { AWS_CONFIG_FILE: '/etc/aws.conf' } });
    expect(edit?.after).toContain('[profile work]');
  });

  test('is called [default] when that is its name', () => {
    expect([...profilesIn(put('', { ...work, name: 'default' })).profiles.keys()]).toEqual(['default']);
    expect(put('', { ...work, name: 'default' })).toContain('\n[default]\n');
  });

  test('says no region before there is one', () => expect(withSsoProfile({ paths, config: '', credentials: '' }, work, undefined)).not.toMatch(/^region/m));
});

describe('setup run again', () => {
  const once = put('[default]\nregion = us-east-1\n');
  const later = `${once}\n[profile later]\noutput = json\n`;

  test('changes nothing when nothing else was chosen', () => expect(put(later)).toBe(later));

  test('replaces the stanza in its place', () => {
    const again = put(later, { ...work, role: 'Admin', session: { ...work.session, isNew: false } }, 'us-east-1');
    expect(again).toBe(
      later
        .replace('BedrockUser', 'Admin')
        .replace('region = eu-west-1', 'region = us-east-1')
        .replace(/check \w{8}/, /check \w{8}/.exec(again)?.[0] ?? ''),
    );
  });

  test('keeps the session of the stanza, which nobody else wrote', () => {
    expect(put(once, inSession('work', { isNew: false }), 'eu-west-3')).toContain('[sso-session corp]');
  });

  test('adds a second profile to the session of the first', () => {
    const both = put(once, inSession('home', { isNew: false }));
    expect(both.match(/\[sso-session corp\]/g)).toHaveLength(1);
    expect(both.startsWith(once)).toBe(true);
  });

  test('keeps a session that another profile signs in by, when its own profile moves to another', () => {
    const both = put(once, inSession('home', { isNew: false }));
    const moved = put(both, inSession('work', { name: 'other' }));
    expect([...profilesIn(moved).ssoSessions.keys()].toSorted()).toEqual(['corp', 'other']);
    expect(profilesIn(moved).ssoSessions.get('corp')).toEqual(profilesIn(both).ssoSessions.get('corp'));
  });

  test('drops a session that nobody signs in by any more', () => {
    expect([...profilesIn(put(once, inSession('work', { name: 'other' }))).ssoSessions.keys()]).toEqual(['other']);
  });
});

describe('a session that somebody else wrote', () => {
  const theirs = '[sso-session corp] # ours\nsso_start_url = https://d-9967750001.awsapps.com/start\nsso_region = eu-central-1\n';
  test.each([true, false])('is used and stays as it is (new: %s)', (isNew) => {
    const text = put(theirs, inSession('work', { isNew }));
    expect([text.startsWith(theirs), text.match(/sso-session corp/g)?.length]).toEqual([true, 1]);
  });
  test('is not taken for another one of that name', () => expect(codeOf(() => put(theirs.replace('eu-central-1', 'us-east-1')))).toBe('setup.session-taken'));
});

describe('refused, since somebody else’s text would have to change', () => {
  const once = put('');
  test.each<[string, string, () => unknown]>([
    ['a profile of that name', 'install.name-taken', () => put('[profile work]\nregion = x\n')],
    ['one in quotes', 'install.name-taken', () => put('[profile "work"]\nregion = x\n')],
    ['[default], for the profile default', 'install.name-taken', () => put('[default]\nregion = x\n', { ...work, name: 'default' })],
    ['keys of that name in the credentials file', 'install.name-taken', () => put('', work, 'eu-west-1', '[work]\naws_access_key_id = x\n')],
    ['a second section of that name beside the stanza', 'install.name-taken', () => put(`${once}[profile work]\noutput = json\n`)],
    ['a stanza that was edited', 'install.edited', () => put(once.replace('BedrockUser', 'Admin'))],
    ['a stanza with keys added below it', 'install.edited', () => put(`${once}output = json\n`)],
    ['a stanza without its end', 'install.broken', () => put(once.replace(/# <<<.*\n/, ''))],
    ['a profile that asks lode', 'install.name-taken', () => put(install('[profile src]\nsso_session = s\n', 'work', 'src'))],
    ['a name with a space', 'setup.unfit-word', () => put('', { ...work, name: 'my work' })],
    ['a session name with a bracket', 'setup.unfit-word', () => put('', inSession('work', { name: 'a]b' }))],
    ['a value with a line break', 'setup.unfit-word', () => put('', { ...work, role: 'a\n[profile b]' })],
    ['a value that would be cut at a comment', 'setup.unfit-word', () => put('', { ...work, role: 'a #b' })],
    ['an empty value', 'setup.unfit-word', () => put('', { ...work, account: '' })],
  ])('%s', (_, code, act) => expect(codeOf(act)).toBe(code));
});

function install(text: string, name: string, source: string): string {
  const system = fakeSystem({ files: { [path]: text } });
  const wish = { name, source, environment: undefined, region: 'eu-west-1', force: false };
  return planInstall(system, { files: readAwsFiles(system), credentials: '' }, wish, text).after ?? '';
}

describe('what lode login does with it', () => {
  const once = put('[default]\nregion = us-east-1\n');
  test('takes it out', () => expect(planUninstall(path, { name: 'work', force: false }, once).after).toBe('[default]\nregion = us-east-1\n'));
  test('leaves it where another profile signs in by its session, unless that is said', () => {
    const both = put(once, inSession('home', { isNew: false }));
    expect(codeOf(() => planUninstall(path, { name: 'work', force: false }, both))).toBe('install.session-in-use');
    expect(planUninstall(path, { name: 'work', force: true }, both).after).not.toContain('sso-session corp]');
    expect(planUninstall(path, { name: 'home', force: false }, both).after).toBe(once);
  });
  test('hands it out to other tools like any other profile', () => expect(install(once, 'work-lode', 'work')).toContain('--aws-profile work '));
});

/** Lines as people and tools write them, with every kind of end. */
const lines = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.constantFrom(
          '[default]',
          '[profile a]',
          '[profile a] # again',
          '[sso-session s]',
          '\tregion\t=\teu-west-1 ; x',
          's3 =',
          '  max = 1',
          '# note',
          '',
          '[services x]',
        ),
        fc.string({ unit: 'binary' }),
      ),
      fc.constantFrom('\n', '\r\n', '\r', ''),
    ),
    { maxLength: 8 },
  )
  .map((all) => all.map(([line, end]) => line + end).join(''));
const anyFile = fc.oneof(
  fc.constant(undefined),
  fc.tuple(fc.constantFrom('', '\uFEFF'), lines).map(([mark, text]) => mark + text),
);

test('every byte around it stays, and all of it comes out again', () => {
  fc.assert(
    fc.property(anyFile, fc.constantFrom('Admin', 'BedrockUser'), (text, role) => {
      const once = put(text);
      const again = put(once, { ...work, role });
      expect(once.startsWith(text ?? '') && again.startsWith(text ?? '')).toBe(true);
      const found = findStanza(again, 'work');
      expect(found.kind === 'found' ? withoutStanza(again, found) : found).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

describe('is read by others as it is meant', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lode-aws-config-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const nasty = '\uFEFF[default]\r\nregion = us-east-1 ; home\r\ns3 =\r\n  max_concurrent_requests = 2\r\n[profile a]\r\noutput = json';
  const want = { sso_session: 'corp', sso_account_id: '111122223333', sso_role_name: 'BedrockUser', region: 'eu-west-1' };
  const session = { sso_start_url: work.session.startUrl, sso_region: 'eu-central-1', sso_registration_scopes: 'sso:account:access' };
  const texts: readonly [string, string][] = [
    ['a new file', put(undefined)],
    ['an empty one', put('')],
    ['one with Windows line ends, a byte order mark and no last line end', put(nasty)],
  ];

  test.each(texts)("lode's own reader: %s", (_, text) => {
    const { profiles, ssoSessions } = profilesIn(text);
    expect([Object.fromEntries(profiles.get('work')?.keys ?? []), Object.fromEntries(ssoSessions.get('corp')?.keys ?? [])]).toEqual([want, session]);
  });

  test.each(texts)("the SDK's loader: %s", async (name, text) => {
    const [filepath, configFilepath] = [join(folder, 'none'), join(folder, name.replaceAll(' ', '-'))];
    writeFileSync(configFilepath, text.replace(/^\uFEFF/, ''));
    const { configFile } = await loadSharedConfigFiles({ filepath, configFilepath });
    expect([configFile['work'], (await loadSsoSessionData({ configFilepath }))['corp']]).toEqual([want, session]);
  });

  const aws = '/usr/bin/aws';
  test.skipIf(!existsSync(aws)).each(texts.slice(2))('the AWS CLI: %s', (_, text) => {
    const AWS_CONFIG_FILE = join(folder, 'cli');
    writeFileSync(AWS_CONFIG_FILE, text.replace(/^\uFEFF/, ''));
    const env = { PATH: '/usr/bin:/bin', HOME: folder, AWS_CONFIG_FILE };
    const get = (key: string): string => execFileSync(aws, ['configure', 'get', key, '--profile', 'work'], { env, encoding: 'utf8' }).trim();
    expect(['sso_session', 'region'].map(get)).toEqual(['corp', 'eu-west-1']);
  });
  test.skipIf(existsSync(aws))('no AWS CLI on this machine: it did not read the profile', ({ skip }) => skip('no aws binary'));
});
