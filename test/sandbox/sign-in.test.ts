import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { startSandbox } from '../../src/sandbox/server.ts';

type Json = Record<string, string>;
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

async function post(path: string, body: Json): Promise<{ status: number; body: Json }> {
  const answer = await fetch(sandbox.url + path, { method: 'POST', body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Json };
}

async function registered(): Promise<{ clientId: string; clientSecret: string }> {
  const { clientId = '', clientSecret = '' } = (await post('/client/register', { clientName: 'test', clientType: 'public' })).body;
  return { clientId, clientSecret };
}

async function roles(accessToken = ''): Promise<number> {
  const answer = await fetch(`${sandbox.url}/assignment/roles?account_id=111122223333`, { headers: { 'x-amz-sso_bearer_token': accessToken } });
  return answer.status;
}

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

async function deviceTokens(): Promise<{ client: Json; tokens: Json }> {
  const client = await registered();
  const { deviceCode = '' } = (await post('/device_authorization', { ...client, startUrl: 'http://127.0.0.1/start' })).body;
  return { client, tokens: (await post('/token', { ...client, grantType: deviceGrant, deviceCode })).body };
}

test('a device code becomes a token that the portal accepts', async () => {
  const { tokens } = await deviceTokens();
  expect(await roles(tokens['accessToken'])).toBe(200);
  expect(await roles('another')).toBe(401);
});

test('a person who takes their time is waited for', async () => {
  sandbox.set({ pendingPolls: 2 });
  const client = await registered();
  const { deviceCode = '' } = (await post('/device_authorization', { ...client, startUrl: 'x' })).body;
  const poll = async () => (await post('/token', { ...client, grantType: deviceGrant, deviceCode })).body;
  expect([(await poll())['error'], (await poll())['error'], (await poll())['tokenType']]).toEqual(['authorization_pending', 'authorization_pending', 'Bearer']);
  expect((await poll())['error']).toBe('expired_token');
});

test('a person who refuses is taken at their word', async () => {
  sandbox.set({ device: 'refuses' });
  expect((await deviceTokens()).tokens['error']).toBe('access_denied');
});

test('a client that never registered is refused', async () => {
  const answer = await post('/device_authorization', { clientId: 'x', clientSecret: 'y', startUrl: 'z' });
  expect([answer.status, answer.body['error']]).toEqual([401, 'invalid_client']);
});

async function pkceCode(client: Json, verifier: string, redirectUri: string): Promise<URLSearchParams> {
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const query = new URLSearchParams({ client_id: client['clientId'] ?? '', redirect_uri: redirectUri, state: 's1', code_challenge: challenge });
  const page = await fetch(`${sandbox.url}/authorize?${query}`, { redirect: 'manual' });
  return new URL(page.headers.get('location') ?? '').searchParams;
}

test('a PKCE code works once, and only with its own verifier', async () => {
  const client = await registered();
  const redirectUri = 'http://127.0.0.1:9/oauth/callback';
  const trade = async (code: string, codeVerifier: string) =>
    (await post('/token', { ...client, grantType: 'authorization_code', code, codeVerifier, redirectUri })).body;
  const sent = await pkceCode(client, 'right', redirectUri);
  expect(sent.get('state')).toBe('s1');
  expect(await roles((await trade(sent.get('code') ?? '', 'right'))['accessToken'])).toBe(200);
  expect((await trade(sent.get('code') ?? '', 'right'))['error']).toBe('invalid_grant');
  const second = await pkceCode(client, 'right', redirectUri);
  expect((await trade(second.get('code') ?? '', 'wrong'))['error']).toBe('invalid_grant');
});

test('of ten who use one refresh token at once, one wins', async () => {
  const { client, tokens } = await deviceTokens();
  const refresh = { ...client, grantType: 'refresh_token', refreshToken: tokens['refreshToken'] ?? '' } as Json;
  const answers = await Promise.all(Array.from({ length: 10 }, () => post('/token', refresh)));
  expect(answers.map((one) => one.status).toSorted()).toEqual([200, ...Array.from({ length: 9 }, () => 400)]);
  expect(await roles(tokens['accessToken'])).toBe(401);
  expect(await roles(answers.find((one) => one.status === 200)?.body['accessToken'])).toBe(200);
});

test('a sign-out ends the session', async () => {
  const { tokens } = await deviceTokens();
  await fetch(`${sandbox.url}/logout`, { method: 'POST', headers: { 'x-amz-sso_bearer_token': tokens['accessToken'] ?? '' } });
  expect(await roles(tokens['accessToken'])).toBe(401);
});

test('accounts come in pages', async () => {
  const { tokens } = await deviceTokens();
  const list = async (query: string) => {
    const answer = await fetch(`${sandbox.url}/assignment/accounts?max_result=1${query}`, {
      headers: { 'x-amz-sso_bearer_token': tokens['accessToken'] ?? '' },
    });
    return (await answer.json()) as { accountList: Json[]; nextToken?: string };
  };
  const first = await list('');
  const second = await list(`&next_token=${first.nextToken}`);
  expect([first.accountList, second.accountList].flat().map((one) => one['accountId'])).toEqual(['111122223333', '444455556666']);
  expect(second.nextToken).toBeUndefined();
});
