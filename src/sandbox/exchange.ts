import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';

/** One HTTP request, read whole. */
export interface SandboxRequest {
  readonly method: string;
  /** As sent: still percent-encoded, without the query. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly h2: boolean;
}

/** One HTTP answer; a list of chunks is written one by one. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | readonly Uint8Array[];
  /** For the log: the name of the error. */
  readonly error?: string;
  /** For the log: the model id asked for. */
  readonly model?: string;
}

export type AnyRequest = IncomingMessage | Http2ServerRequest;
export type AnyResponse = ServerResponse | Http2ServerResponse;

export async function readRequest(incoming: AnyRequest): Promise<SandboxRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  const [path = '/', query = ''] = splitOnce(incoming.url ?? '/', '?');
  return {
    method: incoming.method ?? 'GET',
    path,
    query,
    headers: flatHeaders(incoming),
    body: Buffer.concat(chunks),
    h2: incoming.httpVersionMajor === 2,
  };
}

function flatHeaders(incoming: AnyRequest): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  headers['host'] ??= headers[':authority'] ?? '';
  return headers;
}

export function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** Writes a reply; `date` is the sandbox's clock, which clients use to find out that theirs is wrong. */
export async function writeReply(outgoing: AnyResponse, reply: Reply, requestId: string, date: Date): Promise<void> {
  const response = outgoing as ServerResponse;
  const headers = { date: date.toUTCString(), 'x-amzn-requestid': requestId, ...reply.headers };
  if (typeof reply.body === 'string') {
    response.writeHead(reply.status, { ...headers, 'content-length': String(Buffer.byteLength(reply.body)) });
    response.end(reply.body);
    return;
  }
  response.writeHead(reply.status, headers);
  for (const chunk of reply.body) await new Promise<void>((written) => response.write(chunk, () => written()));
  response.end();
}

export function jsonReply(status: number, value: unknown, extra: Partial<Reply> = {}): Reply {
  return { ...extra, status, headers: { 'content-type': 'application/json', ...extra.headers }, body: JSON.stringify(value) };
}

/** The body as a JSON object; anything else is an empty one. */
export function jsonBody(request: Pick<SandboxRequest, 'body'>): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(request.body.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

export const queryOf = (request: SandboxRequest): URLSearchParams => new URLSearchParams(request.query);
