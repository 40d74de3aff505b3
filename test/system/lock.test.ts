import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { takeLockFile } from '../../src/system/lock-file.ts';
import { takeLock } from '../../src/system/lock.ts';
import type { Lock } from '../../src/system/system.ts';
import { bundleDriver } from '../support/bundle-driver.ts';
import { nodeBinaries, runLode } from '../support/run-lode.ts';
import { stillRuns } from '../support/still-runs.ts';

const nodes = await nodeBinaries();
const folder = mkdtempSync(join(tmpdir(), 'lode-lock-'));
const started: ChildProcess[] = [];
let driver: string;
let names = 0;

beforeAll(async () => {
  driver = await bundleDriver('test/system/drivers/lock.ts', folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(started.splice(0).map(ended));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const freshName = (): string => `test-${process.pid}-${names++}`;
const words = (how: string, name: string, rest: object = {}): string => JSON.stringify({ how, name, ...rest });

function start(how: string, name: string, rest?: object, node = process.execPath): ChildProcess {
  const child = spawn(node, [driver, words(how, name, rest)], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  return child;
}

/** Starts a process and waits until it says that it has the lock. */
async function holder(how: string, name: string, rest?: object, node?: string): Promise<ChildProcess> {
  const child = start(how, name, rest, node);
  await said(child);
  return child;
}

async function said(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('it has no stdout');
  const [text] = (await once(child.stdout, 'data')) as [Buffer];
  return text.toString();
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function take(name: string): Promise<Lock> {
  const answer = await takeLock(name);
  if (answer.kind !== 'taken') throw new Error(`the lock is ${answer.kind}`);
  return answer.lock;
}

test.each(['a', '', 'user data/ß\0', 'x'.repeat(5000)])('a lock is held once, and free again when it is released: %j', async (each) => {
  const name = freshName() + each;
  const lock = await take(name);
  expect((await takeLock(name)).kind).toBe('held');
  lock.release();
  (await take(name)).release();
});

test('names that differ only past the room for a name are different locks', async () => {
  const long = freshName().padEnd(300, 'x');
  const [first, second] = [await take(`${long}1`), await take(`${long}2`)];
  first.release();
  second.release();
});

test.runIf(process.platform === 'linux')('what does not fit a name is not sent to the same lock by its readable part', async () => {
  const [first, second] = [await take('a/b'), await take('a_b')];
  first.release();
  second.release();
});

test('forty processes that count together lose no count and never meet', async () => {
  const [file, name] = [join(folder, 'log'), freshName()];
  writeFileSync(`${file}.count`, '0');
  const runs = Array.from({ length: 40 }, () => runLode([words('count', name, { file, rounds: 3 })], { script: driver, timeoutMs: 60_000 }));
  expect((await Promise.all(runs)).filter(({ code }) => code !== 0)).toEqual([]);
  expect(readFileSync(`${file}.count`, 'utf8')).toBe('120');
  const log = readFileSync(file, 'utf8').trim().split('\n');
  const pairs = Array.from({ length: 120 }, (_, index) => log.slice(2 * index, 2 * index + 2));
  expect(pairs.filter(([enter = '', leave]) => leave !== enter.replace('in', 'out'))).toEqual([]);
}, 90_000);

describe('with a holder in another process', () => {
  test('kill -9 hands the lock to who waits, within a second', async () => {
    const name = freshName();
    const first = await holder('hold', name);
    const waiter = start('wait', name);
    // The waiter has tried and found it held once the second one, started after it, has ended.
    expect((await runLode([words('once', name)], { script: driver })).stdout).toBe('{"kind":"held"}\n');
    const since = performance.now();
    first.kill('SIGKILL');
    expect(await said(waiter)).toBe('taken\n');
    expect(performance.now() - since).toBeLessThan(1000);
  });

  test.each(nodes)('one on Node $version and this one see each other', async ({ path: node }) => {
    for (const name of [freshName(), freshName().padEnd(200, 'x')]) {
      const theirs = await holder('hold', name, {}, node);
      expect((await takeLock(name)).kind).toBe('held');
      await ended(theirs);
      const ours = await take(name);
      expect((await runLode([words('once', name)], { script: driver, node })).stdout).toBe('{"kind":"held"}\n');
      ours.release();
    }
  });

  test.each(nodes)('what it becomes on Node $version does not have the lock, unless lode stays as its parent', async ({ path: node, version }) => {
    const [file, name] = [join(folder, `became-${version}`), freshName()];
    const child = await holder('become', name, { file }, node);
    await expect.poll(() => readPid(file)).toBeGreaterThan(0);
    expect((await takeLock(name)).kind).toBe(readPid(file) === child.pid ? 'taken' : 'held');
    process.kill(readPid(file), 'SIGKILL');
  });

  test('a stopped one still has it', async () => {
    const name = freshName();
    const first = await holder('hold', name);
    first.kill('SIGSTOP');
    await expect.poll(() => / T /.test(readFileSync(`/proc/${first.pid}/stat`, 'latin1'))).toBe(true);
    expect((await takeLock(name)).kind).toBe('held');
    await ended(first);
    (await take(name)).release();
  });

  test('a program that it started and that outlives it does not have the lock', async () => {
    const [file, name] = [join(folder, 'child'), freshName()];
    const first = await holder('with child', name, { file });
    await expect.poll(() => readPid(file)).toBeGreaterThan(0);
    await ended(first);
    expect(stillRuns(readPid(file))).toBe(true);
    (await take(name)).release();
    process.kill(readPid(file), 'SIGKILL');
  });

  test('who connects to the lock gets nothing and takes nothing', async () => {
    const name = freshName();
    await holder('hold', name);
    const { connect } = await import('node:net');
    const connection = connect(`\0lode-${name}`.padEnd(108, '\0'));
    const [, received] = await Promise.all([once(connection, 'close'), connection.toArray()]);
    expect(received).toEqual([]);
    expect((await takeLock(name)).kind).toBe('held');
  });
});

test('a lock keeps no process alive', async () => {
  const { code, stdout } = await runLode([words('once', freshName())], { script: driver, timeoutMs: 5000 });
  expect([code, JSON.parse(stdout)]).toEqual([0, { kind: 'taken', lock: {} }]);
});

test('where there are no locks, that is said with the reason, and it is not taken for a holder', async () => {
  const name = freshName();
  const command = `ulimit -n 64; exec "$0" "$@"`;
  const child = spawn('sh', ['-c', command, process.execPath, driver, words('without descriptors', name)], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  expect(JSON.parse(await said(child))).toEqual({ kind: 'unavailable', why: expect.stringMatching(/EMFILE.*@lode-/) as string });
});

describe('as a locked file, where there are no abstract sockets', () => {
  const locks = (): string => join(folder, `lode-locks-${process.geteuid?.()}`);

  test('it lies in a folder of its own for this user alone', () => {
    vi.stubEnv('TMPDIR', folder);
    const answer = takeLockFile('file');
    if (answer.kind === 'taken') answer.lock.release();
    expect([answer.kind, statSync(locks()).mode & 0o777, statSync(join(locks(), 'file')).mode & 0o777]).toEqual(['taken', 0o700, 0o600]);
  });

  test('what else stands in its place makes locks unavailable', () => {
    vi.stubEnv('TMPDIR', join(folder, 'other'));
    mkdirSync(join(folder, 'other'));
    writeFileSync(join(folder, 'other', `lode-locks-${process.geteuid?.()}`), '');
    expect(takeLockFile('file')).toMatchObject({ kind: 'unavailable', why: expect.stringContaining('lode-locks-') as string });
  });
});

function readPid(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}
