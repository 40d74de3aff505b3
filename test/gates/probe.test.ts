import { expect, test } from 'vitest';
import { costOf, probesOf } from '../../src/gates/probe.ts';
import { choice } from '../launcher/hand-over-input.ts';

test('names of one ID share a probe, in the order of the wishes', () => {
  const [a, b] = [choice('eu.a'), choice('eu.b')];
  const probes = probesOf([
    ['main', a],
    ['small', b],
    ['opus', a],
    ['main', a],
  ]);
  expect(probes.map(({ names, choice: { id } }) => [names, id])).toEqual([
    [['main', 'opus'], 'eu.a'],
    [['small'], 'eu.b'],
  ]);
});

test.each([
  ['claude-opus-5-5', 'eu', 0.0001],
  ['claude-haiku-5-5', 'global', 0.0001],
  ['claude-fable-5-1', 'global', 0.0002],
  [undefined, 'unknown', undefined],
] as const)('what a token of %s through %s costs at most', (model, geography, cost) => {
  expect(costOf({ names: ['main'], choice: choice('x', { model, geography }) })).toBe(cost);
});
