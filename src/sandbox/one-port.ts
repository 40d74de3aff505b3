import { createServer as createHttp1 } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import type { AnyRequest, AnyResponse } from './exchange.ts';

export interface OnePort {
  readonly port: number;
  close(): Promise<void>;
}

const preface = 'PRI * HTTP/2.0';

/**
 * Serves HTTP/1.1 and HTTP/2 with prior knowledge on one loopback port: the first bytes of a connection say which one it is.
 * The SDK's Bedrock runtime client speaks HTTP/2 and everything else HTTP/1.1, to one endpoint.
 */
export async function openOnePort(port: number, handle: (request: AnyRequest, response: AnyResponse) => void): Promise<OnePort> {
  const http1 = createHttp1({ keepAliveTimeout: 60_000 }, handle);
  const http2 = createHttp2(handle);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    firstBytes(socket, Buffer.alloc(0), (isHttp2) => (isHttp2 ? http2 : http1).emit('connection', socket));
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(port, '127.0.0.1', listening);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function firstBytes(socket: Socket, before: Buffer, decide: (isHttp2: boolean) => void): void {
  socket.once('data', (chunk: Buffer) => {
    socket.pause();
    const seen = Buffer.concat([before, chunk]);
    const start = seen.toString('latin1', 0, preface.length);
    if (start.length < preface.length && preface.startsWith(start)) {
      firstBytes(socket, seen, decide);
      socket.resume();
      return;
    }
    socket.unshift(seen);
    decide(start === preface);
    process.nextTick(() => socket.resume());
  });
}
