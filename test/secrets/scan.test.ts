import { chmodSync } from 'node:fs';
import { setTimeout as rest } from 'node:timers/promises';
import { spawn } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sampleProcesses } from './stage/processes.ts';
import { processesAmiss, secretsFound } from './stage/scan.ts';
import type { Marked } from './stage/secret.ts';
import { setWatched } from './stage/watched.ts';

/** The search is worth as much as what it finds: each secret is planted in each place once. */

const secret: Marked = { name: 'planted', kind: 'sso', text: 'p1anted/Secret+with"signs=7f3a9c' };
const found = (text: string): readonly string[] => secretsFound(text, [secret]).map(({ name }) => name);

describe('a secret in a text is found', () => {
  test.each<[string, string]>([
    ['as it is', `before ${secret.text} after`],
    ['percent-encoded', `https://example.com/?code=${encodeURIComponent(secret.text)}&x=1`],
    ['escaped for JSON', JSON.stringify({ message: secret.text })],
    ['escaped for JSON with slashes', JSON.stringify({ message: secret.text }).replaceAll('/', String.raw`\/`)],
    ['in base64', Buffer.from(secret.text).toString('base64')],
    ['in base64, one byte further on', Buffer.from(`:${secret.text}:`).toString('base64')],
    ['in base64, two bytes further on', Buffer.from(`ab${secret.text}`).toString('base64url')],
    ['in hex', Buffer.from(secret.text).toString('hex')],
    ['in part', `Unexpected token "${secret.text.slice(6, 20)}"... is not valid JSON`],
  ])('%s', (_, text) => {
    expect(found(text)).toEqual(['planted']);
  });

  test('wherever it begins in what is encoded', () => {
    const surroundings = fc.tuple(fc.string({ maxLength: 7 }), fc.string({ maxLength: 7 }), fc.constantFrom('base64', 'base64url', 'hex', 'latin1'));
    fc.assert(
      fc.property(surroundings, ([before, after, encoding]) => found(Buffer.from(before + secret.text + after).toString(encoding as 'hex')).length === 1),
    );
  });

  test('a code of six digits, yet not within a longer number', () => {
    const code: Marked = { name: 'code', kind: 'once', text: '907153' };
    expect(['code 907153', 'TokenCode=907153&', '1907153', 'a907153b'].map((text) => secretsFound(text, [code]).length)).toEqual([1, 1, 0, 0]);
  });
});

describe('a secret in a file is found', () => {
  test.each<[string, string]>([
    ['in a folder of nobody', 'somewhere/else.txt'],
    ['in a hidden temporary file', 'tmp/.x.tmp'],
    ["among lode's states", '.local/state/lode/handover/0a.json'],
    ['beside the place where it belongs', '.aws/sso/cache/backup.json'],
    ['where another kind of secret belongs', '.cache/lode/credentials/0a1b.json'],
  ])('%s', async (_, path) => {
    const watched = await setWatched();
    watched.mark('planted', 'sso', secret.text);
    expect(watched.amiss()).toEqual([]);
    watched.scene.write(path, `{"token":${JSON.stringify(secret.text)}}`, 0o600);
    expect(watched.amiss()).toEqual([`${path}: planted`]);
  });

  test.each<[string, number, number]>([
    ['its file', 0o644, 0o700],
    ['its folder', 0o600, 0o755],
  ])('where it belongs, when others can read %s', async (_, file, folder) => {
    const watched = await setWatched();
    const path = watched.scene.write('.aws/sso/cache/0123456789012345678901234567890123456789.json', watched.mark('planted', 'sso', secret.text), 0o600);
    chmodSync(watched.scene.path('.aws/sso/cache'), folder);
    chmodSync(path, file);
    expect(watched.amiss()).toContainEqual(expect.stringMatching(/^\.aws\/sso\/cache\/0123\d+\.json: planted, mode (644 in 700|600 in 755)$/));
  });
});

test.runIf(process.platform === 'linux')('a secret in the words or the environment of a process is found, unless its own user put it there', async () => {
  const home = `/home-of-${process.pid}`;
  const sampler = sampleProcesses(home);
  const child = spawn('/bin/sh', ['-c', 'read line', secret.text], { env: { HOME: home, TOKEN: secret.text }, stdio: ['pipe', 'ignore', 'ignore'] });
  onTestFinished(() => {
    sampler.stop();
    child.kill();
  });
  while (sampler.seen().every(({ cmdline }) => !cmdline.includes('read line'))) await rest(5);
  const words = `/bin/sh -c read line ${secret.text}`;
  const amiss = (one: Marked, helper: string): ReadonlySet<string> => new Set(processesAmiss(sampler.seen(), [one], helper));
  expect(amiss(secret, 'x')).toEqual(new Set([`words of ${words}: planted`, `environment of ${words}: planted`]));
  expect(amiss({ ...secret, kind: 'own' }, 'x')).toEqual(new Set([`words of ${words}: planted`]));
  expect(amiss({ ...secret, kind: 'own' }, 'read line')).toEqual(new Set());
});

test('secrets of every kind that a home has are known from the start, and those of the wire once they went over it', async () => {
  const watched = await setWatched();
  const names = (): ReadonlySet<string> => new Set(watched.secrets().map(({ name }) => name));
  expect(names()).toEqual(
    new Set([
      'SSO access token',
      'SSO refresh token',
      'client secret',
      'aws login refresh token',
      'DPoP key',
      'secret access key',
      'session token',
      'long-lived secret key',
    ]),
  );
  const before = watched.secrets().length;
  const { code, stdout } = await watched.run(['--aws-profile', 'sandbox-sso', 'credentials']);
  expect([code, watched.secrets().length]).toEqual([0, before + 2]);
  expect(watched.secretsIn(stdout)).toEqual(['secret access key', 'session token']);
  expect(watched.amiss()).toEqual([]);
  watched.scene.write('project/copied.json', stdout);
  expect(watched.amiss()).toEqual(['project/copied.json: secret access key', 'project/copied.json: session token']);
});
