import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capture } from '../../src/system/capture.ts';
import { readText } from '../../src/system/read-text.ts';
import type { Captured, CaptureRequest, CommandEnd } from '../../src/system/system.ts';
import { bundleDriver } from '../support/bundle-driver.ts';
import { startPty } from '../support/pty.ts';
import { stillRuns } from '../support/still-runs.ts';

const env = { PATH: process.env['PATH'], GONE: undefined };

function run(command: CaptureRequest['command'], limits: Partial<CaptureRequest> = {}): Promise<Captured> {
  return capture({ command, env, cwd: tmpdir(), timeoutMs: 10_000, maxBytes: 1_000_000, ...limits });
}

const exited = (code: number): CommandEnd => ({ kind: 'exited', code });

describe('a captured command', () => {
  test.each<[string, CaptureRequest['command'], Captured]>([
    ['gives both streams apart and untrimmed', 'echo one; echo two >&2', { end: exited(0), stdout: 'one\n', stderr: 'two\n' }],
    ['gives its exit code', 'exit 7', { end: exited(7), stdout: '', stderr: '' }],
    ['gives the signal it died of', 'kill -TERM $$', { end: { kind: 'signaled', signal: 'SIGTERM' }, stdout: '', stderr: '' }],
    ['takes words as they are when it is a list', ['printf', '%s|', 'a b', '$x', '*'], { end: exited(0), stdout: 'a b|$x|*|', stderr: '' }],
    ['has nothing to read', 'cat; read x || echo none', { end: exited(0), stdout: 'none\n', stderr: '' }],
    ['gets exactly its environment', 'echo "${HOME-no} ${GONE-no}"', { end: exited(0), stdout: 'no no\n', stderr: '' }],
    ['runs where it is told', 'pwd -P', { end: exited(0), stdout: `${tmpdir()}\n`, stderr: '' }],
    ['keeps letters that fall between two chunks', 'printf "\\303"; sleep 0.05; printf "\\274"', { end: exited(0), stdout: 'ü', stderr: '' }],
  ])('%s', async (_, command, expected) => {
    expect(await run(command)).toEqual(expected);
  });

  test('of a megabyte comes whole', async () => {
    expect((await run('head -c 1000000 /dev/zero')).stdout).toHaveLength(1_000_000);
  });

  test.each<[string, CaptureRequest['command'], Partial<CaptureRequest>]>([
    ['a program that does not exist', ['/no/such/program'], {}],
    ['a file that is not a program', ['/etc/passwd'], {}],
    ['a folder that does not exist', 'true', { cwd: '/no/such/folder' }],
  ])('%s is not started, with a reason', async (_, command, limits) => {
    expect(await run(command, limits)).toMatchObject({ end: { kind: 'not-started', reason: expect.stringMatching(/\w/) as string }, stdout: '' });
  });

  test('is killed with everything it started when the time is up, and what it said is kept', async () => {
    const { end, stdout } = await run('sleep 300 & echo $!; (trap "" TERM; sleep 300) & echo $!; wait', { timeoutMs: 300 });
    expect(end).toEqual({ kind: 'timed-out' });
    const pids = stdout.trim().split('\n').map(Number);
    expect(pids).toHaveLength(2);
    await expect.poll(() => pids.filter(stillRuns)).toEqual([]);
  });

  test.each(['stdout', 'stderr'] as const)('that floods %s is killed, and the first bytes are kept', async (stream) => {
    const answer = await run(`yes${stream === 'stderr' ? ' >&2' : ''}`, { maxBytes: 5000 });
    expect(answer.end).toEqual({ kind: 'flooded' });
    expect(answer[stream]).toHaveLength(5000);
  });

  test('is over when it ends, although something it left behind holds its output open', async () => {
    const { end, stdout } = await run('sleep 300 & echo $!');
    expect(end).toEqual(exited(0));
    expect(stillRuns(Number(stdout))).toBe(true);
    process.kill(Number(stdout), 'SIGKILL');
  });
});

describe('lode, told to go while a command runs,', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lode-capture-'));
  let driver: string;
  beforeAll(async () => {
    driver = await bundleDriver('test/system/drivers/commands.ts', folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    ['Ctrl-C', 'SIGINT', 2],
    ['kill', 'SIGTERM', 15],
  ] as const)('by %s, takes it along and dies of the signal', async (_, signal, number) => {
    const note = join(folder, signal);
    const request = { how: 'capture', command: `echo $$ >'${note}'; sleep 300`, timeoutMs: 20_000 };
    const pty = startPty(process.execPath, [driver, JSON.stringify(request)]);
    await expect.poll(() => readText(note)).toMatchObject({ text: expect.stringMatching(/\d\n/) as string });
    const pid = Number(readFileSync(note, 'utf8'));
    if (signal === 'SIGINT') pty.type('\x03');
    else process.kill(pty.pid, signal);
    expect((await pty.ended).signal).toBe(number);
    await expect.poll(() => stillRuns(pid)).toBe(false);
  });
});
