import { CreateTokenCommand, SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { newSsoSession } from '../../src/sandbox/world.ts';
import type { SsoSession } from '../../src/sandbox/world.ts';

let now: number;
let sandbox: Sandbox;
let session: SsoSession;
beforeEach(async () => {
  now = Date.parse('2026-11-21T12:00:00Z');
  sandbox = await startSandbox({ clock: () => now });
  sandbox.world.clients.set('client', 'secret');
  session = newSsoSession(sandbox.world);
});
afterEach(() => sandbox.close());

/** What the real SDK makes of a refresh: the new tokens, or the error's name. */
async function refresh(refreshToken: string): Promise<{ accessToken: string; refreshToken: string } | string> {
  const client = new SSOOIDCClient({ endpoint: sandbox.url, region: 'eu-west-1', maxAttempts: 1 });
  const input = { clientId: 'client', clientSecret: 'secret', grantType: 'refresh_token', refreshToken };
  return client.send(new CreateTokenCommand(input)).then(
    (answer) => ({ accessToken: answer.accessToken ?? '', refreshToken: answer.refreshToken ?? '' }),
    (error: Error) => error.name,
  );
}

async function accepts(accessToken: string): Promise<boolean> {
  const answer = await fetch(`${sandbox.url}/assignment/accounts`, { headers: { 'x-amz-sso_bearer_token': accessToken } });
  return answer.ok;
}

describe('a refresh token that is used a second time', () => {
  test('is refused and harms nobody where rotation is strict', async () => {
    const first = session.refreshToken;
    const fresh = await refresh(first);
    expect(await refresh(first)).toBe('InvalidGrantException');
    expect(fresh).toEqual({ accessToken: session.accessToken, refreshToken: session.refreshToken });
    expect(await accepts(session.accessToken)).toBe(true);
  });

  test.each([
    ['gives the same new tokens within a minute', 59_000, expect.objectContaining({ accessToken: expect.any(String) })],
    ['is refused after a minute', 61_000, 'InvalidGrantException'],
  ])('%s where there is a time of grace', async (_what, later, answer) => {
    sandbox.set({ rotation: 'grace' });
    const first = session.refreshToken;
    const fresh = await refresh(first);
    now += later;
    const second = await refresh(first);
    expect(second).toEqual(answer);
    if (typeof second === 'object') expect(second).toEqual(fresh);
    expect(await accepts(session.accessToken)).toBe(true);
  });

  test('ends the whole sign-in where the family is revoked', async () => {
    sandbox.set({ rotation: 'family' });
    const first = session.refreshToken;
    const fresh = await refresh(first);
    expect(await accepts(session.accessToken)).toBe(true);
    expect(await refresh(first)).toBe('InvalidGrantException');
    expect(await accepts(session.accessToken)).toBe(false);
    expect(typeof fresh === 'object' && (await refresh(fresh.refreshToken))).toBe('InvalidGrantException');
  });
});

test('a refresh token nobody knows ends no session, however harsh the rotation', async () => {
  sandbox.set({ rotation: 'family' });
  expect(await refresh('made-up')).toBe('InvalidGrantException');
  expect(await accepts(session.accessToken)).toBe(true);
});

test('the log says what a token was asked for, and repeats nothing a client made up', async () => {
  await refresh(session.refreshToken);
  await fetch(`${sandbox.url}/token`, { method: 'POST', body: JSON.stringify({ clientId: 'client', clientSecret: 'secret', grantType: 'a-private-word' }) });
  expect(sandbox.log().map((one) => one.grantType)).toEqual(['refresh_token', 'unknown']);
});

test('a device code says how often to ask and ends when it said', async () => {
  sandbox.set({ devicePollSeconds: 7, deviceSeconds: 30, device: 'waits' });
  const post = async (path: string, body: Record<string, unknown>) => {
    const answer = await fetch(sandbox.url + path, { method: 'POST', body: JSON.stringify({ clientId: 'client', clientSecret: 'secret', ...body }) });
    return (await answer.json()) as Record<string, unknown>;
  };
  const { deviceCode, interval, expiresIn } = await post('/device_authorization', { startUrl: 'x' });
  expect([interval, expiresIn]).toEqual([7, 30]);
  const poll = async () => (await post('/token', { grantType: 'urn:ietf:params:oauth:grant-type:device_code', deviceCode }))['error'];
  now += 29_000;
  expect(await poll()).toBe('authorization_pending');
  now += 1000;
  expect(await poll()).toBe('expired_token');
});
