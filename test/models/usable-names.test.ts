import { expect, test } from 'vitest';
import { resolveModel } from '../../src/models/resolve.ts';
import { usableNames } from '../../src/models/usable-names.ts';
import { writtenName } from '../../src/models/written-name.ts';
import { applicationProfile, listOf, mustChoose, wishFor } from './wish.ts';

const region = 'eu-west-1';
const own = applicationProfile('team', region, 'anthropic.claude-opus-5-5', ['eu-west-1', 'eu-north-1']);
const spaced = { ...own, id: 'two0id', arn: own.arn.replace('team', 'two'), name: 'two words' };
const account = { ...listOf(region), profiles: [...listOf(region).profiles, own, spaced] };

test('usable are the names of the user, the families, the models and own profiles, each once', () => {
  const names = usableNames(wishFor('', region, { account, aliases: { deep: 'opus[1m]', gone: 'nothing', opus: 'opus-4.8' } })).map(({ name }) => name);
  expect(names.slice(0, 5)).toEqual(['deep', 'opus', 'sonnet', 'haiku', 'fable']);
  expect(names).toEqual(expect.arrayContaining(['best', 'opus-5.5', 'haiku-4.5', 'team', spaced.arn]));
  expect(names).not.toContain('gone');
  expect(names).not.toContain('two words');
  expect(new Set(names).size).toBe(names.length);
});

test('under strict residency nothing that leaves is offered', () => {
  const names = usableNames(wishFor('', region, { residency: 'strict' }));
  expect(names.map(({ choice }) => choice.geography)).not.toContain('global');
  expect(names.map(({ name }) => name)).not.toContain('fable');
});

test.each([
  ['opus', 'opus'],
  ['opus[1m]', 'opus[1m]'],
  ['opus [1m]', 'opus[1m]'],
  ['Claude Sonnet 4.5', 'claude-sonnet-4.5'],
  ['sonnet 4.5 [1m]', 'sonnet-4.5[1m]'],
  ['eu.anthropic.claude-opus-5-5', 'eu.anthropic.claude-opus-5-5'],
  ['two words', spaced.arn],
])('%j is written %j, and means the same', (typed, written) => {
  const choice = mustChoose(resolveModel(wishFor(typed, region, { account })));
  expect(writtenName(typed, choice)).toBe(written);
  const again = mustChoose(resolveModel(wishFor(written, region, { account })));
  expect([again.id, again.longContext]).toEqual([choice.id, choice.longContext]);
});

test('what is no name of anything stays as it is', () => {
  expect(writtenName('no such thing', undefined)).toBe('no such thing');
});
