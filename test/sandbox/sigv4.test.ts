import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SandboxRequest } from '../../src/sandbox/exchange.ts';
import { readClaim, signatureFits } from '../../src/sandbox/sigv4.ts';

const secret = 'sandbox/secret/of/a/test/000000000000000';
const segment = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text !== '.' && text !== '..');
const requests = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT'),
  segments: fc.array(segment, { minLength: 1, maxLength: 4 }),
  query: fc.dictionary(
    fc.string({ minLength: 1, maxLength: 8 }).filter((name) => name !== '__proto__'),
    fc.string({ maxLength: 8 }),
    { maxKeys: 3 },
  ),
  header: fc.stringMatching(/^[ -~]*$/),
  body: fc.string({ maxLength: 40 }),
  region: fc.constantFrom('eu-west-1', 'us-gov-west-1'),
  service: fc.constantFrom('bedrock', 'sts'),
});
type Drawn = typeof requests extends fc.Arbitrary<infer Value> ? Value : never;

/** The request as it would arrive, signed by the SDK's own signer. */
async function signedBySdk(drawn: Drawn): Promise<SandboxRequest> {
  const signer = new SignatureV4({
    credentials: { accessKeyId: 'AKIASANDBOX000000009', secretAccessKey: secret },
    region: drawn.region,
    service: drawn.service,
    sha256: Sha256,
  });
  const path = `/${drawn.segments.map(encodeURIComponent).join('/')}`;
  const headers = { host: '127.0.0.1', 'x-amz-meta-any': drawn.header };
  const { method, query, body } = drawn;
  const signed = await signer.sign({ method, protocol: 'http:', hostname: '127.0.0.1', path, query, headers, body });
  const pairs = Object.entries(query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return { method, path, query: pairs.join('&'), headers: signed.headers, body: Buffer.from(body), h2: false };
}

function fits(request: SandboxRequest, withSecret = secret): boolean {
  const claim = readClaim(request);
  return claim !== undefined && signatureFits(request, claim, withSecret);
}

test('whatever the SDK signs is accepted', () =>
  fc.assert(fc.asyncProperty(requests, async (drawn) => void expect(fits(await signedBySdk(drawn))).toBe(true))));

test.each<[what: string, tamper: (request: SandboxRequest) => SandboxRequest]>([
  ['the method', (request) => ({ ...request, method: 'DELETE' })],
  ['the path', (request) => ({ ...request, path: `${request.path}x` })],
  ['the query', (request) => ({ ...request, query: request.query === '' ? 'added=1' : `${request.query}&added=1` })],
  ['the body', (request) => ({ ...request, body: Buffer.concat([request.body, Buffer.from('x')]) })],
  ['a signed header', (request) => ({ ...request, headers: { ...request.headers, 'x-amz-meta-any': `${request.headers['x-amz-meta-any']}x` } })],
  ['the date', (request) => ({ ...request, headers: { ...request.headers, 'x-amz-date': '20200101T000000Z' } })],
])('a request whose signature is older than a change of %s is refused', (_what, tamper) =>
  fc.assert(fc.asyncProperty(requests, async (drawn) => void expect(fits(tamper(await signedBySdk(drawn)))).toBe(false))),
);

test('a name that begins another one is sorted before it', async () => {
  const drawn = {
    method: 'GET' as const,
    segments: [' '],
    query: { '!': '', '! ': '' },
    header: '',
    body: '',
    region: 'eu-west-1' as const,
    service: 'bedrock' as const,
  };
  expect(fits(await signedBySdk(drawn))).toBe(true);
});

test('a signature by another secret is refused', () =>
  fc.assert(fc.asyncProperty(requests, async (drawn) => void expect(fits(await signedBySdk(drawn), `${secret}x`)).toBe(false))));

test('the signature of a published example comes out', () => {
  // AWS Signature Version 4 test suite, "get-vanilla".
  const request: SandboxRequest = {
    method: 'GET',
    path: '/',
    query: '',
    headers: {
      host: 'example.amazonaws.com',
      'x-amz-date': '20150830T123600Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, ' +
        'Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    },
    body: Buffer.alloc(0),
    h2: false,
  };
  expect(fits(request, 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY')).toBe(true);
});
