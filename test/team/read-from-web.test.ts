import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttps } from 'node:https';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sha256Hex } from '../../src/digest.ts';
import { readTeamFile } from '../../src/team/read-team.ts';
import type { FetchedText, FetchTextRequest } from '../../src/system/system.ts';
import { makeCertificate } from '../doctor/network/certificate.ts';
import { closedPort, closeServers, httpServer, listen, refusingProxy, tunnelTo } from '../doctor/network/servers.ts';
import { bundleDriver } from '../support/bundle-driver.ts';
import { fakeSystem } from '../support/fake-system.ts';
import { told } from './team-scene.ts';

const place = mkdtempSync(join(tmpdir(), 'lode-team-web-'));
const authority = makeCertificate({ common: 'Acme CA', organisation: 'Acme' });
const leaf = makeCertificate({ common: 'localhost', organisation: 'Acme', hosts: ['localhost', 'acme.example'], by: authority });
let driver: string;

beforeAll(async () => {
  driver = await bundleDriver('test/team/drivers/read-team.ts', place);
  writeFileSync(join(place, 'ca.pem'), authority.cert);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));
afterEach(closeServers);

const text = '{ "name": "Acme" } // ours\n';
const digest = `sha256:${sha256Hex(text)}`;

function https(answer: RequestListener): Promise<number> {
  return listen(createHttps({ cert: leaf.cert, key: leaf.key }, answer));
}

/** What a program of its own makes of an address, with the certificates of this test and no proxy unless it is given one. */
function read(words: readonly string[], env: Record<string, string> = {}): Promise<Record<string, unknown>> {
  const surroundings = { PATH: process.env['PATH'], HOME: place, NODE_EXTRA_CA_CERTS: join(place, 'ca.pem'), ...env };
  return new Promise((done, broken) => {
    execFile(process.execPath, [driver, ...words], { env: surroundings }, (error, stdout) => {
      if (error) broken(error);
      else done(JSON.parse(stdout) as Record<string, unknown>);
    });
  });
}

describe('over https', () => {
  test('a team file is read, and its address is kept without the pin', async () => {
    const asked: unknown[] = [];
    const port = await https(({ method, headers }, answer) => {
      asked.push([method, headers['user-agent'], headers.authorization, headers.cookie]);
      answer.end(`\uFEFF${text}`);
    });
    const url = `https://localhost:${port}/team.json`;
    expect(await read([url])).toEqual({ from: url, digest, pinned: false, text, name: 'Acme' });
    expect(await read([`${url}#${digest.replace(':', '=')}`])).toMatchObject({ from: url, pinned: true });
    expect(await read([url, digest.toUpperCase().replace('SHA', 'sha')])).toMatchObject({ from: url, pinned: true });
    expect(asked).toEqual(Array.from({ length: 3 }, () => ['GET', 'lode', undefined, undefined]));
  });

  test('another content than what was pinned stops, with both digests', async () => {
    const port = await https((_, answer) => answer.end('{"name":"Evil"}'));
    const { code, message } = await read([`https://localhost:${port}/team.json`, digest]);
    expect(code).toBe('team.digest-mismatch');
    expect(message).toContain(`pinned  ${digest}\n  found   sha256:${sha256Hex('{"name":"Evil"}')}`);
  });

  test('the person’s proxy is used', async () => {
    const port = await https((_, answer) => answer.end(text));
    const proxy = `http://127.0.0.1:${await tunnelTo(port)}`;
    expect(await read(['https://acme.example/team.json'], { HTTPS_PROXY: proxy })).toMatchObject({ name: 'Acme' });
    const refusing = `http://ada:hunter2@127.0.0.1:${await refusingProxy('407 Proxy Authentication Required')}`;
    const failure = await read(['https://acme.example/team.json'], { HTTPS_PROXY: refusing });
    expect(failure).toMatchObject({ code: 'team.unreachable', message: expect.stringMatching(/refused a tunnel to acme\.example \(407, it wants/) as string });
    expect(JSON.stringify(failure)).not.toContain('hunter2');
  });

  test('a certificate that nobody trusts is refused, and names what to do', async () => {
    const port = await https((_, answer) => answer.end(text));
    const failure = await read([`https://localhost:${port}/team.json`], { NODE_EXTRA_CA_CERTS: '' });
    expect(failure).toMatchObject({ code: 'team.unreachable', hints: [expect.stringContaining('NODE_EXTRA_CA_CERTS')] });
  });

  test.each<readonly [string, RequestListener, string, RegExp]>([
    ['no such file', (_, answer) => void answer.writeHead(404).end('x'), 'team.status', /answered 404, there is no such file/],
    ['one that needs a sign-in', (_, answer) => void answer.writeHead(401).end(), 'team.status', /wants to know who asks/],
    ['nothing', (_, answer) => void answer.end(), 'team.empty', /is empty/],
    ['no answer of its own', (_, answer) => void answer.writeHead(204).end(), 'team.status', /answered 204, which comes without a file/],
    ['more than it says', (_, answer) => void answer.end('x'.repeat(257 * 1024)), 'team.too-large', /more than 256 KiB/],
    ['more than there is an end of', (_, answer) => void pour(answer), 'team.too-large', /more than 256 KiB/],
    ['a size without the bytes', (_, answer) => void answer.writeHead(200, { 'content-length': 1e9 }).write('{'), 'team.too-large', /more than 256 KiB/],
    ['no text', (_, answer) => void answer.end(Buffer.from([0x7b, 0, 0x7d])), 'team.binary', /zero byte/],
    ['no UTF-8', (_, answer) => void answer.end(Buffer.from([0x7b, 0xff, 0x7d])), 'team.binary', /not UTF-8/],
    ['compressed bytes', (_, answer) => void answer.writeHead(200, { 'content-encoding': 'gzip' }).end('x'), 'team.binary', /compressed/],
    [
      'half an answer',
      (_, answer) => void answer.writeHead(200, { 'content-length': 10 }).write('{', () => answer.destroy()),
      'team.unreachable',
      /aborted|broke off/,
    ],
    ['a page', (_, answer) => void answer.end('<!DOCTYPE html>'), 'team.web-page', /is a web page/],
    [
      'another host',
      (_, answer) => void answer.writeHead(302, { location: 'https://evil.example/t' }).end(),
      'team.redirected',
      /sends to https:\/\/evil\.example, which/,
    ],
    [
      'the same host without encryption',
      (request, answer) => void answer.writeHead(302, { location: `http://${request.headers.host}/t` }).end(),
      'team.redirected',
      /http:\/\/localhost/,
    ],
    [
      'itself with a password',
      (request, answer) => void answer.writeHead(302, { location: `https://a:b@${request.headers.host}/t` }).end(),
      'team.redirected',
      /another place/,
    ],
    ['one place after the other', (_, answer) => void answer.writeHead(302, { location: '/again' }).end(), 'team.redirects', /more than 3 times/],
  ])('a server that gives %s', async (_, answer, code, words) => {
    const port = await https(answer);
    const failure = await read([`https://localhost:${port}/team.json`]);
    expect(failure).toMatchObject({ code, exit: 'user', message: expect.stringMatching(words) as string });
  });

  test('a redirection on the same host is followed', async () => {
    const port = await https(({ url }, answer) => void (url === '/a' ? answer.writeHead(301, { location: '/b' }).end() : answer.end(text)));
    expect(await read([`https://localhost:${port}/a`])).toMatchObject({ from: `https://localhost:${port}/a`, name: 'Acme' });
  });
});

describe('over http on this machine', () => {
  test('a team file is read', async () => {
    const port = await httpServer((_, answer) => void answer.end(text));
    expect(await read([`http://127.0.0.1:${port}/team.json`])).toMatchObject({ name: 'Acme' });
  });

  test('nobody there is said so', async () => {
    const { message } = await read([`http://127.0.0.1:${await closedPort()}/team.json`]);
    expect(message).toMatch(/it cannot be had: connect ECONNREFUSED/);
  });
});

test('fifteen seconds are for all addresses together', async () => {
  const asked: FetchTextRequest[] = [];
  const answers: FetchedText[] = [
    { kind: 'redirect', to: '/b' },
    { kind: 'failed', code: 'ETIMEDOUT', message: 'no answer within 5 s' },
  ];
  const system = fakeSystem({
    fetchText: (request) => {
      asked.push(request);
      system.advance(10_000);
      return answers[asked.length - 1] ?? { kind: 'too-large' };
    },
  });
  expect(await told(readTeamFile(system, 'https://acme.example/a', undefined))).toMatch(
    /^team\.unreachable\nhttps:\/\/acme\.example\/a \(after a redirection\): it cannot be had: no answer within 5 s/,
  );
  expect(asked.map(({ url, timeoutMs }) => [url, timeoutMs])).toEqual([
    ['https://acme.example/a', 15_000],
    ['https://acme.example/b', 5000],
  ]);
});

/** Writes until the other end goes away. */
function pour(answer: Parameters<RequestListener>[1]): void {
  const chunk = ' '.repeat(64 * 1024);
  const more = (): void => void (answer.destroyed || answer.write(chunk, more));
  more();
}
