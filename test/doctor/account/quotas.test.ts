import { describe, expect, test } from 'vitest';
import { quotas } from '../../../src/doctor/checks/quotas.ts';
import { quotasOf } from '../../../src/doctor/model-quotas.ts';
import { choice, chosen, codes, said } from './view.ts';

const minute = (model: string, value: number, route = 'Cross-region') => ({
  name: `${route} model inference tokens per minute for Anthropic ${model}`,
  value,
  adjustable: true,
});
const opus = 'Claude Opus 5.5';
const told = (applied: readonly ReturnType<typeof minute>[], defaults = applied) => ({
  view: { quotas: { kind: 'told', value: { applied, defaults } } as const },
});

describe('the quotas of a model are those of the way it is called', () => {
  const all = {
    applied: [],
    defaults: [
      minute(opus, 1),
      minute(opus, 2, 'Global cross-region'),
      minute(opus, 3, 'On-demand'),
      minute('Claude Opus 5', 4),
      minute(`${opus} 1M Context Length`, 5),
      { name: `Model invocation max tokens per day for Anthropic ${opus}`, value: 6, adjustable: false },
    ],
  };
  test.each([
    ['in its geography', choice('claude-opus-5-5'), [1, 6]],
    ['globally', choice('claude-opus-5-5', { geography: 'global' }), [2]],
    ['in the region itself', choice('claude-opus-5-5', { geography: 'in-region' }), [3, 6]],
    ['with the long window', choice('claude-opus-5-5', { longContext: true }), [1, 5, 6]],
    ['its predecessor', choice('claude-opus-5'), [4]],
    ['where nobody knows', choice('claude-opus-5-5', { geography: 'unknown' }), []],
    ['a model that the catalog does not know', choice('x', { model: undefined }), []],
  ])('%s', (_, model, values) => {
    expect(quotasOf(all, model).map(({ applied }) => applied)).toEqual(values);
  });
});

test('an applied quota beats the usual one, and one that was never applied is the usual one', () => {
  const both = { applied: [minute(opus, 7)], defaults: [minute(opus, 30), minute('Claude Haiku 5.5', 5)] };
  expect(quotasOf(both, choice('claude-opus-5-5'))).toMatchObject([{ applied: 7, byDefault: 30 }]);
  expect(quotasOf(both, choice('claude-haiku-5-5'))).toMatchObject([{ applied: 5, byDefault: 5 }]);
});

describe('a quota is judged by what AWS gives others', () => {
  test.each([
    ['0 for the main model', told([minute(opus, 0)], [minute(opus, 30e6)]), ['fail quotas.zero']],
    ['0 everywhere', told([minute(opus, 0)]), ['fail quotas.zero']],
    ['0 for a tier', told([minute('Claude Sonnet 5.5', 0)]), ['warn quotas.zero']],
    ['a hundredth', told([minute(opus, 300_000)], [minute(opus, 30e6)]), ['warn quotas.low']],
    ['a tenth', told([minute(opus, 3_000_000)], [minute(opus, 30e6)]), []],
    ['more than usual', told([minute(opus, 60e6)], [minute(opus, 30e6)]), []],
    ['none that names the model', told([]), []],
    ['0 globally, and the model is called in its geography', told([minute(opus, 0, 'Global cross-region')]), []],
  ])('%s', (_, given, expected) => expect(codes(quotas, given)).toEqual(expected));

  test('a low quota says what it means in answers, where AWS has said how they count', () => {
    const [[, opusWords]] = said(quotas, told([minute(opus, 100_000)], [minute(opus, 30e6)])) as [[string, string]];
    expect(opusWords).toContain('Each token of an answer counts 10 times, so that is 10K tokens of answers a minute at most.');
    const [[, haikuWords]] = said(quotas, told([minute('Claude Haiku 5.5', 100)], [minute('Claude Haiku 5.5', 5e6)])) as [[string, string]];
    expect(haikuWords).toMatch(/100 instead of 5M\.$/);
  });

  test('one model for everything is one finding', () => {
    const models = chosen({ main: choice('claude-haiku-5-5'), small: choice('claude-haiku-5-5') });
    expect(codes(quotas, { ...told([minute('Claude Haiku 5.5', 0)]), models })).toEqual(['fail quotas.zero']);
  });

  test('what is not told is not judged', () => {
    expect(codes(quotas, { view: { quotas: { kind: 'untold', why: 'the permission X is missing' } } })).toBe('the permission X is missing');
  });
});
