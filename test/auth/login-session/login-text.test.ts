import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { issuedLoginText, parseLogin } from '../../../src/auth/login-session/login-text.ts';
import { loginDigest } from '../../../src/auth/login-session/login-token.ts';
import { Secret } from '../../../src/secret.ts';

const noon = Date.parse('2026-11-21T12:00:00Z');
const access = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session', accountId: '111122223333', expiresAt: '2026-11-21T12:00:00Z' };
const file = { accessToken: access, tokenType: 'aws_sigv4', clientId: 'client', refreshToken: 'refresh', dpopKey: '-----BEGIN EC PRIVATE KEY-----' };
const read = (value: unknown) => parseLogin(typeof value === 'string' ? value : JSON.stringify(value));
const issued = {
  accessKeyId: 'ASIANEW',
  secretAccessKey: new Secret('new-secret'),
  sessionToken: new Secret('new-session'),
  expiresInMs: 900_000,
  refreshToken: new Secret('new-refresh'),
};

describe('the file of aws login', () => {
  test('is read whole', () => {
    const token = read(file);
    expect(token).toMatchObject({ credentials: { accessKeyId: 'ASIAEXAMPLE', expiration: noon }, renewal: { clientId: 'client' }, signInRegion: undefined });
    expect([token?.credentials.secretAccessKey.reveal(), token?.credentials.sessionToken?.reveal(), token?.renewal?.refreshToken.reveal()]).toEqual([
      'secret',
      'session',
      'refresh',
    ]);
  });

  test.each([
    ['2026-11-21T12:00:00Z', noon],
    ['2026-11-21T12:00:00.123Z', noon + 123],
    ['2026-11-21T12:00:00.123456Z', noon + 123],
    ['2026-11-21T12:00:00+00:00', noon],
    ['2026-11-21T14:00:00+0200', noon],
    ['2026-11-21T12:00:00UTC', noon],
    ['2026-11-21T12:00:00', noon],
    ['2026-11-21 12:00:00', noon],
    ['some day', 0],
    ['', 0],
    [undefined, 0],
    [1_790_000_000, 0],
  ])('with the time %o is good until %o', (expiresAt, expiration) => {
    expect(read({ ...file, accessToken: { ...access, expiresAt } })?.credentials.expiration).toBe(expiration);
  });

  test.each([['clientId'], ['refreshToken'], ['dpopKey']])('without %s cannot be renewed, but used', (name) => {
    const token = read({ ...file, [name]: undefined });
    expect(token).toMatchObject({ credentials: { accessKeyId: 'ASIAEXAMPLE' }, renewal: undefined });
  });

  test.each([
    ['no JSON', '{"accessToken": {'],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['no access token', { ...file, accessToken: undefined }],
    ['an access token that is a word', { ...file, accessToken: 'word' }],
    ['no key id', { ...file, accessToken: { ...access, accessKeyId: '' } }],
    ['no secret', { ...file, accessToken: { ...access, secretAccessKey: 1 } }],
    ['no session', { ...file, accessToken: { ...access, sessionToken: undefined } }],
  ])('is none when it holds %s', (_what, value) => expect(read(value)).toBeUndefined());

  test('shows no secret, whoever prints what was read', () => {
    const token = read(file);
    const { fields: _fields, ...shown } = token ?? { fields: {} };
    expect(JSON.stringify(shown)).not.toMatch(/"secret"|"session"|"refresh"|BEGIN/);
  });
});

describe('the file after a renewal', () => {
  test('holds the new tokens in the time form that all tools read, and keeps the rest', () => {
    const before = read({ ...file, signInRegion: 'us-east-1', ofAnotherTool: [1], accessToken: { ...access, scope: 'x' } });
    const text = before && issuedLoginText(before, issued, noon);
    expect(JSON.parse(text ?? '')).toEqual({
      accessToken: {
        accessKeyId: 'ASIANEW',
        secretAccessKey: 'new-secret',
        sessionToken: 'new-session',
        accountId: '111122223333',
        expiresAt: '2026-11-21T12:15:00Z',
        scope: 'x',
      },
      tokenType: 'aws_sigv4',
      clientId: 'client',
      refreshToken: 'new-refresh',
      dpopKey: '-----BEGIN EC PRIVATE KEY-----',
      signInRegion: 'us-east-1',
      ofAnotherTool: [1],
    });
  });

  test('keeps any field that nobody here knows', () => {
    const known = new Set([...Object.keys(file), 'signInRegion', '__proto__']);
    const foreign = fc.dictionary(
      fc.string().filter((name) => !known.has(name)),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(foreign, (more) => {
        const before = read({ ...more, ...file });
        const after = before && parseLogin(issuedLoginText(before, issued, noon));
        expect(after?.fields).toMatchObject(JSON.parse(JSON.stringify(more)));
        expect(before && after && loginDigest(after) !== loginDigest(before)).toBe(true);
      }),
    );
  });
});
