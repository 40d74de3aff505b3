import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AwsCredentials } from '../../src/auth/aws-credentials.ts';
import { credentialCachePath, parseCachedCredentials, readCachedCredentials, writeCachedCredentials } from '../../src/auth/credential-cache.ts';
import { Secret } from '../../src/secret.ts';
import { fakeSystem } from '../support/fake-system.ts';

const path = credentialCachePath('/c', 'digest');
const good = { version: 1, accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token', expiration: 1_900_000_000_000 };

function revealed(credentials: AwsCredentials | undefined) {
  return credentials && { ...credentials, secretAccessKey: credentials.secretAccessKey.reveal(), sessionToken: credentials.sessionToken?.reveal() };
}

function session(given: Partial<Record<'sessionToken', string> & { expiration: number }> = {}): AwsCredentials {
  const { sessionToken, expiration } = given;
  return {
    accessKeyId: 'ASIAEXAMPLE',
    secretAccessKey: new Secret('secret'),
    sessionToken: sessionToken === undefined ? undefined : new Secret(sessionToken),
    expiration,
  };
}

test('what is written is read back, from a file for its owner only', () => {
  const key = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(key, key, key, fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (accessKeyId, secret, token, expiration) => {
      const system = fakeSystem();
      writeCachedCredentials(system.files, path, { accessKeyId, secretAccessKey: new Secret(secret), sessionToken: new Secret(token), expiration }, 7);
      const read = revealed(readCachedCredentials(system.files, path));
      expect(read).toEqual({ accessKeyId, secretAccessKey: secret, sessionToken: token, expiration, obtainedAt: 7 });
      expect(system.files.facts(path)?.mode).toBe(0o600);
    }),
  );
});

describe('not kept', () => {
  test.each<[string, AwsCredentials]>([
    ['a long-lived key', session({ expiration: 1 })],
    ['a session that does not say when it ends', session({ sessionToken: 't' })],
  ])('%s', (_, credentials) => {
    const system = fakeSystem();
    writeCachedCredentials(system.files, path, credentials, 7);
    expect(system.text(path)).toBeUndefined();
  });
});

describe('not read', () => {
  test.each<[string, unknown]>([
    ['another version', { ...good, version: 2 }],
    ['no version', { ...good, version: undefined }],
    ['a version as text', { ...good, version: '1' }],
    ['no key', { ...good, accessKeyId: undefined }],
    ['an empty secret', { ...good, secretAccessKey: '' }],
    ['a token that is no text', { ...good, sessionToken: 7 }],
    ['an expiry as text', { ...good, expiration: '2030-01-01T00:00:00Z' }],
    ['no expiry', { ...good, expiration: null }],
    ['a list', [good]],
    ['null', null],
  ])('%s', (_, document) => {
    expect(parseCachedCredentials(JSON.stringify(document))).toBeUndefined();
  });

  test('an expiry beyond all numbers, which would never come', () => {
    expect(parseCachedCredentials(JSON.stringify(good).replace('1900000000000', '1e999'))).toBeUndefined();
  });

  test('any cut or foreign text, without an error', () => {
    const text = JSON.stringify(good);
    fc.assert(fc.property(fc.nat(text.length - 1), (end) => parseCachedCredentials(text.slice(0, end)) === undefined));
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (other) => parseCachedCredentials(other) === undefined));
  });
});

test('a cache that is a folder, or larger than any of ours, is no cache', () => {
  const system = fakeSystem({ files: { [path]: { folder: true }, '/c/credentials/large.json': JSON.stringify({ ...good, padding: 'x'.repeat(70_000) }) } });
  expect(readCachedCredentials(system.files, path)).toBeUndefined();
  expect(readCachedCredentials(system.files, '/c/credentials/large.json')).toBeUndefined();
});
