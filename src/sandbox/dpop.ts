import { createHash, createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import type { SandboxRequest } from './exchange.ts';

/** Whose proof it is, or why it proves nothing. */
export type Proof = { readonly thumbprint: string } | { readonly why: string };

/** Server and client may differ by so much. */
const allowedMs = 5 * 60_000;

/** Checks the DPoP proof of a request (RFC 9449 section 4.3): form, ES256 signature, method, address and age; `usedIds` refuses a second use. */
export function proofOf({ headers, method, path }: SandboxRequest, now: number, usedIds: Set<string>): Proof {
  const [head = '', claims = '', signature = '', ...rest] = (headers['dpop'] ?? '').split('.');
  const header = part(head);
  const payload = part(claims);
  const jwk = header?.['jwk'] as JsonWebKey | undefined;
  if (payload === undefined || jwk === undefined || rest.length > 0) return { why: 'no DPoP proof' };
  if (header?.['typ'] !== 'dpop+jwt' || header['alg'] !== 'ES256' || jwk.d !== undefined) return { why: 'not a DPoP proof with ES256 and a public key' };
  if (!isSigned(`${head}.${claims}`, jwk, signature)) return { why: 'the signature does not fit the key' };
  if (payload['htm'] !== method || payload['htu'] !== `http://${headers['host'] ?? ''}${path}`) return { why: 'made for another request' };
  if (!(Math.abs(Number(payload['iat']) * 1000 - now) <= allowedMs)) return { why: 'made at another time' };
  const id = payload['jti'];
  if (typeof id !== 'string' || id === '' || usedIds.has(id)) return { why: 'used before' };
  usedIds.add(id);
  return { thumbprint: thumbprintOf(jwk) };
}

/** The name of a P-256 key (RFC 7638). */
export function thumbprintOf({ crv, kty, x, y }: JsonWebKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

function isSigned(signed: string, jwk: JsonWebKey, signature: string): boolean {
  if (jwk.kty !== 'EC' || jwk.crv !== 'P-256') return false;
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    return verify('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

function part(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
