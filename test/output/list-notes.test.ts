import { expect, test } from 'vitest';
import type { AwsFailureKind } from '../../src/aws/aws-failure.ts';
import type { AccountAnswer } from '../../src/discovery/account-list.ts';
import type { ModelAccess } from '../../src/models/model-access.ts';
import { accessNotes, ageNotes, othersNotes, sourceNotes } from '../../src/output/list-notes.ts';
import { listOf, today } from '../models/wish.ts';
import { ireland } from './ireland.ts';

const refused = (why: string, kind?: AwsFailureKind): AccountAnswer => ({
  kind: 'unknown',
  why,
  ...(kind === undefined ? {} : { failure: { kind, name: 'X', message: why, requestId: undefined } }),
});

test.each<[string, AccountAnswer, string]>([
  ['denied just now', refused('no', 'denied'), 'The reason: no. It needs the action bedrock:ListInferenceProfiles.'],
  ['denied an hour ago', refused('AccessDeniedException: no'), 'The reason: AccessDeniedException: no. It needs the action bedrock:ListInferenceProfiles.'],
  [
    'denied, as is remembered,',
    { kind: 'unknown', why: 'AccessDeniedException: no', at: Date.parse('2026-11-21T12:00:00Z') },
    'The reason, as it was told at 2026-11-21T12:00:00.000Z: AccessDeniedException: no. It needs the action bedrock:ListInferenceProfiles. Ask again: lode models refresh',
  ],
  ['not reached', refused('ETIMEDOUT', 'network'), 'The reason: ETIMEDOUT. Ask again: lode models refresh'],
  ['not asked', refused('bedrockDiscovery.enabled is false'), 'The reason: bedrockDiscovery.enabled is false.'],
])('an account that was %s', (_, account, line) => {
  expect(sourceNotes(account, 'eu-west-1')).toEqual([expect.stringContaining('a guess from the built-in catalog'), line]);
});

test('a list says of when it is, and a guess does not', () => {
  const listed = { kind: 'listed', models: listOf('eu-west-1'), from: 'cache' } as const;
  expect(ageNotes(listed, 'eu-west-1', today + 300_000)).toEqual(['Callable from eu-west-1, as the account listed it 5 min ago.']);
  expect(ageNotes({ ...listed, from: 'account' }, 'eu-west-1', today)).toEqual(['Callable from eu-west-1, as the account lists it now.']);
  expect(ageNotes(refused('no'), 'eu-west-1', today)).toEqual([]);
});

test('others are counted, and named while they are few', () => {
  const others = ireland.filter(({ provider }) => provider !== 'Anthropic');
  const of = (...providers: readonly string[]) => ({
    rows: [],
    others: providers.flatMap((provider) => others.slice(0, 1).map((row) => ({ ...row, provider }))),
  });
  expect(othersNotes(of('Amazon'))).toEqual(['1 model of other providers (Amazon) is not shown: --provider all']);
  expect(othersNotes(of('Amazon', 'Meta', 'Meta'))).toEqual(['3 models of other providers (Amazon, Meta) are not shown: --provider all']);
  expect(othersNotes(of('A', 'B', 'C', 'D'))).toEqual(['4 models of 4 other providers are not shown: --provider all']);
  expect(othersNotes(of())).toEqual([]);
});

test('why access is not known is said once', () => {
  const unsaid: ModelAccess = { agreement: 'unknown', authorization: 'unknown', entitlement: 'unknown', region: 'unknown', detail: 'Denied: no' };
  const said: ModelAccess = { agreement: 'available', authorization: 'authorized', entitlement: 'available', region: 'available' };
  const action = 'It needs the action bedrock:GetFoundationModelAvailability.';
  expect(
    accessNotes(
      new Map([
        ['a', unsaid],
        ['b', unsaid],
      ]),
    ),
  ).toEqual([`AWS did not say whether any model may be used (Denied: no). ${action}`]);
  expect(
    accessNotes(
      new Map([
        ['a', said],
        ['b', unsaid],
      ]),
    ),
  ).toEqual([`AWS did not say whether 1 of 2 models may be used (Denied: no). ${action}`]);
  expect(accessNotes(new Map([['a', said]]))).toEqual([]);
});
