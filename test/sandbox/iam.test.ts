import { IAMClient, SimulatePrincipalPolicyCommand, type SimulatePrincipalPolicyCommandInput } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sandboxKeys } from '../../src/sandbox/identities.ts';
import type { SandboxPolicy, SandboxStatement } from '../../src/sandbox/iam/evaluate.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { refusalOf } from './control-plane/refusal-of.ts';
import { clientOptions } from './sdk-clients.ts';

const { user } = sandboxKeys;
const model = 'arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-opus-5-5';
const other = model.replace('opus', 'haiku');

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const policy = (name: string, Effect: 'Allow' | 'Deny', more: Partial<SandboxStatement> = {}): SandboxPolicy => ({
  name,
  document: { Statement: { Effect, Action: '*', Resource: '*', ...more } },
});

async function simulated(more: Partial<SimulatePrincipalPolicyCommandInput> = {}) {
  const client = new IAMClient(clientOptions(sandbox.url, user, 'us-east-1'));
  const asked = { PolicySourceArn: user.arn, ActionNames: ['bedrock:InvokeModel'], ResourceArns: [model], ...more };
  const { EvaluationResults = [] } = await client.send(new SimulatePrincipalPolicyCommand(asked));
  return EvaluationResults;
}

describe('SimulatePrincipalPolicy, as the real SDK reads it', () => {
  test('lets everything through, and names the policy that does', async () => {
    expect(await simulated()).toMatchObject([
      {
        EvalActionName: 'bedrock:InvokeModel',
        EvalDecision: 'allowed',
        ResourceSpecificResults: [{ EvalResourceName: model, EvalResourceDecision: 'allowed', MatchedStatements: [{ SourcePolicyId: 'AdministratorAccess' }] }],
      },
    ]);
    expect(sandbox.log().at(-1)).toMatchObject({ service: 'iam', operation: 'SimulatePrincipalPolicy', status: 200, region: 'us-east-1' });
  });

  test('answers for each action and each resource', async () => {
    sandbox.set({ iam: { identity: [policy('opus', 'Allow', { Action: 'bedrock:InvokeModel', Resource: '*opus*' })] } });
    const results = await simulated({ ActionNames: ['bedrock:InvokeModel', 'bedrock:CountTokens'], ResourceArns: [model, other] });
    expect(
      results.map(({ EvalDecision, ResourceSpecificResults = [] }) => [EvalDecision, ResourceSpecificResults.map((one) => one.EvalResourceDecision)]),
    ).toEqual([
      ['implicitDeny', ['allowed', 'implicitDeny']],
      ['implicitDeny', ['implicitDeny', 'implicitDeny']],
    ]);
  });

  test('names the keys that it was not given', async () => {
    sandbox.set({ iam: { identity: [policy('here', 'Allow', { Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } })] } });
    expect(await simulated()).toMatchObject([
      { ResourceSpecificResults: [{ EvalResourceDecision: 'implicitDeny', MissingContextValues: ['aws:SourceVpce'] }] },
    ]);
  });

  test('goes by the context it is given', async () => {
    sandbox.set({ iam: { identity: [policy('here', 'Allow', { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } })] } });
    const inRegion = (region: string) => ({
      ContextEntries: [{ ContextKeyName: 'aws:RequestedRegion', ContextKeyType: 'string' as const, ContextKeyValues: [region] }],
    });
    expect(await simulated(inRegion('eu-west-1'))).toMatchObject([{ EvalDecision: 'allowed' }]);
    expect(await simulated(inRegion('us-east-1'))).toMatchObject([{ EvalDecision: 'implicitDeny' }]);
  });

  test.each([
    [
      'an explicit deny',
      { identity: [policy('all', 'Allow'), policy('stop', 'Deny')] },
      { EvalDecision: 'explicitDeny', MatchedStatements: [{ SourcePolicyId: 'stop' }] },
    ],
    [
      'an organization',
      { organization: [policy('all', 'Allow'), policy('scp', 'Deny')] },
      { EvalDecision: 'explicitDeny', OrganizationsDecisionDetail: { AllowedByOrganizations: false } },
    ],
    [
      'an organization that lets through',
      { organization: [policy('all', 'Allow')] },
      { EvalDecision: 'allowed', OrganizationsDecisionDetail: { AllowedByOrganizations: true } },
    ],
    ['a boundary', { boundary: [] }, { EvalDecision: 'implicitDeny', PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false } }],
  ])('tells of %s', async (_, iam, told) => {
    sandbox.set({ iam });
    expect(await simulated()).toMatchObject([told]);
  });

  test.each<[string, string, () => Promise<unknown>, readonly unknown[]]>([
    [
      'a role that is not there',
      'good',
      () => simulated({ PolicySourceArn: 'arn:aws:iam::111122223333:role/team/Gone' }),
      [404, 'NoSuchEntityException', 'The role with name Gone cannot be found.'],
    ],
    [
      'another account’s role',
      'good',
      () => simulated({ PolicySourceArn: 'arn:aws:iam::444455556666:role/Other' }),
      [404, 'NoSuchEntityException', 'The role with name Other cannot be found.'],
    ],
  ])('refuses %s', async (_, __, ask, refusal) => {
    sandbox.set({ iam: { principals: [user.arn] } });
    expect(await refusalOf(ask())).toEqual(refusal);
  });

  test('refuses whoever may do nothing', async () => {
    sandbox.set({ keys: { [user.arn]: 'denied' } });
    expect(await refusalOf(simulated())).toEqual([403, 'AccessDenied', expect.stringContaining('is not authorized to perform: iam:SimulatePrincipalPolicy')]);
  });

  test('refuses a key that is over', async () => {
    sandbox.set({ keys: { [user.arn]: 'expired' } });
    expect(await refusalOf(simulated())).toEqual([403, 'ExpiredToken', expect.any(String)]);
  });
});
