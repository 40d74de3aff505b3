import { describe, expect, test } from 'vitest';
import { regionsWithin } from '../../src/models/geography.ts';
import { launchChecks, type LaunchCheck } from '../../src/policy/launch-requests.ts';
import { organizationStatements } from '../../src/policy/organization.ts';
import type { Statement } from '../../src/policy/statement.ts';
import { account, launch, ownProfile, type Launch } from './launches.ts';
import { simulated } from './simulate.ts';

const administrator: readonly Statement[] = [{ Sid: 'All', Effect: 'Allow', Action: ['*'], Resource: ['*'] }];
const inEurope = organizationStatements(regionsWithin('eu', 'eu-west-1'), 'aws');
const ownGlobal = ownProfile('team0glob0abc', 'eu-west-1', 'global.anthropic.claude-opus-5-5');

const answers = async (one: Launch): Promise<readonly string[]> => {
  const checks = launchChecks(one.models, one.place, one.region);
  const said = await Promise.all(checks.filter(({ of }) => of !== 'model lists').map((check) => simulated(administrator, check, { organization: inEurope })));
  return said.flat();
};

describe('inside the geography every request goes through', () => {
  test('of an administrator', async () => expect(new Set(await answers(launch('eu-west-1', ['opus', 'haiku'])))).toEqual(new Set(['Allowed'])));

  test('lists are let through in any region', async () => {
    const lists: LaunchCheck = { of: 'lists', actions: ['bedrock:ListInferenceProfiles'], resource: '*', context: { 'aws:RequestedRegion': 'us-east-1' } };
    expect(await simulated(administrator, lists, { organization: inEurope })).toEqual(['Allowed']);
  });
});

describe('outside of it every launch is stopped, an administrator’s too', () => {
  test.each<[string, Launch]>([
    ['another geography', launch('us-east-1', ['opus'])],
    ['London, whose requests start outside', launch('eu-west-2', ['opus'])],
    ['global profiles', launch('eu-west-1', ['opus'], { geography: 'global' })],
    ['an own profile over a global one', launch('eu-west-1', [ownGlobal.arn], { own: [ownGlobal] })],
  ])('%s', async (_, one) => expect(await answers(one)).toContain('ExplicitlyDenied'));

  test.each([
    ['the global profile itself', `arn:aws:bedrock:eu-west-1:${account}:inference-profile/global.anthropic.claude-opus-5-5`, 'eu-west-1', undefined],
    ['the model of no region', 'arn:aws:bedrock:::foundation-model/anthropic.claude-opus-5-5', 'unspecified', undefined],
    [
      'the model of the source, asked for through a global profile',
      'arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-opus-5-5',
      'eu-west-1',
      'global.anthropic.claude-opus-5-5',
    ],
  ])('%s', async (_, resource, region, through) => {
    const profile = `arn:aws:bedrock:eu-west-1:${account}:inference-profile/${through}`;
    const context = { 'aws:RequestedRegion': region, ...(through === undefined ? {} : { 'bedrock:InferenceProfileArn': profile }) };
    const check: LaunchCheck = { of: 'global', actions: ['bedrock:InvokeModel'], resource, context };
    expect(await simulated(administrator, check, { organization: inEurope })).toEqual(['ExplicitlyDenied']);
  });
});
