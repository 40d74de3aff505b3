import { describe, expect, test } from 'vitest';
import { standIn } from '../../../src/doctor/facts/probes-stand-in.ts';
import { Secret } from '../../../src/secret.ts';
import type { LoopbackRequest } from '../../../src/system/system.ts';

const signed = 'AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE/20261121/eu-west-1/bedrock/aws4_request, SignedHeaders=host, Signature=canary-signature';
const ask = (path: string, authorization?: string): LoopbackRequest => ({
  method: 'POST',
  path,
  query: '',
  headers: authorization === undefined ? {} : { authorization },
});

test.each([
  ['a stream', '/model/eu.anthropic.claude-opus-5-5/invoke-with-response-stream', 'eu.anthropic.claude-opus-5-5'],
  ['a whole answer', '/model/eu.anthropic.claude-haiku-4-5-20251001-v1%3A0/invoke', 'eu.anthropic.claude-haiku-4-5-20251001-v1:0'],
  [
    'an ARN',
    '/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A111122223333%3Aapplication-inference-profile%2Fabc/invoke',
    'arn:aws:bedrock:eu-west-1:111122223333:application-inference-profile/abc',
  ],
  ['a path that is no good', '/model/%E0%A4%A/invoke', '%E0%A4%A'],
])('%s is answered, and its model heard', (_, path, model) => {
  const { heard, answer } = standIn(undefined);
  expect(answer(ask(path, signed)).status).toBe(200);
  expect(heard).toEqual([{ model, signer: { kind: 'key', accessKeyId: 'ASIAEXAMPLE', region: 'eu-west-1' } }]);
});

test.each([
  ['/inference-profiles', 200],
  ['/', 404],
  ['/model/x/count-tokens', 404],
])('%s is no request to a model', (path, status) => {
  const { heard, answer } = standIn(undefined);
  expect(answer(ask(path, signed)).status).toBe(status);
  expect(heard).toEqual([]);
});

describe('whoever signed', () => {
  test.each([
    [signed, { kind: 'key', accessKeyId: 'ASIAEXAMPLE', region: 'eu-west-1' }],
    ['Bearer canary-key', { kind: 'api-key', ours: true }],
    ['Bearer canary-other', { kind: 'api-key', ours: false }],
    ['Basic canary', { kind: 'nobody' }],
    [undefined, { kind: 'nobody' }],
  ])('%s', (authorization, signer) => {
    const { heard, answer } = standIn(new Secret('canary-key'));
    answer(ask('/model/x/invoke', authorization));
    expect(heard).toEqual([{ model: 'x', signer }]);
    expect(JSON.stringify(heard)).not.toContain('canary');
  });
});
