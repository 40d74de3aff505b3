import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { nodeBinaries } from '../../support/run-lode.ts';
import { isAlive, runIn, setGround, startSession, until, type AskOptions, type Ground, type Session } from './session.ts';

const nodes = await nodeBinaries();
const drivers = resolve('test/launcher/endpoint/drivers');

interface SetUp {
  readonly ground: Ground;
  readonly session: Session;
  readonly key: string;
}

async function setUp(seconds = 3600, node?: string): Promise<SetUp> {
  const ground = await setGround();
  const key = ground.newKey(seconds);
  ground.give(key);
  return { ground, session: await startSession(ground, node === undefined ? {} : { node }), key: key.accessKeyId };
}

describe.each(nodes)('a session launched by Node $version', ({ path: node }) => {
  test('finds its credentials at the endpoint and none in its environment', async () => {
    const { session, key } = await setUp(3600, node);
    expect(
      Object.keys(session.assistant.env)
        .filter((name) => /^AWS_(ACCESS|SECRET|SESSION|PROFILE|CONTAINER)/.test(name))
        .toSorted(),
    ).toEqual(['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', 'AWS_CONTAINER_CREDENTIALS_FULL_URI']);
    const { status, body } = await session.ask();
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['AccessKeyId', 'SecretAccessKey', 'Token', 'Expiration']);
    expect(body['AccessKeyId']).toBe(key);
    expect(Date.parse(body['Expiration'] ?? '')).toBeGreaterThan(Date.now() + 15 * 60_000);
    expect(session.stderr()).toBe('');
  });

  test.each<[string, (session: Session) => void]>([
    ['the assistant ends', ({ launcher }) => void launcher.stdin?.end()],
    ['the assistant is killed', ({ assistant }) => void process.kill(assistant.pid, 'SIGKILL')],
    ['lode is killed', ({ launcher }) => void launcher.kill('SIGKILL')],
  ])('when %s, the endpoint ends within five seconds and takes its token along', async (_, end) => {
    const { session } = await setUp(3600, node);
    const began = Date.now();
    end(session);
    await until(
      () => !isAlive(session.endpointPid) && !existsSync(session.tokenFile),
      () => 'it is still there',
    );
    expect(Date.now() - began).toBeLessThan(5000);
    await expect(session.ask()).rejects.toThrow('ECONNREFUSED');
  });
});

test('a second launch, repeated from memory, has an endpoint of its own', async () => {
  const { ground, session } = await setUp();
  await startSession(ground);
  const launches = join(ground.home, '.cache', 'lode', 'launches');
  expect(readdirSync(launches).length).toBe(1);
  const repeated = await startSession(ground);
  expect(repeated.port).not.toBe(session.port);
  expect((await repeated.ask()).status).toBe(200);
  expect((await session.ask()).status).toBe(200);
  expect((await repeated.ask({ headers: { authorization: session.token } })).status).toBe(401);
});

describe('the endpoint refuses', () => {
  const rows: readonly [string, (session: Session) => AskOptions, number][] = [
    ['a request without the token', () => ({ headers: { authorization: undefined } }), 401],
    ['a wrong token', () => ({ headers: { authorization: 'f'.repeat(64) } }), 401],
    ['the beginning of the token', ({ token }) => ({ headers: { authorization: token.slice(0, -1) } }), 401],
    ['the token in the query', ({ token }) => ({ path: `/credentials?token=${token}`, headers: { authorization: undefined } }), 401],
    ['the host of a web page', ({ port }) => ({ headers: { host: `evil.example:${port}` } }), 403],
    ['the IPv6 form of the host', ({ port }) => ({ headers: { host: `[::1]:${port}` } }), 403],
    ['a path that climbs', () => ({ path: '/credentials/../../../etc/passwd' }), 404],
    ['an encoded path that climbs', () => ({ path: '/%2e%2e/%2e%2e/etc/passwd' }), 404],
    ['POST', () => ({ method: 'POST' }), 405],
    ['PUT', () => ({ method: 'PUT' }), 405],
  ];
  test('whatever is not its own session asking for the one thing it has', async () => {
    const { session, key } = await setUp();
    for (const [what, options, status] of rows) {
      const answer = await session.ask(options(session));
      expect(`${what}: ${answer.status}`).toBe(`${what}: ${status}`);
      expect(JSON.stringify(answer.body)).not.toContain(key);
    }
    expect((await session.ask({ headers: { host: `localhost:${session.port}` } })).status).toBe(200);
    await expect(session.ask({ host: '::1' })).rejects.toThrow(/ECONNREFUSED|EADDRNOTAVAIL/);
  });

  test('giant headers, and serves on beside fifty clients that never finish their request', async () => {
    const { session } = await setUp();
    const giant = await session.ask({ headers: { 'x-giant': 'g'.repeat(64 * 1024) } }).catch((error: NodeJS.ErrnoException) => ({ status: error.code }));
    expect([431, 'ECONNRESET', 'EPIPE']).toContain(giant.status);
    const slow = Array.from({ length: 50 }, () => connect(session.port, '127.0.0.1').on('error', () => undefined));
    for (const socket of slow) socket.write('GET /credentials HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ');
    const answer = await session.ask();
    expect(answer.status).toBe(200);
    expect(answer.ms).toBeLessThan(1000);
    for (const socket of slow) socket.destroy();
  });

  test.skipIf(process.getuid?.() !== 0)("another user, who cannot read the session's token (needs root to try)", async () => {
    const { session } = await setUp();
    expect(statSync(session.tokenFile).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(session.tokenFile)).mode & 0o777).toBe(0o700);
    expect(readFileSync(session.tokenFile, 'utf8')).toMatch(/^[0-9a-f]{64}$/);
    const { status, stdout } = spawnSync('cat', [session.tokenFile], { uid: 65534, gid: 65534, encoding: 'utf8' });
    expect([status, stdout]).toEqual([1, '']);
  });
});

describe('while credentials near their end', () => {
  test('a thousand requests at once are one renewal, and all are answered', async () => {
    const { ground, session, key } = await setUp(300);
    const next = ground.newKey(3600);
    ground.give(next);
    const before = ground.runs();
    const answers = await Promise.all(Array.from({ length: 1000 }, () => session.ask()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect([key, next.accessKeyId]).toEqual(expect.arrayContaining([...new Set(answers.map(({ body }) => body['AccessKeyId']))]));
    await until(
      async () => (await session.ask()).body['AccessKeyId'] === next.accessKeyId,
      () => 'not renewed',
    );
    expect(ground.runs() - before).toBe(1);
  });

  test('a slow source keeps nobody waiting: the last good ones are given within a second', async () => {
    const { ground, session, key } = await setUp(300);
    ground.give(ground.newKey(3600), 3);
    for (const _ of [1, 2, 3]) {
      const answer = await session.ask();
      expect([answer.status, answer.body['AccessKeyId']]).toEqual([200, key]);
      expect(answer.ms).toBeLessThan(1000);
    }
  });

  test('a source that fails costs nothing while the last ones are good', async () => {
    const { ground, session, key } = await setUp(300);
    ground.give(undefined);
    await session.ask();
    expect(await session.ask()).toMatchObject({ status: 200, body: { AccessKeyId: key } });
  });
});

describe('once credentials have expired', () => {
  async function expired(seconds = 2): Promise<SetUp> {
    const set = await setUp(seconds);
    await new Promise((later) => setTimeout(later, seconds * 1000 + 50));
    return set;
  }

  test('new ones are given at the first request', async () => {
    const { ground, session } = await expired();
    const next = ground.newKey(3600);
    ground.give(next);
    expect(await session.ask()).toMatchObject({ status: 200, body: { AccessKeyId: next.accessKeyId } });
  });

  test('a slow source is waited for by asking again, each time within a second', async () => {
    const { ground, session } = await expired();
    const next = ground.newKey(3600);
    ground.give(next, 2);
    const first = await session.ask();
    expect(first).toMatchObject({ status: 424, body: { Code: 'credentials.renewing' } });
    expect(first.ms).toBeLessThan(1000);
    await until(
      async () => (await session.ask()).body['AccessKeyId'] === next.accessKeyId,
      () => 'never given',
    );
  });

  test('a source that fails is named, with what to do', async () => {
    const { ground, session } = await expired();
    ground.give(undefined);
    const { status, body } = await session.ask();
    expect(status).toBe(424);
    expect(body['Code']).toMatch(/^credentials\./);
    expect(body['Message']).toMatch(/^lode has no credentials to give\. .*profile work/);
    expect(body['Message']).toContain('Run the command by hand and look at what it prints: key credential_process of profile work');
    expect(Object.keys(body)).toEqual(['Code', 'Message']);
  });
});

describe('the process that serves', () => {
  test('goes on through the signals of a terminal, and opens no inspector', async () => {
    const ground = await setGround();
    ground.give(ground.newKey(3600));
    const session = await startSession(ground, { env: { NODE_OPTIONS: '--report-on-signal --inspect-port=0' } });
    for (const signal of ['SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const) process.kill(session.endpointPid, signal);
    expect((await session.ask()).status).toBe(200);
    expect(listening(session.endpointPid)).toEqual([session.port]);
    expect(readdirSync(join(ground.home, 'project'))).toEqual([]);
  });

  test('shows no secret in its words or its environment', async () => {
    const { session } = await setUp();
    const { body } = await session.ask();
    const shown = ['cmdline', 'environ'].map((name) => readFileSync(`/proc/${session.endpointPid}/${name}`, 'utf8')).join('\n');
    for (const secret of [body['SecretAccessKey'], body['Token'], session.token]) expect(shown).not.toContain(secret);
    expect(JSON.stringify(session.assistant.env)).not.toContain(session.token);
  });

  test('ends at SIGTERM and takes its token along', async () => {
    const { session } = await setUp();
    process.kill(session.endpointPid, 'SIGTERM');
    await until(
      () => !isAlive(session.endpointPid) && !existsSync(session.tokenFile),
      () => 'it is still there',
    );
  });

  test('writes its token again when somebody removes it', async () => {
    const { session } = await setUp();
    spawnSync('rm', [session.tokenFile]);
    await until(
      () => existsSync(session.tokenFile) && readFileSync(session.tokenFile, 'utf8') === session.token,
      () => 'it is gone',
    );
  });

  test('when it is killed the assistant lives, its SDK says so, and the next launch clears up', async () => {
    const { ground, session } = await setUp();
    process.kill(session.endpointPid, 'SIGKILL');
    await until(
      () => !isAlive(session.endpointPid),
      () => 'it lives',
    );
    expect(await sdk('http', session)).toMatchObject({ name: 'CredentialsProviderError', message: expect.stringContaining('ECONNREFUSED') as string });
    expect(isAlive(session.assistant.pid)).toBe(true);
    expect(existsSync(session.tokenFile)).toBe(true);
    const next = await startSession(ground);
    await until(
      () => !existsSync(session.tokenFile),
      () => 'its token is still there',
    );
    expect((await next.ask()).status).toBe(200);
    expect((await next.ask({ headers: { authorization: session.token } })).status).toBe(401);
  });

  test('gives nothing away to whoever takes its port afterwards but a token that opens nothing', async () => {
    const { ground, session } = await setUp();
    const orphaned = await withStrangerOn(ground, session);
    expect((await orphaned.ask()).status).toBe(404);
    const next = await startSession(ground);
    expect((await next.ask({ headers: { authorization: orphaned.token } })).status).toBe(401);
  });
});

/** Kills the session's endpoint and listens in its place; starts anew when another program had the port first. */
async function withStrangerOn(ground: Ground, session: Session): Promise<Session> {
  process.kill(session.endpointPid, 'SIGKILL');
  await until(
    () => !isAlive(session.endpointPid),
    () => 'it lives',
  );
  const stranger = createServer((socket) => socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n'));
  onTestFinished(() => void stranger.close());
  const listens = await new Promise<boolean>((settle) => {
    stranger.once('error', () => settle(false)).listen(session.port, '127.0.0.1', () => settle(true));
  });
  return listens ? session : withStrangerOn(ground, await startSession(ground));
}

/** Ports of 127.0.0.1 on which a process listens; see proc(5), `/proc/net/tcp`. */
function listening(pid: number): readonly number[] {
  const links = readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`));
  const rows = ['tcp', 'tcp6'].flatMap((name) => readFileSync(`/proc/${pid}/net/${name}`, 'utf8').split('\n').slice(1));
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === '0A' && links.includes(`socket:[${inode}]`))
    .map(([, local = '']) => Number.parseInt(local.split(':')[1] ?? '', 16));
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/** What a program of the session prints, run with the session's own environment. */
function inSession(words: readonly string[], { assistant }: Session, ground?: Ground): Promise<unknown> {
  const [file = '', ...args] = words;
  const home = ground === undefined ? {} : { HOME: ground.home };
  const child = spawn(file, args, { cwd: resolve('.'), env: { PATH: process.env['PATH'], ...home, ...assistant.env } });
  let [text, talk] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (talk += part));
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      try {
        done(JSON.parse(text));
      } catch {
        reject(new Error(`${text}\n${talk}`));
      }
    });
  });
}

function sdk(way: 'http' | 'chain', session: Session, ground?: Ground): Promise<unknown> {
  return inSession([process.execPath, join(drivers, 'sdk.mjs'), way], session, ground);
}

const python = spawnSync('python3', ['-c', 'import botocore']).status === 0 ? 'python3' : undefined;
if (python === undefined) process.stderr.write('botocore is not installed here, so its reading of the endpoint is not tested.\n');

describe('clients that AWS writes', () => {
  test.each(['http', 'chain'] as const)('the JavaScript SDK reads it (%s)', async (way) => {
    const { ground, session, key } = await setUp();
    expect(await sdk(way, session, ground)).toMatchObject({ accessKeyId: key, hasToken: true });
  });

  test.skipIf(python === undefined)('botocore reads it', async () => {
    const { ground, session, key } = await setUp();
    expect(await inSession([python ?? '', join(drivers, 'botocore_client.py')], session, ground)).toEqual({
      method: 'container-role',
      accessKeyId: key,
      hasToken: true,
    });
  });

  test('the JavaScript SDK gets the reason when there is nothing good', async () => {
    const { ground, session } = await setUp(2);
    await new Promise((later) => setTimeout(later, 2050));
    ground.give(undefined);
    expect(await sdk('http', session, ground)).toMatchObject({
      name: 'CredentialsProviderError',
      Code: expect.stringMatching(/^credentials\./) as string,
      Message: expect.stringContaining('profile work') as string,
    });
  });
});

describe('what would beat the endpoint', () => {
  const rivals = {
    AWS_PROFILE: 'other',
    AWS_DEFAULT_PROFILE: 'other',
    AWS_ACCESS_KEY_ID: 'AKIAOTHER00000000000',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_SESSION_TOKEN: 'x',
    AWS_WEB_IDENTITY_TOKEN_FILE: '/x',
    AWS_ROLE_ARN: 'arn:aws:iam::444455556666:role/other',
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x',
    AWS_CONTAINER_AUTHORIZATION_TOKEN: 'x',
  };

  test.each(Object.keys(rivals))('%s in the shell does not reach the session', async (name) => {
    const ground = await setGround();
    const key = ground.newKey(3600);
    ground.give(key);
    const both = name === 'AWS_ACCESS_KEY_ID' || name === 'AWS_SECRET_ACCESS_KEY' || name === 'AWS_SESSION_TOKEN';
    const env = both ? rivals : { [name]: rivals[name as keyof typeof rivals] };
    const session = await startSession(ground, { env });
    expect(session.assistant.env).not.toHaveProperty(name);
    expect(await sdk('chain', session, ground)).toMatchObject({ accessKeyId: key.accessKeyId });
  });

  const shadowing = '[default]\naws_access_key_id = AKIAOTHER00000000000\naws_secret_access_key = x\n';

  test('[default] with keys makes lode hand over by environment, and say why', async () => {
    const ground = await setGround();
    const key = ground.newKey(3600);
    ground.give(key);
    ground.write('.aws/credentials', shadowing);
    const session = await startSession(ground);
    expect(session.assistant.env).toMatchObject({ AWS_ACCESS_KEY_ID: key.accessKeyId });
    expect(session.assistant.env).not.toHaveProperty('AWS_CONTAINER_CREDENTIALS_FULL_URI');
    expect(session.stderr()).toContain(`[default] in ${ground.home}/.aws/credentials has credentials (aws_access_key_id), which the AWS SDK takes before`);
    expect(session.stderr().trim().split('\n').length).toBe(1);
    expect(await sdk('chain', session, ground)).toMatchObject({ accessKeyId: key.accessKeyId });
  });
});

test('variables are handed over, and no process is left, where the user wants it so', async () => {
  const ground = await setGround();
  const key = ground.newKey(3600);
  ground.give(key);
  const session = await startSession(ground, { flags: ['--handover', 'environment'] });
  expect(session.assistant.env).toMatchObject({ AWS_ACCESS_KEY_ID: key.accessKeyId });
  expect(existsSync(join(ground.home, '.local', 'state', 'lode', 'endpoints'))).toBe(false);
});

describe('without a launch', () => {
  async function ready(): Promise<Ground> {
    const ground = await setGround();
    ground.give(ground.newKey(3600));
    return ground;
  }
  const noProcess = (ground: Ground): boolean => !existsSync(join(ground.home, '.local', 'state', 'lode', 'endpoints'));

  test('--dry-run says that there will be an endpoint, and starts none', async () => {
    const ground = await ready();
    const { stdout, code } = await runIn(ground, ['--dry-run', 'opencode']);
    expect(code).toBe(0);
    expect(stdout).toContain('Endpoint\n  answers on 127.0.0.1 for this session alone');
    expect(stdout).not.toContain('AWS_SECRET_ACCESS_KEY');
    expect(noProcess(ground)).toBe(true);
  });

  test('lode env keeps to variables, since an endpoint would end with it', async () => {
    const ground = await ready();
    const { stdout, stderr, code } = await runIn(ground, ['env', 'opencode']);
    expect(code).toBe(0);
    expect(stdout).not.toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI');
    expect(stderr).toContain('AWS_SECRET_ACCESS_KEY');
    expect(noProcess(ground)).toBe(true);
  });

  test('an endpoint that was asked for and would be shadowed stops the launch, by file and section', async () => {
    const ground = await ready();
    ground.write('.aws/credentials', '[default]\naws_access_key_id = AKIAOTHER00000000000\naws_secret_access_key = x\n');
    const { stdout, stderr, code } = await runIn(ground, ['--handover', 'endpoint', 'opencode']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`handover says (set by --handover): [default] in ${ground.home}/.aws/credentials has credentials (aws_access_key_id)`);
    expect(stderr).toContain('lode --handover environment opencode');
  });
});
