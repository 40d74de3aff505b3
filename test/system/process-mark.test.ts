import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { processMark } from '../../src/system/process-mark.ts';

const platform = process.platform;
const started: ChildProcess[] = [];

afterEach(async () => {
  Object.defineProperty(process, 'platform', { value: platform });
  await Promise.all(started.splice(0).map(end));
});

async function start(script: string): Promise<{ readonly child: ChildProcess; readonly said: string }> {
  const child = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  started.push(child);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: said.toString().trim() };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

describe.each(['linux', 'darwin', 'win32'])('the mark of a process, as on %s', (name) => {
  const asThere = <T>(look: () => T): T => {
    Object.defineProperty(process, 'platform', { value: name });
    try {
      return look();
    } finally {
      Object.defineProperty(process, 'platform', { value: platform });
    }
  };
  const mark = (pid: number): string | undefined => asThere(() => processMark(pid));

  test('stays the same while it lives, and is gone with it', async () => {
    const { child } = await start('echo ready; exec sleep 60');
    const pid = child.pid ?? 0;
    const first = mark(pid);
    expect([first !== undefined && first !== '', mark(pid) === first]).toEqual([true, true]);
    await end(child);
    expect(mark(pid)).toBe(undefined);
  });

  test.skipIf(name === 'win32')('differs from that of a process that began at another time', () => {
    expect(mark(process.pid)).not.toBe(mark(1));
  });

  test.skipIf(name === 'win32')('is not given for a dead child that nobody has asked about', async () => {
    const { said } = await start('sleep 0.01 & echo $!; exec sleep 60');
    await expect.poll(() => mark(Number(said))).toBe(undefined);
    expect(process.kill(Number(said), 0)).toBe(true);
  });

  test.runIf(name === 'darwin')('is the same in every zone', () => {
    const { TZ } = process.env;
    const here = mark(process.pid);
    process.env['TZ'] = 'Pacific/Auckland';
    expect(mark(process.pid)).toBe(here);
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  });
});
