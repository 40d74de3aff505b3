import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFixture } from 'fs-fixture';
import type { FsFixture } from 'fs-fixture';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeSandboxHome } from '../../src/sandbox/home.ts';
import type { HomeOptions } from '../../src/sandbox/home.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { containerToken } from '../../src/sandbox/services/container.ts';
import { whoAmI } from './in-child.ts';

const own = 'arn:aws:sts::111122223333:assumed-role';
const sso = `${own}/AWSReservedSSO_Developer_0123456789abcdef/person@example.com`;
let home: FsFixture;
let sandbox: Sandbox;
beforeEach(async () => {
  home = await createFixture({});
  sandbox = await startSandbox();
});
afterEach(async () => {
  await sandbox.close();
  await home.rm();
});

const environment = (more: Readonly<Record<string, string>> = {}) => ({ ...sandbox.env(), HOME: home.path, AWS_REGION: 'eu-west-1', ...more });
const withHome = (options?: HomeOptions) => writeSandboxHome(home.path, sandbox, options);
const operations = () => sandbox.log().map((one) => `${one.service} ${one.operation} ${one.status}`);

describe('the SDK finds, in the home of the sandbox,', () => {
  test.each([
    ['sandbox', 'arn:aws:iam::111122223333:user/sandbox'],
    ['sandbox-sso', sso],
    ['sandbox-other', 'arn:aws:sts::444455556666:assumed-role/AWSReservedSSO_Auditor_0123456789abcdef/person@example.com'],
    ['sandbox-role', `${own}/builder/sandbox`],
    ['sandbox-process', `${own}/helper/sandbox`],
    ['sandbox-login', 'arn:aws:iam::111122223333:user/console'],
    ['sandbox-legacy', `${own}/AWSReservedSSO_ReadOnly_0123456789abcdef/person@example.com`],
    ['sandbox-sso-role', `${own}/builder/sandbox`],
    ['sandbox-process-role', `${own}/builder/sandbox`],
    ['sandbox-mfa', expect.stringContaining('Profile sandbox-mfa requires multi-factor authentication')],
    ['sandbox-expired', expect.stringMatching(/^ExpiredToken.*: The security token included in the request is expired$/)],
  ])('profile %s', async (profile, arn) => {
    withHome();
    expect(await whoAmI(environment({ AWS_PROFILE: profile }), 'arn')).toEqual({ arn });
  });

  test('another account by default, only when asked for', async () => {
    withHome();
    expect(await whoAmI(environment(), 'arn')).toEqual({ arn: expect.stringContaining('Could not load credentials') });
    withHome({ ambient: true });
    expect(await whoAmI(environment(), 'arn')).toEqual({ arn: 'arn:aws:iam::444455556666:user/ambient' });
  });

  test('credentials good for a model call over HTTP/2', async () => {
    withHome();
    expect(await whoAmI(environment({ AWS_PROFILE: 'sandbox-sso' }), 'reply')).toEqual({ reply: 'pong' });
    expect(sandbox.log().at(-1)).toMatchObject({ service: 'bedrock-runtime', arn: sso, h2: true, region: 'eu-west-1' });
  });
});

describe('tokens that ran out', () => {
  test('an SSO token is renewed once by its refresh token', async () => {
    withHome({ expired: true });
    expect(await whoAmI(environment({ AWS_PROFILE: 'sandbox-sso' }), 'arn')).toEqual({ arn: sso });
    expect(operations()).toEqual(['sso-oidc CreateToken 200', 'sso GetRoleCredentials 200', 'sts GetCallerIdentity 200']);
  });

  test('an SSO session that ended cannot be renewed', async () => {
    withHome({ expired: true });
    sandbox.set({ expireSsoTokens: 'session' });
    expect((await whoAmI(environment({ AWS_PROFILE: 'sandbox-sso' }), 'arn')).arn).toContain('Token is expired');
    expect(operations()).toEqual(['sso-oidc CreateToken 400']);
  });

  test('an SSO token that is refused before its time says so', async () => {
    withHome();
    sandbox.set({ expireSsoTokens: 'access' });
    expect((await whoAmI(environment({ AWS_PROFILE: 'sandbox-sso' }), 'arn')).arn).toContain('Session token not found or invalid');
  });

  test('an SSO token of the old form cannot be renewed', async () => {
    withHome({ expired: true });
    expect((await whoAmI(environment({ AWS_PROFILE: 'sandbox-legacy' }), 'arn')).arn).toContain('has expired');
    expect(operations()).toEqual([]);
  });

  test('an `aws login` session is renewed with its DPoP key', async () => {
    withHome({ expired: true });
    const { arn } = await whoAmI(environment({ AWS_PROFILE: 'sandbox-login' }), 'arn');
    expect(arn).toBe('arn:aws:iam::111122223333:user/console');
    expect(operations()).toEqual(['signin CreateOAuth2Token 200', 'sts GetCallerIdentity 200']);
  });

  test('an `aws login` session that is over says so', async () => {
    withHome({ expired: true });
    sandbox.world.loginTokens.clear();
    expect((await whoAmI(environment({ AWS_PROFILE: 'sandbox-login' }), 'arn')).arn).toContain('Your session has expired. Please reauthenticate.');
  });
});

describe('without any file, the SDK takes', () => {
  test('the instance role, by a session token of the metadata service', async () => {
    expect(await whoAmI(environment({ AWS_EC2_METADATA_DISABLED: 'false' }), 'arn')).toEqual({ arn: `${own}/sandbox-instance/i-0123456789abcdef0` });
    expect(operations()).toEqual(['imds GetToken 200', 'imds ListRoles 200', 'imds GetRoleCredentials 200', 'sts GetCallerIdentity 200']);
  });

  test("the container's credentials, with their token", async () => {
    const container = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${sandbox.url}/container-credentials`, AWS_CONTAINER_AUTHORIZATION_TOKEN: containerToken };
    expect(await whoAmI(environment(container), 'arn')).toEqual({ arn: `${own}/sandbox-task/task` });
  });

  test('a web identity', async () => {
    const file = join(home.path, 'token');
    writeFileSync(file, 'a.web.token');
    const identity = { AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/robot', AWS_ROLE_SESSION_NAME: 'web' };
    expect(await whoAmI(environment(identity), 'arn')).toEqual({ arn: `${own}/robot/web` });
  });

  test.each([
    ['a known API key', 'bedrock-api-key-sandbox', 'pong'],
    ['an unknown API key', 'bedrock-api-key-other', expect.stringContaining('Authentication failed: Please make sure your API Key is valid.')],
  ])('%s', async (_what, key, reply) => {
    expect(await whoAmI(environment({ AWS_BEARER_TOKEN_BEDROCK: key }), 'reply')).toEqual({ reply });
  });
});

test.each([
  ['the metadata service', '/latest/meta-data/iam/security-credentials/', {}],
  ['the metadata service', '/latest/meta-data/iam/security-credentials/', { 'x-aws-ec2-metadata-token': 'wrong' }],
  ['the container endpoint', '/container-credentials', {}],
  ['the container endpoint', '/container-credentials', { authorization: `${containerToken}x` }],
  ['the SSO portal', '/assignment/accounts', { 'x-amz-sso_bearer_token': 'wrong' }],
])('%s answers 401 on %s to %o', async (_what, path, headers) => {
  expect((await fetch(sandbox.url + path, { headers: headers as Record<string, string> })).status).toBe(401);
});
