import { readFileSync, writeFileSync } from 'node:fs';
import { createFixture } from 'fs-fixture';
import type { FsFixture } from 'fs-fixture';
import { fromLoginCredentials } from '@aws-sdk/credential-providers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { awsLoginPath } from '../../../src/auth/aws-login-file.ts';
import { readLogin } from '../../../src/auth/login-session/login-store.ts';
import type { RenewableLogin } from '../../../src/auth/login-session/login-token.ts';
import { loginRotating } from '../../../src/auth/login-session/login-rotating.ts';
import { spendRefreshToken } from '../../../src/auth/rotating/spend.ts';
import { signinEndpoint } from '../../../src/aws/signin-endpoint.ts';
import { writeSandboxHome } from '../../../src/sandbox/home.ts';
import { loginSession } from '../../../src/sandbox/home-profiles.ts';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { nodeSystem } from '../../../src/system/node.ts';

/** The real SDK and lode on one file, each reading and renewing what the other wrote. */

const surroundings = { ...process.env };
const system = nodeSystem();
let home: FsFixture;
let sandbox: Sandbox;
let path: string;
beforeEach(async () => {
  home = await createFixture({});
  sandbox = await startSandbox();
  writeSandboxHome(home.path, sandbox, { expired: true });
  path = awsLoginPath({ env: {}, home: home.path }, loginSession);
  Object.assign(process.env, environment());
});
// The SDK reads the environment of the process itself; the test runner needs its own again.
afterEach(async () => {
  for (const name of Object.keys(process.env)) if (!(name in surroundings)) delete process.env[name];
  Object.assign(process.env, surroundings);
  await sandbox.close();
  await home.rm();
});

const environment = () => ({ ...sandbox.env(), PATH: surroundings['PATH'], AWS_LOGIN_CACHE_DIRECTORY: home.getPath('.aws/login/cache') });
const files = () => ({ configFilepath: home.getPath('.aws/config'), filepath: home.getPath('.aws/credentials'), ignoreCache: true });
const bySdk = () => fromLoginCredentials({ profile: 'sandbox-login', ...files() })();
const statuses = () => sandbox.log().map((one) => one.status);

function there(): RenewableLogin {
  const token = readLogin(system, path);
  if (token?.renewal === undefined) throw new Error('there is no session that can be renewed');
  return { ...token, renewal: token.renewal };
}

function byLode(token = there()) {
  const context = { region: 'eu-west-1', endpoints: {}, env: environment(), configFile: '', credentialsFile: '', callLimitMs: 5000 };
  return spendRefreshToken(system, loginRotating({ ...system, env: environment() }, loginSession, context), token);
}

/** As if a quarter of an hour had passed. */
function age(): void {
  const file = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...file, accessToken: { ...file.accessToken, expiresAt: '2020-01-01T00:00:00Z' } }));
}

test('the SDK uses what lode wrote, without asking AWS', async () => {
  const renewed = await byLode();
  const { accessKeyId, sessionToken, expiration } = await bySdk();
  expect(renewed).toMatchObject({ kind: 'token', token: { credentials: { accessKeyId, expiration: expiration?.getTime() } } });
  expect(there().credentials.sessionToken?.reveal()).toBe(sessionToken);
  expect(statuses()).toEqual([200]);
});

test('lode uses what the SDK wrote, and both renew it in turns', async () => {
  const first = await bySdk();
  expect(there().credentials.accessKeyId).toBe(first.accessKeyId);
  for (const renew of [byLode, bySdk, byLode, bySdk]) {
    age();
    await renew();
  }
  expect(statuses()).toEqual([200, 200, 200, 200, 200]);
});

test('lode takes over what the SDK rotated under it', async () => {
  const before = there();
  const { accessKeyId } = await bySdk();
  expect(await byLode(before)).toMatchObject({ kind: 'token', token: { credentials: { accessKeyId } } });
  expect(statuses()).toEqual([200, 401]);
});

test.each([
  ['that went well', 'token', () => undefined],
  ['whose answer was lost', 'failed', () => sandbox.set({ faults: [{ kind: 'reset', after: true }] })],
  ['that AWS refused', 'failed', () => sandbox.set({ errors: [{ id: 'login-denied' }] })],
])('a renewal %s leaves one private file', async (_what, kind, prepare) => {
  prepare();
  expect((await byLode()).kind).toBe(kind);
  expect(system.files.facts(path)?.mode).toBe(0o600);
  expect(system.files.list(home.getPath('.aws/login/cache'))).toHaveLength(1);
});

describe('the address of AWS Sign-In', () => {
  const regions = [
    'us-east-1',
    'eu-west-1',
    'ap-southeast-4',
    'mx-central-1',
    'us-gov-west-1',
    'us-gov-east-1',
    'cn-north-1',
    'us-iso-east-1',
    'us-isob-east-1',
  ];
  test.each([...regions, 'us-isof-south-1', 'eu-isoe-west-1', 'eusc-de-east-1'])('in %s is where the SDK looks', async (region) => {
    const asked: string[] = [];
    const handle = async ({ protocol, hostname, path: below }: { protocol: string; hostname: string; path: string }) => {
      asked.push(`${protocol}//${hostname}${below}`);
      throw new Error('nobody is asked in this test');
    };
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_ENDPOINT_URL')) delete process.env[name];
    const requestHandler = { handle } as never;
    await fromLoginCredentials({ profile: 'sandbox-login', ...files(), clientConfig: { region, maxAttempts: 1, requestHandler } })().catch(() => undefined);
    expect(asked).toEqual([`${signinEndpoint(region, {})}/v1/token`]);
  });

  test.each([
    [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, 'http://127.0.0.1:1'],
    [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_SIGNIN: 'http://127.0.0.1:2/' }, 'http://127.0.0.1:2'],
    [{ AWS_ENDPOINT_URL_SIGNIN: '', AWS_ENDPOINT_URL: '' }, 'https://eu-west-1.signin.aws.amazon.com'],
  ])('with %o is %s', (env, url) => expect(signinEndpoint('eu-west-1', env)).toBe(url));
});
