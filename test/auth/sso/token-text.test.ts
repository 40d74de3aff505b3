import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SsoLogin } from '../../../src/auth/sso/sso-login.ts';
import { ssoTokenPath } from '../../../src/auth/sso/token-path.ts';
import { issuedTokenText, parseSsoToken } from '../../../src/auth/sso/token-text.ts';
import { Secret } from '../../../src/secret.ts';

const login: SsoLogin = {
  cacheName: 'work',
  sessionName: 'work',
  startUrl: 'https://d-1.awsapps.com/start',
  region: 'eu-west-1',
  scopes: ['sso:account:access'],
};
const client = { clientId: 'client', clientSecret: new Secret('client-secret'), expiresAt: Date.parse('2027-02-01T00:00:00Z') };
const issued = { accessToken: new Secret('access'), expiresInMs: 3_600_000, refreshToken: new Secret('refresh') };
const now = Date.parse('2026-11-21T12:00:00.250Z');

/** What a reader sees of a token, with its secrets laid open. */
function seen(text: string) {
  const token = parseSsoToken(text);
  return (
    token && {
      access: token.accessToken.reveal(),
      until: new Date(token.expiresAt).toISOString(),
      refresh: token.refreshToken?.reveal(),
      client: token.client?.clientId,
    }
  );
}

describe('a token file of', () => {
  test.each<[string, Record<string, unknown>, ReturnType<typeof seen>]>([
    [
      'the AWS CLI 2.9, with a session',
      {
        startUrl: 'https://d-1.awsapps.com/start',
        region: 'eu-west-1',
        accessToken: 'a',
        expiresAt: '2026-11-21T13:00:00Z',
        clientId: 'c',
        clientSecret: 's',
        registrationExpiresAt: '2027-02-01T00:00:00Z',
        refreshToken: 'r',
      },
      { access: 'a', until: '2026-11-21T13:00:00.000Z', refresh: 'r', client: 'c' },
    ],
    [
      'the AWS CLI 2.0, which wrote UTC in letters and had no refresh tokens',
      { startUrl: 'https://d-1.awsapps.com/start', region: 'eu-west-1', accessToken: 'a', expiresAt: '2020-06-17T10:02:08UTC' },
      { access: 'a', until: '2020-06-17T10:02:08.000Z', refresh: undefined, client: undefined },
    ],
    [
      'the JavaScript SDK, with fractions of a second',
      {
        accessToken: 'a',
        expiresAt: '2026-11-21T13:00:00.123Z',
        refreshToken: 'r',
        clientId: 'c',
        clientSecret: 's',
        registrationExpiresAt: '2027-02-01T00:00:00.000Z',
      },
      { access: 'a', until: '2026-11-21T13:00:00.123Z', refresh: 'r', client: 'c' },
    ],
    [
      'an editor, without a refresh token and with fields of its own',
      { accessToken: 'a', expiresAt: '2026-11-21T13:00:00Z', receivedAt: 'x', ssoPortal: { a: 1 } },
      { access: 'a', until: '2026-11-21T13:00:00.000Z', refresh: undefined, client: undefined },
    ],
    [
      'a tool in another zone',
      { accessToken: 'a', expiresAt: '2026-11-21T22:00:00+09:00' },
      { access: 'a', until: '2026-11-21T13:00:00.000Z', refresh: undefined, client: undefined },
    ],
  ])('%s', (_, document, expected) => expect(seen(JSON.stringify(document))).toEqual(expected));
});

describe('no token file', () => {
  test.each<[string, string]>([
    ['an empty one', ''],
    ['a registration, which lies beside the tokens', JSON.stringify({ clientId: 'c', clientSecret: 's', expiresAt: '2027-01-01T00:00:00Z' })],
    ['one without an end', JSON.stringify({ accessToken: 'a' })],
    ['one with an end that is no time', JSON.stringify({ accessToken: 'a', expiresAt: 'tomorrow' })],
    ['one with an end in a month that is none', JSON.stringify({ accessToken: 'a', expiresAt: '2026-13-21T13:00:00Z' })],
    ['one whose token is a number', JSON.stringify({ accessToken: 1, expiresAt: '2026-11-21T13:00:00Z' })],
    ['a list', '[]'],
    ['null', 'null'],
  ])('%s', (_, text) => expect(parseSsoToken(text)).toBeUndefined());

  test('one that is cut anywhere', () => {
    const text = issuedTokenText(login, client, issued, now).trim();
    fc.assert(fc.property(fc.nat(text.length - 1), (end) => parseSsoToken(text.slice(0, end)) === undefined));
  });
});

describe('what lode writes', () => {
  test('has the names and time form of the AWS CLI', () =>
    expect(JSON.parse(issuedTokenText(login, client, issued, now))).toEqual({
      startUrl: 'https://d-1.awsapps.com/start',
      region: 'eu-west-1',
      accessToken: 'access',
      expiresAt: '2026-11-21T13:00:00Z',
      clientId: 'client',
      clientSecret: 'client-secret',
      registrationExpiresAt: '2027-02-01T00:00:00Z',
      refreshToken: 'refresh',
    }));

  test('keeps what another tool wrote there, and its refresh token when the answer has no new one', () => {
    const before = parseSsoToken(JSON.stringify({ accessToken: 'old', expiresAt: '2026-11-21T11:00:00Z', refreshToken: 'kept', theirs: [1, 2] }));
    const text = issuedTokenText(login, client, { ...issued, refreshToken: undefined }, now, before);
    expect(JSON.parse(text)).toMatchObject({ accessToken: 'access', refreshToken: 'kept', theirs: [1, 2] });
  });

  test('is read back', () =>
    expect(seen(issuedTokenText(login, client, issued, now))).toEqual({
      access: 'access',
      until: '2026-11-21T13:00:00.000Z',
      refresh: 'refresh',
      client: 'client',
    }));
});

test('its file is the one that the AWS CLI and the SDKs look for', () =>
  expect(ssoTokenPath('/home/ada', 'my-sso')).toBe('/home/ada/.aws/sso/cache/0ad374308c5a4e22f723adf10145eafad7c4031c.json'));
