import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A wire on the way to the sandbox, and all that went over it in both directions. */
export interface Tap {
  readonly url: string;
  traffic(): string;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 and passes every byte on to this port, and back; how the line breaks is passed on as well. */
export async function startTap(port: number): Promise<Tap> {
  const streams: Buffer[][] = [];
  const open = new Set<Socket>();
  const pass = (from: Socket, to: Socket): void => {
    const stream: Buffer[] = [];
    streams.push(stream);
    open.add(from);
    from.on('data', (part: Buffer) => {
      stream.push(part);
      to.write(part);
    });
    from.on('end', () => to.end()).on('error', () => to.resetAndDestroy());
    from.on('close', () => void (open.delete(from) && to.destroy()));
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const service = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    pass(client, service);
    pass(service, client);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    traffic: () => streams.map((stream) => Buffer.concat(stream).toString('latin1')).join('\n'),
    close() {
      for (const socket of open) socket.destroy();
      return new Promise((closed) => void server.close(() => closed()));
    },
  };
}
