import { describe, expect, test } from 'vitest';
import { sha1Hex } from '../../../src/auth/sso/token-path.ts';
import { askSource } from '../../../src/setup/ask-source.ts';
import type { Environment } from '../../../src/system/system.ts';
import { answerOf, configFile, sourceScene, type SceneParts } from './source-scene.ts';

const keys = 'aws_access_key_id = AKIA0000000000000001\naws_secret_access_key = s\n';
const profiles = (...names: readonly string[]): string => names.map((name) => `[${name === 'default' ? name : `profile ${name}`}]\n${keys}`).join('');
const config = (text: string) => ({ [configFile]: text });
const bearer = { AWS_BEARER_TOKEN_BEDROCK: 'ABSKxyz' };
const pair = { AWS_ACCESS_KEY_ID: 'AKIA0000000000000001', AWS_SECRET_ACCESS_KEY: 's' };
const sso =
  '[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\n[profile work]\nsso_session = acme\nsso_account_id = 111122223333\nsso_role_name = Developer\n';
const token = { [`/home/ada/.aws/sso/cache/${sha1Hex('acme')}.json`]: JSON.stringify({ accessToken: 'a', expiresAt: '2026-11-21T15:30:00Z' }) };
const pins = (profile: string) => ({ '/home/ada/.claude/settings.json': JSON.stringify({ env: { CLAUDE_CODE_USE_BEDROCK: '1', AWS_PROFILE: profile } }) });

describe('the rows', () => {
  test('say what was found, each on one line', async () => {
    const env = { ...bearer, ...pair, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/x', TZ: 'UTC' };
    const role = `[profile ${'long-'.repeat(12)}]\nrole_arn = arn:aws:iam::444455556666:role/a-role-of-many-words\nsource_profile = work\n`;
    const { stage, offered } = await sourceScene({
      files: { ...config(sso + profiles('keys') + role), ...token },
      env,
      instanceRole: true,
      machine: { terminal: { columns: 80 } },
    });
    await askSource(stage);
    const rows = offered[0]?.choices ?? [];
    expect(rows.map(({ name }) => name.replace(/until \d\d:\d\d/, 'until <time>'))).toEqual([
      'Bedrock API key in AWS_BEARER_TOKEN_BEDROCK',
      'Access key AKIA…0001 in the environment',
      'profile work · signed in until <time> · 111122223333/Developer',
      expect.stringMatching(/^profile (long-){12} · sig.*…$/),
      'profile keys · access key',
      'Role of this container',
      'Role of this EC2 instance',
      'Sign in with IAM Identity Center, and make a profile of it',
      'Something else',
    ]);
    expect(rows.filter(({ name }) => name.length > 76)).toEqual([]);
    expect(rows[3]?.description).toContain('444455556666/a-role-of-many-words');
    expect(offered[0]?.byDefault).toBe('bearer-token');
  });

  test('a sign-in comes first where nothing was found', async () => {
    const { stage, offered } = await sourceScene({ choose: ['other'] });
    expect(await answerOf(askSource(stage))).toBe('cancelled');
    expect(offered[0]).toMatchObject({ byDefault: 'sso', choices: [{ value: 'sso' }, { value: 'other' }] });
  });

  test.each([
    ['sk-ant-xyz', 'AWS_BEARER_TOKEN_BEDROCK · looks like an API key of Anthropic'],
    ['bedrock-api-', 'Bedrock API key in AWS_BEARER_TOKEN_BEDROCK · its end is missing'],
  ])('a key that is none says so: %s', async (key, name) => {
    const { stage, offered } = await sourceScene({ env: { AWS_BEARER_TOKEN_BEDROCK: key } });
    await askSource(stage);
    expect(offered[0]?.choices[0]?.name).toBe(name);
  });
});

describe('Return takes', () => {
  const profile = (name: string) => ({ kind: 'profile', profile: name });
  const ambient = (name: string) => ({ kind: 'ambient', name });
  test.each<[what: string, parts: SceneParts, source: object]>([
    ['what the settings say, when it is still there', { files: config(profiles('a', 'b', 'default')), env: pair, before: { awsProfile: 'b' } }, profile('b')],
    ['what Claude Code’s wizard pinned', { files: { ...config(profiles('a', 'b')), ...pins('b') } }, profile('b')],
    ['a Bedrock API key before a key pair', { env: { ...pair, ...bearer } }, ambient('bearer-token')],
    ['a key pair before a profile', { files: config(profiles('default')), env: pair }, ambient('environment')],
    ['the profile that AWS_PROFILE names', { files: config(profiles('a', 'b')), env: { AWS_PROFILE: 'b' } }, profile('b')],
    ['the default profile', { files: config(profiles('a', 'default')) }, profile('default')],
    ['the only profile', { files: config(profiles('a')) }, profile('a')],
    ['an instance role, where nobody says otherwise', { files: config(profiles('a', 'b')), instanceRole: true }, ambient('instance-role')],
  ])('%s', async (_, parts, source) => {
    const { stage } = await sourceScene(parts);
    expect(await askSource(stage)).toEqual(source);
    const { stage: alone } = await sourceScene({ ...parts, words: { yes: true }, alone: true });
    expect(await askSource(alone)).toEqual(source);
  });

  const key = { AWS_PROFILE: 'gone', ...pair };
  test.each<[what: string, parts: SceneParts, said: string]>([
    ['the settings name', { before: { awsProfile: 'gone' } }, 'Your settings name profile gone, which cannot be used: there is no profile gone in'],
    ['the settings name, and that lost its keys', { before: { awsProfile: 'empty' }, env: pair }, 'profile empty in /home/ada/.aws/config has'],
    ['AWS_PROFILE names', { env: { AWS_PROFILE: 'gone' } }, 'AWS_PROFILE names profile gone, which cannot be used:'],
    ['Claude Code’s settings name', { env: key }, 'names profile gone, which cannot be used:'],
  ])('nothing in the place of a profile that %s and that is not to be had', async (what, parts, said) => {
    const pinned = what.startsWith('Claude') ? pins('gone') : {};
    const files = { ...config(`${profiles('a', 'default')}[profile empty]\nregion = eu-west-1\n`), ...pinned };
    const { stage, system, offered } = await sourceScene({ ...parts, files });
    await askSource(stage);
    expect(offered[0]?.byDefault).toBeUndefined();
    expect(system.stderr()).toContain(said);
    const { stage: alone } = await sourceScene({ ...parts, files, words: { yes: true }, alone: true });
    await expect(askSource(alone)).rejects.toMatchObject({
      failure: {
        code: 'setup.source-missing',
        message: expect.stringContaining(said),
        hints: expect.arrayContaining([expect.stringContaining('--aws-profile')]),
      },
    });
  });

  test('what comes before a profile that AWS_PROFILE names and that is gone', async () => {
    const { stage } = await sourceScene({ files: config(profiles('a')), env: key, words: { yes: true }, alone: true });
    expect(await askSource(stage)).toEqual(ambient('environment'));
  });

  test('nothing with --yes and several profiles: the error names the flag', async () => {
    const { stage } = await sourceScene({ files: config(profiles('a', 'b')), words: { yes: true }, alone: true });
    await expect(askSource(stage)).rejects.toMatchObject({
      failure: { code: 'usage.setup-answer', hints: ['Say it beforehand: lode setup --aws-profile …', 'There are: a, b'] },
    });
  });

  test('nothing without a person: the error names the flag', async () => {
    const { stage } = await sourceScene({ files: config(profiles('a')), alone: true });
    await expect(askSource(stage)).rejects.toMatchObject({
      failure: {
        code: 'usage.setup-answer',
        hints: ['Say it beforehand: lode setup --source …', 'There are: profile, sso', 'Let defaults answer what has one: lode setup --yes'],
      },
    });
  });

  test('a sign-in with --yes and nothing there asks for the start URL', async () => {
    const { stage } = await sourceScene({ words: { yes: true }, alone: true });
    await expect(askSource(stage)).rejects.toMatchObject({ failure: { hints: ['Say it beforehand: lode setup --sso-start-url …'] } });
  });
});

describe('flags', () => {
  test.each<[what: string, parts: SceneParts, end: object | string]>([
    ['--aws-profile names one', { files: config(profiles('a', 'b')), words: { flags: { awsProfile: 'b' } } }, { kind: 'profile', profile: 'b' }],
    ['--aws-profile names none', { files: config(profiles('a')), words: { flags: { awsProfile: 'c' } } }, 'credentials.profile-missing'],
    ['--source bearer-token', { env: bearer, words: { source: 'bearer-token' } }, { kind: 'ambient', name: 'bearer-token' }],
    ['--source bearer-token without one', { words: { source: 'bearer-token' } }, 'setup.source-missing'],
    ['--source instance-role off EC2', { words: { source: 'instance-role' } }, 'setup.source-missing'],
    ['--source profile where there is none', { words: { source: 'profile' } }, 'setup.source-missing'],
    [
      '--source profile with only one',
      { files: config(profiles('a')), env: bearer, words: { source: 'profile', yes: true } },
      { kind: 'profile', profile: 'a' },
    ],
    ['--source against --aws-profile', { files: config(profiles('a')), words: { source: 'sso', flags: { awsProfile: 'a' } } }, 'usage.one-of'],
    ['--source against --sso-account', { words: { source: 'profile', sso: { account: '111122223333' } } }, 'usage.one-of'],
    [
      '--aws-profile against --profile-name',
      { files: config(profiles('a')), words: { flags: { awsProfile: 'a' }, sso: { profileName: 'b' } } },
      'usage.one-of',
    ],
    ['--source environment behind a Bedrock key', { env: { ...bearer, ...pair }, words: { source: 'environment' } }, 'setup.source-beaten'],
    [
      '--source container behind [default]',
      { files: config(profiles('default')), env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://x' }, words: { source: 'container' } },
      'setup.source-beaten',
    ],
  ])('%s', async (_, parts, end) => {
    const { stage, offered } = await sourceScene({ ...parts, alone: true });
    expect(await answerOf(askSource(stage))).toEqual(end);
    expect(offered).toEqual([]);
  });

  test('--source profile leaves only profiles to choose from', async () => {
    const { stage, offered } = await sourceScene({ files: config(profiles('a', 'b')), env: bearer, words: { source: 'profile' }, choose: ['profile b'] });
    expect(await askSource(stage)).toEqual({ kind: 'profile', profile: 'b' });
    expect(offered[0]?.choices.map(({ value }) => value)).toEqual(['profile a', 'profile b']);
  });
});

describe('what else this shell holds', () => {
  test('a person who takes what something else comes before is told what to take away, and asked again', async () => {
    const { stage, system, offered } = await sourceScene({ env: { ...bearer, ...pair }, choose: ['environment', 'bearer-token'] });
    expect(await askSource(stage)).toEqual({ kind: 'ambient', name: 'bearer-token' });
    expect(offered).toHaveLength(2);
    expect(system.stderr()).toContain('A launch would not use that: what AWS_BEARER_TOKEN_BEDROCK holds comes first.');
    expect(system.stderr()).toContain('unset AWS_BEARER_TOKEN_BEDROCK');
  });

  test.each<[env: Environment, said: string]>([
    [{ ...bearer, ...pair }, 'AWS_BEARER_TOKEN_BEDROCK and AWS_ACCESS_KEY_ID are set in this shell too; lode will use profile a'],
    [{ AWS_PROFILE: 'b' }, 'AWS_PROFILE is set in this shell too; lode will use profile a'],
    [{ AWS_PROFILE: 'a' }, ''],
  ])('a profile comes before %o once it is in the settings', async (env, said) => {
    const { stage, system } = await sourceScene({ files: config(profiles('a', 'b')), env, words: { flags: { awsProfile: 'a' } } });
    await askSource(stage);
    expect(said === '' ? system.stderr() === '' : system.stderr().includes(said)).toBe(true);
  });

  test.each<[env: Environment, name: string, said: string]>([
    [bearer, 'bearer-token', 'This holds where AWS_BEARER_TOKEN_BEDROCK is set, as in this shell; where it is not, a launch takes profile default.'],
    [pair, 'environment', 'This holds where AWS_ACCESS_KEY_ID is set, as in this shell; where it is not, a launch takes profile default.'],
  ])('a key that only this shell holds: what others would use is said, %o', async (env, name, said) => {
    const { stage, system } = await sourceScene({ files: config(profiles('default')), env });
    expect(await askSource(stage)).toEqual({ kind: 'ambient', name });
    expect(system.stderr()).toBe(`${said}\n`);
    const { stage: bare, system: quiet } = await sourceScene({ env });
    await askSource(bare);
    expect(quiet.stderr()).toBe('');
  });

  test('lines that nobody reads are told, at most three of them', async () => {
    const { stage, system } = await sourceScene({ files: config(`one\ntwo\n[work]\nthree\nfour\n${profiles('a')}`) });
    await askSource(stage);
    expect(system.stderr()).toContain(`${configFile}:1 is not read: expected "key = value"`);
    expect(system.stderr()).toContain('… and 2 more such lines.');
  });
});

test('“Something else” names the other ways and ends without a trace', async () => {
  const { stage, system } = await sourceScene({ files: config(profiles('a')), choose: ['other'] });
  const before = [...system.files.tree];
  expect(await answerOf(askSource(stage))).toBe('cancelled');
  expect(system.stderr()).toContain('With your console sign-in: aws login');
  expect([...system.files.tree]).toEqual(before);
});
