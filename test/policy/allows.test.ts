import { describe, expect, test } from 'vitest';
import { launchChecks, type LaunchCheck } from '../../src/policy/launch-requests.ts';
import { account, familyLaunch, launch, ownProfile, policyOf, type Launch } from './launches.ts';
import { simulated } from './simulate.ts';

const invoke = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];
const profile = (region: string, id: string, of = account): string => `arn:aws:bedrock:${region}:${of}:inference-profile/${id}`;
const model = (region: string, id: string): string => `arn:aws:bedrock:${region}::foundation-model/${id}`;
const asked = (resource: string, region: string, through?: string): LaunchCheck => ({
  of: 'neighbour',
  actions: invoke,
  resource,
  context: { 'aws:RequestedRegion': region, ...(through === undefined ? {} : { 'bedrock:InferenceProfileArn': through }) },
});

const own = ownProfile('team0geo0abcd', 'eu-west-1', 'eu.anthropic.claude-opus-5-5');
const ownGlobal = ownProfile('team0glob0abc', 'eu-west-1', 'global.anthropic.claude-opus-5-5');

const launches: readonly (readonly [string, Launch])[] = [
  ['a geography', launch('eu-west-1', ['opus', 'haiku'])],
  ['a source that is a destination for itself alone', launch('eu-west-2', ['opus', 'haiku'])],
  ['the United States from Canada', launch('ca-central-1', ['opus', 'haiku'])],
  ['Japan', launch('ap-northeast-1', ['opus'])],
  ['global profiles', launch('eu-west-1', ['opus', 'haiku'], { geography: 'global' })],
  ['a region that has global profiles only', launch('sa-east-1', ['opus', 'haiku'])],
  ['GovCloud', launch('us-gov-west-1', ['opus'])],
  ['a bare ID', launch('eu-west-2', ['anthropic.claude-opus-4-6-v1'])],
  ['an own profile', launch('eu-west-1', [own.arn], { own: [own] })],
  ['an own profile over a global one', launch('eu-west-1', [ownGlobal.arn], { own: [ownGlobal] })],
  ['an own profile beside one of AWS’s', launch('eu-west-1', [own.arn, 'haiku'], { own: [own] })],
  [
    'a small model elsewhere',
    { ...launch('eu-west-1', ['opus']), models: [...launch('eu-west-1', ['opus']).models, ...launch('us-east-1', ['haiku']).models] },
  ],
  [
    'geographies side by side',
    { ...launch('eu-west-1', ['opus']), models: [...launch('eu-west-1', ['opus']).models, ...launch('eu-west-1', ['haiku'], { geography: 'global' }).models] },
  ],
];

describe('a simulator that is not ours lets through every request of a launch', () => {
  test.each(launches)('%s', async (_, one) => {
    const statements = policyOf(one);
    const checks = launchChecks(one.models, one.place, one.region);
    expect(checks.length).toBeGreaterThan(1);
    for (const check of checks) expect([check, await simulated(statements, check)]).toEqual([check, check.actions.map(() => 'Allowed')]);
  });

  test.each(launches)('and none of them without the policy: %s', async (_, one) => {
    for (const check of launchChecks(one.models, one.place, one.region))
      expect(await simulated([], check)).toEqual(check.actions.map(() => 'ImplicitlyDenied'));
  });

  test('a pattern lets through each model that fits it', async () => {
    const statements = policyOf(familyLaunch('eu-west-1', 'claude-*', 'eu'));
    for (const check of launchChecks(launch('eu-west-1', ['opus', 'sonnet', 'haiku']).models, { partition: 'aws', account }, 'eu-west-1'))
      expect([check, await simulated(statements, check)]).toEqual([check, check.actions.map(() => 'Allowed')]);
  });
});

const opus = 'anthropic.claude-opus-5-5';
const eu = profile('eu-west-1', `eu.${opus}`);
const inGlobal = profile('eu-west-1', `global.${opus}`);

describe('and stops its neighbours', () => {
  test.each<[string, Launch, LaunchCheck]>([
    ['another model through a profile of its own', launch('eu-west-1', ['opus']), asked(profile('eu-west-1', 'eu.anthropic.claude-sonnet-5-5'), 'eu-west-1')],
    ['another model behind the same profile', launch('eu-west-1', ['opus']), asked(model('eu-west-1', 'anthropic.claude-sonnet-5-5'), 'eu-west-1', eu)],
    ['the model without its profile', launch('eu-west-1', ['opus']), asked(model('eu-west-1', opus), 'eu-west-1')],
    ['the model through another profile', launch('eu-west-1', ['opus']), asked(model('eu-west-1', opus), 'eu-west-1', own.arn)],
    ['a destination outside the geography', launch('eu-west-1', ['opus']), asked(model('us-east-1', opus), 'us-east-1', eu)],
    ['London, which is a destination only for itself', launch('eu-west-1', ['opus']), asked(model('eu-west-2', opus), 'eu-west-2', eu)],
    ['the same profile from another region', launch('eu-west-1', ['opus']), asked(profile('eu-central-1', `eu.${opus}`), 'eu-central-1')],
    ['another account’s profile', launch('eu-west-1', ['opus']), asked(profile('eu-west-1', `eu.${opus}`, '444455556666'), 'eu-west-1')],
    ['the global profile, where the geography was meant', launch('eu-west-1', ['opus']), asked(inGlobal, 'eu-west-1')],
    ['the model of no region, where the geography was meant', launch('eu-west-1', ['opus']), asked(model('', opus), 'unspecified', inGlobal)],
    ['the geography’s profile, where global was meant', launch('eu-west-1', ['opus'], { geography: 'global' }), asked(eu, 'eu-west-1')],
    ['the global model as if it were of another region', launch('eu-west-1', ['opus'], { geography: 'global' }), asked(model('', opus), 'us-east-1', inGlobal)],
    ['the global model without its profile', launch('eu-west-1', ['opus'], { geography: 'global' }), asked(model('', opus), 'unspecified')],
    ['the source model of a global profile by itself', launch('eu-west-1', ['opus'], { geography: 'global' }), asked(model('eu-west-1', opus), 'eu-west-1')],
    ['AWS’s profile, where the account’s own was meant', launch('eu-west-1', [own.arn], { own: [own] }), asked(eu, 'eu-west-1')],
    ['another own profile', launch('eu-west-1', [own.arn], { own: [own] }), asked(ownGlobal.arn, 'eu-west-1')],
    [
      'the bare ID in another region',
      launch('eu-west-2', ['anthropic.claude-opus-4-6-v1']),
      asked(model('eu-west-1', 'anthropic.claude-opus-4-6-v1'), 'eu-west-1'),
    ],
    ['another family than that of the pattern', familyLaunch('eu-west-1', 'claude-haiku-*', 'eu'), asked(eu, 'eu-west-1')],
    ['global profiles, where the pattern is for a geography', familyLaunch('eu-west-1', 'claude-*', 'eu'), asked(inGlobal, 'eu-west-1')],
    [
      'another maker’s model, whatever the pattern',
      familyLaunch('eu-west-1', 'claude-*', 'eu'),
      asked(profile('eu-west-1', 'eu.amazon.nova-pro-v1:0'), 'eu-west-1'),
    ],
  ])('%s', async (_, one, check) => {
    expect(await simulated(policyOf(one), check)).toEqual(['ImplicitlyDenied', 'ImplicitlyDenied']);
  });
});
