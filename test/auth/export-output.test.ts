import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExportOutput, parseProcessOutput } from '../../src/auth/export-output.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const keys = { AccessKeyId: 'ASIAEXAMPLE', SecretAccessKey: 'canary-secret', SessionToken: 'canary-token' };
const flat = { Version: 1, ...keys };
const later = '2026-11-21T13:00:00Z';

type Parse = typeof parseExportOutput;

function parsed(document: unknown, parse: Parse = parseExportOutput): unknown {
  const output = parse(typeof document === 'string' ? document : JSON.stringify(document), now);
  if (output.kind === 'wrong') return output.why;
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = output.credentials;
  return [accessKeyId, secretAccessKey.reveal(), sessionToken?.reveal(), expiration === undefined ? undefined : new Date(expiration).toISOString()];
}

const all = ['ASIAEXAMPLE', 'canary-secret', 'canary-token'];
const both = [
  ['awsCredentialExport', parseExportOutput],
  ['credential_process', parseProcessOutput],
] as const;

describe('awsCredentialExport may print', () => {
  test.each<[string, unknown, unknown]>([
    ['the STS shape', { Credentials: { ...keys, Expiration: later } }, [...all, '2026-11-21T13:00:00.000Z']],
    [
      'the STS shape as STS answers it, with more beside it',
      { Credentials: { ...keys, Expiration: later }, AssumedRoleUser: { Arn: 'x' } },
      [...all, '2026-11-21T13:00:00.000Z'],
    ],
    ['the flat shape without a version', { ...keys }, [...all, undefined]],
    [
      'a long-lived key, which is exchanged later',
      { AccessKeyId: 'AKIAEXAMPLE', SecretAccessKey: 'canary-secret' },
      ['AKIAEXAMPLE', 'canary-secret', undefined, undefined],
    ],
  ])('%s', (_, document, expected) => {
    expect(parsed(document)).toEqual(expected);
  });
});

describe.each(both)('%s may print the flat shape', (_, parse) => {
  const pretty = JSON.stringify(flat, null, 2);
  test.each<[string, unknown, string | undefined]>([
    ['as it is', { ...flat, Expiration: later }, '2026-11-21T13:00:00.000Z'],
    ['with more beside it', { ...flat, AccountId: '1', More: { a: [1] } }, undefined],
    ['with white space around it', `\n ${pretty} \n\n`, undefined],
    ['with a byte order mark', `\uFEFF${pretty}`, undefined],
    ['with lines as Windows ends them', `${pretty.replaceAll('\n', '\r\n')}\r\n`, undefined],
    ['with no end', { ...flat, Expiration: null }, undefined],
    ['with an offset', { ...flat, Expiration: '2026-11-21T22:00:00+09:00' }, '2026-11-21T13:00:00.000Z'],
    ['with an offset without a colon', { ...flat, Expiration: '2026-11-21T13:00:00+0000' }, '2026-11-21T13:00:00.000Z'],
    ['with an offset of hours', { ...flat, Expiration: '2026-11-21T22:00:00+09' }, '2026-11-21T13:00:00.000Z'],
    ['with the time as Python writes it', { ...flat, Expiration: '2026-11-21 13:00:00.123456+00:00' }, '2026-11-21T13:00:00.123Z'],
    ['with parts of a second', { ...flat, Expiration: '2026-11-21T13:00:00.123456789Z' }, '2026-11-21T13:00:00.123Z'],
    ['with an end in the year 9999', { ...flat, Expiration: '9999-12-31T23:59:59Z' }, '9999-12-31T23:59:59.000Z'],
  ])('%s', (_name, document, expiration) => {
    expect(parsed(document, parse)).toEqual([...all, expiration]);
  });
});

const utf16 = (text: string, order: 'LE' | 'BE'): string => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return (order === 'LE' ? bytes : bytes.swap16()).toString('utf8');
};
const text = JSON.stringify(flat);

describe.each(both)('%s is refused, each with its reason', (_, parse) => {
  test.each<[string, unknown, string]>([
    ['nothing', '', 'it printed nothing on stdout'],
    ['white space', ' \r\n', 'it printed nothing on stdout'],
    ['a byte order mark', '\uFEFF', 'it printed nothing on stdout'],
    ['a word', 'canary-secret', 'its stdout is not JSON'],
    ['a web page', '<html>canary-secret</html>', 'its stdout is not JSON'],
    ['a dictionary of Python', "{'Version': 1, 'AccessKeyId': 'canary-secret'}", 'its stdout is not JSON'],
    ['an error in the JSON', `{"Version": 1, "SecretAccessKey": "canary-secret",}`, 'its stdout is not JSON'],
    ['half of it', text.slice(0, 60), 'the JSON on its stdout breaks off before its end'],
    ['all but its end', text.slice(0, -1), 'the JSON on its stdout breaks off before its end'],
    ['talk before', `Signed in.\n${text}`, 'other text stands before the JSON on its stdout'],
    ['talk with braces before', `Signed {in} as {"canary-secret"\n${text}`, 'other text stands before the JSON on its stdout'],
    ['talk after', `${text}\nGood for 1 h.`, 'other text stands after the JSON on its stdout'],
    ['two documents', `${text}\n${text}`, 'there are two JSON documents on its stdout'],
    ['a line of a log in JSON', `{"level":"info"}\n${text}`, 'there are two JSON documents on its stdout'],
    ['colours around it', `\x1B[32m${text}\x1B[0m`, 'its stdout holds colour codes for a terminal'],
    ['colours in it', '{\x1B[34m"Version"\x1B[0m: 1}', 'its stdout holds colour codes for a terminal'],
    ['UTF-16, little end first', utf16(text, 'LE'), 'its stdout is UTF-16 text, and must be UTF-8'],
    ['UTF-16, big end first', utf16(text, 'BE'), 'its stdout is UTF-16 text, and must be UTF-8'],
    ['UTF-16 without its mark', Buffer.from(text, 'utf16le').toString('utf8'), 'its stdout is UTF-16 text, and must be UTF-8'],
    ['a program', Buffer.from('7f454c4602010100000000000000000002003e', 'hex').toString('utf8'), 'its stdout is binary data, not JSON'],
    ['noughts', '\0'.repeat(100), 'its stdout is binary data, not JSON'],
    ['nothing in JSON', 'null', 'its stdout is JSON, but not an object'],
    ['a number', '7', 'its stdout is JSON, but not an object'],
    ['a list', [flat], 'its stdout is JSON, but not an object'],
    ['another version', { ...flat, Version: 2 }, '"Version" is not 1'],
    ['a version in quotes', { ...flat, Version: '1' }, '"Version" is a string, and must be the number 1'],
    ['no key at all', { Version: 1 }, '"AccessKeyId" is missing'],
    ['keys in small letters', { Version: 1, accessKeyId: 'a', secretAccessKey: 'b' }, '"AccessKeyId" is missing'],
    ['an empty key ID', { ...flat, AccessKeyId: '' }, '"AccessKeyId" is empty'],
    ['no key ID', { ...flat, AccessKeyId: null }, '"AccessKeyId" is not a string'],
    ['no secret', { ...flat, SecretAccessKey: undefined }, '"SecretAccessKey" is missing'],
    ['an empty secret', { ...flat, SecretAccessKey: '' }, '"SecretAccessKey" is empty'],
    ['a list of secrets', { ...flat, SecretAccessKey: ['canary-secret'] }, '"SecretAccessKey" is not a string'],
    ['a secret with its line end', { ...flat, SecretAccessKey: 'canary-secret\n' }, '"SecretAccessKey" holds white space or letters that no AWS key has'],
    ['an empty token', { ...flat, SessionToken: '' }, '"SessionToken" is empty'],
    ['null as token', { ...flat, SessionToken: null }, '"SessionToken" is not a string'],
    ['a number as token', { ...flat, SessionToken: 7 }, '"SessionToken" is not a string'],
    ['a word as its end', { ...flat, Expiration: 'not-a-date' }, '"Expiration" is not an ISO 8601 time'],
    ['seconds as its end', { ...flat, Expiration: 1_900_000_000 }, '"Expiration" is a number, and must be an ISO 8601 time in quotes'],
    ['an object as its end', { ...flat, Expiration: {} }, '"Expiration" is not a string'],
    ['an empty end', { ...flat, Expiration: '' }, '"Expiration" is empty'],
    ['a day as its end', { ...flat, Expiration: '2026-11-22' }, '"Expiration" is not an ISO 8601 time'],
    ['a day that no month has', { ...flat, Expiration: '2027-02-30T00:00:00Z' }, '"Expiration" is not an ISO 8601 time'],
    ['a month that no year has', { ...flat, Expiration: '2026-13-01T00:00:00Z' }, '"Expiration" is not an ISO 8601 time'],
    ['an hour that no day has', { ...flat, Expiration: '2026-11-22T25:00:00Z' }, '"Expiration" is not an ISO 8601 time'],
    ['an end without a zone', { ...flat, Expiration: '2026-11-21T13:00:00' }, '"Expiration" has no time zone; a time in UTC ends in Z'],
    ['an end that is now', { ...flat, Expiration: '2026-11-21T12:00:00Z' }, 'the credentials expired at 2026-11-21T12:00:00.000Z'],
    ['an end in the past', { ...flat, Expiration: '2000-01-01T00:00:00+09:00' }, 'the credentials expired at 1999-12-31T15:00:00.000Z'],
  ])('%s', (_name, document, why) => {
    expect(parsed(document, parse)).toBe(why);
  });
});

describe('the two forms are told apart', () => {
  test.each<[string, Parse, unknown, string]>([
    ['a word for credentials', parseExportOutput, { Credentials: 'canary-secret' }, '"Credentials" is not an object'],
    ['null for credentials', parseExportOutput, { Credentials: null }, '"Credentials" is not an object'],
    ['empty credentials', parseExportOutput, { Credentials: {} }, '"AccessKeyId" is missing'],
    ['credential_process without a version', parseProcessOutput, keys, '"Version" is missing, and must be 1'],
    [
      'credential_process in the form of the other',
      parseProcessOutput,
      { Version: 1, Credentials: keys },
      'its keys stand inside "Credentials", as only awsCredentialExport may print them',
    ],
  ])('%s', (_, parse, document, why) => {
    expect(parsed(document, parse)).toBe(why);
  });
});

describe.each(both)('%s: nothing that was printed is repeated', (_, parse) => {
  test('whatever is spoiled', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9+/]{20,40}$/);
    const spoiled = fc.tuple(secret, fc.constantFrom(...Object.keys(keys), 'Expiration', 'Version', 'Credentials'), fc.boolean(), fc.nat(40));
    fc.assert(
      fc.property(spoiled, ([canary, name, nested, cut]) => {
        const fields = { AccessKeyId: 'ASIAEXAMPLE', SecretAccessKey: canary, SessionToken: canary, [name]: [canary] };
        const printed = JSON.stringify(nested ? { Credentials: fields } : fields);
        const output = parse(cut > 20 ? printed.slice(0, printed.length - cut) : printed, now);
        expect(JSON.stringify(output)).not.toContain(canary.slice(0, 8));
      }),
    );
  });

  test('no text makes it stumble', () => {
    const piece = fc.constantFrom('{', '}', '"', '\\', '\n', 'a', ':', '"Version":1', '\x1B', '\0', '\uFFFD', ...Object.keys(keys));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(parse(pieces.join(''), now).kind).toBe('wrong');
      }),
    );
  });

  test.each(['{', '"', '{"', '\\', '\0', '{}', ' {"a":', '\x1B'])('a megabyte of %j is judged at once', (piece) => {
    const started = performance.now();
    expect(parse(piece.repeat(1_000_000 / piece.length), now).kind).toBe('wrong');
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
