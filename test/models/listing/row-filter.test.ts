import { expect, test } from 'vitest';
import { providersOf, shownRows, type RowFilter } from '../../../src/models/listing/row-filter.ts';
import { ireland } from '../../output/ireland.ts';

const shown = (filter: RowFilter) => shownRows(ireland, filter);

test.each<[string, RowFilter, readonly string[]]>([
  ['nothing said', { type: 'text', provider: undefined }, ['Anthropic']],
  ['all providers', { type: 'text', provider: 'all' }, ['Anthropic', 'Amazon', 'Meta']],
  ['a provider in any case', { type: 'text', provider: 'meta' }, ['Meta']],
  ['a provider as its IDs have it', { type: 'embedding', provider: 'cohere' }, ['Cohere']],
  ['a type that Anthropic has not', { type: 'rerank', provider: undefined }, ['Cohere']],
  ['a type that nobody has', { type: 'video', provider: undefined }, []],
  ['everything', { type: 'all', provider: 'all' }, ['Anthropic', 'Amazon', 'Cohere', 'Meta']],
  ['a provider that is not there', { type: 'all', provider: 'acme' }, []],
])('%s', (_, filter, providers) => {
  expect(providersOf(shown(filter).rows)).toEqual(providers);
});

test('only who did not ask is told of others, and only of that type', () => {
  expect(providersOf(shown({ type: 'text', provider: undefined }).others)).toEqual(['Amazon', 'Meta']);
  expect(shown({ type: 'text', provider: 'anthropic' }).others).toEqual([]);
  expect(shown({ type: 'rerank', provider: undefined }).others).toEqual([]);
});
