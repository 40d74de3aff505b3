import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { listenOnLoopback } from '../../src/system/loopback.ts';
import { nodeSystem } from '../../src/system/node.ts';
import type { LoopbackReply, LoopbackRequest, LoopbackServer } from '../../src/system/system.ts';

type Answer = Parameters<typeof listenOnLoopback>[0];

const servers: LoopbackServer[] = [];
const asked: LoopbackRequest[] = [];

afterEach(async () => {
  asked.length = 0;
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(answer: Answer = () => ({ status: 200, body: 'ok' }), patienceMs?: number): Promise<number> {
  const server = await listenOnLoopback((each) => (asked.push(each), answer(each)), patienceMs);
  servers.push(server);
  return server.port;
}

/** Sends bytes, and more of them later, and gives all that came back until the other side closed. */
function raw(port: number, first: string, later: (socket: Socket) => void = () => undefined): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => (socket.write(first), later(socket)));
    socket.setEncoding('utf8').on('data', (part: string) => (text += part));
    socket.on('error', () => undefined).on('close', () => resolve(text));
  });
}

const get = (path: string, headers = ''): string => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;

describe('a request', () => {
  test('is handed over as a value, and its answer goes back whole', async () => {
    const port = await serve(() => ({ status: 201, headers: { 'x-one': '1' }, body: 'grüß' }));
    const said = await raw(port, get('/a/../b?c=1?d', 'X-Name: Value\r\nAccept: a\r\nAccept: b\r\n'));
    expect(asked).toEqual([
      { method: 'GET', path: '/a/../b', query: 'c=1?d', headers: expect.objectContaining({ host: 'localhost', 'x-name': 'Value', accept: 'a, b' }) as object },
    ]);
    expect(said).toMatch(/^HTTP\/1\.1 201 Created\r\nx-one: 1\r\ncontent-length: 6\r\nconnection: close\r\n[\s\S]*\r\n\r\ngrüß$/);
  });

  test('may be answered with bytes that are no text', async () => {
    const port = await serve(() => ({ status: 200, body: Uint8Array.of(0, 200, 255) }));
    expect(new Uint8Array(await (await fetch(`http://127.0.0.1:${port}/`)).arrayBuffer())).toEqual(Uint8Array.of(0, 200, 255));
  });

  test('may talk as much as the listener allows', async () => {
    const server = await listenOnLoopback(() => ({ status: 200, body: 'heard' }), undefined, 200_000);
    servers.push(server);
    const say = (bytes: number): Promise<string> =>
      fetch(`http://127.0.0.1:${server.port}/`, { method: 'POST', body: 'x'.repeat(bytes) }).then(
        (answer) => answer.text(),
        () => 'dropped',
      );
    expect([await say(150_000), await say(400_000)]).toEqual(['heard', 'dropped']);
  });

  test('is one for each connection', async () => {
    const said = await raw(await serve(), get('/1') + get('/2'));
    expect(said.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  test('for HEAD gets the length and no body', async () => {
    expect(await raw(await serve(), get('/').replace('GET', 'HEAD'))).toMatch(/content-length: 2\r\n[\s\S]*\r\n\r\n$/);
  });

  test.each<[string, () => LoopbackReply | Promise<LoopbackReply>]>([
    [
      'throws',
      () => {
        throw new Error('a secret');
      },
    ],
    ['rejects', () => Promise.reject(new Error('a secret'))],
    ['cannot be sent', () => ({ status: 200, headers: { 'x-bad': 'a\nb' }, body: 'a secret' })],
    ['has no such status', () => ({ status: 1, body: 'a secret' })],
  ])('whose answer %s gets 500 and no word more, and the next one is served', async (_, answer) => {
    const port = await serve((each) => (each.path === '/good' ? { status: 200, body: 'ok' } : answer()));
    expect(await raw(port, get('/'))).toMatch(/^HTTP\/1\.1 500 [\s\S]*content-length: 0\r\n(?![\s\S]*secret)[\s\S]*\r\n\r\n$/);
    expect(await raw(port, get('/good'))).toContain('200 OK');
  });

  test('with a body of 64 KiB is answered, with a longer one cut off', async () => {
    const port = await serve();
    const post = (bytes: number): Promise<string> => raw(port, `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${bytes}\r\n\r\n${'x'.repeat(bytes)}`);
    expect(await post(64 * 1024)).toContain('200 OK');
    expect(await post(1024 * 1024)).toBe('');
    expect(asked).toHaveLength(1);
  });

  test.each([
    ['16 KiB of headers', get('/', `X-Long: ${'x'.repeat(16 * 1024)}\r\n`), '431'],
    ['a path of 16 KiB', get(`/${'x'.repeat(16 * 1024)}`), '431'],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', '400'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx', '400'],
    ['bytes that are no HTTP', '\x16\x03\x01\x02', '400'],
  ])('with %s is refused before it is looked at', async (_, text, status) => {
    expect((await raw(await serve(), text)).slice(0, 12)).toBe(`HTTP/1.1 ${status}`);
    expect(asked).toEqual([]);
  });

  test('that asks for a tunnel gets none', async () => {
    expect(await raw(await serve(), 'CONNECT example.com:443 HTTP/1.1\r\nHost: a\r\n\r\n')).toBe('');
    expect(asked).toEqual([]);
  });
});

describe('who is too slow is dropped, and others are served meanwhile', () => {
  test.each<[string, string, (socket: Socket) => void]>([
    ['says nothing', '', () => undefined],
    ['ends in the middle of the headers', 'GET / HTTP/1.1\r\nHost:', () => undefined],
    ['sends a header at a time', 'GET / HTTP/1.1\r\nHost: a\r\n', drip],
    ['sends a body byte by byte', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n', drip],
  ])('%s', async (_, first, later) => {
    const port = await serve(undefined, 1000);
    const slow = Promise.all(Array.from({ length: 50 }, () => raw(port, first, later)));
    expect(await Promise.race([raw(port, get('/')), slow])).toContain('200 OK');
    expect((await slow).filter((said) => !/^$|^HTTP\/1\.1 408/.test(said))).toEqual([]);
    expect(asked).toHaveLength(1);
  });
});

test('a thousand requests at once are all answered', async () => {
  const port = await serve(async ({ path }) => ({ status: 200, body: path.slice(1) }));
  const ask = (path: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, agent: false }, (reply) => {
        let body = '';
        reply.setEncoding('utf8').on('data', (part: string) => (body += part));
        reply.on('end', () => resolve(body));
      });
      sent.on('error', reject).end();
    });
  const numbers = Array.from({ length: 1000 }, (_, index) => String(index));
  expect(await Promise.all(numbers.map((number) => ask(`/${number}`)))).toEqual(numbers);
});

test.runIf(process.platform === 'linux')('it listens on 127.0.0.1 and nowhere else', async () => {
  const server = await nodeSystem().loopback.listen(() => ({ status: 200, body: '' }));
  servers.push(server);
  const port = server.port.toString(16).toUpperCase().padStart(4, '0');
  const listening = ['tcp', 'tcp6'].flatMap((name) => [
    ...readFileSync(`/proc/net/${name}`, 'latin1').matchAll(/^ *\d+: ([0-9A-F]+:[0-9A-F]{4}) [0-9A-F:]+ 0A/gm),
  ]);
  expect(listening.map(([, address]) => address).filter((address) => address?.endsWith(`:${port}`))).toEqual([`0100007F:${port}`]);
});

test('closing ends the connections that are open, and frees the port', async () => {
  const server = await listenOnLoopback((each) => (asked.push(each), new Promise(() => undefined)));
  const waiting = raw(server.port, get('/'));
  const idle = raw(server.port, '');
  await expect.poll(() => asked.length).toBe(1);
  await server.close();
  expect(await Promise.all([waiting, idle])).toEqual(['', '']);
  const again = connect(server.port, '127.0.0.1');
  expect(await new Promise((resolve) => again.once('error', (error: NodeJS.ErrnoException) => resolve(error.code)))).toBe('ECONNREFUSED');
});

function drip(socket: Socket): void {
  const timer = setInterval(() => socket.write('x: y\r\n'.slice(0, socket.bytesWritten > 60 ? 1 : 6)), 20);
  socket.on('close', () => clearInterval(timer));
}
