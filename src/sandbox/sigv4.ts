import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { SandboxRequest } from './exchange.ts';
import { splitOnce } from './exchange.ts';

/** What an `Authorization: AWS4-HMAC-SHA256 …` header claims. */
export interface SignatureClaim {
  readonly accessKeyId: string;
  /** `20261121` */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20261121T101112Z`, from `x-amz-date`. */
  readonly stamp: string;
}

const shape = /^AWS4-HMAC-SHA256\s+Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request,\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/;

/** The claim in the request's headers, or undefined when it is not signed this way. */
export function readClaim(request: SandboxRequest): SignatureClaim | undefined {
  const match = shape.exec(request.headers['authorization'] ?? '');
  if (match === null) return undefined;
  const [, accessKeyId = '', day = '', region = '', service = '', headers = '', signature = ''] = match;
  return { accessKeyId, day, region, service, signedHeaders: headers.split(';'), signature, stamp: request.headers['x-amz-date'] ?? '' };
}

/**
 * Whether the claim's signature is the one this secret gives over the request as received. Written from AWS's description of
 * Signature Version 4 (IAM user guide, "Create a signed AWS API request"), on purpose without the code that clients sign with.
 */
export function signatureFits(request: SandboxRequest, claim: SignatureClaim, secret: string): boolean {
  const declared = request.headers['x-amz-content-sha256'];
  const actual = sha256(request.body);
  if (declared !== undefined && declared !== actual) return false;
  const scope = `${claim.day}/${claim.region}/${claim.service}/aws4_request`;
  const canonical = canonicalRequest(request, claim.signedHeaders, declared ?? actual);
  const toSign = ['AWS4-HMAC-SHA256', claim.stamp, scope, sha256(canonical)].join('\n');
  const expected = hmac(signingKey(secret, claim), toSign);
  return claim.stamp.startsWith(claim.day) && timingSafeEqual(expected, Buffer.from(claim.signature, 'hex'));
}

export function canonicalRequest(request: SandboxRequest, signedHeaders: readonly string[], payloadHash: string): string {
  const headers = signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/\s+/g, ' ')}\n`);
  return [request.method, canonicalPath(request.path), canonicalQuery(request.query), headers.join(''), signedHeaders.join(';'), payloadHash].join('\n');
}

/** Every service but S3 encodes the already encoded path once more. */
const canonicalPath = (path: string): string => path.split('/').map(strictlyEncoded).join('/');

/** Sorted by name, then by value: sorting whole pairs would let `=` decide between a name and a longer one. */
function canonicalQuery(query: string): string {
  const pairs = query
    .split('&')
    .filter((pair) => pair !== '')
    .map(canonicalPair);
  return pairs
    .toSorted(([name, value], [other, otherValue]) => order(name, other) || order(value, otherValue))
    .map((pair) => pair.join('='))
    .join('&');
}

const order = (a: string, b: string): number => Number(a > b) - Number(a < b);

function canonicalPair(pair: string): readonly [name: string, value: string] {
  const [name, value = ''] = splitOnce(pair, '=');
  return [strictlyEncoded(decodeURIComponent(name)), strictlyEncoded(decodeURIComponent(value))];
}

const strictlyEncoded = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

function signingKey(secret: string, claim: SignatureClaim): Buffer {
  return [claim.day, claim.region, claim.service, 'aws4_request'].reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(`AWS4${secret}`));
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

/** Milliseconds since the epoch of `20261121T101112Z`; NaN when it is no such stamp. */
export function stampTime(stamp: string): number {
  return Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

export const stampOf = (time: number): string => new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
