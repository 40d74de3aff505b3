import { describe, expect, test } from 'vitest';
import { runExportScript } from '../../src/auth/run-export-script.ts';
import { LodeError } from '../../src/errors.ts';
import { capture } from '../../src/system/capture.ts';
import type { Captured } from '../../src/system/system.ts';
import { fakeSystem } from '../support/fake-system.ts';

async function refusal(captured: Captured, timeoutMs?: number): Promise<string> {
  const system = fakeSystem({ capture: () => captured });
  try {
    await runExportScript(system, 'get --it', '/u/settings.json, key awsCredentialExport', timeoutMs);
  } catch (error) {
    if (error instanceof LodeError) return `${error.message} ${JSON.stringify(error.failure)}`;
  }
  return 'accepted';
}

const said = { stdout: 'canary', stderr: 'canary' };

describe('a script that gives nothing', () => {
  test.each<[string, Captured, string]>([
    ['exits 3', { ...said, end: { kind: 'exited', code: 3 } }, 'it ended with exit code 3.'],
    ['is not found', { ...said, end: { kind: 'exited', code: 127 } }, 'it ended with exit code 127 (command not found).'],
    ['is killed', { ...said, end: { kind: 'signaled', signal: 'SIGKILL' } }, 'it was ended by SIGKILL.'],
    ['hangs', { ...said, end: { kind: 'timed-out' } }, 'it did not end within 30 s and was stopped.'],
    ['floods', { ...said, end: { kind: 'flooded' } }, 'it printed more than 64 KiB and was stopped.'],
    ['cannot be started', { ...said, end: { kind: 'not-started', reason: 'spawn /bin/sh ENOENT' } }, 'it could not be started: spawn /bin/sh ENOENT.'],
    ['prints junk', { ...said, end: { kind: 'exited', code: 0 } }, 'its stdout is not one JSON document.'],
  ])('%s: says so, with the place of the setting, and repeats none of its output', async (_, captured, words) => {
    const text = await refusal(captured);
    expect(text).toContain(`The awsCredentialExport script (set by /u/settings.json, key awsCredentialExport) gave no credentials: ${words}`);
    expect(text).toContain('"exit":"credentials"');
    expect(text).not.toContain('canary');
  });
});

test('it runs where lode was started, in its environment', async () => {
  const system = fakeSystem({ env: { A: 'b' }, cwd: '/p', capture: () => ({ ...said, end: { kind: 'exited', code: 1 } }) });
  await expect(runExportScript(system, 'get', 'here')).rejects.toThrow();
  expect(system.captured).toEqual([{ command: 'get', env: { A: 'b' }, cwd: '/p', timeoutMs: 30_000, maxBytes: 65_536 }]);
});

test('a script that really hangs is stopped at the limit, with what it started', async () => {
  const system = { ...fakeSystem({ env: { PATH: process.env['PATH'] }, cwd: '/' }) };
  const real = { ...system, processes: { ...system.processes, capture } };
  await expect(runExportScript(real, 'sleep 1000 & sleep 1000', 'here', 200)).rejects.toThrow(
    'gave no credentials: it did not end within 0.2 s and was stopped.',
  );
});
