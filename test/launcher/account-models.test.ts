import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountModelsPath, keepAccountModels, readAccountModels } from '../../src/launcher/account-models.ts';
import type { AccountAnswer } from '../../src/launcher/account-models.ts';
import type { AwsFailure } from '../../src/aws/aws-failure.ts';
import { fakeSystem } from '../support/fake-system.ts';
import type { FakeSystem } from '../support/fake-system.ts';

const path = '/cache/models/m.json';
const models = {
  region: 'eu-west-1',
  profiles: [{ id: 'eu.opus', arn: 'a', name: 'n', type: 'SYSTEM_DEFINED' as const, active: true, modelArns: ['m'] }],
  fetchedAt: 5,
};
const denied: AwsFailure = { kind: 'denied', name: 'AccessDeniedException', message: 'no', requestId: undefined };

function refusing(kind: AwsFailure['kind']): AccountAnswer & { failure: AwsFailure } {
  return { kind: 'unknown', why: 'it "said" no', failure: { ...denied, kind } };
}

function holding(text: string): FakeSystem {
  return fakeSystem({ files: { [path]: text } });
}

test('a list is kept, for its owner only, and read back', () => {
  const system = fakeSystem();
  keepAccountModels(system, path, { kind: 'listed', models, from: 'account' });
  expect(system.files.facts(path)?.mode).toBe(0o600);
  expect(readAccountModels(system, path)).toEqual({ kind: 'listed', models, from: 'cache' });
});

test('that a principal may not list is remembered for an hour', () => {
  const system = fakeSystem();
  keepAccountModels(system, path, refusing('denied'));
  expect(readAccountModels(system, path)).toEqual({ kind: 'unknown', why: 'it "said" no' });
  system.advance(59 * 60_000);
  expect(readAccountModels(system, path)).toBeDefined();
  system.advance(60_000);
  expect(readAccountModels(system, path)).toBeUndefined();
});

test.each(['network', 'expired', 'invalid', 'throttled', 'other'] as const)('trouble of kind %s is not remembered', (kind) => {
  const system = fakeSystem();
  keepAccountModels(system, path, refusing(kind));
  expect(system.text(path)).toBeUndefined();
});

test('a folder that cannot be written is let be', () => {
  const system = fakeSystem();
  system.files.unwritable.set(path, 'read-only file system');
  expect(() => keepAccountModels(system, path, { kind: 'listed', models, from: 'account' })).not.toThrow();
});

describe('not believed, and no error', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['a cut refusal', '{"refused":5,"wh'],
    ['a refusal with broken text', '{"refused":5,"why":"a"b"}'],
    ['a refusal of the future', `{"refused":${Date.parse('2030-01-01T00:00:00Z')},"why":"x"}`],
    ['a refusal without a time', '{"refused":"5","why":"x"}'],
    ['another version', '{"version":2}'],
  ])('%s', (_, text) => {
    expect(readAccountModels(holding(text), path)).toBeUndefined();
  });
  test('any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => `{"refused":${text}`),
        ),
        (text) => readAccountModels(holding(text), path) === undefined,
      ),
    );
  });
});

describe('the file of a list', () => {
  const file = (arn: string, region = 'eu-west-1', account = '111122223333'): string => accountModelsPath('/cache', { account, arn, userId: '' }, region);
  const role = 'arn:aws:sts::111122223333:assumed-role/Dev';

  test('is the same for every session of a role', () => {
    expect(file(`${role}/ada`)).toBe(file(`${role}/bob`));
  });
  test.each<[string, string]>([
    ['another role', file('arn:aws:sts::111122223333:assumed-role/Ops/ada')],
    ['another region', file(`${role}/ada`, 'eu-north-1')],
    ['another account', file(`${role}/ada`, 'eu-west-1', '444455556666')],
    ['another partition', file('arn:aws-us-gov:sts::111122223333:assumed-role/Dev/ada')],
  ])('is another for %s', (_, other) => {
    expect(other).not.toBe(file(`${role}/ada`));
  });
  test('is another for each user of one path', () => {
    expect(file('arn:aws:iam::111122223333:user/team/ada')).not.toBe(file('arn:aws:iam::111122223333:user/team/bob'));
  });
});
