import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { thumbprintOf } from '../../src/sandbox/dpop.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { newLoginToken } from '../../src/sandbox/services/signin.ts';

const mine = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = publicPart(mine.publicKey);
let sandbox: Sandbox;
let refreshToken: string;
beforeEach(async () => {
  sandbox = await startSandbox();
  refreshToken = newLoginToken(sandbox.world, thumbprintOf(jwk));
});
afterEach(() => sandbox.close());

function publicPart(key: KeyObject): JsonWebKey {
  const { crv, kty, x, y } = key.export({ format: 'jwk' });
  return { kty, crv, x, y } as JsonWebKey;
}

interface Slip {
  readonly header?: object;
  readonly claims?: object;
  readonly key?: KeyObject;
  /** The signature in DER, as OpenSSL gives it, is the classic mistake. */
  readonly der?: boolean;
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A proof as RFC 9449 wants it, but for the slip. */
function proof({ header, claims, key = mine.privateKey, der = false }: Slip = {}): string {
  const right = { jti: randomUUID(), htm: 'POST', htu: `${sandbox.url}/v1/token`, iat: Math.floor(Date.now() / 1000) };
  const signed = `${encoded({ alg: 'ES256', typ: 'dpop+jwt', jwk, ...header })}.${encoded({ ...right, ...claims })}`;
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: der ? 'der' : 'ieee-p1363' });
  return `${signed}.${signature.toString('base64url')}`;
}

async function refresh(dpop: string | undefined, body: object = {}): Promise<[number, unknown]> {
  const answer = await fetch(`${sandbox.url}/v1/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(dpop === undefined ? {} : { dpop }) },
    body: JSON.stringify({ clientId: 'arn:aws:signin:::devtools/same-device', grantType: 'refresh_token', refreshToken, ...body }),
  });
  const { error, message, tokenType } = (await answer.json()) as Record<string, unknown>;
  return [answer.status, error === undefined ? tokenType : `${String(error)}: ${String(message)}`];
}

test('a right proof gets new credentials, once', async () => {
  expect(await refresh(proof())).toEqual([200, 'aws_sigv4']);
  expect(await refresh(proof())).toEqual([401, 'TOKEN_EXPIRED: TOKEN_EXPIRED']);
});

test.each<[string, Slip, string]>([
  ['signed by another key', { key: other.privateKey }, 'the signature does not fit the key'],
  ['with a signature in DER', { der: true }, 'the signature does not fit the key'],
  ['by a key that is not that of the sign-in', { key: other.privateKey, header: { jwk: publicPart(other.publicKey) } }, 'the key is not that of the sign-in'],
  ['that carries the private key', { header: { jwk: mine.privateKey.export({ format: 'jwk' }) } }, 'not a DPoP proof with ES256 and a public key'],
  ['with another algorithm', { header: { alg: 'HS256' } }, 'not a DPoP proof with ES256 and a public key'],
  ['of another type', { header: { typ: 'JWT' } }, 'not a DPoP proof with ES256 and a public key'],
  ['for another method', { claims: { htm: 'GET' } }, 'made for another request'],
  ['for another address', { claims: { htu: 'https://signin.eu-west-1.amazonaws.com/v1/token' } }, 'made for another request'],
  ['made six minutes ago', { claims: { iat: Math.floor(Date.now() / 1000) - 360 } }, 'made at another time'],
  ['made six minutes ahead', { claims: { iat: Math.floor(Date.now() / 1000) + 360 } }, 'made at another time'],
  ['in milliseconds', { claims: { iat: Date.now() } }, 'made at another time'],
  ['without an id', { claims: { jti: '' } }, 'used before'],
])('a proof %s is refused and spends nothing', async (_what, slip, why) => {
  expect(await refresh(proof(slip))).toEqual([400, `INVALID_REQUEST: ${why}`]);
  expect((await refresh(proof()))[0]).toBe(200);
});

test.each<[string, string | undefined]>([
  ['no proof', undefined],
  ['words', 'not.a.proof'],
  ['nothing', ''],
])('%s is no proof', async (_what, dpop) => expect(await refresh(dpop)).toEqual([400, 'INVALID_REQUEST: no DPoP proof']));

test('a proof works once', async () => {
  const once = proof();
  expect((await refresh(once))[0]).toBe(200);
  refreshToken = newLoginToken(sandbox.world, thumbprintOf(jwk));
  expect(await refresh(once)).toEqual([400, 'INVALID_REQUEST: used before']);
});

test.each([{ clientId: 'lode' }, { grantType: 'authorization_code' }])('a request with %o is refused and spends nothing', async (body) => {
  expect(await refresh(proof(), body)).toEqual([400, 'INVALID_REQUEST: grantType or clientId']);
  expect((await refresh(proof()))[0]).toBe(200);
});

test("the thumbprint is RFC 7638's", () => {
  const text = `{"crv":"P-256","kty":"EC","x":"${jwk.x}","y":"${jwk.y}"}`;
  expect(thumbprintOf(jwk)).toBe(createHash('sha256').update(text).digest('base64url'));
});
