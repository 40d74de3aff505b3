import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFixture } from 'fs-fixture';
import type { FsFixture } from 'fs-fixture';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { awsLoginPath } from '../../../src/auth/aws-login-file.ts';
import { readLogin } from '../../../src/auth/login-session/login-store.ts';
import type { LoginToken, RenewableLogin } from '../../../src/auth/login-session/login-token.ts';
import { loginDigest } from '../../../src/auth/login-session/login-token.ts';
import { loginRotating } from '../../../src/auth/login-session/login-rotating.ts';
import { spendRefreshToken, type Spent } from '../../../src/auth/rotating/spend.ts';
import type { AwsContext } from '../../../src/aws/aws-context.ts';
import { writeSandboxHome } from '../../../src/sandbox/home.ts';
import { loginSession } from '../../../src/sandbox/home-profiles.ts';
import type { Fault } from '../../../src/sandbox/knobs.ts';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { startSandbox } from '../../../src/sandbox/server.ts';
import type { FakeMachine, FakeSystem } from '../../support/fake-system.ts';
import { fakeSystem } from '../../support/fake-system.ts';

const noon = Date.parse('2026-11-21T12:00:00Z');
const path = awsLoginPath({ env: {}, home: '/home/ada' }, loginSession);
const surroundings = { ...process.env };
let home: FsFixture;
let sandbox: Sandbox;
let text: string;
beforeEach(async () => {
  home = await createFixture({});
  sandbox = await startSandbox({ clock: () => noon });
  writeSandboxHome(home.path, sandbox, { expired: true });
  text = readFileSync(awsLoginPath({ env: {}, home: home.path }, loginSession), 'utf8');
});
// The SDK's parts read the environment of the process itself, so lode sets it; the test runner needs its own again.
afterEach(async () => {
  for (const name of Object.keys(process.env)) if (!(name in surroundings)) delete process.env[name];
  Object.assign(process.env, surroundings);
  await sandbox.close();
  await home.rm();
});

const machine = (more: FakeMachine = {}): FakeSystem => fakeSystem({ now: noon, files: { [path]: text }, ...more });

function place(callLimitMs = 5000): AwsContext {
  const env = { ...sandbox.env(), PATH: surroundings['PATH'] };
  return { region: 'eu-west-1', endpoints: {}, env, configFile: '/c', credentialsFile: '/d', callLimitMs };
}

function renewLogin(system: FakeSystem, context: AwsContext, token: RenewableLogin): Promise<Spent<LoginToken>> {
  return spendRefreshToken(system, loginRotating(system, loginSession, context, context.callLimitMs), token);
}

function there(system: FakeSystem): RenewableLogin {
  const token = readLogin(system, path);
  if (token?.renewal === undefined) throw new Error('the sandbox wrote no session that can be renewed');
  return { ...token, renewal: token.renewal };
}

/** Spends the session's refresh token as another program does, and gives that program's file. */
async function renewedElsewhere(): Promise<string> {
  const other = machine();
  await renewLogin(other, place(), there(other));
  return other.text(path) ?? '';
}

const tokenOf = (renewed: Spent<LoginToken>): LoginToken | undefined => (renewed.kind === 'token' ? renewed.token : undefined);

test('a session is renewed with its key, and its file holds what AWS knows', async () => {
  const system = machine();
  const renewed = tokenOf(await renewLogin(system, place(), there(system)));
  expect(renewed?.credentials.expiration).toBe(noon + 900_000);
  expect(sandbox.world.keys.get(renewed?.credentials.accessKeyId ?? '')?.arn).toBe(loginSession);
  expect(system.text(path)).toContain(renewed?.renewal?.refreshToken.reveal());
  expect(system.files.facts(path)?.mode).toBe(0o600);
  expect(sandbox.world.loginTokens.has(renewed?.renewal?.refreshToken.reveal() ?? '')).toBe(true);
});

test('it can be renewed again and again', async () => {
  const system = machine();
  for (let time = 0; time < 3; time++) expect((await renewLogin(system, place(), there(system))).kind).toBe('token');
  expect(sandbox.log().map((one) => [one.operation, one.status, one.userAgent])).toEqual(Array.from({ length: 3 }, () => ['CreateOAuth2Token', 200, 'lode']));
});

test('AWS tells its time with the answer', async () => {
  const dates: number[] = [];
  const system = machine();
  await renewLogin(system, { ...place(), onDate: (date) => void dates.push(date) }, there(system));
  expect(dates).toEqual([noon]);
});

describe('what another program rotated meanwhile', () => {
  test('is taken over, wherever it appears in the time it may take', async () => {
    const theirs = await renewedElsewhere();
    const system = machine({ onPause: () => void (system.elapsed() >= 900 && system.files.tree.set(path, theirs)) });
    const renewed = await renewLogin(system, place(), there(system));
    expect(tokenOf(renewed)?.fields).toEqual(JSON.parse(theirs));
    expect(system.text(path)).toBe(theirs);
    expect(sandbox.log().map((one) => one.status)).toEqual([200, 401]);
  });

  test('is renewed in turn when it has expired since', async () => {
    const theirs = await renewedElsewhere();
    const expired = { ...JSON.parse(theirs), accessToken: { ...JSON.parse(theirs).accessToken, expiresAt: '2026-11-21T11:00:00Z' } };
    const system = machine();
    const before = there(system);
    system.files.tree.set(path, JSON.stringify(expired));
    expect(tokenOf(await renewLogin(system, place(), before))?.credentials.expiration).toBe(noon + 900_000);
    expect(sandbox.log().map((one) => one.status)).toEqual([200, 401, 200]);
  });

  test('is missed after a second: then the session is over, and its refresh token is named as spent', async () => {
    await renewedElsewhere();
    const system = machine();
    const before = there(system);
    const renewed = await renewLogin(system, place(), before);
    expect(renewed).toMatchObject({
      kind: 'failed',
      failure: {
        kind: 'expired',
        name: 'AccessDeniedException',
        message: `the sign-in to AWS (aws login) as ${loginSession} is over (Your session has expired. Please reauthenticate.)`,
      },
      spent: loginDigest(before),
    });
    expect(system.elapsed()).toBeGreaterThanOrEqual(1000);
    expect(system.elapsed()).toBeLessThan(1200);
    expect(system.text(path)).toBe(text);
  });

  test('by a new sign-in is not overwritten by an older session', async () => {
    const system = machine();
    const before = there(system);
    const anew = JSON.stringify({
      ...JSON.parse(text),
      refreshToken: 'anew',
      accessToken: { ...JSON.parse(text).accessToken, expiresAt: '2026-11-21T13:00:00Z' },
    });
    system.files.tree.set(path, anew);
    expect(tokenOf(await renewLogin(system, place(), before))?.renewal?.refreshToken.reveal()).toBe('anew');
    expect(system.text(path)).toBe(anew);
  });
});

test('a sign-out while AWS is asked is not undone by the answer', async () => {
  const system = machine();
  const renewing = renewLogin(system, place(), there(system));
  system.files.tree.delete(path);
  expect((await renewing).kind).toBe('token');
  expect(system.text(path)).toBeUndefined();
});

test('a file that cannot be written is found out before the refresh token is spent', async () => {
  const system = machine();
  system.files.unwritable.set(path, 'the disk is full');
  expect(await renewLogin(system, place(), there(system))).toMatchObject({
    kind: 'failed',
    failure: { kind: 'unwritable', message: expect.stringContaining('the disk is full') },
  });
  expect(sandbox.log()).toEqual([]);
});

test.each([
  ['login-over', 'expired', /Your session has expired/],
  ['login-changed', 'expired', /change in your password/],
  ['login-denied', 'denied', /insufficient permissions.*signin:CreateOAuth2Token/],
  ['login-invalid', 'other', /INVALID_REQUEST/],
] as const)('%s is a failure of kind %s, and the file stays', async (id, kind, words) => {
  sandbox.set({ errors: [{ id, service: 'signin' }] });
  const system = machine();
  const renewed = await renewLogin(system, place(), there(system));
  expect(renewed).toMatchObject({ kind: 'failed', failure: { kind, message: expect.stringMatching(words), requestId: expect.any(String) } });
  expect('spent' in renewed).toBe(kind === 'expired');
  expect(system.text(path)).toBe(text);
});

test.each<[Fault['kind'], RegExp]>([
  ['reset', /./],
  ['half-body', /./],
  ['html', /no answer of AWS Sign-In/],
  ['empty', /no answer of AWS Sign-In/],
  ['not-json', /no answer of AWS Sign-In/],
  ['hang', /did not answer within 0\.3 s/],
])('an answer that breaks by %s is trouble of the network: nothing is lost, nothing secret is said', async (kind, words) => {
  sandbox.set({ faults: [{ kind, times: 1 }] });
  const system = machine();
  const renewed = await renewLogin(system, place(300), there(system));
  expect(renewed).toMatchObject({ kind: 'failed', failure: { kind: 'network', message: expect.stringMatching(words) } });
  expect(JSON.stringify(renewed)).not.toMatch(/sandbox-|BEGIN/);
  expect(system.text(path)).toBe(text);
  expect(sandbox.log()).toHaveLength(1);
  expect((await renewLogin(system, place(), there(system))).kind).toBe('token');
});

test('a key that cannot sign says so, and AWS is not asked', async () => {
  const system = machine();
  const token = there(system);
  system.files.tree.set(path, JSON.stringify({ ...token.fields, dpopKey: 'no key' }));
  const renewed = await renewLogin(system, place(), there(system));
  expect(renewed).toMatchObject({ kind: 'failed', failure: { kind: 'missing', message: expect.stringContaining('dpopKey') } });
  expect(sandbox.log()).toEqual([]);
});

test.each([
  ['the file names', { signInRegion: 'us-east-1' }, 'us-east-1'],
  ['of the profile', {}, 'eu-west-1'],
])('AWS is asked in the region %s, through the proxy', async (_what, more, region) => {
  const asked: string[] = [];
  const proxy = createServer().on('connect', ({ url = '' }, socket) => void (asked.push(url), socket.end('HTTP/1.1 407 No\r\n\r\n')));
  await new Promise<void>((listening) => void proxy.listen(0, '127.0.0.1', listening));
  const system = machine({ files: { [path]: JSON.stringify({ ...JSON.parse(text), ...more }) } });
  const env = { PATH: surroundings['PATH'], HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
  const renewed = await renewLogin(system, { ...place(), env }, there(system));
  proxy.close();
  expect(asked).toEqual([`${region}.signin.aws.amazon.com:443`]);
  expect(renewed).toMatchObject({ kind: 'failed', failure: { kind: 'network', message: expect.stringContaining('refused a tunnel') } });
});
