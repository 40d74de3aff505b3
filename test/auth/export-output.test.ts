import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExportOutput } from '../../src/auth/export-output.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const keys = { AccessKeyId: 'ASIAEXAMPLE', SecretAccessKey: 'canary-secret', SessionToken: 'canary-token' };
const later = '2026-11-21T13:00:00Z';

function parsed(document: unknown): unknown {
  const output = parseExportOutput(typeof document === 'string' ? document : JSON.stringify(document), now);
  if (output.kind === 'wrong') return output.why;
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = output.credentials;
  return [accessKeyId, secretAccessKey.reveal(), sessionToken?.reveal(), expiration === undefined ? undefined : new Date(expiration).toISOString()];
}

const all = ['ASIAEXAMPLE', 'canary-secret', 'canary-token'];

describe('accepted', () => {
  test.each<[string, unknown, unknown]>([
    ['the STS shape', { Credentials: { ...keys, Expiration: later } }, [...all, '2026-11-21T13:00:00.000Z']],
    [
      'the STS shape as STS answers it, with more beside it',
      { Credentials: { ...keys, Expiration: later }, AssumedRoleUser: { Arn: 'x' } },
      [...all, '2026-11-21T13:00:00.000Z'],
    ],
    ['the flat shape', { Version: 1, ...keys, Expiration: later }, [...all, '2026-11-21T13:00:00.000Z']],
    ['the flat shape without a version', { ...keys }, [...all, undefined]],
    ['a time with an offset', { ...keys, Expiration: '2026-11-21T15:00:00+02:00' }, [...all, '2026-11-21T13:00:00.000Z']],
    ['a time with an offset as Python writes it', { ...keys, Expiration: '2026-11-21T13:00:00+0000' }, [...all, '2026-11-21T13:00:00.000Z']],
    ['a time with parts of a second', { ...keys, Expiration: '2026-11-21T13:00:00.123456Z' }, [...all, '2026-11-21T13:00:00.123Z']],
    ['no time', { ...keys, Expiration: null }, [...all, undefined]],
    [
      'a long-lived key, which is exchanged later',
      { AccessKeyId: 'AKIAEXAMPLE', SecretAccessKey: 'canary-secret' },
      ['AKIAEXAMPLE', 'canary-secret', undefined, undefined],
    ],
    ['white space around it', `\n ${JSON.stringify(keys)} \n`, [...all, undefined]],
  ])('%s', (_, document, expected) => {
    expect(parsed(document)).toEqual(expected);
  });
});

describe('refused, each with its reason', () => {
  test.each<[unknown, string]>([
    ['', 'it printed nothing on stdout'],
    [' \n', 'it printed nothing on stdout'],
    ['canary-secret', 'its stdout is not one JSON document'],
    [`Signed in.\n${JSON.stringify(keys)}`, 'its stdout is not one JSON document'],
    [`${JSON.stringify(keys)}\n${JSON.stringify(keys)}`, 'its stdout is not one JSON document'],
    ['<html>canary-secret</html>', 'its stdout is not one JSON document'],
    ['null', 'its stdout is JSON, but not an object'],
    ['7', 'its stdout is JSON, but not an object'],
    [[keys], 'its stdout is JSON, but not an object'],
    [{ Credentials: 'canary-secret' }, '"Credentials" is not an object'],
    [{ Credentials: null }, '"Credentials" is not an object'],
    [{ Version: 2, ...keys }, '"Version" is not 1'],
    [{ Version: '1', ...keys }, '"Version" is not 1'],
    [{}, '"AccessKeyId" is missing'],
    [{ Credentials: {} }, '"AccessKeyId" is missing'],
    [{ accessKeyId: 'a', secretAccessKey: 'b' }, '"AccessKeyId" is missing'],
    [{ ...keys, AccessKeyId: '' }, '"AccessKeyId" is not a non-empty string'],
    [{ ...keys, SecretAccessKey: undefined }, '"SecretAccessKey" is missing'],
    [{ ...keys, SecretAccessKey: ['canary-secret'] }, '"SecretAccessKey" is not a non-empty string'],
    [{ ...keys, SessionToken: '' }, '"SessionToken" is not a non-empty string'],
    [{ ...keys, SessionToken: null }, '"SessionToken" is not a non-empty string'],
    [{ ...keys, Expiration: 'soon' }, '"Expiration" is not an ISO 8601 time'],
    [{ ...keys, Expiration: 1_900_000_000 }, '"Expiration" is not an ISO 8601 time'],
    [{ ...keys, Expiration: '2026-11-21' }, '"Expiration" is not an ISO 8601 time'],
    [{ ...keys, Expiration: '2026-13-41T00:00:00Z' }, '"Expiration" is not an ISO 8601 time'],
    [{ ...keys, Expiration: '2026-11-21T12:00:00Z' }, 'the credentials expired at 2026-11-21T12:00:00.000Z'],
    [{ ...keys, Expiration: '2000-01-01T00:00:00Z' }, 'the credentials expired at 2000-01-01T00:00:00.000Z'],
  ])('%j: %s', (document, why) => {
    expect(parsed(document)).toBe(why);
  });
});

test('nothing that was printed is repeated', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9+/]{20,40}$/);
  const spoiled = fc.tuple(secret, fc.constantFrom(...Object.keys(keys), 'Expiration', 'Version', 'Credentials'), fc.boolean(), fc.nat(40));
  fc.assert(
    fc.property(spoiled, ([canary, name, nested, cut]) => {
      const fields = { AccessKeyId: 'ASIAEXAMPLE', SecretAccessKey: canary, SessionToken: canary, [name]: [canary] };
      const text = JSON.stringify(nested ? { Credentials: fields } : fields);
      const output = parseExportOutput(cut > 20 ? text.slice(0, text.length - cut) : text, now);
      expect(JSON.stringify(output)).not.toContain(canary.slice(0, 8));
    }),
  );
});
