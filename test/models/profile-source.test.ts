import { expect, test } from 'vitest';
import type { AccountModels } from '../../src/models/model-choice.ts';
import { profileSourceOf } from '../../src/models/profile-source.ts';
import { resolveModel } from '../../src/models/resolve.ts';
import { applicationProfile, listOf, mustChoose, wishFor } from './wish.ts';

const region = 'eu-west-1';
const list = listOf(region);
const own = applicationProfile('team', region, 'anthropic.claude-opus-5-5', ['eu-west-1', 'eu-north-1']);

function sourceOf(wanted: string, account: AccountModels | undefined, from = region) {
  const choice = mustChoose(resolveModel(wishFor(wanted, from, { account })));
  return profileSourceOf(choice, account);
}

test('a listed profile is a source by its ARN, with the models behind it', () => {
  const profile = list.profiles.find(({ id }) => id === 'eu.anthropic.claude-opus-5-5');
  expect(sourceOf('opus', list)).toMatchObject({ kind: 'source', arn: profile?.arn, modelArns: profile?.modelArns });
});

test('a model of the region is one by the ARN that the account lists', () => {
  const arn = 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0';
  const lite = { id: 'amazon.nova-lite-v1:0', arn, name: 'Nova Lite', provider: 'Amazon', input: ['TEXT'], output: ['TEXT'], lifecycle: {} };
  const account: AccountModels = { ...list, foundation: [{ ...lite, inferenceTypes: ['ON_DEMAND'], streaming: true }] };
  expect(sourceOf(lite.id, account)).toEqual({ kind: 'source', arn, modelArns: [arn] });
});

test.each([
  ['of a model', 'arn:aws:bedrock:eu-west-1::foundation-model/x.y', ['arn:aws:bedrock:eu-west-1::foundation-model/x.y']],
  ['of a profile', 'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-opus-5-5', undefined],
])('without a list, an ARN %s is taken as given', (_, arn, modelArns) => {
  expect(sourceOf(arn, undefined)).toEqual({ kind: 'source', arn, modelArns });
});

test('without a list a name is none, since its ARN would have to be made up', () => {
  expect(sourceOf('opus', undefined)).toMatchObject({
    kind: 'none',
    why: expect.stringContaining('Nothing shows the ARN of eu.anthropic.claude-opus-5-5') as string,
  });
});

test('a profile of the account itself is none, and the model behind it is named', () => {
  const account = { ...list, profiles: [...list.profiles, own] };
  expect(sourceOf('team', account)).toMatchObject({ kind: 'none', hints: ['It is over Claude Opus 5.5: give --from opus-5.5.'] });
});

test.each(['provisioned-model', 'custom-model', 'application-inference-profile'])('nor is a %s', (resource) => {
  expect(sourceOf(`arn:aws:bedrock:eu-west-1:111122223333:${resource}/abc`, list)).toMatchObject({ kind: 'none' });
});
