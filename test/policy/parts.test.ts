import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { launchChecks, type LaunchCheck } from '../../src/policy/launch-requests.ts';
import { policyParts, policyStatements, type PolicyPart } from '../../src/policy/parts.ts';
import { account, launch, policyOf } from './launches.ts';
import { simulated } from './simulate.ts';

const provisioned = `arn:aws:bedrock:eu-west-1:${account}:provisioned-model/abc123def456`;
const everything = launch('eu-west-1', ['opus', provisioned]);
const actionsOf = (parts: readonly PolicyPart[], one = everything): readonly string[] => policyOf(one, parts).flatMap(({ Action }) => Action);

/** SDK package to the prefix of its actions. */
const prefixes: Readonly<Record<string, string>> = {
  bedrock: 'bedrock',
  'bedrock-runtime': 'bedrock',
  'service-quotas': 'servicequotas',
  cloudtrail: 'cloudtrail',
  'cloudwatch-logs': 'logs',
  iam: 'iam',
};

/** IAM has no action of its own for these (Service Authorization Reference: Amazon Bedrock). */
const underOtherNames: Readonly<Record<string, string>> = { 'bedrock:ConverseStream': 'bedrock:InvokeModelWithResponseStream' };

/** Every call that src/aws makes with a policy behind it: the file, and the action it takes. */
const calls = readdirSync('src/aws')
  .map((name) => ({ name, text: readFileSync(join('src/aws', name), 'utf8') }))
  .flatMap(({ name, text }) => {
    const service = text.includes('openBedrock(') ? 'bedrock' : (/@aws-sdk\/client-([\w-]+)/.exec(text)?.[1] ?? '');
    const prefix = prefixes[service];
    const made = [...text.matchAll(/\b(?:new [\w.]+\.(\w+)Command|[\w.]+\.paginate(\w+))\(/g)].map((match) => match[1] ?? match[2] ?? '');
    return prefix === undefined ? [] : made.map((operation) => [name, `${prefix}:${operation}`] as const);
  })
  .map(([name, action]) => [underOtherNames[action] ?? action, name] as const);

describe('each call that lode makes is in one of the parts', () => {
  test('the calls are found at all', () => expect(calls.length).toBeGreaterThan(15));
  test.each(calls)('%s, in %s', (action) => expect(actionsOf(policyParts)).toContain(action));
});

test('nobody is let through more than the calls that lode and Claude Code make', () => {
  const beside = [
    // Claude Code asks the model without a stream where the stream breaks, and counts tokens for /context.
    'bedrock:InvokeModel',
    'bedrock:CountTokens',
    'bedrock:CallWithBearerToken',
    // AWS asks these of whoever makes a profile with tags, or accepts an agreement.
    'bedrock:TagResource',
    'bedrock:UntagResource',
    'aws-marketplace:Subscribe',
    'aws-marketplace:ViewSubscriptions',
  ];
  const known = new Set([...calls.map(([action]) => action), ...beside]);
  expect(actionsOf(policyParts).filter((action) => !known.has(action))).toEqual([]);
});

describe('what each part is for is allowed by it, and by no other', () => {
  const own = `arn:aws:bedrock:eu-west-1:${account}:application-inference-profile/abc123def456`;
  const ask = (action: string, resource = '*', context: LaunchCheck['context'] = {}): LaunchCheck => ({ of: 'part', actions: [action], resource, context });
  test.each<[PolicyPart, LaunchCheck]>([
    ['discovery', ask('bedrock:ListInferenceProfiles')],
    ['discovery', ask('bedrock:GetInferenceProfile', own)],
    ['discovery', ask('bedrock:GetProvisionedModelThroughput', provisioned)],
    ['doctor', ask('servicequotas:ListServiceQuotas')],
    ['doctor', ask('logs:DescribeLogGroups')],
    ['doctor', ask('bedrock:GetAccountDataRetention')],
    ['check', ask('iam:SimulatePrincipalPolicy', `arn:aws:iam::${account}:role/Developer`)],
    ['api-keys', ask('bedrock:CallWithBearerToken')],
    ['profiles', ask('bedrock:CreateInferenceProfile', own)],
    ['profiles', ask('bedrock:CreateInferenceProfile', `arn:aws:bedrock:eu-west-1:${account}:inference-profile/eu.anthropic.claude-opus-5-5`)],
    ['profiles', ask('bedrock:DeleteInferenceProfile', own)],
    ['enable', ask('bedrock:PutUseCaseForModelAccess')],
    ['enable', ask('aws-marketplace:ViewSubscriptions')],
  ])('%s: %o', async (part, check) => {
    expect(await simulated(policyOf(everything, [part]), check)).toEqual(['Allowed']);
    const others = policyParts.filter((other) => other !== part && !(part === 'discovery' && other === 'doctor'));
    expect(await simulated(policyOf(everything, others), check)).toEqual(['ImplicitlyDenied']);
  });

  test('the doctor lists models too', () => expect(actionsOf(['doctor'])).toContain('bedrock:ListInferenceProfiles'));

  test('a profile without a tag that must be there is not made', async () => {
    const statements = policyOf(everything, ['profiles'], { requiredTags: ['team'] });
    expect(await simulated(statements, ask('bedrock:CreateInferenceProfile', own))).toEqual(['ImplicitlyDenied']);
    expect(await simulated(statements, ask('bedrock:CreateInferenceProfile', own, { 'aws:RequestTag/team': 'search' }))).toEqual(['Allowed']);
  });

  test('API keys that are denied stay so, whatever allows them', async () => {
    const denying = [...policyOf(everything, ['api-keys']), ...policyOf(everything, ['invoke'], { denyApiKeys: true })];
    expect(await simulated(denying, ask('bedrock:CallWithBearerToken'))).toEqual(['ExplicitlyDenied']);
    expect(await simulated(denying, launchChecks(everything.models, everything.place, 'eu-west-1')[0] ?? ask(''))).toEqual(['Allowed', 'Allowed']);
  });

  test('a role simulates itself and nobody else', async () => {
    const itself = `arn:aws:iam::${account}:role/Developer`;
    const statements = policyOf(everything, ['check'], { principals: [itself] });
    expect(await simulated(statements, ask('iam:SimulatePrincipalPolicy', itself))).toEqual(['Allowed']);
    expect(await simulated(statements, ask('iam:SimulatePrincipalPolicy', `arn:aws:iam::${account}:role/Admin`))).toEqual(['ImplicitlyDenied']);
  });
});

describe('the administrator’s part', () => {
  const statement = (sid: string, one = everything) => policyOf(one, ['enable']).find(({ Sid }) => Sid === sid);

  test('subscribes to the products of the models alone', () => {
    expect(statement('Subscribe', launch('eu-west-1', ['opus']))?.Condition).toEqual({
      'ForAnyValue:StringEquals': { 'aws-marketplace:ProductId': ['prod-e5xo6z26ie45g'] },
    });
  });
  test('to any, where one of the models has none that is published', () => {
    expect(statement('Subscribe', launch('eu-west-1', ['opus', 'sonnet-4.5']))).toMatchObject({ Resource: ['*'] });
    expect(statement('Subscribe', launch('eu-west-1', ['opus', 'sonnet-4.5']))).not.toHaveProperty('Condition');
  });
  test('has data kept for review for Fable, and for no other model', () => {
    expect(statement('KeepDataForReview', launch('us-east-1', ['fable']))?.Condition).toEqual({
      StringEquals: { 'bedrock:DataRetentionMode': ['aws_review'] },
    });
    expect(statement('KeepDataForReview')).toBeUndefined();
  });
});

test('Sids are letters and digits, each once, whatever is asked for', () => {
  const two = {
    ...everything,
    models: [...everything.models, ...launch('us-east-1', ['haiku']).models, ...launch('eu-west-1', ['haiku'], { geography: 'global' }).models],
  };
  const sids = policyStatements({ ...two, parts: policyParts, denyApiKeys: true, requiredTags: [] }).map(({ Sid }) => Sid);
  expect(new Set(sids).size).toBe(sids.length);
  for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/);
});

test('a model of which nothing shows what is behind it is bound to its profile', async () => {
  const arn = `arn:aws:bedrock:eu-west-1:${account}:application-inference-profile/hidden000abc`;
  const hidden = { ...everything, models: launch('eu-west-1', [arn]).models };
  const through = (profile: string): LaunchCheck => ({
    of: 'hidden',
    actions: ['bedrock:InvokeModel'],
    resource: 'arn:aws:bedrock:eu-north-1::foundation-model/anthropic.claude-opus-5-5',
    context: { 'bedrock:InferenceProfileArn': profile },
  });
  expect(await simulated(policyOf(hidden), through(arn))).toEqual(['Allowed']);
  expect(await simulated(policyOf(hidden), through(arn.replace('hidden', 'others')))).toEqual(['ImplicitlyDenied']);
});
