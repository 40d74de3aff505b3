import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { awsFailureOf } from '../../src/aws/aws-failure.ts';
import { converse } from '../../src/aws/converse.ts';
import { sandboxKeys } from '../../src/sandbox/identities.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { Secret } from '../../src/secret.ts';

const surroundings = { ...process.env };
// The SDK reads the environment of the process itself, so lode sets it; the test runner needs its own again.
afterEach(() => void Object.assign(process.env, surroundings));

const { accessKeyId, secretAccessKey } = sandboxKeys.user;
const auth = { credentials: { accessKeyId, secretAccessKey: new Secret(secretAccessKey), sessionToken: undefined, expiration: undefined } };
const contextAt = (url: string) => ({
  region: 'eu-west-1',
  endpoints: { bedrockRuntime: url },
  env: {},
  configFile: '/c',
  credentialsFile: '/d',
  callLimitMs: 5000,
});

test('the answer comes in pieces, then how it ended', async () => {
  const sandbox = await startSandbox();
  const pieces: string[] = [];
  const end = await converse(auth, contextAt(sandbox.url), 'eu.anthropic.claude-opus-5-5', 'ping', (text) => void pieces.push(text));
  await sandbox.close();
  expect(pieces.join('')).toBe('pong');
  expect(end).toMatchObject({ stopReason: 'end_turn', inputTokens: expect.any(Number) as number });
});

test('an error inside the stream is an error', async () => {
  const sandbox = await startSandbox({ knobs: { errors: [{ id: 'stream-throttle' }] } });
  const failed = await converse(auth, contextAt(sandbox.url), 'eu.anthropic.claude-opus-5-5', 'ping', () => undefined).catch((error: unknown) =>
    awsFailureOf(error),
  );
  await sandbox.close();
  expect(failed).toMatchObject({ kind: 'throttled', name: 'ThrottlingException' });
});

test('an answer that begins and never ends is given up when its time is over, or when it is broken off', async () => {
  const server = createServer();
  server.on('stream', (stream) => stream.respond({ ':status': 200, 'content-type': 'application/vnd.amazon.eventstream' }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = (limits: Parameters<typeof converse>[6]) =>
    converse(auth, contextAt(url), 'eu.anthropic.claude-opus-5-5', 'ping', () => undefined, 60_000, limits).catch((error: unknown) => error);
  const controller = new AbortController();
  const broken = ask({ signal: controller.signal });
  controller.abort();
  expect(await broken).toMatchObject({ name: 'AbortError' });
  expect(await ask({ signal: controller.signal })).toMatchObject({ name: 'AbortError' });
  expect(await ask({ totalMs: 150 })).toMatchObject({ name: 'TimeoutError', message: 'no answer within 0.15 s' });
  server.close();
});

test('a line that stays silent is given up', async () => {
  const server = createServer();
  server.on('stream', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const failed = await converse(auth, contextAt(url), 'eu.anthropic.claude-opus-5-5', 'ping', () => undefined, 150).catch((error: unknown) =>
    awsFailureOf(error),
  );
  server.close();
  expect(failed).toMatchObject({ kind: 'network', name: 'TimeoutError' });
});
