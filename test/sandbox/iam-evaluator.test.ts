import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateAccess, type AccessQuestion, type SandboxStatement } from '../../src/sandbox/iam/evaluate.ts';

const words = { allowed: 'Allowed', explicitDeny: 'ExplicitlyDenied', implicitDeny: 'ImplicitlyDenied' } as const;

/** What a simulator that is not ours says of the same. */
async function judged(statements: readonly SandboxStatement[], { action, resource, context }: AccessQuestion): Promise<string> {
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  return runUnsafeSimulation(
    {
      request: {
        principal: 'arn:aws:iam::111122223333:role/Developer',
        action,
        resource: { resource, accountId: '111122223333' },
        contextVariables: { ...context },
      },
      identityPolicies: [{ name: 'tested', policy: { Version: '2012-10-17', Statement: statements } }],
      serviceControlPolicies: [{ orgIdentifier: 'o', policies: [{ name: 'all', policy: everything }] }],
      resourceControlPolicies: [],
    },
    {},
  );
}

const profiles = ['arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.a', 'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/global.a'];
const models = ['arn:aws:bedrock:eu-west-1::foundation-model/a', 'arn:aws:bedrock:us-east-1::foundation-model/a', 'arn:aws:bedrock:::foundation-model/b'];
const patterns = [
  '*',
  ...profiles,
  ...models,
  'arn:aws:bedrock:*::foundation-model/*',
  'arn:aws:bedrock:*:*:inference-profile/global.*',
  'arn:aws:bedrock:eu-west-?::*',
];
const arnPatterns = patterns.filter((one) => one.startsWith('arn:') && one.split(':').length > 5);
const some = (all: readonly string[]) => fc.oneof(fc.constantFrom(...all), fc.subarray([...all], { minLength: 1 }));

const condition = fc.oneof(
  fc.record({ StringEquals: fc.record({ 'aws:RequestedRegion': some(['eu-west-1', 'unspecified']) }) }),
  fc.record({ StringNotEquals: fc.record({ 'aws:RequestedRegion': some(['eu-west-1', 'us-east-1']) }) }),
  fc.record({ StringLike: fc.record({ 'aws:RequestedRegion': some(['eu-*', 'us-east-?']) }) }),
  fc.record({ StringNotLike: fc.record({ 'aws:RequestedRegion': some(['eu-*']) }) }),
  fc.record({ StringEqualsIfExists: fc.record({ 'bedrock:ServiceTier': some(['flex']) }) }),
  fc.record({ ArnLike: fc.record({ 'bedrock:InferenceProfileArn': some(arnPatterns) }) }),
  fc.record({ ArnNotLike: fc.record({ 'bedrock:InferenceProfileArn': some(arnPatterns) }) }),
  fc.record({ ArnEquals: fc.record({ 'bedrock:inferenceprofilearn': some(arnPatterns) }) }),
  fc.record({ Null: fc.record({ 'bedrock:InferenceProfileArn': fc.constantFrom('true', 'false') }) }),
);

const statement: fc.Arbitrary<SandboxStatement> = fc
  .record({
    Effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
    Action: some(['*', 'bedrock:*', 'bedrock:Invoke*', 'bedrock:InvokeModel', 'BEDROCK:invokemodel', 'bedrock:ListFoundationModels']),
    Resource: some(patterns),
    Condition: fc.option(condition, { nil: undefined }),
  })
  .map(({ Condition, ...rest }) => (Condition === undefined ? rest : { ...rest, Condition }));

const question: fc.Arbitrary<AccessQuestion> = fc.record({
  action: fc.constantFrom('bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream', 'bedrock:ListFoundationModels'),
  resource: fc.constantFrom(...profiles, ...models),
  context: fc
    .record({
      'aws:RequestedRegion': fc.constantFrom('eu-west-1', 'us-east-1', 'unspecified'),
      'bedrock:InferenceProfileArn': fc.option(fc.constantFrom(...profiles), { nil: undefined }),
    })
    .map((found) => Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined))),
});

test('the sandbox decides as a simulator that is not ours', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(statement, { minLength: 1, maxLength: 4 }), question, async (statements, asked) => {
      const { decision } = evaluateAccess([{ name: 'tested', document: { Statement: statements } }], asked);
      seen.add(decision);
      expect(words[decision]).toBe(await judged(statements, asked));
    }),
    { numRuns: 400 },
  );
  expect([...seen].toSorted()).toEqual(['allowed', 'explicitDeny', 'implicitDeny']);
});
