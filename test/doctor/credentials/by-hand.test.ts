import { describe, expect, test } from 'vitest';
import { awsFiles } from '../../../src/doctor/checks/aws-files.ts';
import { bearerKey } from '../../../src/doctor/checks/bearer-key.ts';
import { identity } from '../../../src/doctor/checks/identity.ts';
import { longLivedKeys } from '../../../src/doctor/checks/long-lived-keys.ts';
import type { Check } from '../../../src/doctor/check.ts';
import type { DoctorFacts } from '../../../src/doctor/doctor-facts.ts';
import { examine } from '../../../src/doctor/report.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const session = { kind: 'seen', value: { session: {}, region: { region: 'eu-west-1', why: '', refused: [] } } };
const bearer = { kind: 'seen', value: { source: { kind: 'bearer-token' }, why: '', refused: [] } };
const failedWith = (code: string, causedBy: string) => ({ kind: 'failed', failure: { code, exit: 'credentials', message: 'It failed.', causedBy } });

/** What one check says of facts of which only these are looked at. */
function said(check: Check, facts: Record<string, unknown>) {
  return examine([check], { now, base: { session }, ...facts } as unknown as DoctorFacts).results;
}

describe('an AWS file that may not be read', () => {
  const paths = { config: '/h/.aws/config', credentials: '/h/.aws/credentials' };
  const denied = (ours: boolean) => ({
    awsFiles: { paths, files: { kind: 'untried', why: '' }, scans: [], unreadable: [{ path: paths.credentials, why: 'denied', detail: 'EACCES', ours }] },
  });

  test('and is ours gets its rights', () => {
    expect(said(awsFiles, denied(true))[0]).toMatchObject({
      code: 'aws-files.unreadable',
      proof: 'EACCES',
      remedies: [{ kind: 'mode', path: paths.credentials, mode: 0o600 }],
    });
  });

  test("and is somebody else's is not touched", () => expect(said(awsFiles, denied(false))[0]?.remedies[0]?.kind).toBe('words'));
});

describe('an API key, by what it says of itself', () => {
  const shortTerm = { kind: 'short-term', region: 'eu-west-1', accessKeyId: 'ASIAEXAMPLE000000001', madeAt: now - 1000, expiresAt: now + 7_200_000 };

  test.each([
    ['good for hours', shortTerm, 'ok bearer-key.well'],
    ['good for half an hour', { ...shortTerm, expiresAt: now + 1_800_000 }, 'note bearer-key.soon'],
    ['over this very moment', { ...shortTerm, expiresAt: now }, 'fail bearer-key.expired'],
    ['made an hour from now', { ...shortTerm, madeAt: now + 3_600_000 }, 'fail bearer-key.not-yet'],
    ['of another region, and over: the region comes first', { ...shortTerm, region: 'us-east-1', expiresAt: 0 }, 'fail bearer-key.other-region'],
    ['long-term', { kind: 'long-term', account: '111122223333' }, 'note bearer-key.long-term'],
    ['of a make that is not known', { kind: 'opaque' }, 'note bearer-key.opaque'],
  ])('%s', (_title, apiKey, expected) => {
    expect(said(bearerKey, { credentials: { apiKey, choice: bearer } }).map(({ severity, code }) => `${severity} ${code}`)).toEqual([expected]);
  });

  test('one that is set and loses is not judged', () => {
    const choice = { kind: 'seen', value: { source: { kind: 'container' }, why: '', refused: [] } };
    expect(said(bearerKey, { credentials: { apiKey: { kind: 'opaque' }, choice } })[0]?.sentence).toContain('is set and not used');
  });
});

describe('what the identity failed with', () => {
  test.each([
    ['credentials.expired', 'ExpiredToken: The security token included in the request is expired', 'fail identity.expired'],
    ['credentials.invalid', 'InvalidClientTokenId: The security token included in the request is invalid.', 'fail identity.invalid-token'],
    [
      'credentials.invalid',
      'SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided.',
      'fail identity.sig-mismatch',
    ],
    ['credentials.profile', 'MfaCodeNeeded: profile a needs multi-factor authentication with b, and nobody is here to give the code', 'skip identity.untried'],
    ['credentials.profile', 'AccessDenied: explicit deny, multi-factor authentication is required', 'fail identity.mfa'],
    ['credentials.process', '', 'fail identity.process'],
    ['something.new', 'Odd: words', 'fail identity.failed'],
    ['credentials.network', 'ECONNRESET: socket hang up', 'skip identity.untried'],
    ['credentials.clock', 'SignatureDoesNotMatch: Signature expired: 1 is now earlier than 2', 'skip identity.untried'],
  ])('%s: %s', (code, causedBy, expected) => {
    expect(said(identity, { obtained: failedWith(code, causedBy) }).map((each) => `${each.severity} ${each.code}`)).toEqual([expected]);
  });
});

test("the root user's key is worse than another one", () => {
  const key = { kind: 'long-lived', keyId: 'AKIA…0001', place: { kind: 'profile', profile: 'a' } };
  const of = (arn: string) => ({ kind: 'seen', value: { identity: { account: '111122223333', arn, userId: 'x' } } });
  const facts = (arn: string) => ({ awsFiles: { paths: { credentials: '/c' } }, credentials: { key }, obtained: of(arn) });
  expect(said(longLivedKeys, facts('arn:aws:iam::111122223333:root'))[0]).toMatchObject({ severity: 'warn', code: 'long-lived-keys.root' });
  expect(said(longLivedKeys, facts('arn:aws:iam::111122223333:user/ada'))[0]).toMatchObject({ severity: 'note', code: 'long-lived-keys.profile' });
});
