import { describe, expect, test } from 'vitest';
import { parseModelText, splitLongContext } from '../../src/models/id.ts';

describe('a model text', () => {
  test.each([
    ['us.anthropic.claude-opus-5-5', 'us', 'anthropic.claude-opus-5-5'],
    ['us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0', 'us-gov', 'anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['anthropic.claude-opus-4-6-v1', undefined, 'anthropic.claude-opus-4-6-v1'],
    ['amazon.nova-pro-v1:0', undefined, 'amazon.nova-pro-v1:0'],
    ['eu.amazon.nova-lite-v1:0', 'eu', 'amazon.nova-lite-v1:0'],
  ])('%s is an ID', (text, prefix, baseId) => {
    expect(parseModelText(text)).toEqual({ kind: 'id', text, prefix, baseId });
  });

  test.each(['sonnet', 'sonnet-4.5', 'opus5.5', 'Claude Sonnet 4.5', '', 'US.ANTHROPIC.CLAUDE', 'my model'])('"%s" is a name', (text) => {
    expect(parseModelText(text).kind).toBe('name');
  });

  test.each([
    ['arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-opus-5-5', 'inference-profile', 'us.anthropic.claude-opus-5-5'],
    ['arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1b2c3', 'application-inference-profile', 'a1b2c3'],
    ['arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0', 'foundation-model', 'anthropic.claude-haiku-4-5-20251001-v1:0'],
    ['arn:aws-us-gov:bedrock:us-gov-west-1:111122223333:provisioned-model/xyz', 'provisioned-model', 'xyz'],
    ['arn:aws:bedrock:us-east-1:111122223333:custom-model/anthropic.claude/abc', 'custom-model', 'anthropic.claude/abc'],
  ])('%s is an ARN of a %s', (text, resource, resourceId) => {
    expect(parseModelText(text)).toMatchObject({ kind: 'arn', text, resource, resourceId });
  });

  test.each([
    ['arn:aws:bedrock:us-east-1', 'an ARN has six parts: arn:partition:bedrock:region:account:resource'],
    ['arn:gcp:bedrock:us-east-1::foundation-model/x', '"gcp" is no AWS partition'],
    ['arn:aws:sagemaker:us-east-1:111122223333:endpoint/x', 'it names the service "sagemaker", not bedrock'],
    ['arn:aws:bedrock:useast1:111122223333:inference-profile/x', '"useast1" is no AWS region'],
    ['arn:aws:bedrock:us-east-1:1111:inference-profile/x', '"1111" is no account number of 12 digits'],
    [
      'arn:aws:bedrock:us-east-1:111122223333:agent/x',
      '"agent" is no kind of model; lode knows inference-profile, application-inference-profile, foundation-model, provisioned-model, custom-model, custom-model-deployment, imported-model',
    ],
    ['arn:aws:bedrock:us-east-1:111122223333:inference-profile/', 'the part after inference-profile/ is missing or has stray characters'],
    ['ARN:aws:bedrock:us-east-1::foundation-model/x', 'an ARN has six parts: arn:partition:bedrock:region:account:resource'],
  ])('%s is malformed', (text, why) => {
    expect(parseModelText(text)).toEqual({ kind: 'malformed', text, why });
  });
});

test.each([
  ['opus[1m]', 'opus', true],
  [' Claude Opus 4.6 [1M] ', 'Claude Opus 4.6', true],
  ['opus', 'opus', false],
  ['opus[2m]', 'opus[2m]', false],
])('the 1M suffix of "%s"', (text, rest, longContext) => {
  expect(splitLongContext(text)).toEqual({ text: rest, longContext });
});
