import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createFixture } from 'fs-fixture';
import type { FsFixture } from 'fs-fixture';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSandboxHome } from '../../src/sandbox/home.ts';
import { guardedRole, sandboxKeys, sandboxMfaSerial } from '../../src/sandbox/identities.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { newSsoSession } from '../../src/sandbox/world.ts';
import { inChild } from './in-child.ts';

interface AwsCli {
  readonly file: string;
  readonly version: string;
  /** Endpoint variables came with AWS CLI 1.29 and 2.13; older ones need `--endpoint-url`. */
  readonly readsEndpoints: boolean;
}

/** Every AWS CLI of this machine: they are programs of others, in another language, with their own signer. */
function awsClis(): readonly AwsCli[] {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  const files = [...new Set(folders.map((folder) => join(folder, 'aws')))].filter((file) => existsSync(file));
  const byVersion = new Map(files.toReversed().map((file) => [versionOf(file), file]));
  byVersion.delete('');
  return [...byVersion].map(([version, file]) => {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    return { file, version, readsEndpoints: minor >= (major === 1 ? 29 : 13) };
  });
}

function versionOf(file: string): string {
  try {
    return /aws-cli\/(\S+)/.exec(execFileSync(file, ['--version'], { env: {}, encoding: 'utf8', timeout: 20_000 }))?.[1] ?? '';
  } catch {
    return '';
  }
}

const clis = awsClis();
let home: FsFixture;
let sandbox: Sandbox;
beforeAll(async () => {
  home = await createFixture({});
  sandbox = await startSandbox({ knobs: { pageSize: 4 } });
  writeSandboxHome(home.path, sandbox);
});
afterAll(async () => {
  await sandbox.close();
  await home.rm();
});

const environment = (more: Readonly<Record<string, string>> = {}) => ({
  ...sandbox.env(),
  HOME: home.path,
  PATH: '/usr/bin:/bin',
  AWS_DEFAULT_REGION: 'eu-west-1',
  AWS_MAX_ATTEMPTS: '1',
  ...more,
});
const run = ({ file }: AwsCli, words: readonly string[], more?: Readonly<Record<string, string>>) =>
  inChild(file, [...words, '--endpoint-url', sandbox.url, '--output', 'json'], environment(more));
const whoAmI = ['sts', 'get-caller-identity'];

test.skipIf(clis.length > 0)('no AWS CLI on this machine: nothing was compared with it', ({ skip }) => skip('no aws binary'));

describe.concurrent.each(clis.map((cli) => [cli.version, cli] as const))('AWS CLI %s', (_version, cli) => {
  test.each([
    ['sandbox', 'arn:aws:iam::111122223333:user/sandbox'],
    ['sandbox-process', 'arn:aws:sts::111122223333:assumed-role/helper/sandbox'],
  ])('is %s when the profile says so', async (profile, arn) => {
    const { stdout } = await run(cli, whoAmI, { AWS_PROFILE: profile });
    expect(JSON.parse(stdout).Arn).toBe(arn);
  });

  test.each([
    ['a wrong secret', { AWS_ACCESS_KEY_ID: sandboxKeys.user.accessKeyId, AWS_SECRET_ACCESS_KEY: 'wrong' }, '(SignatureDoesNotMatch)'],
    ['an unknown key', { AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000009', AWS_SECRET_ACCESS_KEY: 'wrong' }, '(InvalidClientTokenId)'],
    ['a session that ended', { AWS_PROFILE: 'sandbox-expired' }, '(ExpiredToken)'],
  ])('is refused with %s', async (_what, keys, words) => {
    const { code, stderr } = await run(cli, whoAmI, keys);
    expect([code > 0, stderr]).toEqual([true, expect.stringContaining(words)]);
  });

  test('assumes a role', async () => {
    const words = ['sts', 'assume-role', '--role-arn', 'arn:aws:iam::111122223333:role/builder', '--role-session-name', 'cli'];
    const { stdout } = await run(cli, words, { AWS_PROFILE: 'sandbox' });
    expect(JSON.parse(stdout).AssumedRoleUser.Arn).toBe('arn:aws:sts::111122223333:assumed-role/builder/cli');
  });

  test.each([
    ['a wrong code', '000000', 'MultiFactorAuthentication failed with invalid MFA one time pass code.'],
    ['no code', undefined, 'is not authorized to perform: sts:AssumeRole'],
  ])('is refused a guarded role with %s', async (_what, code, words) => {
    const factor = code === undefined ? [] : ['--serial-number', sandboxMfaSerial, '--token-code', code];
    const { stderr } = await run(cli, ['sts', 'assume-role', '--role-arn', guardedRole, '--role-session-name', 'cli', ...factor], { AWS_PROFILE: 'sandbox' });
    expect(stderr).toMatch(/\(AccessDenied\)/);
    expect(stderr).toContain(words);
  });

  test('spends a refresh token once', async () => {
    const { refreshToken } = newSsoSession(sandbox.world);
    sandbox.world.clients.set('of-the-cli', 'secret');
    const words = ['sso-oidc', 'create-token', '--client-id', 'of-the-cli', '--client-secret', 'secret', '--grant-type', 'refresh_token'];
    const refresh = () => run(cli, [...words, '--refresh-token', refreshToken]);
    expect(JSON.parse((await refresh()).stdout)).toMatchObject({ tokenType: 'Bearer', expiresIn: 3600 });
    expect((await refresh()).stderr).toContain('(InvalidGrantException)');
  });

  test('lists the SSO accounts with the cached token', async () => {
    const cache = join(home.path, '.aws', 'sso', 'cache');
    const [file = ''] = readdirSync(cache);
    const { accessToken } = JSON.parse(readFileSync(join(cache, file), 'utf8')) as { accessToken: string };
    const { stdout, stderr } = await run(cli, ['sso', 'list-accounts', '--access-token', accessToken]);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout).accountList).toHaveLength(2);
  });

  test.skipIf(!cli.readsEndpoints).each([
    ['sandbox-sso', 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Developer_0123456789abcdef/person@example.com'],
    ['sandbox-role', 'arn:aws:sts::111122223333:assumed-role/builder/sandbox'],
  ])('is %s by the endpoint variables alone', async (profile, arn) => {
    const { stdout } = await inChild(cli.file, [...whoAmI, '--output', 'json'], environment({ AWS_PROFILE: profile }));
    expect(JSON.parse(stdout).Arn).toBe(arn);
  });

  test.skipIf(!cli.readsEndpoints)('lists the inference profiles, all pages', async () => {
    const { stdout } = await run(cli, ['bedrock', 'list-inference-profiles', '--type-equals', 'SYSTEM_DEFINED'], { AWS_PROFILE: 'sandbox' });
    expect(JSON.parse(stdout).inferenceProfileSummaries).toHaveLength(10);
  });

  test.skipIf(!cli.readsEndpoints)('lists the models that make embeddings', async () => {
    const { stdout, stderr } = await run(cli, ['bedrock', 'list-foundation-models', '--by-output-modality', 'EMBEDDING'], { AWS_PROFILE: 'sandbox' });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout).modelSummaries.map((one: { modelId: string }) => one.modelId)).toEqual(['amazon.titan-embed-text-v2:0', 'cohere.embed-v4:0']);
  });

  test.skipIf(!cli.readsEndpoints)('makes a profile with tags, reads them, and deletes it', async () => {
    const as = { AWS_PROFILE: 'sandbox' };
    const source = 'copyFrom=arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-opus-5-5';
    const create = ['bedrock', 'create-inference-profile', '--inference-profile-name', 'of the cli', '--model-source', source, '--tags', 'key=team,value=blue'];
    const { inferenceProfileArn: arn } = JSON.parse((await run(cli, create, as)).stdout) as { inferenceProfileArn: string };
    const tags = await run(cli, ['bedrock', 'list-tags-for-resource', '--resource-arn', arn], as);
    expect(JSON.parse(tags.stdout)).toEqual({ tags: [{ key: 'team', value: 'blue' }] });
    expect((await run(cli, create, as)).stderr).toContain('(ConflictException)');
    const word = ['--inference-profile-identifier', arn];
    expect((await run(cli, ['bedrock', 'delete-inference-profile', ...word], as)).code).toBe(0);
    expect((await run(cli, ['bedrock', 'get-inference-profile', ...word], as)).stderr).toContain('(ResourceNotFoundException)');
  });

  test.skipIf(!cli.readsEndpoints)('sends the use-case form', async () => {
    const form = { companyName: 'Example', companyWebsite: 'https://example.com', intendedUsers: '1', industryOption: 'Education', useCases: 'Writing code.' };
    const sent = cli.version.startsWith('1.') ? JSON.stringify(form) : Buffer.from(JSON.stringify(form)).toString('base64');
    expect((await run(cli, ['bedrock', 'put-use-case-for-model-access', '--form-data', sent], { AWS_PROFILE: 'sandbox' })).stderr).toBe('');
    const { stdout } = await run(cli, ['bedrock', 'get-use-case-for-model-access'], { AWS_PROFILE: 'sandbox' });
    expect(JSON.parse(Buffer.from(JSON.parse(stdout).formData, 'base64').toString('utf8'))).toEqual(form);
  });

  test.skipIf(!cli.readsEndpoints)('converses with a model whose id must be encoded', async () => {
    const messages = JSON.stringify([{ role: 'user', content: [{ text: 'ping' }] }]);
    const words = ['bedrock-runtime', 'converse', '--model-id', 'eu.anthropic.claude-haiku-4-5-20251001-v1:0', '--messages', messages];
    const { stdout } = await run(cli, words, { AWS_PROFILE: 'sandbox' });
    expect(JSON.parse(stdout).output.message.content).toEqual([{ text: 'pong' }]);
  });
});
