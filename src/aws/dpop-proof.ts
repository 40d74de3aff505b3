import type { Secret } from '../secret.ts';

/** What a proof is for: one request, at one time (ms since the epoch). */
export interface ProvenRequest {
  readonly method: string;
  /** Without query and fragment. */
  readonly url: string;
  readonly now: number;
}

/**
 * The `DPoP` header that proves the possession of a P-256 key (PEM, SEC1) for one request: ES256 with the public key inside. Throws when the
 * key cannot sign. Source: RFC 9449 section 4.2; RFC 7518 section 3.4 for the form of the signature.
 */
export async function dpopProof(key: Secret, { method, url, now }: ProvenRequest): Promise<string> {
  const { createPrivateKey, createPublicKey, randomUUID, sign } = await import('node:crypto');
  try {
    const privateKey = createPrivateKey(key.reveal());
    const { kty, crv, x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
    if (crv !== 'P-256') return refuseKey();
    const header = { alg: 'ES256', typ: 'dpop+jwt', jwk: { kty, crv, x, y } };
    const claims = { jti: randomUUID(), htm: method, htu: url, iat: Math.floor(now / 1000) };
    const signed = `${encoded(header)}.${encoded(claims)}`;
    const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${signed}.${signature.toString('base64url')}`;
  } catch {
    // OpenSSL's words say nothing that helps, and might say something of the key.
    return refuseKey();
  }
}

function refuseKey(): never {
  throw new Error('Failed to load token of aws login: its dpopKey is no P-256 key');
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
