import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { setWatched, type Watched } from './stage/watched.ts';

/** A proxy that wants a password and refuses every tunnel; nothing leaves this machine. */
async function proxyOf(watched: Watched, answer: string): Promise<string> {
  const server = createServer().on('connect', (request, socket) => {
    socket.on('error', () => undefined).end(answer.replace('{asked}', JSON.stringify(request.headers)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const password = watched.mark('proxy password', 'own', 'pr0xy:7f3a/9c51@d8e2');
  watched.mark('proxy authorization', 'once', Buffer.from(`ana:${password}`).toString('base64'));
  return `http://ana:${encodeURIComponent(password)}@127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const commands = [
  ['--aws-profile', 'sandbox-sso', 'login', '--device', '--force'],
  ['--aws-profile', 'sandbox-sso', 'credentials'],
  ['--aws-profile', 'sandbox-login', 'refresh', '--from-timer'],
  ['--aws-profile', 'sandbox-role', 'status', '--json'],
  ['--aws-profile', 'sandbox-process', 'claude', '-p', 'hello'],
  ['--aws-profile', 'sandbox-sso', 'logout'],
];

describe('the password of a proxy', { timeout: 90_000 }, () => {
  test.each([
    ['that refuses', 'HTTP/1.1 403 Forbidden\r\n\r\n'],
    ['that does not take it', 'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n'],
    ['that repeats what it was asked', 'HTTP/1.1 502 {asked}\r\n\r\n{asked}'],
    ['that speaks no HTTP', '{asked}\r\n\r\n'],
  ])('%s comes out nowhere', async (_, answer) => {
    const watched = await setWatched();
    const proxy = await proxyOf(watched, answer);
    // The services themselves, which only the proxy could reach.
    const real = Object.fromEntries(
      Object.keys(watched.env())
        .filter((name) => name.startsWith('AWS_ENDPOINT_URL'))
        .map((name) => [name, '']),
    );
    const env = { ...real, HTTPS_PROXY: proxy, https_proxy: proxy, HTTP_PROXY: proxy, AWS_EC2_METADATA_DISABLED: 'true', ANTHROPIC_BEDROCK_BASE_URL: '' };
    for (const words of commands) expect([words, (await watched.run(['--verbose', ...words], env)).code]).toEqual([words, expect.toBeOneOf([0, 4])]);
    expect(watched.amiss()).toEqual([]);
  });

  test('whose address cannot be read comes out nowhere', async () => {
    const watched = await setWatched();
    const password = watched.mark('proxy password', 'own', 'pr0xy-7f3a9c51d8e2');
    for (const proxy of [
      `http://ana:${password}@127.0.0.1:notaport`,
      `ana:${password}@`,
      `http://ana:${password}@[::1`,
      `socks9://ana:${password}@127.0.0.1:9`,
    ]) {
      const env = {
        AWS_ENDPOINT_URL_SSO: '',
        AWS_ENDPOINT_URL_SSO_OIDC: '',
        AWS_ENDPOINT_URL_STS: '',
        AWS_ENDPOINT_URL: '',
        HTTPS_PROXY: proxy,
        https_proxy: proxy,
      };
      for (const words of [commands[1], commands[2], commands[3]]) await watched.run(['--verbose', ...(words ?? [])], env);
    }
    expect(watched.amiss()).toEqual([]);
  });
});
