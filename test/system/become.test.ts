import { createFixture } from 'fs-fixture';
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { processFacts } from '../../src/system/process-facts.ts';
import { bundleDriver } from '../support/bundle-driver.ts';
import { startPty, startShell } from '../support/pty.ts';
import type { Pty, PtyOptions } from '../support/pty.ts';
import { nodeBinaries, runLode } from '../support/run-lode.ts';

const child = resolve('test/system/drivers/child.mjs');
const nodes = await nodeBinaries();
const folder = mkdtempSync(join(tmpdir(), 'lode-become-'));
const open: Pty[] = [];
let driver: string;

beforeAll(async () => {
  driver = await bundleDriver('test/system/drivers/become.ts', folder);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((pty) => pty.end()));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const replaces = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 23 || (major === 22 && minor >= 15) || (major === 23 && minor >= 11);
};

describe.each(nodes)('on Node $version', ({ path: node, version }) => {
  const inPty = (args: readonly string[], options: PtyOptions = {}): Pty => keep(startPty(node, [driver, ...args], options));
  const inShell = (): Pty => keep(startShell({ env: { node, driver, child } }));
  const keep = (pty: Pty): Pty => {
    open.push(pty);
    return pty;
  };
  const run = (args: readonly string[], options: Parameters<typeof runLode>[1] = {}) => runLode(args, { node, script: driver, ...options });

  test('lode is gone where the runtime can replace it, and a parent elsewhere', async () => {
    const pty = inPty([node, child, 'signals']);
    const [, parent, pid] = await pty.waitFor(/\[ready (\d+) (\d+)/);
    expect(pty.pid === Number(pid)).toBe(replaces(version));
    expect(pty.pid === Number(parent)).toBe(!replaces(version));
  });

  test('Ctrl-C reaches the child exactly once, and lode stays until the child goes', async () => {
    const pty = inPty([node, child, 'signals']);
    await pty.waitFor(/\[ready/);
    pty.type('\x03');
    await pty.waitFor(/\[interrupt 1\]/);
    pty.type('\x03');
    await pty.waitFor(/\[interrupt 2\]/);
    process.kill(pty.pid, 'SIGTERM');
    await pty.waitFor(/\[told to go after 2\]/);
    expect(await pty.ended).toEqual({ code: 143, signal: 0 });
  });

  test.each(['SIGHUP', 'SIGUSR2'] as const)('%s sent to lode reaches the child once', async (signal) => {
    const pty = inPty([node, child, 'signals']);
    await pty.waitFor(/\[ready/);
    process.kill(pty.pid, signal);
    await pty.waitFor(new RegExp(`\\[${signal}\\]`));
    process.kill(pty.pid, 'SIGTERM');
    await pty.ended;
    expect(pty.screen().split(`[${signal}]`)).toHaveLength(2);
  });

  test('SIGTERM to a child with no handler ends with 143', async () => {
    const pty = inShell();
    pty.type(`"$node" "$driver" /bin/sh -c 'echo rea""dy; exec sleep 60' & lode=$!\r`);
    await pty.waitFor(/ready/);
    pty.type('kill -TERM $lode; wait $lode; echo "code $?."\r');
    await pty.waitFor(/code 143\./);
  });

  test.each([
    ['SIGINT', 'interrupt 1'],
    ['SIGQUIT', 'SIGQUIT'],
  ] as const)('with no terminal, %s sent to lode alone reaches the child', async (signal, said) => {
    const lode = spawn('setsid', [node, driver, node, child, 'signals'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const text = readUntil(lode.stdout.setEncoding('utf8'));
    await text(/\[ready/);
    process.kill(lode.pid as number, signal);
    await text(new RegExp(`\\[${said}\\]`));
    process.kill(lode.pid as number, 'SIGTERM');
    expect(await new Promise((done) => lode.once('exit', done))).toBe(143);
  });

  test('in the background of a shell, kill -INT reaches the child', async () => {
    const pty = inShell();
    pty.type('"$node" "$driver" "$node" "$child" signals & lode=$!\r');
    await pty.waitFor(/\[ready/);
    pty.type('kill -INT $lode\r');
    await pty.waitFor(/\[interrupt 1\]/);
    pty.type('kill -TERM $lode; wait $lode; echo "code $?."\r');
    await pty.waitFor(/told to go after 1/);
    await pty.waitFor(/code 143\./);
  });

  test('Ctrl-Z stops a child in cooked mode, and fg continues it', async () => {
    const pty = inShell();
    pty.type('"$node" "$driver" "$node" "$child" signals; echo "code $?."\r');
    await pty.waitFor(/\[ready/);
    pty.type('\x1a');
    await pty.waitFor(/Stopped/);
    pty.type('echo back at $((6*7))\r');
    await pty.waitFor(/back at 42/);
    pty.type('fg\r');
    await pty.waitFor(/\[continued\]/);
    pty.type('\x03');
    await pty.waitFor(/\[interrupt 1\]/);
  });

  test('a child in raw mode that stops only itself gives the shell back, twice, and fg continues it', async () => {
    const pty = inShell();
    pty.type('"$node" "$driver" "$node" "$child" raw\r');
    await pty.waitFor(/\[ready\]/);
    for (const key of ['a', 'b']) {
      pty.type('\x1a');
      await pty.waitFor(/Stopped/);
      pty.type('echo back at $((6*7))\r');
      await pty.waitFor(/back at 42/);
      pty.type('fg\r');
      await pty.waitFor(/\[continued\]/);
      pty.type(key);
      await pty.waitFor(new RegExp(`\\[key ${key}\\]`));
    }
    pty.type('\x03');
    await pty.waitFor(/\$ /);
    pty.type('echo "code $?."\r');
    await pty.waitFor(/code 7\./);
  });

  test('a child stopped from outside goes on when lode is told to', async () => {
    const pty = inPty([node, child, 'signals']);
    const [, , pid] = await pty.waitFor(/\[ready (\d+) (\d+)/);
    process.kill(Number(pid), 'SIGSTOP');
    await expect.poll(() => processFacts(pty.pid)?.state).toBe('T');
    process.kill(pty.pid, 'SIGCONT');
    await pty.waitFor(/\[continued\]/);
  });

  test('the child sees the size of the window and its changes', async () => {
    const pty = inPty([node, child, 'signals'], { columns: 100, rows: 30 });
    await pty.waitFor(/\[ready \d+ \d+ 100x30\]/);
    pty.resize(120, 40);
    await pty.waitFor(/\[now 120x40\]/);
  });

  test.each([0, 7, 143])('exit code %i passes through', async (code) => {
    expect(await run([node, child, 'exit', String(code)])).toEqual({ code, signal: null, stdout: '', stderr: '' });
  });

  test.each([
    ['SIGKILL', 137],
    ['SIGTERM', 143],
  ])('a child killed by %s shows as %i in a shell', async (signal, code) => {
    const pty = inShell();
    pty.type(`"$node" "$driver" "$node" "$child" die ${signal}; echo "code $?."\r`);
    await pty.waitFor(new RegExp(`code ${code}\\.`));
  });

  test('what cannot be started says why, with 127 or 126', async () => {
    const files = { plain: 'text', junk: 'no header', windows: '#!/bin/sh\r\n', lost: '#!/no/such/shell\n', folder: { x: '' } };
    await using tree = await createFixture(files);
    for (const name of ['junk', 'windows', 'lost']) chmodSync(tree.getPath(name), 0o755);
    const runs = ['missing', ...Object.keys(files)].map(async (name) => {
      const { code, stderr } = await run([tree.getPath(name)]);
      return `${code} ${stderr.replaceAll(tree.getPath('/'), '').trim()}`;
    });
    expect(await Promise.all(runs)).toEqual([
      '127 missing does not exist',
      '126 plain is not executable; chmod +x would make it so',
      '126 junk is neither a program of this system nor a script with a #! line',
      '126 windows has Windows line ends, so its #! line names no program; convert it with dos2unix',
      '126 lost needs /no/such/shell to run: /no/such/shell does not exist',
      '126 folder is not a file',
    ]);
  });

  test('five megabytes pass through pipes unchanged', async () => {
    const input = randomBytes(5 * 1024 * 1024);
    const { code, stdout } = await run(['/bin/sh', '-c', 'cat | cat | sha256sum'], { input });
    expect([code, stdout.split(' ')[0]]).toEqual([0, createHash('sha256').update(input).digest('hex')]);
  });

  test.each(['', 'TEST_TOUCH=1'])('a plain `cat` writes every byte to a slow reader: the pipe is in blocking mode %s', async (touch) => {
    const line = `${touch} "$node" "$driver" /bin/cat </dev/zero | (sleep 0.3; head -c 3000000 | wc -c)`;
    const { stdout, stderr } = await run(['/bin/sh', '-c', line], { env: { node, driver } });
    expect([stdout.trim(), stderr]).toEqual(['3000000', '']);
  });

  test('environment, words and folder are exactly those of the plan', async () => {
    const env = { ODD: 'a=b\n"\'$`ü', EMPTY: '', PATH: '/nowhere' };
    const spec = { file: node, args: [child, 'env'], cwd: tmpdir(), env };
    expect(JSON.parse((await run([], { env: { TEST_SPEC: JSON.stringify(spec), LEAK: '1' } })).stdout)).toEqual(env);
    const words = ['', '--', 'a b', '*', "'", 'ü\n'];
    const echo = { ...spec, args: [child, 'echo', ...words] };
    expect(JSON.parse((await run([], { env: { TEST_SPEC: JSON.stringify(echo) } })).stdout)).toEqual({ argv: words, cwd: tmpdir() });
  });

  test('a missing working folder is named', async () => {
    const spec = { file: node, args: [], cwd: '/no/such/folder', env: {} };
    const { code, stderr } = await run([], { env: { TEST_SPEC: JSON.stringify(spec) } });
    expect([code, stderr]).toEqual([126, 'the working folder /no/such/folder does not exist\n']);
  });

  test('words too long for the system are refused in a sentence, not with a crash', async () => {
    const { code, stderr } = await run(['/bin/echo'], { env: { TEST_LONG_WORD: '200000' } });
    expect([code, stderr]).toEqual([126, '/bin/echo: its arguments and environment are longer than the system allows\n']);
  });

  test('signals that Node ignores are not ignored in the child', async () => {
    const { stdout } = await run(['/bin/sh', '-c', 'grep -E "Sig(Ign|Blk)" /proc/self/status']);
    expect(stdout.match(/0000000000000000/g)).toHaveLength(2);
  });

  test.each([
    ['as bash makes it', '<(echo from the pipe)'],
    ['as zsh makes it', '/dev/fd/11 11< <(echo from the pipe)'],
    ['by hand', '--file=/dev/fd/3 3< <(echo from the pipe)'],
  ])('a process substitution among the words, %s, can be read by the child', async (_, words) => {
    const cat = `/bin/sh -c 'exec cat "\${1#--file=}"' sh`;
    const { stdout } = await run(['/bin/bash', '-c', `"$node" "$driver" ${cat} ${words}`], { env: { node, driver } });
    expect(stdout).toBe('from the pipe\n');
  });

  test('after a question to the person the child has the terminal to itself', async () => {
    const pty = inPty(['/bin/sh', '-c', 'echo ready; cat; exit 5'], { env: { TEST_ASK: '1', PATH: process.env['PATH'] ?? '', TERM: 'xterm' } });
    await pty.waitFor(/Go on\?/);
    pty.type('y\r');
    await pty.waitFor(/Go on\? Yes\s+\[non-blocking: \]\s+ready/);
    for (const line of ['one', 'two', 'three']) {
      pty.type(`${line}\r`);
      await pty.waitFor(new RegExp(`${line}\\n${line}\\n`));
    }
    pty.type('\x04');
    expect(await pty.ended).toEqual({ code: 5, signal: 0 });
  });
});

function readUntil(stream: NodeJS.ReadableStream): (pattern: RegExp) => Promise<void> {
  let text = '';
  let look = (): void => undefined;
  stream.on('data', (part: string) => {
    text += part;
    look();
  });
  return (pattern) =>
    new Promise((done) => {
      look = () => void (pattern.test(text) && done());
      look();
    });
}
