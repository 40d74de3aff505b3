import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { setTimeout as rest } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/sandbox/knobs.ts';
import { addBrowser } from './stage/browsers.ts';
import { setWatched, type Watched } from './stage/watched.ts';

/** A launched session, whose helper a test can call as the assistant does. */
async function launched(profile: string, withBrowser = true): Promise<{ watched: Watched; helper: readonly string[] }> {
  const watched = await setWatched();
  watched.scene.write('.config/lode/settings.json', JSON.stringify({ awsProfile: profile, region: 'eu-west-1' }));
  const { code } = await watched.run(['--verbose', 'claude', '-p', 'hello'], { BROWSER: withBrowser ? addBrowser(watched) : 'none' });
  expect(code).toBe(0);
  const folder = watched.scene.path('.local/state/lode/handover');
  const [record = ''] = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return { watched, helper: ['credentials', '--format', 'export', '--handover', `${folder}/${record}`] };
}

/** Says that somebody watches the session. */
const watchedLaunch = (): string => JSON.stringify({ pid: 1, paths: [], depth: 1, at: Date.now(), person: true });
const profiles = ['sandbox-sso', 'sandbox-role', 'sandbox-process', 'sandbox-login'];

/** Takes away what the helper would answer from at once. */
function forget({ scene }: Watched): void {
  for (const path of scene.files().keys()) if (path.includes('/.cache/lode/credentials/')) scene.write(path.slice(scene.home.length + 1), '{}', 0o600);
}

describe('the helper of a session', () => {
  test.each(profiles)('gives keys of profile %s on stdout alone, and renews them behind', async (profile) => {
    const { watched, helper } = await launched(profile);
    for (const words of [helper, [...helper, '--renew']]) {
      const { code, stdout } = await watched.run(words);
      expect([code, watched.secretsIn(stdout).length]).toEqual([0, words === helper ? 2 : 0]);
    }
    expect(watched.amiss()).toEqual([]);
  });

  test.each<[string, Change]>([
    ['an ended sign-in', { expireSsoTokens: 'session', expireIssuedKeys: true }],
    ['a line that is cut off', { faults: [{ kind: 'reset' }] }],
    ['half of every answer', { faults: [{ kind: 'half-body', after: true }] }],
    ['a web page', { faults: [{ kind: 'html', after: true }] }],
    ['nonsense', { faults: [{ kind: 'not-json', after: true }] }],
  ])('gives nothing good after %s, and says why without a secret', async (_, knobs) => {
    const { watched, helper } = await launched('sandbox-sso');
    watched.scene.sandbox.set(knobs);
    forget(watched);
    for (const words of [helper, [...helper, '--renew'], helper]) {
      const { code, stdout, stderr } = await watched.run(words);
      expect([code, watched.secretsIn(stdout), stderr]).toEqual([0, [], expect.stringContaining('lode: ')]);
    }
    expect(watched.amiss()).toEqual([]);
  });

  test('asks its person to sign in, on a page that another process opens', async () => {
    const { watched, helper } = await launched('sandbox-sso');
    watched.scene.sandbox.set({ expireSsoTokens: 'session', expireIssuedKeys: true });
    forget(watched);
    const { code, stdout } = await watched.run(helper, { LODE_LAUNCH: watchedLaunch() });
    expect([code, watched.secretsIn(stdout).length]).toEqual([0, 2]);
    expect(watched.words().some((words) => words.includes('/authorize?'))).toBe(true);
    expect(watched.secrets().map(({ name }) => name)).toContain('PKCE verifier');
    await rest(200);
    expect(watched.amiss()).toEqual([]);
  });

  test.each<[string, boolean, Change, number]>([
    ['on a page', true, {}, 0],
    ['on a page where the person refuses', true, { device: 'refuses' }, 4],
    ['with a code', false, {}, 0],
    ['with a code that the person refuses', false, { device: 'refuses' }, 4],
    ['with half a token for an answer', true, { faults: [{ kind: 'half-body', operation: 'CreateToken', after: true }] }, 4],
  ])('signs in behind it %s', async (_, withBrowser, knobs, expected) => {
    const { watched, helper } = await launched('sandbox-sso', withBrowser);
    watched.scene.sandbox.set({ ...knobs, expireSsoTokens: 'session' });
    rmSync(watched.scene.path('.aws/sso/cache'), { recursive: true });
    expect((await watched.run([...helper, '--sign-in', 'x'], { TMUX: '/nowhere,1,0' })).code).toBe(expected);
    expect(watched.secrets().map(({ name }) => name)).toContain(withBrowser && expected === 0 ? 'PKCE verifier' : 'client secret');
    expect(watched.amiss()).toEqual([]);
  });

  test('says nothing of a record or a cache that was spoiled where a secret stands', async () => {
    const { watched, helper } = await launched('sandbox-sso');
    const spoiled = watched.mark('spoiled', 'once', 'p1anted-7f3a9c51d8');
    const record = (helper.at(-1) ?? '').slice(watched.scene.home.length + 1);
    const before = readFileSync(watched.scene.path(record), 'utf8');
    const caches = [...watched.scene.files().keys()]
      .filter((path) => path.includes('/.cache/lode/credentials/'))
      .map((path) => path.slice(watched.scene.home.length + 1));
    expect(caches).toHaveLength(1);
    for (const path of [...caches, record]) {
      for (const text of [`{"secretAccessKey": ${spoiled}}`, spoiled, `{"version":1,"credentials":{"secretAccessKey":"${spoiled}"`]) {
        watched.scene.write(path, text, 0o600);
        await watched.run(helper);
        await watched.run([...helper, '--renew']);
      }
      watched.scene.write(path, path === record ? before : '{}', 0o600);
    }
    expect(watched.amiss()).toEqual([]);
  });
});
