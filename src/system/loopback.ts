import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Loopback, LoopbackReply, LoopbackRequest, LoopbackServer } from './system.ts';

type Answer = Parameters<Loopback['listen']>[0];

const slowestMs = 10_000;
/** Most that ask here have nothing to tell in a body. */
const longestBody = 64 * 1024;
const mostConnections = 2048;

/**
 * Answers HTTP on 127.0.0.1 and nowhere else, on a free port. Each connection is closed after its answer; an answer that throws is a 500 with an empty
 * body. A request must be there within `patienceMs`, an answer within three times that. Rejects with what the system says when it cannot listen.
 */
export async function listenOnLoopback(answer: Answer, patienceMs: number = slowestMs, bodyBytes: number = longestBody): Promise<LoopbackServer> {
  const limits = { maxHeaderSize: 16 * 1024, headersTimeout: patienceMs, requestTimeout: patienceMs, connectionsCheckingInterval: patienceMs / 10 };
  const server = createServer({ ...limits, keepAlive: false }, (request, response) => void respond(answer, request, response, bodyBytes));
  server.timeout = 3 * patienceMs;
  server.maxConnections = mostConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0, exclusive: true, backlog: 1024 }, () => resolve());
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

async function respond(answer: Answer, request: IncomingMessage, response: ServerResponse, bodyBytes: number): Promise<void> {
  // Closing a connection with a part of the body unread would reset it, and the reply with it.
  if (!(await droppedBody(request, bodyBytes))) return;
  try {
    send(await answer(asValue(request)), response);
  } catch {
    send({ status: 500, body: '' }, response);
  }
}

function send({ status, headers, body }: LoopbackReply, response: ServerResponse): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' });
  // For HEAD Node itself leaves the body out.
  response.end(body);
}

/** Whether the request came to its end; one that talks too much is cut off. */
function droppedBody(request: IncomingMessage, bodyBytes: number): Promise<boolean> {
  let room = bodyBytes;
  request.on('data', (part: Buffer) => {
    room -= part.length;
    if (room < 0) request.destroy();
  });
  return new Promise((resolve) => {
    request.once('end', () => resolve(true));
    request.once('close', () => resolve(false)).on('error', () => resolve(false));
  });
}

function asValue({ method = '', url = '', headers }: IncomingMessage): LoopbackRequest {
  const [path = '', ...query] = url.split('?');
  const plain = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')] as const);
  return { method, path, query: query.join('?'), headers: Object.fromEntries(plain) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
