import { describe, expect, test } from 'vitest';
import { decisionsOf } from '../../src/launcher/decisions.ts';
import type { LaunchFacts } from '../../src/launcher/facts.ts';
import { canary, launchFacts } from './launch-facts.ts';

function decision(name: string, more: Partial<LaunchFacts> = {}) {
  return decisionsOf(launchFacts(more)).find((one) => one.name === name);
}

test('every decision has a value and a reason', () => {
  const decisions = decisionsOf(launchFacts());
  expect(decisions.map(({ name }) => name)).toEqual([
    'assistant',
    'credentials',
    'identity',
    'region',
    'model list',
    'model',
    'small model',
    'tier opus',
    'tier sonnet',
    'tier haiku',
    'tier fable',
    'setting geography',
    'setting endpoints',
  ]);
  expect(decisions.every(({ value, why }) => value !== '' && why !== '')).toBe(true);
  expect(JSON.stringify(decisions)).not.toContain(canary);
});

test.each<[string, object]>([
  ['assistant', { value: 'Claude Code 2.1.329 at /usr/bin/claude', lost: [{ what: '/shims/claude', why: 'it is a script that calls lode' }], ms: 1.25 }],
  [
    'credentials',
    {
      value: 'profile work (IAM Identity Center)',
      why: 'awsProfile is set by --aws-profile',
      lost: [{ what: 'Bedrock API key', why: 'profile work comes first' }],
    },
  ],
  ['identity', { value: 'arn:aws:sts::111122223333:assumed-role/Dev/ada', why: 'asked STS just now; credentials fresh from their source', ms: 123.4 }],
  ['region', { value: 'eu-west-1', why: '--region', lost: [{ what: 'AWS_REGION', why: 'is not set' }] }],
  ['model list', { value: '0 inference profiles', why: 'asked just now' }],
  ['model', { value: 'eu.opus', why: 'why eu.opus', lost: [{ what: 'global.opus', why: 'it leaves eu' }] }],
  ['setting geography', { value: 'eu', why: '--it', lost: [{ what: 'us', why: 'from --other, a weaker place' }] }],
  ['setting endpoints', { value: '{"sts":"https://sts.example"}' }],
])('%s', (name, expected) => {
  expect(decision(name)).toMatchObject(expected);
});

describe('what is not known is said', () => {
  test.each<[string, string, Partial<LaunchFacts>, object]>([
    ['no identity for a Bedrock API key', 'identity', { obtained: undefined }, { value: 'unknown', why: 'a Bedrock API key has no identity that STS knows' }],
    [
      'no list',
      'model list',
      { account: { kind: 'unknown', why: 'ListInferenceProfiles in eu-west-1: AccessDenied: no' } },
      { value: 'built-in catalog', why: 'ListInferenceProfiles in eu-west-1: AccessDenied: no' },
    ],
    ['no version', 'assistant', { program: { ...launchFacts().program, version: undefined } }, { value: 'Claude Code (version unknown) at /usr/bin/claude' }],
  ])('%s', (_, name, more, expected) => {
    expect(decision(name, more)).toMatchObject(expected);
  });
});
