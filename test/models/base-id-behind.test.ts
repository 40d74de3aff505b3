import { expect, test } from 'vitest';
import { baseIdBehind } from '../../src/models/base-id-behind.ts';
import { applicationProfile } from './wish.ts';

const opus = 'anthropic.claude-opus-5-5';
const team = applicationProfile('team', 'eu-west-1', opus, ['eu-west-1', 'eu-north-1']);

test.each<[string, string, string | undefined, string | undefined]>([
  ['a model of the catalog', 'eu.anthropic.claude-opus-5-5', 'claude-opus-5-5', opus],
  ['an ID that the catalog does not know', 'us.meta.llama9-v1:0', undefined, 'meta.llama9-v1:0'],
  ['a base ID', 'amazon.nova-lite-v1:0', undefined, 'amazon.nova-lite-v1:0'],
  ['an application profile that the account lists', team.arn, undefined, opus],
  ['the ARN of a system profile', 'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.meta.llama9-v1:0', undefined, 'meta.llama9-v1:0'],
  ['the ARN of a foundation model', 'arn:aws:bedrock:us-east-1::foundation-model/meta.llama9-v1:0', undefined, 'meta.llama9-v1:0'],
  ['an application profile that nobody lists', 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc', undefined, undefined],
  ['a custom model', 'arn:aws:bedrock:us-east-1:111122223333:custom-model/mine/abc', undefined, undefined],
])('behind %s', (_, id, model, expected) => {
  expect(baseIdBehind({ id, model }, [team])).toBe(expected);
});
