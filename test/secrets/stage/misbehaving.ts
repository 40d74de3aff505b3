import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Something in AWS's place that answers every request with what was asked; `answerTo` makes the body of it. Its address. */
export async function startEcho(answerTo: (asked: string) => { readonly status: number; readonly body: string; readonly type?: string }): Promise<string> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const asked = `${request.url} ${JSON.stringify(request.headers)} ${Buffer.concat(parts).toString('utf8')}`;
      const { status, body, type = 'application/json' } = answerTo(asked);
      response.writeHead(status, { 'content-type': type, 'x-amzn-errortype': 'InvalidRequestException' }).end(body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
