import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/sandbox/knobs.ts';
import type { Pty } from '../support/pty.ts';
import { setWatched, type Watched } from './stage/watched.ts';

const assistant = resolve('test/launcher/endpoint/drivers/assistant.mjs');

interface Served {
  readonly watched: Watched;
  readonly pty: Pty;
  readonly pid: number;
  readonly tokenFile: string;
  /** Asks the endpoint as an SDK does; status and body. */
  ask(): Promise<readonly [number, string]>;
}

/** Launches an assistant that gets its keys from an endpoint. */
async function setServed(profile: string, env: Readonly<Record<string, string>> = {}, knobs: Change = {}): Promise<Served> {
  const watched = await setWatched(knobs);
  const { scene } = watched;
  scene.write('bin/opencode', `#!/bin/sh\nif [ "$1" = --version ]; then echo 1.18.34; exit; fi\nexec ${process.execPath} ${assistant} "$@"\n`, 0o755);
  scene.write('.config/lode/settings.json', JSON.stringify({ awsProfile: profile, region: 'eu-west-1' }));
  const pty = watched.inTerminal(['--verbose', 'opencode'], env);
  const [, line = '{}'] = await pty.waitFor(/^(\{"pid".*\})$/m, 20_000);
  const seen = JSON.parse(line) as { readonly env: Readonly<Record<string, string>> };
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI: uri = '', AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile = '' } = seen.env;
  const token = watched.mark('endpoint token', 'endpoint', readFileSync(tokenFile, 'utf8'));
  const ask = async (): Promise<readonly [number, string]> => {
    const answer = await fetch(uri, { headers: { authorization: token } });
    return [answer.status, await answer.text()];
  };
  return { watched, pty, tokenFile, pid: Number(/(\d+)-[^/]*$/.exec(tokenFile)?.[1]), ask };
}

async function gone(path: string): Promise<void> {
  while (existsSync(path)) await rest(20);
}

describe('an endpoint', { timeout: 90_000 }, () => {
  test.each(['sandbox-sso', 'sandbox-role', 'sandbox-login'])('gives keys of profile %s to its session, and to nobody and nothing else', async (profile) => {
    const { watched, pty, ask, tokenFile } = await setServed(profile);
    const [status, body] = await ask();
    expect([status, watched.secretsIn(body).length]).toEqual([200, 2]);
    expect(watched.amiss()).toEqual([]);
    await pty.end();
    await gone(tokenFile);
    expect(watched.amiss()).toEqual([]);
  });

  test.each<[string, Change]>([
    ['an ended sign-in that nobody wants anew', { expireSsoTokens: 'session', device: 'refuses' }],
    ['half of every answer', { faults: [{ kind: 'half-body', after: true }] }],
    ['a web page', { faults: [{ kind: 'html', after: true }] }],
    ['nonsense', { faults: [{ kind: 'not-json', after: true }] }],
  ])('says why it has none after %s, without a secret', async (_, knobs) => {
    const { watched, ask } = await setServed('sandbox-sso', {}, { sessionSeconds: 5 });
    watched.scene.sandbox.set(knobs);
    let answer = await ask();
    while (answer[0] === 200 || answer[1].includes('renewing')) {
      await rest(200);
      answer = await ask();
    }
    expect([answer[0], watched.secretsIn(answer[1])]).toEqual([424, []]);
    expect(watched.amiss()).toEqual([]);
  });
});

describe('the process behind it', { timeout: 90_000 }, () => {
  /** What would make Node open itself, or write down what it holds. */
  const NODE_OPTIONS = (watched: string): string =>
    [
      '--report-on-signal',
      '--report-uncaught-exception',
      '--report-on-fatalerror',
      `--report-directory=${watched}`,
      '--heapsnapshot-signal=SIGUSR2',
      '--abort-on-uncaught-exception',
      '--inspect-port=0',
    ].join(' ');

  test('writes no report, no snapshot and no core, whatever it is sent', async () => {
    const { watched, pid, ask, tokenFile } = await setServed('sandbox-sso', { NODE_OPTIONS: NODE_OPTIONS('.') });
    for (const signal of ['SIGUSR2', 'SIGUSR1', 'SIGQUIT'] as const) process.kill(pid, signal);
    const [status, body] = await ask();
    expect([status, watched.secretsIn(body).length]).toEqual([200, 2]);
    expect(readFileSync(`/proc/${pid}/limits`, 'utf8')).toMatch(/^Max core file size +0 +0 /m);
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).not.toContain('--report');
    process.kill(pid, 'SIGABRT');
    while (existsSync(`/proc/${pid}`)) await rest(10);
    expect(readdirSync(watched.scene.path('project'))).toEqual([]);
    // Nobody could take it along; the token opens nothing any more.
    expect(existsSync(tokenFile)).toBe(true);
    expect(watched.amiss()).toEqual([]);
  });

  test('does not crash when what it reads is spoiled under it', async () => {
    const { watched, pid, ask } = await setServed('sandbox-sso', {}, { sessionSeconds: 3, device: 'refuses' });
    const spoiled = watched.mark('spoiled', 'once', 'p1anted-7f3a9c51d8');
    for (const path of watched.scene.files().keys())
      if (/\/\.cache\/lode\/|\/\.aws\/sso\/cache\//.test(path))
        watched.scene.write(path.slice(watched.scene.home.length + 1), `{"accessToken": ${spoiled}`, 0o600);
    let answer = await ask();
    while (answer[0] === 200 || answer[1].includes('renewing')) {
      await rest(200);
      answer = await ask();
    }
    expect([answer[0], watched.secretsIn(answer[1]), existsSync(`/proc/${pid}`)]).toEqual([424, [], true]);
    expect(readdirSync(watched.scene.path('project'))).toEqual([]);
    // The spoiled files are the test's own.
    expect(watched.amiss().filter((one) => !/^\.(cache\/lode|aws\/sso\/cache)\/.*: spoiled$/.test(one))).toEqual([]);
  });

  test('serve-credentials by hand, without a record or with a spoiled one, says why in a line without a secret', async () => {
    const watched = await setWatched();
    const record = watched.scene.write('record.json', `{"version":1,"source": ${watched.mark('spoiled', 'own', 'p1anted-7f3a9c51d8')}}`, 0o600);
    for (const path of [record, '/nowhere']) {
      const { code, stdout } = await watched.run(['serve-credentials', path, '1', 'x'], { NODE_OPTIONS: NODE_OPTIONS(watched.scene.path('tmp')) });
      expect([code, Object.keys(JSON.parse(stdout) as object)]).toEqual([1, ['error']]);
    }
    expect(watched.amiss().filter((one) => !one.startsWith('record.json'))).toEqual([]);
  });
});
