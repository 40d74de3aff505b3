import { describe, expect, test } from 'vitest';
import { pickerRows } from '../../../src/launcher/claude/picker-rows.ts';
import { chooseModels, type ChosenModels, type ModelsRequest } from '../../../src/models/choose.ts';
import { wishFor } from '../../models/wish.ts';
import { choice, handOverInput } from '../hand-over-input.ts';

/** What lode chooses in a region, with nothing asked for. */
function chosenIn(region: string, asked: Pick<ModelsRequest, 'main' | 'small'> = { main: undefined, small: undefined }): ChosenModels {
  const { wanted: _, tier: __, ...common } = wishFor('', region);
  const chosen = chooseModels({ ...common, ...asked });
  if (chosen.kind === 'refused') throw new Error(chosen.message);
  return chosen;
}

/** Names and descriptions by row. */
function shown(models: ChosenModels): Readonly<Record<string, string>> {
  const rows = pickerRows(models);
  const names = Object.keys(rows).filter((name) => name.endsWith('_NAME'));
  return Object.fromEntries(
    names.map((name) => [
      name.replace(/^ANTHROPIC_(DEFAULT_)?|_MODEL_NAME$|_MODEL_OPTION_NAME$/g, ''),
      `${rows[name]}: ${rows[name.replace(/NAME$/, 'DESCRIPTION')]}`,
    ]),
  );
}

test.each<[string, ChosenModels, Readonly<Record<string, string>>]>([
  [
    'in Ireland, where Fable cannot be had inside the geography',
    chosenIn('eu-west-1'),
    {
      OPUS: 'Claude Opus 5.5: eu (the European Union) · $4.40 in, $22 out per Mtok · pinned by lode',
      SONNET: 'Claude Sonnet 5.5: eu (the European Union) · $2.20 in, $11 out per Mtok · pinned by lode',
      HAIKU: 'Claude Haiku 5.5: eu (the European Union) · $0.11 in, $0.55 out per Mtok · pinned by lode',
      FABLE: 'Claude Opus 5.5: stands in for Fable · eu (the European Union) · $4.40 in, $22 out per Mtok · pinned by lode',
    },
  ],
  [
    'in Mumbai, with the older models of India',
    chosenIn('ap-south-1'),
    {
      OPUS: 'Claude Opus 5: in (India) · $5.50 in, $27.50 out per Mtok · pinned by lode',
      SONNET: 'Claude Sonnet 5: in (India) · $2.20 in, $11 out per Mtok · pinned by lode',
      HAIKU: 'Claude Haiku 4.5: in (India) · $1.10 in, $5.50 out per Mtok · pinned by lode',
      FABLE: 'Claude Opus 5: stands in for Fable · in (India) · $5.50 in, $27.50 out per Mtok · pinned by lode',
    },
  ],
  [
    'in Ireland with a wider main model, which is the tier that it was asked by',
    chosenIn('eu-west-1', { main: 'fable', small: undefined }),
    {
      OPUS: 'Claude Opus 5.5: eu (the European Union) · $4.40 in, $22 out per Mtok · pinned by lode',
      SONNET: 'Claude Sonnet 5.5: eu (the European Union) · $2.20 in, $11 out per Mtok · pinned by lode',
      HAIKU: 'Claude Haiku 5.5: eu (the European Union) · $0.11 in, $0.55 out per Mtok · pinned by lode',
      FABLE: 'Claude Fable 5.2: global (any commercial region) · $8 in, $40 out per Mtok · pinned by lode',
    },
  ],
  [
    'with a main model that is no tier, and a small one that is no Haiku',
    chosenIn('eu-west-1', { main: 'opus-4.7', small: 'sonnet' }),
    {
      OPUS: 'Claude Opus 5.5: eu (the European Union) · $4.40 in, $22 out per Mtok · pinned by lode',
      SONNET: 'Claude Sonnet 5.5: eu (the European Union) · $2.20 in, $11 out per Mtok · pinned by lode',
      HAIKU: 'Claude Sonnet 5.5: stands in for Haiku · eu (the European Union) · $2.20 in, $11 out per Mtok · pinned by lode',
      FABLE: 'Claude Opus 5.5: stands in for Fable · eu (the European Union) · $4.40 in, $22 out per Mtok · pinned by lode',
      CUSTOM: 'Claude Opus 4.7: eu (the European Union) · $5.50 in, $27.50 out per Mtok · pinned by lode',
    },
  ],
])('the rows of /model %s', (_, models, rows) => {
  expect(shown(models)).toEqual(rows);
});

describe('the row of its own', () => {
  const { models } = handOverInput();
  const own = (main: ChosenModels['main']) => pickerRows({ ...models, main })['ANTHROPIC_CUSTOM_MODEL_OPTION'];
  test.each([
    ['is for a main model that is none of the tiers', choice('eu.other'), 'eu.other'],
    ['has the long window when the model has', choice('eu.opus', { longContext: true }), 'eu.opus[1m]'],
    ['is not there for a main model that is a tier', choice('eu.sonnet'), undefined],
  ])('%s', (_, main, id) => {
    expect(own(main)).toBe(id);
  });
});

test.each([
  ['what only an ARN is known of', choice('arn', { label: 'arn', geography: 'unknown' }), 'arn: unknown where it is processed · pinned by lode'],
  ['a model of the region itself', choice('a', { label: 'A', geography: 'in-region', destinations: ['eu-west-2'] }), 'A: eu-west-2 only · pinned by lode'],
  [
    'regions of no known geography',
    choice('a', { label: 'A', geography: 'unknown', destinations: ['eu-west-2', 'us-east-1'] }),
    'A: eu-west-2, us-east-1 · pinned by lode',
  ],
  [
    'a model that is called elsewhere',
    choice('a', { label: 'A', geography: 'us', region: 'us-east-1' }),
    'A: us (the United States) · called in us-east-1 · pinned by lode',
  ],
  ['a model with the long window', choice('a', { label: 'A', longContext: true }), 'A (1M context): eu (the European Union) · pinned by lode'],
])('%s is shown as it is', (_, opus, row) => {
  const { models } = handOverInput();
  expect(shown({ ...models, tiers: { ...models.tiers, opus } })['OPUS']).toBe(row);
});
