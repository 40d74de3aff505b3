import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const config = '.aws/config';
const launch = ['claude', '-p', 'hello'];
const goesOn = { code: 0, stdout: expect.stringMatching(/^claude <--settings>/) as string };

describe.each([config, '.aws/credentials'])('%s that cannot be read stops the launch', (name) => {
  test.each<[string, () => void]>([
    ['binary', () => scene.write(name, Buffer.from([0x5b, 0x00, 0xff]))],
    ['of 10 MB', () => scene.write(name, '#'.repeat(10_000_000))],
    ['a link in a circle', () => (rmSync(scene.path(name)), symlinkSync(scene.path(name), scene.path(name)))],
    ['a named pipe', () => (rmSync(scene.path(name)), execFileSync('mkfifo', [scene.path(name)]))],
    ['a folder', () => (rmSync(scene.path(name)), mkdirSync(scene.path(name)))],
  ])('%s', async (_, arrange) => {
    arrange();
    const shown = await scene.run(launch);
    expect(shown).toMatchObject({ code: 1, stdout: '' });
    expect(shown).toMatchSnapshot();
  });
});

describe('AWS files that lack the profile', () => {
  test.each<[string, () => void, readonly string[], Record<string, string>?]>([
    ['both missing', () => rmSync(scene.path('.aws'), { recursive: true }), []],
    ['empty', () => (scene.write(config, ''), scene.write('.aws/credentials', '')), []],
    ['a name with a slip', () => undefined, ['--aws-profile', 'sandbox-sos']],
    ['a name nothing is like', () => undefined, ['--aws-profile', 'production']],
    ['named by AWS_PROFILE', () => scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }'), [], { AWS_PROFILE: 'sandbox-sos' }],
    ['named by LODE_AWS_PROFILE', () => undefined, [], { LODE_AWS_PROFILE: 'sandbox-sos' }],
    ['a section without the word profile', () => scene.write(config, '# mine\n[work]\nsso_session = s\n'), ['--aws-profile', 'work']],
    ['a header that does not close', () => scene.write(config, '[profile work\nregion = eu-west-1\n'), ['--aws-profile', 'work']],
    ['a line that is no key', () => scene.write(config, '[profile work]\nregion eu-west-1\ncredential process = x\n'), ['--aws-profile', 'work']],
    ['nothing in it', () => scene.write(config, '[profile work]\nregion = eu-west-1\n'), ['--aws-profile', 'work']],
    ['a role that nothing assumes', () => scene.write(config, '[profile work]\nrole_arn = arn:aws:iam::111122223333:role/r\n'), ['--aws-profile', 'work']],
    ['an SSO session that nobody defined', () => scene.write(config, '[profile work]\nsso_session = corp\n'), ['--aws-profile', 'work']],
  ])('%s', async (_, arrange, flags, env) => {
    arrange();
    const shown = await scene.run([...flags, ...launch], env);
    expect(shown).toMatchObject({ code: 1, stdout: '' });
    expect(shown).toMatchSnapshot();
  });
});

describe('AWS files that are no obstacle', () => {
  test.each<[string, () => void]>([
    ['a missing config file, with keys in the credentials file', () => rmSync(scene.path(config))],
    ['a broken line elsewhere', () => scene.write(config, 'nonsense\n[profile other\n[profile sandbox]\nregion = eu-west-1\n')],
    ['Windows line ends and a byte order mark', () => scene.write(config, '\uFEFF[profile sandbox]\r\n  region = eu-west-1\r\n')],
    ['mode 0644, as some tools leave it', () => undefined],
  ])('%s', async (_, arrange) => {
    arrange();
    expect(await scene.run(launch)).toMatchObject({ ...goesOn, stderr: '' });
  });
});

describe('a profile that AWS gives no credentials for: exit 4', () => {
  const role = 'role_arn = arn:aws:iam::111122223333:role/r';
  test.each<[string, string]>([
    ['a circle of source profiles', `[profile work]\n${role}\nsource_profile = base\n[profile base]\n${role}\nsource_profile = work\n`],
    ['a source profile that is not there', `[profile work]\n${role}\nsource_profile = gone\n`],
    ['a role that needs MFA', `[profile work]\n${role}\nsource_profile = sandbox\nmfa_serial = arn:aws:iam::111122223333:mfa/ada\n`],
    [
      'an SSO session that nobody signed in to',
      '[profile work]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev\n[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://d-1.awsapps.com/start#/\n',
    ],
    [
      'SSO in the old form, not signed in',
      '[profile work]\nsso_start_url = https://d-1.awsapps.com/start#/\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = Dev\n',
    ],
    [
      'half of an SSO profile',
      '[profile work]\nsso_session = corp\n[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://d-1.awsapps.com/start#/\n',
    ],
    ['aws login, not signed in', '[profile work]\nlogin_session = arn:aws:iam::111122223333:user/ada\n'],
    ['a process that fails', '[profile work]\ncredential_process = sh -c "echo nobody is signed in >&2; exit 3"\n'],
    ['a process that is not there', '[profile work]\ncredential_process = /nowhere/get-credentials\n'],
    ['a process that prints junk', '[profile work]\ncredential_process = echo canary-3f9a\n'],
    ['an unknown credential source', `[profile work]\n${role}\ncredential_source = Nonsense\n`],
    ['a key that AWS does not know', '[profile work]\naws_access_key_id = AKIAUNKNOWN000000001\naws_secret_access_key = canary-3f9a\n'],
    ['a key with another secret', '[profile work]\naws_access_key_id = AKIASANDBOX000000001\naws_secret_access_key = canary-3f9a\n'],
    [
      'a session that is over',
      '[profile work]\naws_access_key_id = ASIASANDBOX000000003\naws_secret_access_key = sandbox/secret/of/the/expired/0000000003\naws_session_token = sandbox-session-token-expired\n',
    ],
  ])('%s', async (_, text) => {
    scene.write(config, text);
    const shown = await scene.run(['--aws-profile', 'work', ...launch]);
    expect(shown).toMatchObject({ code: 4, stdout: '' });
    expect(shown.stderr).not.toContain('canary');
    expect(shown).toMatchSnapshot();
  });

  test('an SSO token that ran out and cannot be renewed', async () => {
    scene.sandbox.set({ expireSsoTokens: 'session' });
    expect(await scene.run(['--aws-profile', 'sandbox-sso', ...launch])).toMatchSnapshot();
  });

  test('a role that the account did not assign', async () => {
    scene.sandbox.set({ errors: [{ id: 'sso-role' }] });
    expect(await scene.run(['--aws-profile', 'sandbox-sso', ...launch])).toMatchSnapshot();
  });

  test('a role that may not be assumed', async () => {
    scene.sandbox.set({ keys: { 'arn:aws:iam::111122223333:role/builder': 'denied' } });
    expect(await scene.run(['--aws-profile', 'sandbox-role', ...launch])).toMatchSnapshot();
  });

  test('a clock that is off', async () => {
    scene.sandbox.set({ errors: [{ id: 'clock' }] });
    const shown = await scene.run(launch);
    expect(shown).toMatchObject({ code: 4, stdout: '', stderr: expect.stringContaining("This machine's clock and AWS's are too far apart") as string });
  });

  test('a refresh that changes nothing', async () => {
    const shown = await scene.run(['--aws-profile', 'sandbox-expired', '--aws-auth-refresh', 'echo signing in', ...launch]);
    expect(shown).toMatchObject({ code: 4, stdout: '' });
    expect(shown).toMatchSnapshot();
  });

  test('a refresh that fails', async () => {
    expect(await scene.run(['--aws-profile', 'sandbox-expired', '--aws-auth-refresh', 'exit 9', ...launch])).toMatchSnapshot();
  });
});

describe('no source at all: exit 4', () => {
  beforeEach(() => {
    rmSync(scene.path('.aws'), { recursive: true });
    scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }');
  });
  test('not even an instance role', async () => {
    expect(await scene.run(launch)).toMatchSnapshot();
  });
  test('off EC2, within seconds', async () => {
    const env = { AWS_EC2_METADATA_DISABLED: undefined, AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:9' };
    expect(await scene.run(launch, env)).toMatchSnapshot();
  });
  test('half a key pair', async () => {
    expect((await scene.run(launch, { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE000000001' })).stderr).toContain(
      'AWS_ACCESS_KEY_ID is AKIA…0001 but AWS_SECRET_ACCESS_KEY is not set',
    );
  });
  test('a Bedrock API key that AWS does not know', async () => {
    expect(await scene.run(launch, { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-canary-3f9a' })).toMatchSnapshot();
  });
});
