import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { distinctNames } from '../../src/exports/distinct-names.ts';
import { exportFor } from '../../src/exports/export-for.ts';
import type { ExportedModel } from '../../src/exports/exported-model.ts';
import { accountIn, mustExport } from './export-account.ts';

function model(name: string, more: Partial<ExportedModel> = {}): ExportedModel {
  const rest = { arn: undefined, baseId: undefined, contextWindow: 1, maxOutput: 1, price: undefined, images: true, thinks: true };
  return { id: name, name, label: name, region: 'eu-west-1', geography: 'eu', ...rest, ...more };
}

const namesOf = (models: readonly ExportedModel[]) => distinctNames(models).map(({ name, label }) => [name, label]);

test.each<[string, readonly ExportedModel[], readonly (readonly string[])[]]>([
  [
    'one of a kind keeps its name',
    [model('a'), model('b')],
    [
      ['a', 'a'],
      ['b', 'b'],
    ],
  ],
  [
    'two geographies of one model are told apart by them',
    [model('a'), model('a', { geography: 'global' }), model('b')],
    [
      ['a-eu', 'a (eu)'],
      ['a-global', 'a (global)'],
      ['b', 'b'],
    ],
  ],
  [
    'two regions of one profile are told apart by them',
    [model('a'), model('a', { region: 'eu-north-1' })],
    [
      ['a-eu-west-1', 'a (eu-west-1)'],
      ['a-eu-north-1', 'a (eu-north-1)'],
    ],
  ],
  [
    'where neither alone will do, both stand there',
    [model('a'), model('a', { region: 'eu-north-1' }), model('a', { geography: 'global' })],
    [
      ['a-eu-eu-west-1', 'a (eu, eu-west-1)'],
      ['a-eu-eu-north-1', 'a (eu, eu-north-1)'],
      ['a-global-eu-west-1', 'a (global, eu-west-1)'],
    ],
  ],
  [
    'two profiles of one name are told apart by their IDs',
    [model('a', { id: 'arn:x/1' }), model('a', { id: 'arn:x/2' })],
    [
      ['a-eu-eu-west-1-arn:x/1', 'a (eu, eu-west-1, arn:x/1)'],
      ['a-eu-eu-west-1-arn:x/2', 'a (eu, eu-west-1, arn:x/2)'],
    ],
  ],
  ['a profile that is called like a family is none of its aliases', [model('opus')], [['opus-eu', 'opus']]],
])('%s', (_, models, expected) => expect(namesOf(models)).toEqual(expected));

test('no two names are the same, and none is an alias, whatever they were', () => {
  const some = fc.record({
    name: fc.constantFrom('a', 'opus', 'a-eu', 'a-eu-west-1'),
    geography: fc.constantFrom('eu' as const, 'global' as const),
    region: fc.constantFrom('eu-west-1', 'us-east-1'),
    id: fc.constantFrom('x', 'y'),
  });
  fc.assert(
    fc.property(fc.uniqueArray(some, { selector: ({ id, region, name, geography }) => [id, region, name, geography].join(' ') }), (many) => {
      const named = distinctNames(many.map(({ name, ...more }) => model(name, more)));
      expect(new Set(named.map(({ name }) => name)).size).toBe(many.length);
      expect(named.map(({ name }) => name)).not.toContain('opus');
    }),
  );
});

test('LiteLLM has no two rows under one name, where its router would choose by load', () => {
  const input = mustExport({ main: 'global.anthropic.claude-opus-5-5', account: accountIn('eu-west-1') });
  const document = parse(exportFor('litellm', input, undefined).text) as {
    model_list: { model_name: string; litellm_params: { model: string } }[];
    router_settings: { model_group_alias: Record<string, string> };
  };
  const names = document.model_list.map(({ model_name, litellm_params }) => [model_name, litellm_params.model]);
  expect(names).toContainEqual(['claude-opus-5-5-global', 'bedrock/converse/global.anthropic.claude-opus-5-5']);
  expect(names).toContainEqual(['claude-opus-5-5-eu', 'bedrock/converse/eu.anthropic.claude-opus-5-5']);
  // What "opus" means in a launch.
  const opus = Object.fromEntries(names)[document.router_settings.model_group_alias['opus'] ?? ''];
  expect(opus).toBe(`bedrock/converse/${input.chosen.tiers.opus.id}`);
});
