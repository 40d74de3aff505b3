import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { refusedCredentials } from '../../src/auth/credentials-format.ts';
import { credentialsCommand } from '../../src/launcher/credentials-command.ts';

const folder = mkdtempSync(join(tmpdir(), "lode it's "));
afterAll(() => rmSync(folder, { recursive: true }));

const program = join(folder, 'bin.mjs');
writeFileSync(program, 'console.log(JSON.stringify({ Credentials: process.argv.slice(2) }));\n');
const dying = join(folder, 'dying.mjs');
writeFileSync(dying, 'process.kill(process.pid, "SIGKILL");\n');
const failing = join(folder, 'failing.mjs');
writeFileSync(failing, 'process.exit(70);\n');
const notRunnable = join(folder, 'node');
writeFileSync(notRunnable, 'text');
chmodSync(notRunnable, 0o644);

/** What a POSIX shell makes of the line; it throws unless the exit code is 0. */
function answer(input: { readonly nodePath?: string; readonly programPath?: string }): unknown {
  const line = credentialsCommand({ platform: 'linux', nodePath: process.execPath, programPath: program, recordPath: '/state/r.json', ...input });
  return JSON.parse(execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

test('it runs lode for the record, whatever is in the paths', () => {
  expect(answer({})).toEqual({ Credentials: ['credentials', '--format', 'export', '--handover', '/state/r.json'] });
});

describe('it prints credentials that AWS refuses, and exits 0, when', () => {
  test.each<[string, { nodePath?: string; programPath?: string }]>([
    ['node is gone', { nodePath: join(folder, 'gone') }],
    ['node cannot be run', { nodePath: notRunnable }],
    ['lode is gone', { programPath: join(folder, 'gone.mjs') }],
    ['lode fails', { programPath: failing }],
    ['lode is killed', { programPath: dying }],
  ])('%s', (_, input) => {
    expect(answer(input)).toEqual(refusedCredentials);
  });
});

test('cmd.exe gets its own form of it', () => {
  const line = credentialsCommand({ platform: 'win32', nodePath: 'C:\\Program Files\\node.exe', programPath: 'C:\\lode\\bin.js', recordPath: 'C:\\s\\r.json' });
  expect(line).toBe(
    `"C:\\Program Files\\node.exe" "C:\\lode\\bin.js" "credentials" "--format" "export" "--handover" "C:\\s\\r.json" || echo ${JSON.stringify(refusedCredentials)}`,
  );
});
