import { describe, expect, test } from 'vitest';
import type { HandOverInput } from '../../../src/launcher/assistant.ts';
import { availableModels, foreignPrefixNotes } from '../../../src/launcher/claude/allowed-models.ts';
import { choice, handOverInput } from '../hand-over-input.ts';

/** A session with this main model, and one model for all the rest. */
function session(main: string, rest: string, word?: string): HandOverInput {
  const [own, other] = [choice(main), choice(rest)];
  const tiers = { opus: other, sonnet: other, haiku: other, fable: other };
  return handOverInput({
    words: { kind: 'session', rest: [], model: word },
    models: { kind: 'chosen', residency: 'prefer', main: own, small: other, tiers, names: { inside: {}, shut: {} }, notes: [] },
  });
}

const [eu, wide] = ['eu.anthropic.claude-haiku-5-5', 'global.anthropic.claude-fable-5-2'];
const arn = 'arn:aws:bedrock:eu-west-1:111122223333';

describe('only the models of the session can be called', () => {
  test.each([
    ['one is global and others are not', session(wide, eu), [wide, eu]],
    ['one has no prefix and others have', session(eu, 'anthropic.claude-haiku-5-5'), [eu, 'anthropic.claude-haiku-5-5']],
    ['one has its prefix inside an ARN', session(`${arn}:inference-profile/${wide}`, eu), [`${arn}:inference-profile/${wide}`, eu]],
    ["the assistant's own --model is global", session(eu, eu, `${wide}[1m]`), [eu, wide]],
  ])('when %s', (_, input, models) => {
    expect(availableModels(input)).toEqual(models);
    expect(foreignPrefixNotes(input)).toHaveLength(1);
  });

  test.each([
    ['all have one prefix', session(eu, 'eu.anthropic.claude-sonnet-5-5')],
    ['the prefix is one that Claude Code does not know', session('in.anthropic.claude-opus-5', 'in.anthropic.claude-haiku-4-5-20251001-v1:0')],
    ['main is an application profile', session(`${arn}:application-inference-profile/a1b2c3`, eu)],
    ["the assistant's own --model is the name of a tier", session(eu, eu, 'sonnet')],
    ['nothing has a prefix', session('anthropic.claude-opus-5-5', 'anthropic.claude-haiku-5-5')],
  ])('not when %s', (_, input) => {
    expect(availableModels(input)).toBeUndefined();
    expect(foreignPrefixNotes(input)).toEqual([]);
  });
});
