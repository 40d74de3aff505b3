import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { ssoTokenPath } from '../../src/auth/sso/token-path.ts';
import { writeSandboxHome } from '../../src/sandbox/home.ts';
import type { Change } from '../../src/sandbox/knobs.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { builtProgram } from '../support/run-lode.ts';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A machine on which many programs want the same sign-in at once. */
interface Crowd {
  readonly sandbox: Sandbox;
  readonly home: string;
  /** Sets the time that the token has left. */
  tokenLeft(seconds: number): void;
  lode(profile: string): Promise<Ended>;
  sdk(profile: string): Promise<Ended>;
  /** How often an operation was called, and how often it was refused. */
  calls(operation: string): { readonly good: number; readonly refused: number };
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function gather(knobs: Change = {}): Promise<Crowd> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'lode-crowd-')));
  const sandbox = await startSandbox({ knobs });
  open.push(async () => {
    await sandbox.close();
    rmSync(home, { recursive: true, force: true });
  });
  writeSandboxHome(home, sandbox, { expired: true });
  mkdirSync(join(home, 'work'));
  const tokenFile = ssoTokenPath(home, 'sandbox');
  const env = { PATH: process.env['PATH'], HOME: home, AWS_REGION: 'eu-west-1', BROWSER: `touch ${home}/browser-was-opened`, ...sandbox.env() };
  return {
    sandbox,
    home,
    tokenLeft(seconds) {
      const token = JSON.parse(readFileSync(tokenFile, 'utf8')) as Record<string, unknown>;
      writeFileSync(tokenFile, JSON.stringify({ ...token, expiresAt: new Date(Date.now() + seconds * 1000).toISOString() }));
      const [session] = sandbox.world.ssoSessions;
      if (session !== undefined) session.accessExpires = Date.now() + seconds * 1000;
    },
    lode: (profile) => run([builtProgram(), 'credentials', '--aws-profile', profile], env, join(home, 'work')),
    sdk: (profile) =>
      run(
        [join(import.meta.dirname, 'sdk-credentials.mjs'), profile],
        { ...env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
        join(home, 'work'),
      ),
    calls(operation) {
      const found = sandbox.log().filter((one) => one.operation === operation);
      const good = found.filter(({ status }) => status === 200).length;
      return { good, refused: found.length - good };
    },
  };
}

function run(args: readonly string[], env: Readonly<Record<string, string | undefined>>, cwd: string): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...output }));
  });
}

const times = <T>(n: number, one: () => Promise<T>): Promise<T>[] => Array.from({ length: n }, one);
const keyIn = ({ stdout }: Ended): string => (JSON.parse(stdout) as { AccessKeyId: string }).AccessKeyId;
const failures = (all: readonly Ended[]): readonly string[] => all.filter(({ code }) => code !== 0).map(({ code, stderr }) => `${code}: ${stderr}`);

describe.each<[string, Change]>([
  ['spent refresh tokens are refused', {}],
  ['the reuse of a refresh token ends the sign-in', { rotation: 'family' }],
])('when %s', (_, knobs) => {
  test.each([2, 8, 40])('%i processes that find an expired token renew it once, and all get the same key', { timeout: 60_000 }, async (n) => {
    const crowd = await gather({ ...knobs, latencyMs: { 'sso-oidc': 150 } });
    const all = await Promise.all(times(n, () => crowd.lode('sandbox-sso')));
    expect(failures(all)).toEqual([]);
    expect(new Set(all.map(keyIn)).size).toBe(1);
    expect(crowd.calls('CreateToken')).toEqual({ good: 1, refused: 0 });
    expect(crowd.calls('GetRoleCredentials')).toEqual({ good: 1, refused: 0 });
  });
});

test('an answer that takes six seconds is waited for: whoever stopped listening would lose the sign-in', { timeout: 60_000 }, async () => {
  const crowd = await gather({ latencyMs: { 'sso-oidc': 6000 } });
  const all = await Promise.all(times(3, () => crowd.lode('sandbox-sso')));
  expect(failures(all)).toEqual([]);
  expect(crowd.calls('CreateToken')).toEqual({ good: 1, refused: 0 });
});

test('8 processes with two minutes left on the token renew it once at most', { timeout: 60_000 }, async () => {
  const crowd = await gather({ latencyMs: { 'sso-oidc': 150 } });
  crowd.tokenLeft(120);
  const all = await Promise.all(times(8, () => crowd.lode('sandbox-sso')));
  expect(failures(all)).toEqual([]);
  expect(crowd.calls('CreateToken')).toEqual({ good: 1, refused: 0 });
});

test('profiles that share a sign-in renew its token once, and ask for their roles once each', { timeout: 60_000 }, async () => {
  const crowd = await gather({ latencyMs: { 'sso-oidc': 150 } });
  const all = await Promise.all([...times(6, () => crowd.lode('sandbox-sso')), ...times(6, () => crowd.lode('sandbox-other'))]);
  expect(failures(all)).toEqual([]);
  expect(new Set(all.map(keyIn)).size).toBe(2);
  expect(crowd.calls('CreateToken')).toEqual({ good: 1, refused: 0 });
  expect(crowd.calls('GetRoleCredentials')).toEqual({ good: 2, refused: 0 });
});

test('beside programs of the AWS SDK, which know nothing of the lock, ours all succeed and nobody is asked', { timeout: 60_000 }, async () => {
  for (let round = 0; round < 5; round++) {
    const crowd = await gather({ latencyMs: { 'sso-oidc': 150 } });
    const theirs = times(4, () => crowd.sdk('sandbox-sso'));
    const ours = await Promise.all(times(4, () => crowd.lode('sandbox-sso')));
    await Promise.all(theirs);
    expect(failures(ours)).toEqual([]);
    expect(crowd.calls('StartDeviceAuthorization')).toEqual({ good: 0, refused: 0 });
  }
});

test('a sign-in that is over is asked for once, whoever comes; all say the same, and no browser opens', { timeout: 60_000 }, async () => {
  const crowd = await gather();
  crowd.sandbox.set({ expireSsoTokens: 'session' });
  const all = await Promise.all(times(20, () => crowd.lode('sandbox-sso')));
  expect(new Set(all.map(({ code, stdout, stderr }) => `${code} ${stdout} ${stderr.replaceAll(/ \(request [^)]*\)/g, '')}`)).size).toBe(1);
  expect(all[0]).toMatchObject({ code: 4, stdout: '' });
  expect(crowd.calls('CreateToken')).toEqual({ good: 0, refused: 1 });
  // Later ones know it too.
  expect(await crowd.lode('sandbox-sso')).toMatchObject({ code: 4 });
  expect(crowd.calls('CreateToken').refused).toBe(1);
});
