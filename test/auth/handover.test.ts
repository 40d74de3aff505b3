import { describe, expect, test } from 'vitest';
import { readAwsFiles } from '../../src/auth/aws-files.ts';
import { handoverRecordOf } from '../../src/auth/aws-session.ts';
import { fixedEnvironment, readHandoverRecord, restoredEnvironment } from '../../src/auth/handover-record.ts';
import { profileMeaning } from '../../src/auth/profile-meaning.ts';
import type { ObtainRequest } from '../../src/auth/obtain.ts';
import { answerHandover } from '../../src/commands/answer-handover.ts';
import { refusedCredentials } from '../../src/auth/credentials-format.ts';
import type { System } from '../../src/system/system.ts';
import { fakeSystem } from '../support/fake-system.ts';
import type { FakeMachine, FakeSystem } from '../support/fake-system.ts';

const recordPath = '/state/handover/r.json';
const cachePath = '/cache/credentials/c.json';
const now = Date.parse('2026-11-21T12:00:00Z');

const context = {
  region: 'eu-west-1',
  endpoints: {},
  env: { AWS_PROFILE: 'work', AWS_SECRET_ACCESS_KEY: 'canary' },
  configFile: '/c',
  credentialsFile: '/d',
  callLimitMs: 5000,
};
const request: ObtainRequest = {
  source: { kind: 'export-script', command: 'get' },
  setBy: 'the test',
  context,
  cachePath,
  place: { cacheFolder: '/cache', stateFolder: '/state', waitMs: 5000 },
  person: false,
  cwd: '/start',
  awsAuthRefresh: undefined,
  expectedAccount: undefined,
};

function cached(minutes: number): string {
  return JSON.stringify({ version: 1, accessKeyId: 'ASIACACHED', secretAccessKey: 's', sessionToken: 't', expiration: now + minutes * 60_000 });
}

function printed(accessKeyId: string, minutes = 60): string {
  return JSON.stringify({ AccessKeyId: accessKeyId, SecretAccessKey: 's', SessionToken: 't', Expiration: new Date(now + minutes * 60_000).toISOString() });
}

function machine(more: Partial<FakeMachine> = {}, record: string = handoverRecordOf(request).text): FakeSystem {
  return fakeSystem({ ...more, files: { [recordPath]: record, ...more.files } });
}

/** What the helper prints: the key of the credentials, with its exit code. */
async function answer(system: FakeSystem, argv: readonly string[] = ['credentials', '--format', 'export', '--handover', recordPath]): Promise<string> {
  const code = await answerHandover(system, argv);
  const document = JSON.parse(system.stdout()) as { Credentials: { AccessKeyId: string } };
  return `${document.Credentials.AccessKeyId} ${code}`;
}

const refused = `${refusedCredentials.Credentials.AccessKeyId} 0`;

describe('the helper of a session', () => {
  test('answers from the cache while it is fresh, and runs nothing', async () => {
    const system = machine({ files: { [cachePath]: cached(30) } });
    expect(await answer(system)).toBe('ASIACACHED 0');
    expect([system.captured, system.stderr()]).toEqual([[], '']);
  });

  test('renews from the source of the launch, in its folder and environment, whatever the assistant put there since', async () => {
    const env = { AWS_PROFILE: 'evil', AWS_CONFIG_FILE: '/evil', KEPT: 'yes' };
    const system = machine({
      env,
      files: { [cachePath]: cached(3) },
      capture: () => ({ end: { kind: 'exited', code: 0 }, stdout: printed('ASIANEW'), stderr: '' }),
    });
    expect(await answer(system)).toBe('ASIANEW 0');
    expect(system.captured[0]).toMatchObject({ command: 'get', cwd: '/start', env: { AWS_PROFILE: 'work', AWS_CONFIG_FILE: undefined, KEPT: 'yes' } });
    expect(system.text(cachePath)).toContain('ASIANEW');
  });

  test('hands over what it cannot keep', async () => {
    const system = machine({ capture: () => ({ end: { kind: 'exited', code: 0 }, stdout: printed('ASIANEW'), stderr: '' }) });
    system.files.unwritable.set(cachePath, 'read-only file system');
    expect(await answer(system)).toBe('ASIANEW 0');
  });

  test('hands over the last good ones while they last', async () => {
    const system = machine({ files: { [cachePath]: cached(3) }, capture: () => ({ end: { kind: 'exited', code: 1 }, stdout: '', stderr: '' }) });
    expect(await answer(system)).toBe('ASIACACHED 0');
  });
});

describe('with nothing good it fails closed: credentials that AWS refuses, and exit 0', () => {
  const dead = { capture: () => ({ end: { kind: 'exited', code: 1 }, stdout: '', stderr: '' }) as const };
  test.each<[why: string, machine: FakeSystem, argv?: readonly string[]]>([
    ['the source is dead', machine({ ...dead, files: { [cachePath]: cached(-1) } })],
    ['the source gives expired ones', machine({ capture: () => ({ end: { kind: 'exited', code: 0 }, stdout: printed('ASIAOLD', -1), stderr: '' }) })],
    ['the record is gone', machine({}, ''), ['credentials', '--handover', '/nowhere']],
    ['the record is no JSON', machine({}, '{')],
    ['the record is of another version', machine({}, '{"version":2}')],
    ['the record is null', machine({}, 'null')],
    ['the record is a list', machine({}, '[]')],
    ['the record lacks its parts', machine({}, '{"version":1,"source":{"kind":"export-script"},"cachePath":"/x","env":{}}')],
    ['the word for the record is missing', machine(), ['credentials', '--handover']],
  ])('%s', async (_, system, argv) => {
    expect(await answer(system, argv)).toBe(refused);
    expect(system.stderr()).toMatch(/^lode: \S/);
  });

  test('something of ours breaks', async () => {
    const system = machine();
    const broken: System = {
      ...system,
      files: {
        ...system.files,
        readText: () => {
          throw new TypeError('a slip');
        },
      },
    };
    expect(await answer(broken as FakeSystem)).toBe(refused);
  });

  test('the key pair of the launch was replaced in the environment', async () => {
    const chosen: ObtainRequest = { ...request, source: { kind: 'key-pair', accessKeyId: 'ASIAMINE00000001', temporary: true } };
    const env = { AWS_ACCESS_KEY_ID: 'ASIAEVIL00000001', AWS_SECRET_ACCESS_KEY: 'canary', AWS_SESSION_TOKEN: 'canary' };
    const system = machine({ env }, handoverRecordOf(chosen).text);
    expect(await answer(system)).toBe(refused);
    expect(system.stderr()).toContain('The access key ASIA…0001 that this session was launched with is no longer in the environment.');
    expect(system.stderr()).not.toContain('canary');
  });
});

describe('the record', () => {
  test('holds no secret, and nothing that changes from launch to launch', () => {
    const { name, text } = handoverRecordOf(request);
    expect(text).not.toContain('canary');
    expect(handoverRecordOf({ ...request, context: { ...context, env: { ...context.env, TERM: 'x' } } })).toEqual({ name, text });
    expect(handoverRecordOf({ ...request, cachePath: '/other' }).name).not.toBe(name);
  });

  test('names the folder only for a script', () => {
    const role: ObtainRequest = { ...request, source: { kind: 'instance-role' } };
    expect(readHandoverRecord(machine({}, handoverRecordOf(role).text).files, recordPath).cwd).toBeNull();
    expect(readHandoverRecord(machine().files, recordPath).cwd).toBe('/start');
  });

  test('puts deciding variables back, set or unset, and leaves the rest', () => {
    const record = readHandoverRecord(machine().files, recordPath);
    const env = restoredEnvironment({ AWS_PROFILE: 'evil', AWS_ROLE_ARN: 'evil', OTHER: 'kept' }, record);
    expect([env['AWS_PROFILE'], env['AWS_ROLE_ARN'], env['OTHER']]).toEqual(['work', undefined, 'kept']);
  });

  test('fixes no variable that holds a secret', () => {
    const names = Object.keys(fixedEnvironment({}));
    expect(names.filter((name) => /SECRET|PASSWORD|BEARER|ACCESS_KEY|TOKEN$/.test(name))).toEqual([]);
  });
});

describe('a profile that was changed since the launch', () => {
  const config = (role: string): string =>
    `[profile work]\nsso_session = s\nsso_account_id = 111122223333\nsso_role_name = ${role}\nregion = eu-west-1\n[sso-session s]\nsso_start_url = https://d-1.awsapps.com/start\nsso_region = eu-west-1\n`;
  const source = { kind: 'profile', profile: 'work', via: 'sso-session' } as const;
  const launched = fakeSystem({ files: { '/home/ada/.aws/config': config('Developer') }, env: { HOME: '/home/ada' } });
  const meaning = profileMeaning(readAwsFiles(launched), 'work');
  const record = handoverRecordOf({ ...request, source, meaning, context: { ...context, env: { HOME: '/home/ada' } } }).text;

  test('gives the session nothing: it keeps the identity it was launched with', async () => {
    const system = machine({ files: { '/home/ada/.aws/config': config('Admin') } }, record);
    expect(await answer(system)).toBe(refused);
    expect(system.stderr()).toContain('Profile work in /home/ada/.aws/config means something else than when this session was launched');
  });

  test('in what has no say in that goes on', async () => {
    const system = machine(
      { files: { '/home/ada/.aws/config': `${config('Developer').replace('eu-west-1\n[sso', 'us-east-1\noutput = json\n[sso')}` } },
      record,
    );
    expect(await answer(system)).toBe(refused);
    expect(system.stderr()).toContain('nobody is signed in to SSO session s');
  });
});
