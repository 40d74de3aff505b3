import { describe, expect, test } from 'vitest';
import { runExportScript } from '../../src/auth/run-export-script.ts';
import { LodeError } from '../../src/errors.ts';
import { capture } from '../../src/system/capture.ts';
import type { Captured } from '../../src/system/system.ts';
import { fakeSystem } from '../support/fake-system.ts';

const place = '/u/settings.json, key awsCredentialExport';

async function refusal(captured: Captured): Promise<string> {
  const system = fakeSystem({ capture: () => captured });
  try {
    await runExportScript(system, 'get --token=canary', place);
  } catch (error) {
    if (error instanceof LodeError) return `${error.message} ${JSON.stringify(error.failure)}`;
  }
  return 'accepted';
}

const said = { stdout: 'canary', stderr: 'canary!' };

describe('a script that gives nothing', () => {
  test.each<[string, Captured, string]>([
    ['exits 3', { ...said, end: { kind: 'exited', code: 3 } }, 'it ended with exit code 3, so what it printed is not used.'],
    ['is not found', { ...said, stdout: '', end: { kind: 'exited', code: 127 } }, 'it ended with exit code 127 (command not found).'],
    ['is killed', { ...said, end: { kind: 'signaled', signal: 'SIGKILL' } }, 'it was ended by SIGKILL.'],
    ['hangs', { ...said, end: { kind: 'timed-out' } }, 'it did not end within 30 s and was stopped.'],
    ['floods', { ...said, end: { kind: 'flooded' } }, 'it printed more than 1024 KiB on stderr and was stopped.'],
    ['has no shell', { ...said, end: { kind: 'not-started', reason: 'spawn /bin/sh ENOMEM' } }, 'it could not be started: there is no memory left.'],
    ['prints junk', { ...said, end: { kind: 'exited', code: 0 } }, 'its stdout is not JSON.'],
  ])('%s: says so, with the place of the setting, and repeats neither it nor its output', async (_, captured, words) => {
    const text = await refusal(captured);
    expect(text).toContain(`The awsCredentialExport script (set by ${place}) gave no credentials: ${words}`);
    expect(text).toContain('"exit":"credentials"');
    expect(text).not.toMatch(/canary|--token/);
  });
});

test('it runs where lode was started, in its environment, and is told who waits for it', async () => {
  const system = fakeSystem({ env: { A: 'b' }, cwd: '/p', capture: () => ({ ...said, end: { kind: 'exited', code: 1 } }) });
  await expect(runExportScript(system, 'get', 'here')).rejects.toThrow();
  const env = { A: 'b', LODE_HELPERS: '["awsCredentialExport set by here"]' };
  expect(system.captured).toEqual([{ command: 'get', env, cwd: '/p', timeoutMs: 30_000, maxBytes: 1_048_576 }]);
});

test('one that waits for itself is not run, but one that is set elsewhere is', async () => {
  const env = { LODE_HELPERS: `["awsCredentialExport set by ${place}"]` };
  const stdout = '{"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"s","SessionToken":"t"}';
  const system = fakeSystem({ env, capture: () => ({ end: { kind: 'exited', code: 0 }, stdout, stderr: '' }) });
  await expect(runExportScript(system, 'get', place)).rejects.toThrow(`awsCredentialExport set by ${place} → lode → awsCredentialExport set by ${place}`);
  expect(system.captured).toEqual([]);
  await expect(runExportScript(system, 'get', '--aws-credential-export')).resolves.toMatchObject({ accessKeyId: 'ASIAEXAMPLE' });
});

test('a script that really hangs is stopped at the limit, with what it started', async () => {
  const system = fakeSystem({ env: { PATH: process.env['PATH'] }, cwd: '/' });
  const real = { ...system, processes: { ...system.processes, capture } };
  await expect(runExportScript(real, 'sleep 1000 & sleep 1000', 'here', 200)).rejects.toThrow(
    'gave no credentials: it did not end within 0.2 s and was stopped.',
  );
});
