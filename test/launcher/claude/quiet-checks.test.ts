import { describe, expect, test } from 'vitest';
import { settledFamilies, settledPins } from '../../../src/launcher/claude/quiet-checks.ts';
import type { ChosenModels } from '../../../src/models/choose.ts';
import { choice, handOverInput } from '../hand-over-input.ts';

const [opus, sonnet, haiku] = [
  choice('eu.opus', { model: 'claude-opus-5-5' }),
  choice('eu.sonnet', { model: 'claude-sonnet-5-5' }),
  choice('eu.haiku', { model: 'claude-haiku-5-5' }),
];

function models(small: ChosenModels['small'], tiers: Partial<ChosenModels['tiers']> = {}): ChosenModels {
  return { ...handOverInput().models, main: opus, small, tiers: { opus, sonnet, haiku, fable: opus, ...tiers } };
}

describe('a family has overrides', () => {
  test('when its tier is pinned to a model of another, each by its own bare ID', () => {
    expect(settledFamilies(models(sonnet))).toMatchObject({
      'claude-haiku-5-5': 'anthropic.claude-haiku-5-5',
      'claude-haiku-4-5-20251001': 'anthropic.claude-haiku-4-5-20251001-v1:0',
    });
    expect(Object.keys(settledFamilies(models(sonnet))).filter((name) => !name.includes('haiku'))).toEqual([]);
  });
  test.each<[string, ChosenModels]>([
    ['its tiers are pinned to their own families', models(haiku)],
    ['only Fable is, which Claude Code does not look after', models(haiku, { fable: sonnet })],
    ['the catalog does not know the model', models(choice('arn'))],
  ])('not when %s', (_, chosen) => {
    expect(settledFamilies(chosen)).toEqual({});
  });
});

describe('a pin counts as made by Claude Code itself', () => {
  test('when it is older than the newest of its family', () => {
    const older = choice('in.opus', { model: 'claude-opus-5', longContext: true });
    expect(settledPins(models(haiku, { opus: older }))).toEqual({
      CLAUDE_CODE_3P_PROBE_WROTE_OPUS_DEFAULT: 'in.opus[1m]',
      CLAUDE_CODE_3P_SEEDED_OPUS_DEFAULT: 'in.opus[1m]',
    });
  });
  test.each<[string, ChosenModels]>([
    ['the newest', models(haiku)],
    ['a model of another family', models(haiku, { opus: sonnet })],
    ['a model that the catalog does not know', models(haiku, { opus: choice('arn') })],
  ])('not when it is %s', (_, chosen) => {
    expect(settledPins(chosen)).toEqual({});
  });
});
