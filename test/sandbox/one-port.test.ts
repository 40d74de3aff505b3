import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OnePort } from '../../src/sandbox/one-port.ts';
import { openOnePort } from '../../src/sandbox/one-port.ts';

let opened: OnePort;
beforeAll(async () => {
  opened = await openOnePort(0, (request, response) => {
    request.resume();
    response.end(`http/${request.httpVersionMajor}`);
  });
});
afterAll(() => opened.close());

/** Writes pieces one by one, each after the last was sent, and gives all that came back. */
async function answerTo(pieces: readonly string[]): Promise<string> {
  const socket = connect(opened.port, '127.0.0.1').setNoDelay(true);
  for (const piece of pieces) {
    await new Promise((written) => socket.write(piece, written));
    await new Promise((turn) => setImmediate(turn));
  }
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}

test.each([
  ['whole', ['GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n']],
  ['byte by byte', [...'PUT / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n']],
  ['with a start like that of HTTP/2', ['PR', 'OPFIND / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n']],
])('an HTTP/1.1 request that comes %s is answered as such', async (_how, pieces) => {
  expect(await answerTo(pieces)).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*http\/1/);
});

test('HTTP/2 with prior knowledge is answered on the same port, many streams at once', async () => {
  const session = connectHttp2(`http://127.0.0.1:${opened.port}`);
  const ask = async (): Promise<string> => {
    const stream = session.request({ ':path': '/' });
    stream.end();
    let text = '';
    for await (const chunk of stream) text += String(chunk);
    return text;
  };
  expect(new Set(await Promise.all(Array.from({ length: 20 }, ask)))).toEqual(new Set(['http/2']));
  session.close();
});

test.runIf(process.platform === 'linux')('nothing listens on any other address', async () => {
  const attempt = new Promise((ended) => {
    const socket = connect(opened.port, '127.0.0.2');
    socket.once('error', (error: NodeJS.ErrnoException) => ended(error.code)).once('connect', () => ended('connected'));
  });
  expect(await attempt).toBe('ECONNREFUSED');
});
