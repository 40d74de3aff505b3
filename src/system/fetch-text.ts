import { isUtf8 } from 'node:buffer';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { proxyAgentFor } from './proxy-agent.ts';
import type { FetchedText, FetchTextRequest } from './system.ts';

/**
 * Sends one GET without credentials, through the person's proxy, and takes at most `maxBytes` of UTF-8 text (a byte order mark is dropped). Follows
 * nothing. Throws LodeError `proxy.malformed`; all else is in the answer.
 */
export function fetchText({ url, maxBytes, timeoutMs }: FetchTextRequest): Promise<FetchedText> {
  const agent = proxyAgentFor(url);
  const send = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((settle) => {
    const request = send(url, { agent: agent ?? false, headers: { 'user-agent': 'lode', accept: '*/*', 'accept-encoding': 'identity' } });
    const end = (answer: FetchedText): void => {
      clearTimeout(limit);
      settle(answer);
      request.destroy();
    };
    // A request that still waits for a proxy's tunnel tells nobody that it was ended.
    const limit = setTimeout(() => end({ kind: 'failed', code: 'ETIMEDOUT', message: `no answer within ${Math.ceil(timeoutMs / 1000)} s` }), timeoutMs);
    request.on('error', (error) => end(failureOf(error)));
    request.once('response', (answer) => void take(answer, maxBytes).then(end));
    request.end();
  });
}

async function take(answer: IncomingMessage, maxBytes: number): Promise<FetchedText> {
  const { statusCode: status = 0, headers } = answer;
  if (status >= 300 && status < 400 && headers.location !== undefined) return { kind: 'redirect', to: headers.location };
  if (status !== 200) return { kind: 'status', status };
  const coding = headers['content-encoding'] ?? 'identity';
  if (coding !== 'identity') return { kind: 'not-text', why: 'it came compressed, which was not asked for' };
  if (Number(headers['content-length'] ?? 0) > maxBytes) return { kind: 'too-large' };
  return collect(answer, maxBytes);
}

function collect(answer: IncomingMessage, maxBytes: number): Promise<FetchedText> {
  const parts: Buffer[] = [];
  let room = maxBytes;
  return new Promise((settle) => {
    answer.on('data', (part: Buffer) => {
      room -= part.length;
      if (room < 0) return settle({ kind: 'too-large' });
      parts.push(part);
    });
    answer.on('error', (error) => settle(failureOf(error)));
    answer.once('close', () =>
      settle(answer.complete ? textOf(Buffer.concat(parts)) : { kind: 'failed', code: 'ECONNRESET', message: 'the answer broke off' }),
    );
  });
}

function textOf(bytes: Buffer): FetchedText {
  if (bytes.includes(0)) return { kind: 'not-text', why: 'it holds a zero byte' };
  if (!isUtf8(bytes)) return { kind: 'not-text', why: 'it is not UTF-8' };
  return { kind: 'text', text: bytes.toString('utf8').replace(/^\uFEFF/, '') };
}

function failureOf(error: Error): FetchedText {
  const { errors, code } = error as { errors?: readonly Error[]; code?: unknown };
  const [inner = error] = errors ?? [];
  return { kind: 'failed', code: String((inner as { code?: unknown }).code ?? code ?? ''), message: inner.message || error.message };
}
