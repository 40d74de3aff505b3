import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readApiKey } from '../../src/auth/api-key.ts';
import { shortTermKey } from '../doctor/credentials/api-key.ts';

const made = new Date('2026-11-21T12:00:00Z');
const key = shortTermKey({ region: 'us-gov-west-1', made, seconds: 3600 });

describe('a Bedrock API key is read without sending it', () => {
  test('a short-term key says its region, its signer, when it was made and when it ends', () => {
    expect(readApiKey(key)).toEqual({
      kind: 'short-term',
      region: 'us-gov-west-1',
      accessKeyId: 'ASIAEXAMPLE000000001',
      madeAt: made.getTime(),
      expiresAt: made.getTime() + 3_600_000,
    });
  });

  test('white space about it changes nothing', () => expect(readApiKey(` ${key}\n`)).toEqual(readApiKey(key)));

  test.each([
    ['an API key of Anthropic', 'sk-ant-api03-xyz', { kind: 'foreign', looksLike: 'an API key of Anthropic' }],
    ['an access key ID', 'AKIAIOSFODNN7EXAMPLE', { kind: 'foreign', looksLike: 'an AWS access key ID' }],
    ['a web token', 'eyJhbGciOi.eyJzdWIiOi.x', { kind: 'foreign', looksLike: 'a web token (JWT)' }],
    ['a long-term key', `ABSK${Buffer.from('BedrockAPIKey-ab12-at-111122223333:secret').toString('base64')}`, { kind: 'long-term', account: '111122223333' }],
    ['a long-term key that does not name its account', 'ABSKxyz', { kind: 'long-term', account: undefined }],
    ['a key of another make', 'bedrock-api-key-sandbox', { kind: 'opaque' }],
    ['anything else', 'hunter2', { kind: 'opaque' }],
  ])('%s', (_title, text, expected) => expect(readApiKey(text)).toEqual(expected));

  test('a short-term key that was cut anywhere is never taken for a whole one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: key.length - 120 }), (length) => {
        expect(readApiKey(key.slice(0, length)).kind).toBe('truncated');
      }),
    );
  });

  test('no text makes it throw, and nothing that opens anything is in what it says', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, two) => {
        const said = JSON.stringify([readApiKey(one), readApiKey(`bedrock-api-key-${Buffer.from(`bedrock.amazonaws.com/?${two}`).toString('base64')}`)]);
        expect(said).not.toContain('0f0f0f0f');
      }),
    );
    expect(JSON.stringify(readApiKey(key))).not.toMatch(/0f0f|tttt/);
  });
});
