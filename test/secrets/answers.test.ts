import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { startEcho } from './stage/misbehaving.ts';
import { setWatched, type Watched } from './stage/watched.ts';

/** What stands in AWS's place repeats what it was asked, secrets and all. */
type Echo = Parameters<typeof startEcho>[0];

const echoes: readonly (readonly [string, Echo])[] = [
  ['in a web page', (asked) => ({ status: 200, body: `<html>${asked}</html>`, type: 'text/html' })],
  ['in a web page of an error', (asked) => ({ status: 403, body: `<html>blocked: ${asked}</html>`, type: 'text/html' })],
  ['as what is no JSON', (asked) => ({ status: 200, body: asked })],
  [
    'as a value without quotes',
    (asked) => ({ status: 200, body: `{"accessToken": ${/"(?:refreshToken|deviceCode|clientSecret)":"([^"]+)/.exec(asked)?.[1] ?? 'none'}` }),
  ],
  ['as a name without quotes', (asked) => ({ status: 200, body: `{${/"(?:refreshToken|deviceCode|clientSecret)":"([^"]+)/.exec(asked)?.[1] ?? 'none'}: 1}` })],
  ['in the words of an error', (asked) => ({ status: 400, body: JSON.stringify({ error: 'invalid_request', error_description: asked, message: asked }) })],
];

const tokenFile = '.aws/sso/cache/9ed037b84943c4caa3a520e48a5540181c46c98c.json';

function expireToken({ scene }: Watched): void {
  const token = JSON.parse(readFileSync(scene.path(tokenFile), 'utf8')) as object;
  scene.write(tokenFile, JSON.stringify({ ...token, expiresAt: '2020-01-01T00:00:00Z' }), 0o600);
}

function expireLogin({ scene }: Watched): void {
  const [path = ''] = [...scene.files().keys()].filter((file) => file.includes('/.aws/login/cache/'));
  const token = JSON.parse(readFileSync(path, 'utf8')) as { accessToken: object };
  const name = path.slice(scene.home.length + 1);
  scene.write(name, JSON.stringify({ ...token, accessToken: { ...token.accessToken, expiresAt: '2020-01-01T00:00:00Z' } }), 0o600);
}

const services = ['', '_STS', '_SSO', '_SSO_OIDC', '_SIGNIN'];

describe('an answer that repeats the question', { timeout: 90_000 }, () => {
  test.each(echoes)('%s', async (_, answer) => {
    const watched = await setWatched();
    const url = await startEcho(answer);
    expireToken(watched);
    expireLogin(watched);
    const env = Object.fromEntries(services.map((name) => [`AWS_ENDPOINT_URL${name}`, url]));
    const sso = { ...env, AWS_ENDPOINT_URL_SSO_OIDC: watched.url };
    for (const words of [
      ['--aws-profile', 'sandbox-sso', 'refresh'],
      ['--aws-profile', 'sandbox-sso', 'login', '--device', '--force'],
      ['--aws-profile', 'sandbox-login', 'refresh', '--json'],
      ['--aws-profile', 'sandbox-login', 'credentials'],
      ['--aws-profile', 'sandbox-role', 'status'],
    ])
      expect([words, (await watched.run(['--verbose', ...words], env)).code]).toEqual([words, 4]);
    expect((await watched.run(['--verbose', '--aws-profile', 'sandbox-sso', 'refresh', '--from-timer'], sso)).code).toBe(4);
    expect((await watched.run(['--verbose', '--aws-profile', 'sandbox-sso', 'logout'], sso)).code).toBe(0);
    expect(watched.amiss()).toEqual([]);
  });
});
