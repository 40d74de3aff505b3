import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identityProofPath, partitionOf, principalOf, readIdentityProof, writeIdentityProof } from '../../src/auth/identity.ts';
import type { Identity } from '../../src/auth/identity.ts';
import { fakeSystem } from '../support/fake-system.ts';

const identity: Identity = { account: '111122223333', arn: 'arn:aws:sts::111122223333:assumed-role/Dev/ada', userId: 'AROA:ada' };
const path = identityProofPath('/c', 'digest');
const day = 24 * 60 * 60_000;

function read(document: unknown, now: number): Identity | undefined {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return readIdentityProof(fakeSystem({ files: { [path]: text } }).files, path, now);
}

test('a proof is believed for a day, and neither before it was given nor after', () => {
  fc.assert(
    fc.property(fc.integer({ min: -2 * day, max: 2 * day }), (age) => {
      const system = fakeSystem();
      const provenAt = 1_800_000_000_000;
      writeIdentityProof(system.files, path, identity, provenAt);
      expect(readIdentityProof(system.files, path, provenAt + age)).toEqual(age >= 0 && age <= day ? identity : undefined);
    }),
  );
});

describe('not believed', () => {
  const good = { version: 1, ...identity, provenAt: 5 };
  test.each<[string, unknown]>([
    ['another version', { ...good, version: 2 }],
    ['no account', { ...good, account: undefined }],
    ['an empty account', { ...good, account: '' }],
    ['an empty ARN', { ...good, arn: '' }],
    ['an ARN that is no text', { ...good, arn: 7 }],
    ['a time as text', { ...good, provenAt: '5' }],
    ['no time', { ...good, provenAt: null }],
    ['a list', [good]],
    ['null', 'null'],
    ['half a file', '{"version":1,'],
    ['nothing', ''],
  ])('%s', (_, document) => {
    expect(read(good, 6)).toEqual(identity);
    expect(read(document, 6)).toBeUndefined();
  });

  test('any foreign text, without an error', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => read(text, 6) === undefined));
  });
});

test.each([
  [identity.arn, 'aws', 'assumed-role/Dev/ada'],
  ['arn:aws-us-gov:iam::111122223333:user/team/ada', 'aws-us-gov', 'user/team/ada'],
  ['arn:aws:iam::111122223333:root', 'aws', 'root'],
])('%s is in %s and is %s', (arn, partition, principal) => {
  expect([partitionOf(arn), principalOf(arn)]).toEqual([partition, principal]);
});
