import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Loopback, LoopbackRequest } from './system.ts';

const limitMs = 10_000;
const mostHeaderBytes = 16 * 1024;
const mostBodyBytes = 64 * 1024;

/** HTTP/1.1 on 127.0.0.1 and a free port; bodies are read and dropped, and every connection ends with its answer. */
export const nodeLoopback: Loopback = {
  async listen(answer) {
    const { createServer } = process.getBuiltinModule('node:http');
    const options = { maxHeaderSize: mostHeaderBytes, headersTimeout: limitMs, requestTimeout: limitMs, connectionsCheckingInterval: 1000, keepAlive: false };
    const server = createServer(options, (request, response) => void serve(answer, request, response));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: '127.0.0.1', port: 0, backlog: 1024 }, resolve);
    });
    return {
      port: (server.address() as AddressInfo).port,
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    };
  },
};

async function serve(answer: Parameters<Loopback['listen']>[0], incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  outgoing.shouldKeepAlive = false;
  dropBody(incoming);
  try {
    const { status, headers, body } = await answer(requestOf(incoming));
    outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' });
    outgoing.end(incoming.method === 'HEAD' ? '' : body);
  } catch {
    if (!outgoing.headersSent) outgoing.writeHead(500, { 'content-length': 0, connection: 'close' });
    outgoing.end();
  }
}

function dropBody(incoming: IncomingMessage): void {
  let read = 0;
  incoming.on('data', (part: Buffer) => {
    read += part.length;
    if (read > mostBodyBytes) incoming.destroy();
  });
  incoming.on('error', () => undefined);
}

function requestOf(incoming: IncomingMessage): LoopbackRequest {
  const target = incoming.url ?? '/';
  const at = target.indexOf('?');
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')] as const);
  return {
    method: incoming.method ?? 'GET',
    path: at === -1 ? target : target.slice(0, at),
    query: at === -1 ? '' : target.slice(at + 1),
    headers: Object.fromEntries(headers),
  };
}
