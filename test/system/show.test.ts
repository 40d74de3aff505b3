import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { bundleDriver } from '../support/bundle-driver.ts';
import { startPty } from '../support/pty.ts';
import type { Pty } from '../support/pty.ts';
import { runLode } from '../support/run-lode.ts';
import { stillRuns } from '../support/still-runs.ts';

const folder = mkdtempSync(join(tmpdir(), 'lode-show-'));
let driver: string;
let pty: Pty | undefined;

beforeAll(async () => {
  driver = await bundleDriver('test/system/drivers/commands.ts', folder);
});
afterEach(async () => {
  await pty?.end();
  pty = undefined;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const words = (command: string | readonly string[], timeoutMs = 20_000): string => JSON.stringify({ how: 'show', command, timeoutMs });

function show(command: string, timeoutMs?: number): Pty {
  pty = startPty(process.execPath, [driver, words(command, timeoutMs)]);
  return pty;
}

test.each<[string, string | readonly string[], string, string]>([
  ['both its streams go to our stderr', 'echo one; echo two >&2; exit 3', '{"kind":"exited","code":3}', 'one\ntwo\n'],
  ['it reads our stdin', 'read x; echo "got $x"', '{"kind":"exited","code":0}', 'got typed\n'],
  ['the signal it died of is told', 'kill -KILL $$', '{"kind":"signaled","signal":"SIGKILL"}', ''],
  ['a list is run without a shell', ['echo', '$HOME *'], '{"kind":"exited","code":0}', '$HOME *\n'],
])('%s', async (_, command, stdout, stderr) => {
  expect(await runLode([words(command)], { script: driver, input: 'typed\n' })).toEqual({ code: 0, signal: null, stdout: `${stdout}\n`, stderr });
});

test('a program that does not exist is told', async () => {
  const { stdout } = await runLode([words(['/no/such/program'])], { script: driver });
  expect(JSON.parse(stdout)).toEqual({ kind: 'not-started', reason: expect.stringContaining('/no/such/program') as string });
});

test('a person can answer it in the terminal', async () => {
  const terminal = show('printf "Code? " && read code && echo "[$code]"');
  await terminal.waitFor(/Code\? /);
  terminal.type('ABCD\r');
  await terminal.waitFor(/\[ABCD\]/);
  await terminal.waitFor(/"code":0/);
});

test("Ctrl-C is the command's, and lode lives to tell", async () => {
  const terminal = show('trap "echo [stopped]; exit 5" INT; echo [ready]; while :; do sleep 0.05; done');
  await terminal.waitFor(/\[ready\]/);
  terminal.type('\x03');
  await terminal.waitFor(/\[stopped\]/);
  await terminal.waitFor(/"code":5/);
});

test('at the limit everything below it ends, with time to clean up', async () => {
  const terminal = show(
    'trap "echo [cleaned up]; exit" TERM; sh -c \'trap "" TERM; while :; do sleep 0.1; done\' & echo "[$!]"; while :; do sleep 0.05; done',
    400,
  );
  const [, pid] = await terminal.waitFor(/\[(\d+)\]/);
  await terminal.waitFor(/\[cleaned up\]/);
  await terminal.waitFor(/"timed-out"/);
  await expect.poll(() => stillRuns(Number(pid))).toBe(false);
});

test('when lode is killed the command goes too', async () => {
  const terminal = show('echo "[$$]"; while :; do sleep 0.05; done');
  const [, pid] = await terminal.waitFor(/\[(\d+)\]/);
  process.kill(terminal.pid, 'SIGTERM');
  expect((await terminal.ended).signal).toBe(15);
  await expect.poll(() => stillRuns(Number(pid))).toBe(false);
});
