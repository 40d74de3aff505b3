import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AcquireRequest } from '../../src/auth/acquire.ts';
import { writeCachedCredentials } from '../../src/auth/credential-cache.ts';
import { ssoTokenPath } from '../../src/auth/sso/token-path.ts';
import { writeSandboxHome } from '../../src/sandbox/home.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { Secret } from '../../src/secret.ts';
import { nodeFiles } from '../../src/system/files.ts';
import { bundleDriver } from '../support/bundle-driver.ts';
import type { Moment } from './drivers/renew.ts';

/** How long a process waits for another; whoever takes nearly as long has waited in vain. `npm run bench` says how quick it really is. */
const patienceMs = 20_000;

interface Answer {
  readonly kind: string;
  readonly key?: string;
  readonly said?: string;
  readonly tookMs: number;
}

interface Machine {
  readonly home: string;
  readonly sandbox: Sandbox;
  readonly request: AcquireRequest;
  start(moment: Moment, signal?: NodeJS.Signals, waitMs?: number): { readonly child: ChildProcess; readonly answer: Promise<Answer | undefined> };
  createTokens(): number;
}

let folder: string;
let driver: string;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lode-renew-driver-'));
  driver = await bundleDriver(join(import.meta.dirname, 'drivers', 'renew.ts'), folder);
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function machine(): Promise<Machine> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'lode-struck-')));
  const sandbox = await startSandbox();
  writeSandboxHome(home, sandbox, { expired: true });
  const env = { PATH: process.env['PATH'], HOME: home, ...sandbox.env() };
  const request: AcquireRequest = {
    source: { kind: 'profile', profile: 'sandbox-sso', via: 'sso-session' },
    setBy: 'the test',
    context: {
      region: 'eu-west-1',
      endpoints: {},
      env: {},
      configFile: join(home, '.aws/config'),
      credentialsFile: join(home, '.aws/credentials'),
      callLimitMs: 5000,
    },
    cachePath: join(home, '.cache/lode/credentials/one.json'),
    place: { cacheFolder: join(home, '.cache/lode'), stateFolder: join(home, '.local/state/lode'), waitMs: patienceMs },
  };
  const children: ChildProcess[] = [];
  ends.push(async () => {
    children.forEach((child) => child.kill('SIGKILL'));
    await sandbox.close();
    rmSync(home, { recursive: true, force: true });
  });
  return {
    home,
    sandbox,
    request,
    start(moment, signal = 'SIGKILL', waitMs = patienceMs) {
      const words = { request: { ...request, place: { ...request.place, waitMs } }, moment, signal };
      const child = spawn(process.execPath, [driver, JSON.stringify(words)], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      children.push(child);
      let text = '';
      child.stdout?.setEncoding('utf8').on('data', (part: string) => (text += part));
      const answer = new Promise<Answer | undefined>((resolve) => child.once('close', () => resolve(text === '' ? undefined : (JSON.parse(text) as Answer))));
      return { child, answer };
    },
    createTokens: () => sandbox.log().filter(({ operation }) => operation === 'CreateToken').length,
  };
}

/** The state of a process as the kernel shows it: `T` once it is stopped. */
async function untilStopped({ pid }: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (/\) T /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the process was not stopped');
}

const leftovers = (home: string): readonly string[] => readdirSync(join(home, '.aws/sso/cache')).filter((name) => name.startsWith('.'));

/** Waits until the sandbox saw a call, whose answer is still on its way. */
async function untilCalled({ sandbox }: Machine, operation: string): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (sandbox.log().some((one) => one.operation === operation)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`nobody called ${operation}`);
}

/** The answers of processes that wait for one that is then killed, and how long after its death the last came. */
async function waitersOfKilled({ start }: Machine, moment: Moment) {
  const struck = start(moment, 'SIGSTOP');
  await untilStopped(struck.child);
  const waiters = [start('never'), start('never'), start('never')];
  // They are ready to wait within this; one that came later would only have it easier.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const killed = performance.now();
  struck.child.kill('SIGKILL');
  const answers = await Promise.all(waiters.map(({ answer }) => answer));
  return { answers, tookMs: performance.now() - killed };
}

describe('when the process that renews is killed', () => {
  test.each<Moment>(['before the call', 'after the token is written'])(
    '%s, those who wait go on long before their patience ends, and nothing is lost',
    async (moment) => {
      const there = await machine();
      const { answers, tookMs } = await waitersOfKilled(there, moment);
      expect(answers.map((answer) => answer?.kind)).toEqual(['ready', 'ready', 'ready']);
      expect(new Set(answers.map((answer) => answer?.key)).size).toBe(1);
      expect(tookMs).toBeLessThan(patienceMs / 2);
      expect(there.createTokens()).toBe(1);
      expect(leftovers(there.home)).toEqual([]);
    },
  );

  test('with the new token in its hands, those who wait say soon that somebody must sign in, and only that is lost', async () => {
    const there = await machine();
    const { answers, tookMs } = await waitersOfKilled(there, 'before the token is written');
    expect(answers.map((answer) => answer?.kind)).toEqual(['failed', 'failed', 'failed']);
    expect(answers[0]?.said).toMatch(/the sign-in to SSO session sandbox .* is over/);
    // One asks, and looks for a while whether another program wrote what it got; the others take its word.
    expect(tookMs).toBeLessThan(patienceMs / 2);
    expect(there.createTokens()).toBe(2);
    expect(leftovers(there.home)).toEqual([]);
  });
});

describe('when the process that renews is stopped', () => {
  test('those with credentials that still last go on at once', async () => {
    const { request, start } = await machine();
    const credentials = { accessKeyId: 'ASIASTILLGOOD', secretAccessKey: new Secret('s'), sessionToken: new Secret('t'), expiration: Date.now() + 120_000 };
    writeCachedCredentials(nodeFiles, request.cachePath, credentials, Date.now());
    const struck = start('before the call', 'SIGSTOP');
    await untilStopped(struck.child);
    const next = await start('never').answer;
    expect(next).toMatchObject({ kind: 'ready', key: 'ASIASTILLGOOD' });
    expect(next?.tookMs).toBeLessThan(patienceMs / 2);
  });

  test('the others end in time and name it; once it goes on it does its work', async () => {
    const { start } = await machine();
    const struck = start('before the call', 'SIGSTOP');
    await untilStopped(struck.child);
    const next = await start('never', 'SIGKILL', 700).answer;
    expect(next).toMatchObject({ kind: 'thrown' });
    expect(next?.said).toMatch(
      new RegExp(`^Process ${struck.child.pid} has been renewing the credentials of profile sandbox-sso .* since .* and does not come to an end`),
    );
    struck.child.kill('SIGCONT');
    expect(await struck.answer).toMatchObject({ kind: 'ready' });
  });

  test('it does not write its token over that of a newer sign-in', async () => {
    const there = await machine();
    there.sandbox.set({ latencyMs: { 'sso-oidc': 300 } });
    const struck = there.start('never');
    await untilCalled(there, 'CreateToken');
    struck.child.kill('SIGSTOP');
    await untilStopped(struck.child);
    const path = ssoTokenPath(there.home, 'sandbox');
    const expiresAt = new Date(Date.now() + 8 * 3_600_000).toISOString();
    const newer = { ...(JSON.parse(readFileSync(path, 'utf8')) as object), accessToken: 'newer', refreshToken: 'newer', expiresAt };
    writeFileSync(path, JSON.stringify(newer));
    struck.child.kill('SIGCONT');
    await struck.answer;
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ accessToken: 'newer', refreshToken: 'newer' });
  });
});
