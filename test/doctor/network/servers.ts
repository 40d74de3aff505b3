import { connect, createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:tls';
import type { MadeCertificate } from './certificate.ts';

const open: { readonly server: Server; readonly sockets: Set<Socket> }[] = [];

/** Listens on 127.0.0.1 until `closeServers`; gives the port. */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).once('close', () => sockets.delete(socket));
  });
  open.push({ server, sockets });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return (server.address() as AddressInfo).port;
}

/** Closes every server of a test. */
export async function closeServers(): Promise<void> {
  await Promise.all(
    open.splice(0).map(({ server, sockets }) => {
      for (const socket of sockets) socket.destroy();
      return new Promise((closed) => server.close(closed));
    }),
  );
}

/** A port that nobody listens on. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Takes connections and never says a word. */
export function silentServer(): Promise<number> {
  return listen(createTcpServer());
}

export function httpServer(answer: RequestListener): Promise<number> {
  return listen(createHttpServer(answer));
}

/** A proxy that takes every tunnel, wherever it is wanted to, to one port of this machine. */
export function tunnelTo(port: number): Promise<number> {
  return listen(
    createHttpServer().on('connect', (_, socket) => {
      const behind = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 Connection established\r\n\r\n'));
      behind.on('error', () => socket.destroy()).once('close', () => socket.destroy());
      socket.on('error', () => behind.destroy()).once('close', () => behind.destroy());
      socket.pipe(behind).pipe(socket);
    }),
  );
}

/** A proxy that answers every wish for a tunnel with this status line. */
export function refusingProxy(status: string): Promise<number> {
  return listen(createHttpServer().on('connect', (_, socket) => socket.end(`HTTP/1.1 ${status}\r\n\r\n`)));
}

/** Ends TLS with this certificate, and takes what is inside to another port of this machine. */
export function openTls({ cert, key }: Pick<MadeCertificate, 'cert' | 'key'>, port: number): Promise<number> {
  const server = createTlsServer({ cert, key }, (socket) => {
    const behind = connect(port, '127.0.0.1');
    behind.on('error', () => socket.destroy()).once('close', () => socket.destroy());
    socket.on('error', () => behind.destroy()).once('close', () => behind.destroy());
    socket.pipe(behind).pipe(socket);
  });
  return listen(server.on('tlsClientError', () => undefined));
}
