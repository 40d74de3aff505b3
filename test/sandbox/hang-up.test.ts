import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { startSandbox } from '../../src/sandbox/server.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ knobs: { latencyMs: { sso: 50 } } });
});
afterAll(() => sandbox.close());

test.each([
  ['in the middle of the body', 'POST /token HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{'],
  ['before the answer', 'GET /assignment/accounts HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['before saying what it speaks', 'PRI'],
])('a client that hangs up %s does no harm', async (_when, text) => {
  const socket = connect(sandbox.port, '127.0.0.1');
  await new Promise((written) => socket.write(text, written));
  socket.resetAndDestroy();
  await once(socket, 'close');
  expect((await fetch(`${sandbox.url}/_sandbox/log`)).status).toBe(200);
});

test('an HTTP/2 stream that is given up before its answer does no harm', async () => {
  const session = connectHttp2(sandbox.url);
  const stream = session.request({ ':path': '/assignment/accounts' });
  stream.end();
  stream.once('ready', () => stream.close(8));
  await once(stream, 'close');
  session.close();
  expect((await fetch(`${sandbox.url}/assignment/accounts`)).status).toBe(401);
});
