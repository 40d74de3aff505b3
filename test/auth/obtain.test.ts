import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AwsCredentials } from '../../src/auth/aws-credentials.ts';
import { credentialCachePath, writeCachedCredentials } from '../../src/auth/credential-cache.ts';
import { identityProofPath, writeIdentityProof } from '../../src/auth/identity.ts';
import { obtain } from '../../src/auth/obtain.ts';
import type { ObtainRequest, Obtained } from '../../src/auth/obtain.ts';
import type { CredentialSource } from '../../src/auth/source.ts';
import { credentialDigest } from '../../src/auth/source-digest.ts';
import { LodeError } from '../../src/errors.ts';
import type { Failure } from '../../src/errors.ts';
import { issueKey, roleSession, sandboxKeys } from '../../src/sandbox/identities.ts';
import type { AccessKey } from '../../src/sandbox/identities.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { Secret } from '../../src/secret.ts';
import type { CommandEnd } from '../../src/system/system.ts';
import { fakeSystem } from '../support/fake-system.ts';
import type { FakeMachine, FakeSystem } from '../support/fake-system.ts';

let sandbox: Sandbox;
const surroundings = { ...process.env };
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.set({ keys: { [sandboxKeys.user.accessKeyId]: 'good' }, errors: [] }));
// The SDK reads the environment of the process itself, so lode sets it; the test runner needs its own again.
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in surroundings)) delete process.env[name];
  Object.assign(process.env, surroundings);
});
afterAll(() => sandbox.close());

const refresh = { value: 'sign-in', origin: { kind: 'flag', flag: '--aws-auth-refresh' } as const, overridden: [] };
const script: CredentialSource & { kind: 'export-script' } = { kind: 'export-script', command: 'get' };
const cachePath = credentialCachePath('/cache', 'entry');

function session(seconds = 3600): AccessKey & { sessionToken: string; expiration: number } {
  return issueKey(sandbox.world, roleSession('111122223333', 'Dev', 'ada'), seconds);
}

function held(key: AccessKey): AwsCredentials {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = key;
  return {
    accessKeyId,
    secretAccessKey: new Secret(secretAccessKey),
    sessionToken: sessionToken === undefined ? undefined : new Secret(sessionToken),
    expiration,
  };
}

function printed({ accessKeyId, secretAccessKey, sessionToken, expiration }: AccessKey): string {
  const fields = {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: expiration && new Date(expiration).toISOString(),
  };
  return JSON.stringify({ Credentials: fields });
}

/** A machine whose export script prints these keys, one after the other, the last one for ever. */
function machine(keys: readonly AccessKey[], more: Partial<FakeMachine> = {}): FakeSystem {
  const left = [...keys];
  const next = (): string => printed((left.length > 1 ? left.shift() : left[0]) as AccessKey);
  return fakeSystem({
    now: Date.now(),
    capture: () => ({ end: { kind: 'exited', code: 0 }, stdout: next(), stderr: '' }),
    show: () => ({ kind: 'exited', code: 0 }),
    ...more,
  });
}

function request(more: Partial<ObtainRequest> = {}): ObtainRequest {
  const context = { region: 'eu-west-1', endpoints: { sts: sandbox.url }, env: {}, configFile: '/c', credentialsFile: '/d', callLimitMs: 5000 };
  return {
    source: script,
    setBy: 'the test',
    context,
    cachePath,
    place: { cacheFolder: '/cache', stateFolder: '/state', waitMs: 5000 },
    person: false,
    cwd: '/',
    awsAuthRefresh: refresh,
    expectedAccount: '111122223333',
    ...more,
  };
}

/** Obtains, and says which calls the sandbox saw. */
async function run(system: FakeSystem, asked: ObtainRequest = request()): Promise<Obtained & { calls: readonly string[] }> {
  const before = sandbox.log().length;
  const obtained = await obtain(system, asked, () => undefined);
  return {
    ...obtained,
    calls: sandbox
      .log()
      .slice(before)
      .map(({ operation, status }) => `${operation} ${status}`),
  };
}

async function refusal(system: FakeSystem, asked: ObtainRequest = request()): Promise<Failure> {
  const error: unknown = await obtain(system, asked, () => undefined).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof LodeError) return error.failure;
  throw new Error(`expected a refusal, not ${String(error)}`);
}

describe('good credentials', () => {
  test('are proven once; nothing is refreshed', async () => {
    const system = machine([session()]);
    const first = await run(system);
    expect(first).toMatchObject({ checked: 'now', from: 'source', refreshed: false, notes: [], calls: ['GetCallerIdentity 200'] });
    expect(first.identity?.arn).toBe('arn:aws:sts::111122223333:assumed-role/Dev/ada');
    expect(await run(system)).toMatchObject({ checked: 'remembered', from: 'cache', refreshed: false, calls: [] });
    expect([system.shown, system.captured.length, system.stderr()]).toEqual([[], 1, '']);
    expect(system.files.facts(cachePath)?.mode).toBe(0o600);
  });

  test('that are a long-lived key are exchanged for a session, which alone is kept', async () => {
    const { user } = sandboxKeys;
    const env = { AWS_ACCESS_KEY_ID: user.accessKeyId, AWS_SECRET_ACCESS_KEY: user.secretAccessKey };
    const asked = request({ source: { kind: 'key-pair', accessKeyId: user.accessKeyId, temporary: false }, context: { ...request().context, env } });
    const system = machine([]);
    const first = await run(system, asked);
    expect(first).toMatchObject({ calls: ['GetSessionToken 200', 'GetCallerIdentity 200'], refreshed: false });
    expect(first.credentials.sessionToken).toBeDefined();
    expect([...system.files.tree.values()].map((entry) => JSON.stringify(entry)).join()).not.toContain(user.secretAccessKey);
    expect(await run(system, asked)).toMatchObject({ calls: [], from: 'cache' });
  });

  test('are asked who they are again when they changed', async () => {
    const system = machine([session(), session()]);
    await run(system);
    system.files.remove(cachePath);
    expect(await run(system)).toMatchObject({ checked: 'now', calls: ['GetCallerIdentity 200'] });
  });

  test('are used although nothing can be kept, and that is said', async () => {
    const system = machine([session()]);
    const readOnly = {
      ...system,
      files: {
        ...system.files,
        writeAtomic: (path: string) => {
          throw new LodeError({ code: 'file.unwritable', exit: 'user', message: `cannot write ${path}` });
        },
      },
    };
    const { identity, notes } = await run(readOnly as FakeSystem);
    expect(identity?.account).toBe('111122223333');
    expect(notes).toEqual([`What was learnt cannot be kept, so AWS is asked again the next time: cannot write ${cachePath}`]);
    expect(system.shown).toEqual([]);
  });
});

describe('credentials that AWS refuses', () => {
  test('are refreshed once, and checked again', async () => {
    const system = machine([sandboxKeys.expired, session()].map((key) => ({ ...key, expiration: Date.now() + 3_600_000 })));
    const { calls, refreshed, identity } = await run(system);
    expect({ calls, refreshed, account: identity?.account }).toEqual({
      calls: ['GetCallerIdentity 403', 'GetCallerIdentity 200'],
      refreshed: true,
      account: '111122223333',
    });
    expect(system.shown).toMatchObject([{ command: 'sign-in', timeoutMs: 180_000 }]);
    expect(system.stderr()).toBe('lode: ExpiredToken: The security token included in the request is expired\nlode: running awsAuthRefresh: sign-in\n');
  });

  test('stop the launch when the refresh changed nothing', async () => {
    const system = machine([{ ...sandboxKeys.expired, expiration: Date.now() + 3_600_000 }]);
    expect(await refusal(system)).toEqual({
      code: 'credentials.refresh-changed-nothing',
      exit: 'credentials',
      message:
        'The credentials have expired (awsCredentialExport script, account 111122223333, region eu-west-1). awsAuthRefresh (sign-in) ran and changed nothing: AWS still refuses.',
      hints: [
        'Run it by hand and watch it: sign-in',
        'It is set by --aws-auth-refresh',
        'Run the awsCredentialExport script by hand and look at what it prints; it is set by the test',
      ],
      causedBy: expect.stringMatching(/^ExpiredToken: The security token included in the request is expired \(request [\w-]+\)$/) as string,
    });
    expect(system.shown).toHaveLength(1);
    expect(system.text(cachePath)).toBeUndefined();
  });

  test('stop the launch at once when there is no refresh', async () => {
    const system = machine([{ ...sandboxKeys.expired, expiration: Date.now() + 3_600_000 }]);
    expect(await refusal(system, request({ awsAuthRefresh: undefined }))).toMatchObject({ code: 'credentials.expired', exit: 'credentials' });
    expect(system.shown).toEqual([]);
  });

  test.each<[string, CommandEnd, string]>([
    ['fails', { kind: 'exited', code: 1 }, 'it ended with exit code 1'],
    ['hangs', { kind: 'timed-out' }, 'it did not end within 3 minutes and was stopped'],
    ['is killed', { kind: 'signaled', signal: 'SIGTERM' }, 'it was ended by SIGTERM'],
    ['cannot be started', { kind: 'not-started', reason: 'ENOENT' }, 'it could not be started: ENOENT'],
  ])('stop the launch when the refresh %s', async (_, end, why) => {
    const system = machine([{ ...sandboxKeys.expired, expiration: Date.now() + 3_600_000 }], { show: () => end });
    expect(await refusal(system)).toMatchObject({
      code: 'credentials.refresh-failed',
      exit: 'credentials',
      message: `awsAuthRefresh (set by --aws-auth-refresh) failed: ${why}.`,
    });
  });

  test('for want of permission are not refreshed, because that never helps', async () => {
    const { user } = sandboxKeys;
    sandbox.set({ keys: { [user.accessKeyId]: 'denied' } });
    const env = { AWS_ACCESS_KEY_ID: user.accessKeyId, AWS_SECRET_ACCESS_KEY: user.secretAccessKey };
    const asked = request({ source: { kind: 'key-pair', accessKeyId: user.accessKeyId, temporary: false }, context: { ...request().context, env } });
    const system = machine([]);
    expect(await refusal(system, asked)).toMatchObject({
      code: 'credentials.denied',
      hints: ['Ask whoever runs account 111122223333 for the permission that AWS names above', 'Signing in again does not change this.'],
    });
    expect(system.shown).toEqual([]);
  });
});

describe('cached credentials', () => {
  function cached(key: AccessKey, keys: readonly AccessKey[], more: Partial<FakeMachine> = {}): FakeSystem {
    const system = machine(keys, more);
    writeCachedCredentials(system.files, cachePath, held(key), system.now());
    return system;
  }

  test('that a session was revoked for are fetched anew once, before anybody is asked', async () => {
    const revoked = session();
    sandbox.set({ keys: { [revoked.accessKeyId]: 'unknown' } });
    const system = cached(revoked, [session()]);
    const { calls, refreshed, from } = await run(system);
    expect({ calls, refreshed, from }).toEqual({ calls: ['GetCallerIdentity 403', 'GetCallerIdentity 200'], refreshed: false, from: 'source' });
    expect([system.captured.length, system.shown.length]).toEqual([1, 0]);
  });

  test('are renewed shortly before they end', async () => {
    const system = cached(session(300), [session()]);
    expect(await run(system)).toMatchObject({ from: 'source', refreshed: false });
  });

  test('are the last good ones when the renewal fails, and that is said', async () => {
    const system = cached(session(300), [], { capture: () => ({ end: { kind: 'exited', code: 1 }, stdout: '', stderr: '' }) });
    const { from, notes, refreshed } = await run(system);
    expect({ from, refreshed }).toEqual({ from: 'cache', refreshed: false });
    expect(notes).toEqual([
      'The credentials could not be renewed (The awsCredentialExport script (set by the test) gave no credentials: it ended with exit code 1.); the last good ones are used until they expire.',
    ]);
    expect(system.shown).toEqual([]);
  });

  test('that expired and a dead source end in the words of the source', async () => {
    const system = cached(session(-1), [], { capture: () => ({ end: { kind: 'exited', code: 1 }, stdout: '', stderr: '' }) });
    expect(await refusal(system, request({ awsAuthRefresh: undefined }))).toMatchObject({ code: 'credentials.export-script', exit: 'credentials' });
  });

  test('from a source that gives expired ones are not good for anything', async () => {
    const key = session(-60);
    const system = machine([], { capture: () => ({ end: { kind: 'exited', code: 0 }, stdout: printed(key), stderr: '' }) });
    expect(await refusal(system, request({ awsAuthRefresh: undefined }))).toMatchObject({
      message: expect.stringContaining('the credentials expired at') as string,
    });
  });
});

describe('trouble on the way is no credential failure', () => {
  const nowhere = { region: 'eu-west-1', endpoints: { sts: 'http://127.0.0.1:9' }, env: {}, configFile: '/c', credentialsFile: '/d', callLimitMs: 2000 };

  test('unreachable: the launch goes on unchecked and says so, and nothing is refreshed', async () => {
    const system = machine([session()]);
    const { checked, identity, notes } = await run(system, request({ context: nowhere }));
    expect({ checked, identity }).toEqual({ checked: 'not-reachable', identity: undefined });
    expect(notes).toEqual([
      expect.stringMatching(/^AWS STS in eu-west-1 could not be asked who these credentials are \(.*ECONNREFUSED.*\); going on with them unchecked\.$/),
    ]);
    expect(system.shown).toEqual([]);
  });

  test.each(['internal', 'rpm'])('AWS itself not well (%s): the same', async (id) => {
    sandbox.set({ errors: [{ id, service: 'sts', operation: 'GetCallerIdentity' }] });
    const system = machine([session()]);
    expect(await run(system)).toMatchObject({ checked: 'not-reachable' });
    expect(system.shown).toEqual([]);
  });

  test('a proof from before still counts', async () => {
    const key = session();
    const system = machine([key]);
    writeCachedCredentials(system.files, cachePath, held(key), system.now());
    const identity = { account: '111122223333', arn: 'arn:aws:sts::111122223333:assumed-role/Dev/ada', userId: 'x' };
    writeIdentityProof(system.files, identityProofPath('/cache', credentialDigest(held(key))), identity, system.now());
    expect(await run(system, request({ context: nowhere }))).toMatchObject({ checked: 'remembered', identity, notes: [] });
  });
});
