import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountModelsPath, type AccountAnswer } from '../../src/discovery/account-list.ts';
import { keepList, readKeptList } from '../../src/discovery/kept-list.ts';
import type { AwsFailure } from '../../src/aws/aws-failure.ts';
import { fakeSystem } from '../support/fake-system.ts';
import type { FakeSystem } from '../support/fake-system.ts';
import type { FakeEntry } from '../support/fake-files.ts';

const path = '/cache/models/m.json';
const models = {
  region: 'eu-west-1',
  profiles: [{ id: 'eu.opus', arn: 'a', name: 'n', type: 'SYSTEM_DEFINED' as const, active: true, modelArns: ['m'] }],
  foundation: [
    {
      id: 'opus',
      arn: 'm',
      name: 'Opus',
      provider: 'Anthropic',
      input: ['TEXT'],
      output: ['TEXT'],
      inferenceTypes: ['ON_DEMAND'],
      streaming: true,
      lifecycle: { status: 'LEGACY', endOfLife: 7 },
    },
  ],
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
  keepList(system, path, { kind: 'listed', models, from: 'account' });
  expect(system.files.facts(path)?.mode).toBe(0o600);
  expect(readKeptList(system, path)).toEqual({ kind: 'kept', answer: { kind: 'listed', models, from: 'cache' } });
});

test('that a principal may not list is remembered for an hour', () => {
  const system = fakeSystem();
  keepList(system, path, refusing('denied'));
  expect(readKeptList(system, path)).toEqual({ kind: 'kept', answer: { kind: 'unknown', why: 'it "said" no', at: system.now() } });
  system.advance(59 * 60_000);
  expect(readKeptList(system, path).kind).toBe('kept');
  system.advance(60_000);
  expect(readKeptList(system, path).kind).toBe('nothing');
});

test('a refusal takes no good list away', () => {
  const system = fakeSystem();
  keepList(system, path, { kind: 'listed', models, from: 'account' });
  keepList(system, path, refusing('denied'));
  expect(readKeptList(system, path)).toEqual({ kind: 'kept', answer: { kind: 'listed', models, from: 'cache' } });
});

describe('models that could not be had', () => {
  const listed = (foundation: typeof models.foundation | undefined, failed: boolean): AccountAnswer => ({
    kind: 'listed',
    models: { ...models, foundation, fetchedAt: 9 },
    from: 'account',
    ...(failed ? { modelsFailure: { ...denied, kind: 'throttled', name: 'ThrottlingException' } } : {}),
  });
  const keptModels = (system: FakeSystem): unknown => {
    const kept = readKeptList(system, path);
    return kept.kind === 'kept' && kept.answer.kind === 'listed' ? kept.answer.models : undefined;
  };
  test('this time are those of the list from before, with a note', () => {
    const system = fakeSystem();
    keepList(system, path, listed(models.foundation, false));
    const note = expect.stringMatching(
      /^The models of eu-west-1 are as they were listed before; .*ThrottlingException: no\)\. Try again: lode models refresh$/,
    );
    const whole = { ...models, fetchedAt: 9 };
    expect(keepList(system, path, listed(undefined, true))).toEqual({ kind: 'listed', models: whole, from: 'account', notes: [note] });
    expect(keptModels(system)).toEqual(whole);
  });
  test.each<[string, AccountAnswer | undefined, boolean]>([
    ['because the account refuses them are gone from the list', listed(models.foundation, false), false],
    ['the first time are in no list', undefined, true],
    ['and never could are in no list', listed(undefined, false), true],
  ])('%s', (_, before, failed) => {
    const system = fakeSystem();
    if (before !== undefined) keepList(system, path, before);
    const answer = listed(undefined, failed);
    expect(keepList(system, path, answer)).toBe(answer);
    expect(keptModels(system)).toEqual({ ...models, foundation: undefined, fetchedAt: 9 });
  });
});

test.each(['network', 'expired', 'invalid', 'throttled', 'other'] as const)('trouble of kind %s is not remembered', (kind) => {
  const system = fakeSystem();
  keepList(system, path, refusing(kind));
  expect(system.text(path)).toBeUndefined();
});

test('a folder that cannot be written is let be', () => {
  const system = fakeSystem();
  system.files.unwritable.set(path, 'read-only file system');
  expect(() => keepList(system, path, { kind: 'listed', models, from: 'account' })).not.toThrow();
});

describe('what cannot be believed is told with its reason, and no error', () => {
  const whole = JSON.stringify({ version: 2, ...models });
  test.each<[string, FakeEntry, string]>([
    ['nothing', '', 'it is not a JSON object'],
    ['half a list', whole.slice(0, whole.length / 2), 'it is not a JSON object'],
    ['a cut refusal', '{"refused":5,"wh', 'it is not a JSON object'],
    ['a list of lists', '[]', 'it is not a JSON object'],
    ['an older version', '{"version":1}', 'its version is 1, and this lode reads version 2'],
    ['a version of the future', whole.replace('"version":2', '"version":3'), 'its version is 3, and this lode reads version 2'],
    ['a version that is none', '{"version":{}}', 'its version is {}, and this lode reads version 2'],
    ['no region', '{"version":2}', 'it names no region'],
    ['a cut profile', whole.replace('"active":true,', ''), 'profile 1 of 1 is incomplete'],
    ['a cut model', whole.replace('"streaming":true,', ''), 'model 1 of 1 is incomplete'],
    ['a lifecycle in words', whole.replace('"endOfLife":7', '"endOfLife":"soon"'), 'model 1 of 1 is incomplete'],
    ['models that are no list', whole.replace(/"foundation":\[.*\],/, '"foundation":5,'), 'its list of models is not a list'],
    ['a file of another user', { text: whole, foreign: true }, 'it belongs to another user'],
    ['a file that may not be read', { unreadable: 'denied', detail: 'EACCES' }, 'it cannot be read: EACCES'],
  ])('%s', (_, entry, why) => {
    expect(readKeptList(fakeSystem({ files: { [path]: entry } }), path)).toEqual({ kind: 'unusable', why });
  });
  test.each([
    ['a refusal of the future', `{"refused":${Date.parse('2030-01-01T00:00:00Z')},"why":"x"}`],
    ['a refusal without a time', '{"refused":"5","why":"x"}'],
  ])('%s counts for nothing', (_, text) => {
    expect(readKeptList(holding(text), path)).toEqual({ kind: 'nothing' });
  });
  test('any text is no list', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => `{"refused":${text}`),
        ),
        (text) => readKeptList(holding(text), path).kind !== 'kept',
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
