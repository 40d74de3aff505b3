import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startBehind } from '../../src/system/behind.ts';
import { descendants, processFacts } from '../../src/system/process-facts.ts';
import { startSidecar } from '../../src/system/sidecar.ts';
import { bundleDriver } from '../support/bundle-driver.ts';
import { startPty } from '../support/pty.ts';
import { nodeBinaries, runLode } from '../support/run-lode.ts';
import { stillRuns } from '../support/still-runs.ts';

const nodes = await nodeBinaries();
const folder = mkdtempSync(join(tmpdir(), 'lode-sidecar-'));
const { PATH } = process.env;
const started: number[] = [];
let driver: string;

beforeAll(async () => {
  driver = await bundleDriver('test/system/drivers/sidecar.ts', folder);
});
afterEach(() => started.splice(0).forEach((pid) => stillRuns(pid) && process.kill(pid, 'SIGKILL')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sidecar = (script: string, timeoutMs = 10_000): Promise<string | undefined> => startSidecar(['sh', '-c', script], { PATH }, timeoutMs);
const words = (script: string, after: 'end' | 'stay' | 'become', timeoutMs = 10_000): string =>
  JSON.stringify({ command: ['sh', '-c', script], timeoutMs, after });

function pidIn(text: string | undefined): number {
  const pid = Number(/\d+/.exec(text ?? '')?.[0]);
  started.push(pid);
  return pid;
}

const ourSockets = (): number => readdirSync('/proc/self/fd').filter((fd) => linkOf(fd).startsWith('socket:')).length;

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
}

describe('a sidecar', () => {
  test('goes on after its first line, below init and in a session of its own', async () => {
    const before = ourSockets();
    const pid = pidIn(await sidecar('echo "$$ first"; exec sleep 60'));
    const session = Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ')[3]);
    expect([stillRuns(pid), descendants(process.pid).includes(pid), session === pid, processFacts(pid)?.hasTerminal]).toEqual([true, false, false, false]);
    expect(session).toBe(processFacts(pid)?.group);
    // Neither its pipe nor a dead shell is left with us.
    await expect.poll(ourSockets).toBe(before);
    expect(descendants(process.pid).filter((each) => processFacts(each)?.state === 'Z')).toEqual([]);
  });

  test.each<[string, string, string | undefined]>([
    ['the first of several lines', 'echo one; echo two; exec sleep 60', 'one'],
    ['a line that comes in parts', 'printf on; sleep 0.1; echo e; exec sleep 60', 'one'],
    ['an empty line', 'echo; exec sleep 60', ''],
    ['a long line', 'head -c 60000 /dev/zero | tr "\\0" x; echo', 'x'.repeat(60_000)],
    ['only whole lines', 'printf part', undefined],
    ['nothing from one that ends', 'exit 3', undefined],
    ['nothing from its stderr', 'echo trouble >&2', undefined],
    ['no flood without a line', 'tr "\\0" x < /dev/zero', undefined],
  ])('gives %s', async (_, script, line) => {
    expect(await sidecar(`echo "$$" > "${folder}/pid"; ${script}`)).toBe(line);
    started.push(Number(readFileSync(join(folder, 'pid'), 'utf8')));
  });

  test('that says nothing in time is ended with all that it started', async () => {
    const since = performance.now();
    expect(await sidecar(`sleep 60 & echo "$!" > ${folder}/child; echo "$$" > ${folder}/own; exec sleep 60`, 600)).toBe(undefined);
    expect(performance.now() - since).toBeLessThan(5000);
    const pids = ['child', 'own'].map((name) => pidIn(readFileSync(join(folder, name), 'utf8')));
    await expect.poll(() => pids.filter(stillRuns)).toEqual([]);
  });

  test('that does not exist is none', async () => {
    expect(await startSidecar(['/no/such/program'], { PATH }, 10_000)).toBe(undefined);
  });

  test('gets its words as they are, and only the environment it is given', async () => {
    const line = await startSidecar(['sh', '-c', 'echo "$1|$2|$(env | grep -c ^HOME=)"', 'sh', '$HOME *', ''], { PATH }, 10_000);
    expect(line).toBe('$HOME *||0');
  });

  test('lives on when lode has ended', async () => {
    const { stdout } = await runLode([words('echo $$; exec sleep 60', 'end')], { script: driver });
    expect(stillRuns(pidIn(stdout))).toBe(true);
  });

  test('does not hear the terminal, neither Ctrl-C nor its end', async () => {
    const pty = startPty(process.execPath, [driver, words('echo $$; exec sleep 60', 'stay')]);
    const [, text] = await pty.waitFor(/\[line (\d+)\]/);
    const pid = pidIn(text);
    pty.type('\x03');
    await pty.ended;
    await pty.end();
    expect(stillRuns(pid)).toBe(true);
  });

  test('that is still awaited goes when lode is told to go', async () => {
    const own = join(folder, 'awaited');
    const child = spawn(process.execPath, [driver, words(`echo "$$" > ${own}.part; mv ${own}.part ${own}; exec sleep 60`, 'end', 60_000)], { stdio: 'ignore' });
    await expect.poll(() => existsSync(own), { timeout: 10_000 }).toBe(true);
    const pid = pidIn(readFileSync(own, 'utf8'));
    child.kill('SIGTERM');
    await once(child, 'exit');
    await expect.poll(() => stillRuns(pid)).toBe(false);
  });

  test.each(nodes)('leaves no child and no pipe to what lode becomes on Node $version', async ({ path: node }) => {
    const { stdout } = await runLode([words('echo $$; exec sleep 60', 'become')], { script: driver, node });
    pidIn(stdout);
    // Its only child is the one that lists them, and it has what it was started with.
    expect(stdout.split('\n').filter((line) => /^ *\d+ /.test(line))).toEqual([expect.stringMatching(/ ps -o/) as string]);
    expect([...stdout.matchAll(/-> socket:/g)]).toHaveLength(3);
  });
});

test('what is started behind goes on below init, unseen', async () => {
  const own = join(folder, 'behind');
  startBehind(['sh', '-c', `echo seen; echo "$$" > ${own}.part; mv ${own}.part ${own}; exec sleep 60`], { PATH });
  await expect.poll(() => existsSync(own)).toBe(true);
  const pid = pidIn(readFileSync(own, 'utf8'));
  expect([stillRuns(pid), descendants(process.pid).includes(pid), readlinkSync(`/proc/${pid}/fd/1`)]).toEqual([true, false, '/dev/null']);
});
