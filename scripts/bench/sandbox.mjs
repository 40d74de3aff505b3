// Sandboxes of the bench, each with a home of its own.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** A sandbox of its own; resolves with its variables, how to change its knobs, its log, and how to end it. */
export function startSandbox(lode, words = []) {
  const child = spawn(process.execPath, [lode, 'sandbox', ...words, '--print-env'], { stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (text) => (out += text));
    child.stderr.on('data', (text) => String(text).includes('listens') && resolve(started(variablesOf(out), child)));
    child.once('exit', () => reject(new Error('the sandbox did not start')));
  });
}

function started(env, child) {
  const control = `${env.AWS_ENDPOINT_URL}/_sandbox`;
  return {
    env,
    end: () => child.kill('SIGTERM'),
    set: (change) => fetch(`${control}/knobs`, { method: 'POST', body: JSON.stringify(change) }),
    log: async () => (await fetch(`${control}/log`)).json(),
  };
}

function variablesOf(text) {
  const lines = text.split('\n').flatMap((line) => (line.startsWith('export ') ? [line.slice(7)] : []));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).replace(/^'|'$/g, '')]));
}

/** As if an hour had passed: the access token of the sign-in is old, and nobody has kept role credentials. */
export async function passHour(sandbox) {
  const token = join(sandbox.env.HOME, '.aws', 'sso', 'cache', `${createHash('sha1').update('sandbox').digest('hex')}.json`);
  writeFileSync(token, JSON.stringify({ ...JSON.parse(readFileSync(token, 'utf8')), expiresAt: '2020-01-01T00:00:00Z' }));
  rmSync(join(sandbox.env.HOME, '.cache', 'lode', 'credentials'), { recursive: true, force: true });
  await sandbox.set({ expireSsoTokens: 'access' });
}

/** How many calls of an operation the sandbox saw so far. */
export const calls = async (sandbox, operation) => (await sandbox.log()).filter((one) => one.operation === operation).length;
