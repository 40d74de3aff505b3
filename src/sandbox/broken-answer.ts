import type { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import type { AnyResponse, Reply } from './exchange.ts';
import { jsonReply } from './exchange.ts';
import type { Fault } from './knobs.ts';

/** What a hotel's network answers to everything until its guest has agreed to something. */
const captivePortal = '<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body><h1>Sign in to the network</h1></body></html>\n';

/** Stands for the answer of an operation that never took effect; its half must look like the beginning of something. */
const unanswered = jsonReply(200, { accessToken: 'sandbox-never-whole', tokenType: 'Bearer', expiresIn: 3600 });

/** What the fault puts in the place of a reply; `reset` and `hang` send nothing at all. */
export function brokenReply(fault: Fault, reply: Reply = unanswered): Reply {
  switch (fault.kind) {
    case 'reset':
    case 'hang':
      return { status: 0, body: '' };
    case 'half-body':
      return reply;
    case 'html':
      return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: captivePortal };
    case 'empty':
      return { status: 200, headers: { 'content-type': 'application/json' }, body: '' };
    case 'not-json':
      return { status: 200, headers: { 'content-type': 'application/json' }, body: '{"accessToken": sandbox' };
  }
}

/** Sends nothing and resets the connection, or leaves it open for as long as the client has patience. */
export function sendNothing(outgoing: AnyResponse, { kind }: Fault): void {
  if (kind === 'reset') breakLine(outgoing);
}

/** Sends all headers and half of the body, then resets the connection. */
export async function sendHalf(outgoing: AnyResponse, { status, headers, body }: Reply): Promise<void> {
  const whole = typeof body === 'string' ? Buffer.from(body) : Buffer.concat([...body]);
  const response = outgoing as ServerResponse;
  response.writeHead(status, { ...headers, 'content-length': String(whole.length) });
  await new Promise<void>((sent) => response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => sent()));
  breakLine(outgoing);
}

function breakLine(outgoing: AnyResponse): void {
  const { stream } = outgoing as Partial<Http2ServerResponse>;
  if (stream === undefined) (outgoing as ServerResponse).socket?.resetAndDestroy();
  else stream.session?.destroy();
}
