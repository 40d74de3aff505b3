import { CreateTokenCommand, SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Change, Fault } from '../../src/sandbox/knobs.ts';
import { faultKinds } from '../../src/sandbox/knobs.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { newSsoSession } from '../../src/sandbox/world.ts';
import type { SsoSession } from '../../src/sandbox/world.ts';
import { runtime } from './sdk-clients.ts';

let sandbox: Sandbox;
let session: SsoSession;
beforeEach(async () => {
  sandbox = await startSandbox();
  sandbox.world.clients.set('client', 'secret');
  session = newSsoSession(sandbox.world);
});
afterEach(() => sandbox.close());

/** What the real SDK says of a refresh that runs into a fault. */
async function refresh(): Promise<string> {
  const requestHandler = { requestTimeout: 300, throwOnRequestTimeout: true };
  const client = new SSOOIDCClient({ endpoint: sandbox.url, region: 'eu-west-1', maxAttempts: 1, requestHandler });
  const input = { clientId: 'client', clientSecret: 'secret', grantType: 'refresh_token', refreshToken: session.refreshToken };
  return client.send(new CreateTokenCommand(input)).then(
    ({ accessToken }) => (accessToken === undefined ? 'no token' : 'a token'),
    (error: Error & { code?: string }) => error.code ?? error.name,
  );
}

const words: Readonly<Record<Fault['kind'], RegExp>> = {
  reset: /^ECONNRESET$/,
  'half-body': /^ECONNRESET$/,
  html: /^SyntaxError$/,
  empty: /^no token$/,
  'not-json': /^SyntaxError$/,
  hang: /^ETIMEDOUT$/,
};

describe.each(faultKinds)('an answer that breaks by %s', (kind) => {
  test('leaves the token as it was', async () => {
    sandbox.set({ faults: [{ kind, service: 'sso-oidc', times: 1 }] });
    const before = session.refreshToken;
    expect(await refresh()).toMatch(words[kind]);
    expect(session.refreshToken).toBe(before);
    expect(await refresh()).toBe('a token');
    expect(sandbox.log().map((one) => one.fault)).toEqual([kind, undefined]);
  });

  test('has spent the token when the service had done its work', async () => {
    sandbox.set({ faults: [{ kind, operation: 'CreateToken', times: 1, after: true }] });
    const before = session.refreshToken;
    expect(await refresh()).toMatch(words[kind]);
    expect(session.refreshToken).not.toBe(before);
  });
});

test('half of an answer is the first half of the real one', async () => {
  sandbox.set({ faults: [{ kind: 'half-body', after: true }] });
  const answer = await fetch(`${sandbox.url}/client/register`, { method: 'POST', body: '{}' });
  const reader = answer.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  expect(Buffer.from(value ?? []).toString()).toMatch(/^\{"clientId":"sandbox-client-/);
  await expect(reader?.read()).rejects.toThrow(/terminated/);
});

test('a fault of one service or operation leaves the others alone', async () => {
  sandbox.set({
    faults: [
      { kind: 'reset', service: 'sts' },
      { kind: 'html', operation: 'GetRoleCredentials' },
    ],
  });
  expect(await refresh()).toBe('a token');
});

test.each(['reset', 'half-body'] as const)('HTTP/2 breaks by %s too', async (kind) => {
  sandbox.set({ faults: [{ kind, service: 'bedrock-runtime', after: true }] });
  const messages = [{ role: 'user' as const, content: [{ text: 'ping' }] }];
  await expect(runtime(sandbox.url).send(new ConverseCommand({ modelId: 'eu.anthropic.claude-opus-5-5', messages }))).rejects.toThrow(/.+/);
});

test.each([
  ['fault', { faults: [{ kind: 'melt' }] }, 'The sandbox knows no fault melt.'],
  ['rotation', { rotation: 'round' }, 'The sandbox knows no rotation round.'],
  ['knob', { weather: 'fine' }, 'The sandbox has no knob weather.'],
])('a %s that it does not know is refused, and nothing changes', async (_what, change, message) => {
  const before = sandbox.world.knobs;
  expect(() => sandbox.set(change as unknown as Change)).toThrow(message);
  const answer = await fetch(`${sandbox.url}/_sandbox/knobs`, { method: 'POST', body: JSON.stringify(change) });
  expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ message })]);
  expect(sandbox.world.knobs).toBe(before);
});
