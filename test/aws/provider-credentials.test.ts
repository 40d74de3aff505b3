import { createFixture } from 'fs-fixture';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AwsContext } from '../../src/aws/aws-context.ts';
import { awsFailureOf } from '../../src/aws/aws-failure.ts';
import { credentialsFromProvider } from '../../src/aws/provider-credentials.ts';
import type { CredentialSource } from '../../src/auth/source.ts';
import { writeSandboxHome } from '../../src/sandbox/home.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';

let sandbox: Sandbox;
let home: Awaited<ReturnType<typeof createFixture>>;
const surroundings = { ...process.env };
beforeEach(async () => {
  sandbox = await startSandbox();
  home = await createFixture({});
  writeSandboxHome(home.path, sandbox);
});
// The SDK reads the environment of the process itself, so lode sets it; the test runner needs its own again.
afterEach(async () => {
  for (const name of Object.keys(process.env)) if (!(name in surroundings)) delete process.env[name];
  Object.assign(process.env, surroundings);
  vi.doUnmock('@aws-sdk/credential-providers');
  await sandbox.close();
  await home.rm();
});

function context(more: Partial<AwsContext> = {}): AwsContext {
  const [configFile, credentialsFile] = [home.getPath('.aws/config'), home.getPath('.aws/credentials')];
  const env = { ...sandbox.env(), HOME: home.path, PATH: surroundings['PATH'], AWS_CONFIG_FILE: configFile, AWS_SHARED_CREDENTIALS_FILE: credentialsFile };
  return { region: 'us-east-1', endpoints: {}, env, configFile, credentialsFile, callLimitMs: 5000, ...more };
}

const profile = (name: string): CredentialSource & { kind: 'profile' } => ({ kind: 'profile', profile: name, via: 'role' });

test.each(['sandbox-sso', 'sandbox-role', 'sandbox-process', 'sandbox-login'])('%s gives a session that says when it ends', async (name) => {
  const credentials = await credentialsFromProvider(profile(name), context());
  expect([typeof credentials.sessionToken?.reveal(), (credentials.expiration ?? 0) > Date.now()]).toEqual(['string', true]);
});

test('an ambient key does not get in the way of the profile', async () => {
  const env = { ...context().env, AWS_ACCESS_KEY_ID: 'AKIAAMBIENT', AWS_SECRET_ACCESS_KEY: 'x', AWS_PROFILE: 'sandbox' };
  expect((await credentialsFromProvider(profile('sandbox-process'), context({ env }))).accessKeyId).not.toBe('AKIAAMBIENT');
});

test('the STS of the settings assumes the role', async () => {
  const { AWS_ENDPOINT_URL: _, AWS_ENDPOINT_URL_STS: __, ...env } = context().env;
  await credentialsFromProvider(profile('sandbox-role'), context({ env, endpoints: { sts: sandbox.url } }));
  expect(sandbox.log().map(({ operation }) => operation)).toEqual(['AssumeRole']);
});

test('IAM Identity Center is asked where the profile says it is, not in the region of the models', async () => {
  const asked: unknown[] = [];
  vi.doMock('@aws-sdk/credential-providers', () => ({
    fromIni: (options: unknown) => {
      asked.push(options);
      return async () => ({ accessKeyId: 'a', secretAccessKey: 'b' });
    },
  }));
  await credentialsFromProvider(profile('sandbox-sso'), context());
  // The SDK lets the region of `clientConfig` beat `sso_region`.
  expect(asked).toEqual([expect.not.objectContaining({ clientConfig: expect.anything() as unknown })]);
  expect(asked).toEqual([expect.objectContaining({ parentClientConfig: { region: 'us-east-1', profile: 'sandbox-sso' } })]);
});

describe('what the SDK throws is told apart', () => {
  async function failure(config: string): Promise<ReturnType<typeof awsFailureOf>> {
    await home.writeFile('.aws/config', config);
    return credentialsFromProvider(profile('p'), context()).then(
      () => awsFailureOf('nothing failed'),
      (error: unknown) => awsFailureOf(error),
    );
  }
  const role = 'role_arn = arn:aws:iam::111122223333:role/r';

  test.each<[string, string, string, RegExp]>([
    ['a circle', `[profile p]\n${role}\nsource_profile = q\n[profile q]\n${role}\nsource_profile = p\n`, 'profile', /^Detected a cycle/],
    ['a source profile that is not there', `[profile p]\n${role}\nsource_profile = gone\n`, 'profile', /using profile: \[gone\]/],
    ['a role that needs MFA', `[profile p]\n${role}\nsource_profile = sandbox\nmfa_serial = arn:aws:iam::1:mfa/a\n`, 'profile', /multi-factor/],
    ['an unknown credential source', `[profile p]\n${role}\ncredential_source = Nonsense\n`, 'profile', /Unsupported credential source/],
    ['half of an SSO profile', '[profile p]\nsso_account_id = 111122223333\n', 'profile', /Required parameters/],
    [
      'an SSO session that nobody signed in to',
      '[profile p]\nsso_session = s\nsso_account_id = 1\nsso_role_name = x\n[sso-session s]\nsso_region = eu-west-1\nsso_start_url = https://x\n',
      'missing',
      /was not found or is invalid/,
    ],
    [
      'SSO in the old form without a token',
      '[profile p]\nsso_start_url = https://x\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = x\n',
      'missing',
      /is invalid/,
    ],
    ['a process that fails', '[profile p]\ncredential_process = false\n', 'other', /Command failed/],
    ['a process that prints junk', '[profile p]\ncredential_process = echo canary\n', 'other', /^Profile p credential_process returned invalid JSON\.$/],
    [
      'a process whose credentials are over',
      `[profile p]\ncredential_process = echo '{"Version":1,"AccessKeyId":"a","SecretAccessKey":"canary","Expiration":"2020-01-01T00:00:00Z"}'\n`,
      'expired',
      /returned expired credentials/,
    ],
  ])('%s', async (_, config, kind, words) => {
    const { kind: found, message } = await failure(config);
    expect([found, message]).toEqual([kind, expect.stringMatching(words)]);
    expect(message).not.toContain('canary');
  });

  test('a role that the account did not assign', async () => {
    await home.writeFile('.aws/config', (await home.readFile('.aws/config', 'utf8')).replace('sso_role_name = Developer', 'sso_role_name = Gone'));
    const error = await credentialsFromProvider(profile('sandbox-sso'), context()).catch((thrown: unknown) => thrown);
    expect(awsFailureOf(error)).toMatchObject({ kind: 'denied', name: 'ForbiddenException', message: 'No access' });
  });

  test('a session that was signed out elsewhere', async () => {
    sandbox.set({ expireSsoTokens: 'session' });
    const error = await credentialsFromProvider(profile('sandbox-sso'), context()).catch((thrown: unknown) => thrown);
    expect(awsFailureOf(error)).toMatchObject({ kind: 'expired' });
  });

  test('the SDK stumbling over an address that is none', async () => {
    const env = { ...context().env, AWS_ENDPOINT_URL_SSO: 'nonsense', AWS_ENDPOINT_URL: 'nonsense' };
    const error = await credentialsFromProvider(profile('sandbox-sso'), context({ env })).catch((thrown: unknown) => thrown);
    expect([error instanceof TypeError, awsFailureOf(error).kind]).toEqual([false, 'other']);
  });

  test('nothing at the address', async () => {
    const env = { ...context().env, AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9' };
    const error = await credentialsFromProvider(profile('sandbox-role'), context({ env })).catch((thrown: unknown) => thrown);
    expect(awsFailureOf(error).kind).toBe('network');
  });
});
