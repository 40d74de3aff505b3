import { describe, expect, test } from 'vitest';
import { readAwsFiles } from '../../../src/auth/aws-files.ts';
import { planInstall } from '../../../src/auth/installed-profile/install-profile.ts';
import type { InstallWish } from '../../../src/auth/installed-profile/installed-command.ts';
import { planUninstall } from '../../../src/auth/installed-profile/uninstall-profile.ts';
import { fakeSystem } from '../../support/fake-system.ts';

const path = '/home/ada/.aws/config';
const base = '[profile work]\nsso_session = corp\n';
const wish: InstallWish = { name: 'work-lode', source: 'work', environment: undefined, region: 'eu-west-1', force: false };

function install(over: Partial<InstallWish> = {}, config = base, credentials = '', program = {}): string | undefined {
  const system = fakeSystem({ files: { [path]: config, '/home/ada/.aws/credentials': credentials }, ...program });
  return planInstall(system, { files: readAwsFiles(system), credentials }, { ...wish, ...over }, config).after;
}

function failureOf(act: () => unknown): { code: string; message: string } {
  try {
    act();
  } catch (error) {
    return (error as { failure: { code: string; message: string } }).failure;
  }
  throw new Error('it did not fail');
}

describe('the profile that is installed', () => {
  test('says all that decides whose credentials come', () => {
    expect(install({ environment: 'at work' })).toContain(
      '\ncredential_process = /usr/bin/node /usr/lib/node_modules/lode/dist/bin.js credentials --format process --aws-profile work -e "at work" --region eu-west-1\n',
    );
  });

  test.each<[string, Record<string, string>, string]>([
    ['spaces', { programPath: '/home/ada/my tools/bin.js' }, '/usr/bin/node "/home/ada/my tools/bin.js" credentials'],
    ['a quote and a dollar', { nodePath: `/opt/it's $5/node` }, `'/opt/it'"'"'s $5/node' /usr`],
    ['letters beyond ASCII', { nodePath: '/home/zoë/node' }, '"/home/zoë/node" /usr'],
    [
      'Windows',
      { platform: 'win32', nodePath: 'C:\\Program Files\\node.exe', programPath: 'C:\\lode\\bin.js' },
      '"C:\\Program Files\\node.exe" "C:\\lode\\bin.js" credentials',
    ],
  ])('in a folder with %s', (_, program, words) => {
    const system = { nodePath: '/usr/bin/node', programPath: '/usr/lib/bin.js', platform: 'linux' as NodeJS.Platform, ...program };
    const files = readAwsFiles(fakeSystem({ files: { [path]: base } }));
    expect(planInstall(system, { files, credentials: '' }, wish, base).after).toContain(`credential_process = ${words}`);
  });

  test('is replaced in its place when it differs', () => {
    const first = `${install()}# mine\n`;
    const second = install({ region: 'us-east-1' }, first);
    expect(second).toBe(planInstallText(first, 'us-east-1'));
    expect(install({ region: 'us-east-1' }, second)).toBe(second);
  });
});

function planInstallText(text: string, region: string): string {
  const check = /check ([0-9a-f]{8})/.exec(install({ region }) ?? '')?.[1];
  return text.replaceAll('eu-west-1', region).replace(/check [0-9a-f]{8}/, `check ${check}`);
}

describe('a name is refused', () => {
  test.each<[string, string, () => unknown]>([
    ['with a space', 'usage.profile-name', () => install({ name: 'my work' })],
    ['with a bracket', 'usage.profile-name', () => install({ name: 'a]b' })],
    ['that is the source', 'install.circle', () => install({ name: 'work' })],
    ['that the config file has', 'install.name-taken', () => install({}, `${base}[profile "work-lode"]\nregion = x\n`)],
    ['that the credentials file has', 'install.name-taken', () => install({}, base, '[work-lode]\naws_access_key_id = x\n')],
    ['default, where there is one', 'install.name-taken', () => install({ name: 'default' }, `${base}[default]\nregion = x\n`)],
    ['that the source assumes its role from', 'install.circle', () => install({}, `${base}source_profile = work-lode\nrole_arn = x\n`)],
    ['whose source lode wrote itself', 'install.of-installed', () => install({ name: 'third', source: 'work-lode' }, install() ?? '')],
    ['for a path with a line break', 'install.unfit-word', () => install({}, base, '', { programPath: '/a\nb' })],
  ])('%s: %s', (_, code, act) => expect(failureOf(act).code).toBe(code));

  test('with the file and the line of what has it', () => {
    expect(failureOf(() => install({}, `${base}\n[profile work-lode]\n`)).message).toBe(
      'There is a profile work-lode already, and lode did not write it: /home/ada/.aws/config:4. Nothing was changed.',
    );
  });

  test('also beside a stanza of its own, in the line where it really is', () => {
    const text = `${install()}\n[profile work-lode]\noutput = json\n`;
    expect(failureOf(() => install({}, text)).message).toContain('/home/ada/.aws/config:10.');
  });
});

describe('a stanza that somebody changed', () => {
  const edited = (install() ?? '').replace('\nregion = eu-west-1', '\nregion = eu-west-3');
  test('is not replaced or removed unless that is said', () => {
    expect(failureOf(() => install({}, edited))).toMatchObject({
      code: 'install.edited',
      message: expect.stringContaining('/home/ada/.aws/config:4.') as string,
    });
    expect(failureOf(() => planUninstall(path, { name: 'work-lode', force: false }, edited)).code).toBe('install.edited');
    expect(install({ force: true }, edited)).toBe(install());
    expect(planUninstall(path, { name: 'work-lode', force: true }, edited).after).toBe(base);
  });

  test('and lost a mark is left to the person', () => {
    const broken = (install() ?? '').replace(/# <<<.*\n/, '');
    expect(failureOf(() => planUninstall(path, { name: 'work-lode', force: true }, broken)).code).toBe('install.broken');
    expect(failureOf(() => install({ force: true }, broken)).code).toBe('install.broken');
  });
});

test('what lode did not write is not taken out', () => {
  expect(failureOf(() => planUninstall(path, { name: 'work', force: true }, base)).code).toBe('install.not-installed');
  expect(failureOf(() => planUninstall(path, { name: 'work', force: true }, undefined)).code).toBe('install.not-installed');
});
