import { lookup, type LookupOptions } from 'node:dns';
import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import { TLSSocket } from 'node:tls';
import type { Environment } from '../system/system.ts';
import { proxyAgentFor } from '../system/proxy-agent.ts';
import { certificateOf, isCertificateTrouble, type ShownCertificate } from './shown-certificate.ts';
import { prepareSdkEnvironment } from './sdk-environment.ts';

export interface ReachRequest {
  readonly url: string;
  readonly env: Environment;
  /** Milliseconds for the whole of it. */
  readonly limitMs: number;
}

/** How far a request came: to the proxy's tunnel, the host's name, its port, its certificate, its answer. */
export type ReachStage = 'proxy' | 'name' | 'port' | 'certificate' | 'answer';

/** What came of an unsigned request. */
export type Reached = {
  /** What the host's name stands for, as this machine sees it; empty behind a proxy. */
  readonly addresses: readonly string[];
  readonly certificate?: ShownCertificate;
} & (
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** The server's time by its `Date`, in milliseconds since the epoch. */
      readonly date: number | undefined;
      readonly contentType: string;
      /** The host that a redirection names. */
      readonly redirect: string | undefined;
      /** Whether the answer has the marks of AWS: a request ID. */
      readonly fromAws: boolean;
    }
  | {
      readonly kind: 'failed';
      readonly stage: ReachStage;
      /** Node's own code; empty when there is none. */
      readonly code: string;
      readonly message: string;
      /** What the proxy answered instead of opening a tunnel. */
      readonly proxyStatus?: number;
    }
);

/** Reading a certificate that is not trusted takes one more handshake. */
const peekLimitMs = 2000;

/**
 * Sends an unsigned GET by the way that lode's own calls take (proxy, certificates), and says what came of it. Any answer means that the host was
 * reached. Never throws. Where the certificate is not trusted, it is looked at in a second handshake that sends nothing.
 */
export async function reach(asked: ReachRequest): Promise<Reached> {
  prepareSdkEnvironment(asked.env);
  const reached = await tryOnce(asked, true);
  if (reached.kind !== 'failed' || !isCertificateTrouble(reached.code)) return reached;
  const { certificate } = await tryOnce({ ...asked, limitMs: peekLimitMs }, false);
  return certificate === undefined ? reached : { ...reached, certificate };
}

interface Way {
  stage: ReachStage;
  proxyStatus?: number;
  readonly addresses: string[];
  certificate?: ShownCertificate;
}

/** `speak`: sends the request. Else only the handshake is made, whatever the certificate is worth. */
function tryOnce({ url, limitMs }: ReachRequest, speak: boolean): Promise<Reached> {
  return new Promise((settle) => {
    const way: Way = { stage: 'proxy', addresses: [] };
    const failed = (error: Error): void => settle(failureOf(way, error));
    const opened = open(url, way, speak);
    if (opened instanceof Error) return failed(opened);
    const limit = setTimeout(() => {
      // A request that still waits for a proxy's tunnel tells nobody that it was ended.
      failed(timeOut(limitMs));
      opened.destroy();
    }, limitMs);
    opened.once('close', () => clearTimeout(limit));
    follow(opened, way, () => speak || opened.destroy(new Error('only looked at')));
    opened.on('error', failed).once('response', (answer) => {
      settle(answerOf(way, answer));
      opened.destroy();
    });
    if (speak) opened.end();
  });
}

function open(url: string, way: Way, isStrict: boolean): ClientRequest | Error {
  try {
    const agent = proxyAgentFor(url);
    if (agent === undefined) way.stage = 'name';
    const send = url.startsWith('https:') ? requestHttps : requestHttp;
    return send(url, { agent: agent ?? false, headers: { 'user-agent': 'lode' }, lookup: noting(way), ...(isStrict ? {} : { rejectUnauthorized: false }) });
  } catch (error) {
    // Only a proxy's address can be wrong in itself; it may hold a password and is not repeated.
    return Object.assign(new Error('the address of the proxy is no URL', { cause: error }), { code: 'ERR_INVALID_URL' });
  }
}

/** Looks a name up as Node does, and notes what it stands for. */
function noting(way: Way): NonNullable<RequestOptions['lookup']> {
  return (host, options: LookupOptions, done) =>
    lookup(host, options, (error, found, family) => {
      if (error === null) way.addresses.push(...(Array.isArray(found) ? (found as { address: string }[]).map(({ address }) => address) : [String(found)]));
      done(error, found as string, family);
    });
}

function follow(request: ClientRequest, way: Way, onHandshake: () => void): void {
  request.once('proxyConnect', ({ statusCode }: { statusCode: number }) => {
    way.proxyStatus = statusCode;
    if (statusCode === 200) way.stage = 'certificate';
  });
  request.once('socket', (socket) => {
    socket.once('lookup', (error: Error | null) => (way.stage = error ? 'name' : 'port'));
    socket.once('connect', () => (way.stage = socket instanceof TLSSocket ? 'certificate' : 'answer'));
    socket.once('secureConnect', () => {
      way.stage = 'answer';
      const certificate = certificateOf(socket as TLSSocket);
      if (certificate !== undefined) way.certificate = certificate;
      onHandshake();
    });
  });
}

function timeOut(limitMs: number): Error {
  return Object.assign(new Error(`no answer within ${limitMs / 1000} s`), { code: 'ETIMEDOUT' });
}

function seenOf({ addresses, certificate }: Way): Pick<Reached, 'addresses' | 'certificate'> {
  return { addresses: [...new Set(addresses)], ...(certificate === undefined ? {} : { certificate }) };
}

function failureOf(way: Way, error: Error): Reached {
  const { errors, code } = error as { errors?: readonly Error[]; code?: unknown };
  const [inner = error] = errors ?? [];
  const { stage, proxyStatus } = way;
  return {
    ...seenOf(way),
    kind: 'failed',
    stage,
    code: String((inner as { code?: unknown }).code ?? code ?? ''),
    message: inner.message || error.message,
    ...(proxyStatus === undefined || proxyStatus === 200 ? {} : { proxyStatus }),
  };
}

function answerOf(way: Way, { statusCode = 0, headers }: IncomingMessage): Reached {
  const date = Date.parse(headers.date ?? '');
  const { location = '' } = headers;
  return {
    ...seenOf(way),
    kind: 'answered',
    status: statusCode,
    date: Number.isNaN(date) ? undefined : date,
    contentType: headers['content-type'] ?? '',
    redirect: URL.canParse(location) ? new URL(location).host : undefined,
    fromAws: ['x-amzn-requestid', 'x-amz-request-id', 'x-amzn-errortype'].some((name) => headers[name] !== undefined),
  };
}
