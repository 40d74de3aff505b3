import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quotaMeaning } from '../../../src/doctor/quota-name.ts';
import { catalog } from '../../../src/models/catalog.ts';

test.each([
  ['Cross-region model inference tokens per minute for Anthropic Claude Opus 5.5', 'geography', 'tokens per minute', 'Claude Opus 5.5', false],
  ['Cross-Region InvokeModel tokens per minute for Anthropic Claude Sonnet 4 V1', 'geography', 'tokens per minute', 'Claude Sonnet 4', false],
  ['Global cross-region model inference tokens per minute for Anthropic Claude Opus 4.6 V1', 'global', 'tokens per minute', 'Claude Opus 4.6', false],
  ['Global cross-region model inference tokens per day for Anthropic Claude Opus 4.5', 'global', 'tokens per day', 'Claude Opus 4.5', false],
  [
    'Cross-region model inference tokens per minute for Anthropic Claude Sonnet 4.5 V1 1M Context Length',
    'geography',
    'tokens per minute',
    'Claude Sonnet 4.5',
    true,
  ],
  [
    'Model invocation max tokens per day for Anthropic Claude Sonnet 4.5 V1 (doubled for cross-region calls)',
    'all but global',
    'tokens per day',
    'Claude Sonnet 4.5',
    false,
  ],
  ['On-demand model inference requests per minute for Anthropic Claude Haiku 4.5', 'in-region', 'requests per minute', 'Claude Haiku 4.5', false],
  ['Cross-region model inference requests per minute for Claude Haiku 4.5', 'geography', 'requests per minute', 'Claude Haiku 4.5', false],
] as const)('%s', (name, route, per, model, longWindow) => {
  expect(quotaMeaning(name)).toEqual({ route, per, model, longWindow });
});

describe('what limits something else means nothing here', () => {
  test.each([
    'Inference profiles per account',
    'On-demand model inference tokens per minute for Amazon Nova Pro',
    'Model units per provisioned model for Anthropic Claude V2',
    '',
  ])('%j', (name) => {
    expect(quotaMeaning(name)).toBeUndefined();
  });
});

test('the quota of one model is never taken for that of another', () => {
  const names = catalog.models.map(({ name }) => name);
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.constantFrom('', ' V1', ' V1 1M Context Length', ' (doubled for cross-region calls)'), (name, tail) => {
      expect(quotaMeaning(`Cross-region model inference tokens per minute for Anthropic ${name}${tail}`)?.model).toBe(name);
    }),
  );
});
