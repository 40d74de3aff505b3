import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { enableNotes } from '../../src/policy/enable.ts';
import { hiddenChecks, launchChecks, type LaunchCheck } from '../../src/policy/launch-requests.ts';
import { policyParts, policyStatements, type PolicyPart } from '../../src/policy/parts.ts';
import { account, familyLaunch, launch, policyOf, type Launch } from './launches.ts';
import { simulated, type Asked } from './simulate.ts';

const provisioned = `arn:aws:bedrock:eu-west-1:${account}:provisioned-model/abc123def456`;
const everything = launch('eu-west-1', ['opus', provisioned]);
const own = `arn:aws:bedrock:eu-west-1:${account}:application-inference-profile/abc123def456`;
/** With all that is granted for some models only: a Fable, one whose tokens are counted, one without a published product. */
const special = launch('us-east-1', ['fable', 'sonnet-4.5']);
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
    // lode never decides it; an administrator does, by hand.
    'bedrock:PutAccountDataRetention',
    // AWS asks these of whoever makes a profile with tags, or accepts an agreement.
    'bedrock:TagResource',
    'bedrock:UntagResource',
    'aws-marketplace:Subscribe',
    'aws-marketplace:ViewSubscriptions',
  ];
  const known = new Set([...calls.map(([action]) => action), ...beside]);
  const granted = [...actionsOf(policyParts), ...actionsOf(policyParts, special)];
  expect(granted).toContain('bedrock:PutAccountDataRetention');
  expect(granted.filter((action) => !known.has(action))).toEqual([]);
});

describe('what each part is for is allowed by it, and by no other', () => {
  const ask = (action: string, resource = '*', context: Asked['context'] = {}): Asked => ({ of: 'part', actions: [action], resource, context });
  test.each<[PolicyPart, Asked]>([
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

  test.each([
    ['made with an empty one', 'bedrock:CreateInferenceProfile', { 'aws:RequestTag/team': '' }, 'ImplicitlyDenied'],
    ['left with an empty one', 'bedrock:TagResource', { 'aws:RequestTag/team': '' }, 'ImplicitlyDenied'],
    ['given another one', 'bedrock:TagResource', { 'aws:RequestTag/project': '' }, 'Allowed'],
    ['robbed of it', 'bedrock:UntagResource', { 'aws:TagKeys': ['project', 'team'] }, 'ImplicitlyDenied'],
    ['robbed of another one', 'bedrock:UntagResource', { 'aws:TagKeys': ['project'] }, 'Allowed'],
  ])('a profile with a tag that must be there, %s', async (_, action, context, answer) => {
    const statements = policyOf(everything, ['profiles'], { requiredTags: ['team'] });
    expect(await simulated(statements, ask(action, own, context))).toEqual([answer]);
  });

  test('API keys that are denied stay so, whatever allows them', async () => {
    const denying = [...policyOf(everything, ['api-keys']), ...policyOf(everything, ['invoke'], { denyApiKeys: true })];
    expect(await simulated(denying, ask('bedrock:CallWithBearerToken'))).toEqual(['ExplicitlyDenied']);
    expect(await simulated(denying, ask('bedrock-mantle:CallWithBearerToken'))).toEqual(['ExplicitlyDenied']);
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
  test.each<[string, Launch]>([
    ['a model without a published one', launch('eu-west-1', ['opus', 'sonnet-4.5'])],
    ['a pattern, which fits later models too', familyLaunch('eu-west-1', 'claude-opus-*', 'eu')],
    ['a profile of which nothing shows the models', launch('eu-west-1', ['opus', own.replace('abc123', 'hidden')])],
  ])('for %s, only as Bedrock subscribes; never to anything at all', (_, one) => {
    expect(statement('Subscribe', one)?.Condition).toHaveProperty(
      ['ForAnyValue:StringEquals', 'aws-marketplace:ProductId'],
      expect.arrayContaining(['prod-e5xo6z26ie45g']),
    );
    expect(statement('SubscribeThroughBedrock', one)?.Condition).toEqual({ StringEquals: { 'aws:CalledViaLast': ['bedrock.amazonaws.com'] } });
    expect(enableNotes(one.models, one.region)).toHaveLength(1);
  });

  test('leaves subscriptions for GovCloud to the standard account', () => {
    const gov = launch('us-gov-west-1', ['opus']);
    expect(actionsOf(['enable'], gov).filter((action) => action.startsWith('aws-marketplace:'))).toEqual([]);
    expect(enableNotes(gov.models, gov.region)).toEqual([expect.stringContaining('standard account')]);
  });

  test('has data kept for review for Fable, and for no other model', () => {
    expect(statement('KeepDataForReview', launch('us-east-1', ['fable']))?.Condition).toEqual({
      StringEquals: { 'bedrock:DataRetentionMode': ['aws_review'] },
    });
    expect(statement('KeepDataForReview', launch('us-east-1', ['opus']))).toBeUndefined();
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
  expect(hiddenChecks(hidden.models, hidden.place)).toEqual([expect.objectContaining({ of: arn, resource: 'arn:aws:bedrock:*::foundation-model/*' })]);
  expect(hiddenChecks(everything.models, everything.place)).toEqual([]);
  expect(await simulated(policyOf(hidden), through(arn))).toEqual(['Allowed']);
  expect(await simulated(policyOf(hidden), through(arn.replace('hidden', 'others')))).toEqual(['ImplicitlyDenied']);
});

test.each([
  ['opus', []],
  ['opus-4.7', []],
  ['sonnet-4.6', ['arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-sonnet-4-6']],
  ['haiku-4.5', ['arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0']],
])('tokens of %s are counted where the runtime counts them', (name, resources) => {
  const counting = policyOf(launch('eu-west-1', [name])).filter(({ Action }) => Action.includes('bedrock:CountTokens'));
  expect(counting.flatMap(({ Resource }) => Resource)).toEqual(resources);
});
