import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCredentialProcess } from '../../../src/auth/helper/process-helper.ts';
import { LodeError } from '../../../src/errors.ts';
import { capture } from '../../../src/system/capture.ts';
import type { System } from '../../../src/system/system.ts';
import { fakeSystem } from '../../support/fake-system.ts';

/** Real processes that do what no helper should. */

const folder = mkdtempSync(join(tmpdir(), 'lode-helpers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const good = `{"Version":1,"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"s","SessionToken":"t"}`;

function machine(marker: string): System {
  const fake = fakeSystem({ env: { PATH: process.env['PATH'], MARKER: marker }, cwd: folder });
  return { ...fake, processes: { ...fake.processes, capture } };
}

async function outcome(command: string, marker = 'none', timeoutMs = 20_000): Promise<string> {
  try {
    return (await runCredentialProcess(machine(marker), { profile: 'p', command, configFile: '/c', timeoutMs })).accessKeyId;
  } catch (error) {
    if (error instanceof LodeError) return error.message.replace(/^.* gave no credentials: /, '');
    throw error;
  }
}

/** Processes that were started with this marker and still are more than a zombie. */
function left(marker: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(marker);
    } catch {
      return false;
    }
  });
}

function script(name: string, text: string, mode = 0o755): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

const hasSetsid = process.platform === 'linux';
const timedOut = 'it did not end within 0.6 s and was stopped.';

describe.runIf(hasSetsid)('whatever it does, it is stopped at the limit with all it started', () => {
  test.each<[string, string, string]>([
    ['never ends', 'sleep 300', timedOut],
    ['never ends, without a shell', 'sleep 300', timedOut],
    ['prints a byte now and then', 'while :; do printf x; sleep 0.1; done', timedOut],
    ['ignores the signals that ask', 'trap "" TERM INT HUP; while :; do sleep 1; done', timedOut],
    ['stops itself', 'kill -STOP $$', timedOut],
    ['waits for children in their own groups', 'setsid sleep 300 & setsid sh -c "sleep 300 & sleep 300" & wait', timedOut],
    ['leaves its parent and its group, and waits', '(setsid sh -c "(sleep 300 &) ; kill -STOP \\$\\$" & ) ; sleep 300', timedOut],
    ['starts anew whenever it is left alone', 'setsid sh -c "while :; do sleep 0.01; done" & (setsid sleep 300 &); sleep 300', timedOut],
    ['floods stdout', 'sleep 300 & yes', 'it printed more than 1024 KiB on stdout and was stopped.'],
    ['floods stdout without a line end', '(setsid sleep 300 &) ; cat /dev/zero', 'it printed more than 1024 KiB on stdout and was stopped.'],
    ['floods stderr', 'sleep 300 & yes >&2', 'it printed more than 1024 KiB on stderr and was stopped.'],
  ])('%s', async (name, command, why) => {
    const marker = randomUUID();
    expect(await outcome(name.endsWith('shell') ? command : `: ; ${command}`, marker, why === timedOut ? 600 : 20_000)).toBe(why);
    await expect.poll(() => left(marker), { timeout: 2000 }).toEqual([]);
  });

  test('a gigabyte costs little memory', async () => {
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 2);
    expect(await outcome('head -c 1073741824 /dev/zero')).toBe('it printed more than 1024 KiB on stdout and was stopped.');
    clearInterval(watch);
    expect(Math.max(most, process.memoryUsage().rss) - before).toBeLessThan(50 * 1024 * 1024);
  });
});

describe('what it leaves behind does not hold up an answer', () => {
  test('a grandchild that holds stdout', async () => {
    const marker = randomUUID();
    expect(await outcome(`sleep 300 & printf '${good}'`, marker)).toBe('ASIAEXAMPLE');
    left(marker).forEach((pid) => process.kill(Number(pid), 'SIGKILL'));
  });

  test('talk on stderr is its own affair', async () => {
    expect(await outcome(`head -c 900000 /dev/zero >&2; printf '${good}'`)).toBe('ASIAEXAMPLE');
  });
});

describe('it can ask nobody', () => {
  test.each([
    ['stdin is at its end', `read line || printf '${good}'`, 'ASIAEXAMPLE'],
    ['there is no terminal', `(exec </dev/tty) 2>/dev/null || printf '${good}'`, 'ASIAEXAMPLE'],
  ])('%s', async (_, command, expected) => {
    expect(await outcome(command)).toBe(expected);
  });
});

describe('its name is taken as it is written', () => {
  const print = `#!/bin/sh\nprintf '%s' '${good}'\n`;

  test.each(['plain', 'with blanks in it', "with 'quotes'", '$(touch spilled)', 'a;touch spilled', 'größe-日本', 'a\\b', 'a&b|c>d'])('%s', async (name) => {
    const path = script(name, print);
    expect(await outcome(`'${path.replaceAll("'", `'\\''`)}' --as json`)).toBe('ASIAEXAMPLE');
    expect(readdirSync(folder)).not.toContain('spilled');
  });

  test.each<[string, string, string]>([
    ['that is missing', '/no/such/program --token=x', 'it could not be started: its program, or the interpreter that its first line names, was not found.'],
    ['that is missing, by a shell', '/no/such/program | cat; exit 127', 'it ended with exit code 127 (command not found).'],
    ['that is a text', script('text', 'hello', 0o644), 'it could not be started: its program is not executable, or may not be run by you.'],
    ['that is a folder', folder, 'it could not be started: its program is not executable, or may not be run by you.'],
    [
      'whose interpreter is missing',
      script('orphan', '#!/no/such/interpreter\n'),
      'it could not be started: its program, or the interpreter that its first line names, was not found.',
    ],
    ['that fails with good JSON', script('failing', `${print}exit 1\n`), 'it ended with exit code 1, so what it printed is not used.'],
    ['that dies of a signal', script('dying', '#!/bin/sh\nkill -SEGV $$\n'), 'it was ended by SIGSEGV.'],
    ['that prints nothing', 'true', 'it printed nothing on stdout.'],
  ])('a program %s', async (_, command, why) => {
    expect(await outcome(command)).toBe(why);
  });
});
