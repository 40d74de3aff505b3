import { afterEach, describe, expect, test } from 'vitest';
import { sha1Hex } from '../../../src/auth/sso/token-path.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.ts';
import { detect } from '../../../src/setup/detect.ts';
import type { Environment } from '../../../src/system/system.ts';
import type { FakeEntry } from '../../support/fake-files.ts';
import { fakeSystem } from '../../support/fake-system.ts';
import { answerOf, configFile } from './source-scene.ts';

const noon = Date.parse('2026-11-21T12:00:00Z');
const offline = { AWS_EC2_METADATA_DISABLED: 'true' };
const sandboxes: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of sandboxes.splice(0)) await sandbox.close();
});

const find = (files: Readonly<Record<string, FakeEntry>>, env: Environment = {}) => detect(fakeSystem({ files, env: { ...offline, ...env } }));

const session = (name: string) => `[sso-session ${name}]\nsso_start_url = https://${name}.awsapps.com/start\nsso_region = eu-west-1\n`;
const ssoProfile = (name: string, from: string) => `[profile ${name}]\nsso_session = ${from}\nsso_account_id = 111122223333\nsso_role_name = Developer\n`;

function tokenOf(name: string, fields: Readonly<Record<string, string>>): Record<string, string> {
  return { [`/home/ada/.aws/sso/cache/${sha1Hex(name)}.json`]: JSON.stringify({ accessToken: 'a', ...fields }) };
}

const renewable = { refreshToken: 'r', clientId: 'c', clientSecret: 's', registrationExpiresAt: '2027-01-01T00:00:00Z' };

describe('profiles', () => {
  test('an empty machine has none', async () => {
    expect(await find({})).toMatchObject({
      profiles: [],
      bearerToken: undefined,
      environmentKey: undefined,
      webIdentity: undefined,
      container: false,
      instanceRole: false,
      pins: undefined,
    });
  });

  test('those that are signed in come first, else they are in the order of the file, default before its like', async () => {
    const keys = 'aws_access_key_id = AKIA0000000000000001\naws_secret_access_key = s\n';
    const config = `[profile zoe]\n${keys}[profile amy]\n${keys}${ssoProfile('far', 'other')}${ssoProfile('near', 'acme')}[default]\n${keys}${session('acme')}${session('other')}`;
    const { profiles } = await find({ [configFile]: config, ...tokenOf('acme', { expiresAt: '2026-11-21T15:30:00Z' }) });
    expect(profiles.map(({ name }) => name)).toEqual(['near', 'default', 'zoe', 'amy', 'far']);
    expect(profiles[0]).toMatchObject({ account: '111122223333', role: 'Developer', signIn: 'lasts', signedInUntil: Date.parse('2026-11-21T15:30:00Z') });
    expect(profiles.at(-1)).toMatchObject({ signIn: 'none', signedInUntil: undefined });
  });

  test.each<[what: string, fields: Readonly<Record<string, string>>, signIn: string]>([
    ['a token that lasts', { expiresAt: '2026-11-21T12:00:01Z' }, 'lasts'],
    ['one that is over', { expiresAt: '2026-11-21T11:59:59Z' }, 'over'],
    ['one that is over and comes back by itself', { expiresAt: '2026-11-21T11:00:00Z', ...renewable }, 'renews'],
    ['one whose registration is over too', { expiresAt: '2026-11-21T11:00:00Z', ...renewable, registrationExpiresAt: '2026-11-20T00:00:00Z' }, 'over'],
    ['one of another organisation under the same name', { expiresAt: '2026-11-22T12:00:00Z', startUrl: 'https://other.awsapps.com/start' }, 'none'],
  ])('%s', async (_, fields, signIn) => {
    const { profiles } = await find({ [configFile]: ssoProfile('work', 'acme') + session('acme'), ...tokenOf('acme', fields) });
    expect(profiles.map((profile) => profile.signIn)).toEqual([signIn]);
  });

  test.each([
    [
      'a role by way of a session',
      `[profile r]\nrole_arn = arn:aws:iam::444455556666:role/team/builder\nsource_profile = work\nregion = eu-west-3\n`,
      'role',
      'builder',
    ],
    ['aws login', '[profile r]\nlogin_session = arn:aws:iam::444455556666:user/ada\nregion = eu-west-3\n', 'login', undefined],
  ])('%s says its account, role and region', async (_, text, via, role) => {
    const { profiles } = await find({ [configFile]: text + ssoProfile('work', 'acme') + session('acme') });
    expect(profiles.find(({ name }) => name === 'r')).toMatchObject({ via, account: '444455556666', role, region: 'eu-west-3' });
  });

  test.each([
    ['nothing to get credentials by', '[profile p]\nregion = eu-west-1\n'],
    ['a session that nobody defined', ssoProfile('p', 'gone')],
    ['a source profile that is not there', '[profile p]\nrole_arn = arn:aws:iam::444455556666:role/builder\nsource_profile = gone\n'],
    [
      'one that lode wrote for other tools',
      '# >>> lode profile p: written by lode; take it out with: lode login --uninstall-profile p\n[profile p]\ncredential_process = lode credentials\n# <<< lode profile p (check 00000000)\n',
    ],
  ])('a profile with %s is not offered', async (_, text) => expect((await find({ [configFile]: text })).profiles).toEqual([]));

  test('a profile that setup made is offered again', async () => {
    const marked = `# >>> lode profile work: written by lode\n${session('acme')}${ssoProfile('work', 'acme')}# <<< lode profile work (check 00000000)\n`;
    expect((await find({ [configFile]: marked })).profiles.map(({ name }) => name)).toEqual(['work']);
  });

  test('a broken line is told and hides nothing', async () => {
    const found = await find({ [configFile]: `nonsense\n${ssoProfile('work', 'acme')}${session('acme')}` });
    expect(found.files.problems).toMatchObject([{ path: configFile, line: 1 }]);
    expect(found.profiles.map(({ name }) => name)).toEqual(['work']);
  });

  test('a file that cannot be read stops it', async () => {
    expect(await answerOf(find({ [configFile]: { unreadable: 'denied' } }))).toBe('aws-files.unreadable');
  });
});

/** A short-term key as AWS's generator makes it. */
function shortTermKey(region: string): string {
  const query = `Action=CallWithBearerToken&X-Amz-Credential=ASIA0000000000000001%2F20261121%2F${region}%2Fbedrock%2Faws4_request&X-Amz-Date=20261121T110000Z&X-Amz-Expires=7200&X-Amz-Signature=${'a'.repeat(64)}`;
  return `bedrock-api-key-${Buffer.from(`bedrock.amazonaws.com/?${query}`).toString('base64')}`;
}

describe('what is there beside profiles', () => {
  test.each<[what: string, env: Environment, found: object]>([
    [
      'a short-term key with its region and end',
      { AWS_BEARER_TOKEN_BEDROCK: shortTermKey('us-east-1') },
      { bearerToken: { region: 'us-east-1', until: noon + 3_600_000 } },
    ],
    ['a key that says nothing', { AWS_BEARER_TOKEN_BEDROCK: 'ABSKxyz' }, { bearerToken: { region: undefined, until: undefined } }],
    [
      'a key pair, masked',
      { AWS_ACCESS_KEY_ID: 'AKIA0000000000000001', AWS_SECRET_ACCESS_KEY: 's' },
      { environmentKey: { shown: 'AKIA…0001', temporary: false } },
    ],
    [
      'a session key',
      { AWS_ACCESS_KEY_ID: 'ASIA0000000000000001', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 't' },
      { environmentKey: { shown: 'ASIA…0001', temporary: true } },
    ],
    ['half a key pair is none', { AWS_ACCESS_KEY_ID: 'AKIA0000000000000001' }, { environmentKey: undefined }],
    [
      'a web identity',
      { AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/ci', AWS_WEB_IDENTITY_TOKEN_FILE: '/t' },
      { webIdentity: { roleArn: 'arn:aws:iam::111122223333:role/ci' } },
    ],
    ['a container', { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/x' }, { container: true }],
  ])('%s', async (_, env, found) => expect(await find({}, env)).toMatchObject(found));

  test('an instance role is there when the metadata service says so', async () => {
    const sandbox = await startSandbox();
    sandboxes.push(sandbox);
    const env = { AWS_EC2_METADATA_SERVICE_ENDPOINT: sandbox.url };
    expect((await find({}, { ...env, AWS_EC2_METADATA_DISABLED: undefined })).instanceRole).toBe(true);
    const asked = sandbox.log().length;
    expect((await find({}, env)).instanceRole).toBe(false);
    expect(sandbox.log()).toHaveLength(asked);
  });

  test('a metadata service that hangs costs less than a second', async () => {
    const sandbox = await startSandbox({ knobs: { faults: [{ kind: 'hang' }] } });
    sandboxes.push(sandbox);
    const began = performance.now();
    const found = await find({}, { AWS_EC2_METADATA_SERVICE_ENDPOINT: sandbox.url, AWS_EC2_METADATA_DISABLED: undefined });
    expect([found.instanceRole, performance.now() - began < 1000]).toEqual([false, true]);
  });
});

describe('what Claude Code’s settings pin', () => {
  const path = '/home/ada/.claude/settings.json';
  const pins = async (content: object | string) => (await find({ [path]: typeof content === 'string' ? content : JSON.stringify(content) })).pins;

  test('its wizard’s block', async () => {
    const env = { CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'eu-west-1', AWS_PROFILE: 'work', ANTHROPIC_MODEL: 'eu.a', ANTHROPIC_DEFAULT_HAIKU_MODEL: 'eu.b' };
    expect(await pins({ env })).toEqual({ path, profile: 'work', region: 'eu-west-1', model: 'eu.a', smallFastModel: 'eu.b' });
  });

  test.each<[what: string, content: object | string]>([
    ['a model alone', { model: 'opus' }],
    ['Bedrock turned off', { env: { CLAUDE_CODE_USE_BEDROCK: '0' } }],
    ['a broken file', '{ not json'],
    ['an empty object', {}],
  ])('%s pins nothing', async (_, content) => expect(await pins(content)).toBeUndefined());
});
