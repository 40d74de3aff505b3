import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy that lets nothing through and remembers who wanted to go where. */
export interface RecordingProxy {
  readonly url: string;
  /** Hosts asked for so far, in order. */
  readonly hosts: readonly string[];
  close(): Promise<void>;
}

/** Starts one on 127.0.0.1. Whatever a program wants from beyond loopback ends here, with 403. */
export async function startRecordingProxy(): Promise<RecordingProxy> {
  const hosts: string[] = [];
  const server = createServer((request, response) => {
    hosts.push(URL.canParse(request.url ?? '') ? new URL(request.url ?? '').hostname : (request.headers.host ?? ''));
    response.writeHead(403).end();
  });
  server.on('connect', (request, socket) => {
    hosts.push((request.url ?? '').replace(/:\d+$/, ''));
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hosts,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
