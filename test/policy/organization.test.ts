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

  test.each([
    ['bedrock:ListInferenceProfiles', 'us-east-1'],
    ['iam:ListRoles', 'us-east-1'],
    ['aws-marketplace:Subscribe', 'us-east-1'],
    ['bedrock:RetrieveAndGenerate', 'eu-west-3'],
  ])('%s is let through in %s', async (action, region) => {
    const asked: LaunchCheck = { of: 'beside', actions: [action], resource: '*', context: { 'aws:RequestedRegion': region } };
    expect(await simulated(administrator, asked, { organization: inEurope })).toEqual(['Allowed']);
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
    ['bedrock:CountTokens', 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6'],
    ['bedrock:CreateModelInvocationJob', 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6'],
    ['bedrock:InvokeInlineAgent', '*'],
    ['bedrock:RetrieveAndGenerate', '*'],
    ['bedrock-mantle:CountTokens', `arn:aws:bedrock-mantle:us-east-1:${account}:project/default`],
  ])('%s in another region', async (action, resource) => {
    const asked: LaunchCheck = { of: 'outside', actions: [action], resource, context: { 'aws:RequestedRegion': 'us-east-1' } };
    expect(await simulated(administrator, asked, { organization: inEurope })).toEqual(['ExplicitlyDenied']);
  });

  test('batches by every statement', () => {
    expect(inEurope.filter(({ Action }) => Action.includes('bedrock:CreateModelInvocationJob'))).toHaveLength(3);
  });

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
