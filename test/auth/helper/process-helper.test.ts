import { describe, expect, test } from 'vitest';
import { runCredentialProcess } from '../../../src/auth/helper/process-helper.ts';
import { LodeError } from '../../../src/errors.ts';
import type { Captured, CommandEnd } from '../../../src/system/system.ts';
import { fakeSystem, type FakeMachine } from '../../support/fake-system.ts';

const secretLine = 'get --token=canary-3f9a';
const good = '{"Version":1,"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"canary-3f9a","SessionToken":"canary-3f9a"}';

async function refusal(machine: FakeMachine, command = secretLine): Promise<LodeError['failure'] | undefined> {
  try {
    await runCredentialProcess(fakeSystem(machine), { profile: 'work', command, configFile: '/home/ada/.aws/config' });
    return undefined;
  } catch (error) {
    if (error instanceof LodeError) return error.failure;
    throw error;
  }
}

const ends = (end: CommandEnd, said: Partial<Captured> = {}): FakeMachine => ({ capture: () => ({ end, stdout: '', stderr: 'canary-3f9a', ...said }) });
const notStarted = (reason: string): FakeMachine => ends({ kind: 'not-started', reason });

describe('a credential_process that gives nothing names its profile and file, and neither itself nor what it said', () => {
  test.each<[string, FakeMachine, string]>([
    ['exits 3', ends({ kind: 'exited', code: 3 }), 'it ended with exit code 3'],
    ['exits 1 with good JSON', ends({ kind: 'exited', code: 1 }, { stdout: good }), 'it ended with exit code 1, so what it printed is not used'],
    ['exits 0 in silence', ends({ kind: 'exited', code: 0 }), 'it printed nothing on stdout'],
    ['is not found by its shell', ends({ kind: 'exited', code: 127 }), 'it ended with exit code 127 (command not found)'],
    ['is not executable for its shell', ends({ kind: 'exited', code: 126 }), 'it ended with exit code 126 (found, but not executable)'],
    ['is killed below its shell', ends({ kind: 'exited', code: 137 }), 'it ended with exit code 137 (signal 9 ended what it ran)'],
    ['is killed', ends({ kind: 'signaled', signal: 'SIGSEGV' }), 'it was ended by SIGSEGV'],
    ['hangs', ends({ kind: 'timed-out' }), 'it did not end within 60 s and was stopped'],
    ['floods', ends({ kind: 'flooded' }, { stdout: 'canary-3f9a'.repeat(10) }), 'it printed more than 1024 KiB on stdout and was stopped'],
    ['floods stderr', ends({ kind: 'flooded' }, { stderr: 'canary-3f9a'.repeat(10) }), 'it printed more than 1024 KiB on stderr and was stopped'],
    [
      'is not found',
      notStarted('spawn get--token=canary-3f9a ENOENT'),
      'it could not be started: its program, or the interpreter that its first line names, was not found',
    ],
    ['may not be run', notStarted('spawn canary-3f9a EACCES'), 'it could not be started: its program is not executable, or may not be run by you'],
    ['is no program', notStarted('spawn canary-3f9a ENOEXEC'), 'it could not be started: its program is none that this system can run'],
    ['fails in another way', notStarted('spawn canary-3f9a ENFILE'), 'it could not be started: ENFILE'],
    ['fails in no known way', notStarted('canary-3f9a'), 'it could not be started: for a reason that the system does not name'],
    [
      'has no folder to run in',
      notStarted('The "cwd" option is invalid: /gone.\nspawn canary ENOENT'),
      'it could not be started: the folder in which lode runs is gone',
    ],
    ['prints junk', ends({ kind: 'exited', code: 0 }, { stdout: 'canary-3f9a' }), 'its stdout is not JSON'],
  ])('%s', async (_, machine, why) => {
    const failure = await refusal(machine);
    expect(failure).toMatchObject({ code: 'credentials.process', exit: 'credentials' });
    expect(failure?.message).toBe(`The credential_process of profile work in /home/ada/.aws/config gave no credentials: ${why}.`);
    expect(failure?.hints?.[0]).toMatch(/^Run the command by hand .* credential_process of profile work in \/home\/ada\/.aws\/config$/);
    expect(JSON.stringify(failure)).not.toMatch(/canary|--token/);
  });

  test.each([
    ['', 'its command is empty'],
    ['get "canary-3f9a', 'a quote in its command is never closed'],
  ])('the line %j is run by nobody', async (command, why) => {
    const failure = await refusal({ capture: () => expect.unreachable('it ran') }, command);
    expect(failure?.message).toContain(`gave no credentials: ${why}.`);
    expect(JSON.stringify(failure)).not.toContain('canary');
  });
});

describe('it runs where lode was started, in its environment, and is told who waits for it', () => {
  test.each<[string, FakeMachine, string, unknown]>([
    ['as words', {}, "get 'a b'", ['get', 'a b']],
    ['by a shell', {}, 'get $A | jq .', 'get $A | jq .'],
    ['by a shell on Windows', { platform: 'win32' }, 'get "a b"', 'get "a b"'],
  ])('%s', async (_, machine, command, expected) => {
    const printed: Captured = { end: { kind: 'exited', code: 0 }, stdout: good, stderr: 'talk' };
    const env = { AWS_PROFILE: 'other', LODE_HELPERS: '["profile b"]' };
    const system = fakeSystem({ ...machine, env, cwd: '/p', capture: () => printed });
    const credentials = await runCredentialProcess(system, { profile: 'work', command, configFile: '/c', timeoutMs: 5000 });
    expect(credentials.accessKeyId).toBe('ASIAEXAMPLE');
    expect(system.captured).toEqual([
      { command: expected, env: { ...env, LODE_HELPERS: '["profile b","profile work"]' }, cwd: '/p', timeoutMs: 5000, maxBytes: 1_048_576 },
    ]);
  });
});

test('one that waits for itself is not run', async () => {
  const failure = await refusal({ env: { LODE_HELPERS: '["profile work","profile b"]' }, capture: () => expect.unreachable('it ran') });
  expect(failure).toMatchObject({ code: 'credentials.circle', exit: 'credentials' });
  expect(failure?.message).toContain('profile work → lode → profile b → lode → profile work');
});
